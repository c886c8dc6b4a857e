/** Outside air with adiabatic assist, from the catalogue entry of the same name. */
import { heatRemover } from "../patterns/heat-remover.ts";

export const airEconomiser = heatRemover({
  kind: "air-economiser",
  title: "Outside air with adiabatic assist",
  heats: ["airHeat"],
  economiser: "wetBulb",
  chiller: true,
  evaporates: "whenHot",
});
