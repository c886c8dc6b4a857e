/** Cold plates on cooling towers, from the catalogue entry of the same name. */
import { heatRemover } from "../patterns/heat-remover.ts";

export const coldPlateCoolingTower = heatRemover({
  kind: "cold-plate-cooling-tower",
  title: "Cold plates on cooling towers",
  heats: ["liquidHeat"],
  economiser: "wetBulb",
  chiller: true,
  evaporates: "always",
});
