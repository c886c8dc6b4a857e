/** Water-cooled chillers with cooling towers, from the catalogue entry of the same name. */
import { heatRemover } from "../patterns/heat-remover.ts";

export const waterCooledChillerTower = heatRemover({
  kind: "water-cooled-chiller-tower",
  title: "Water-cooled chillers with cooling towers",
  heats: ["airHeat"],
  economiser: "wetBulb",
  chiller: true,
  evaporates: "always",
});
