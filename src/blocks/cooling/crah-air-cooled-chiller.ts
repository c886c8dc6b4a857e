/** Room air handlers with air-cooled chillers, from the catalogue entry of the same name. */
import { heatRemover } from "../patterns/heat-remover.ts";

export const crahAirCooledChiller = heatRemover({
  kind: "crah-air-cooled-chiller",
  title: "Room air handlers with air-cooled chillers",
  heats: ["airHeat"],
  economiser: "none",
  chiller: true,
  evaporates: "never",
});
