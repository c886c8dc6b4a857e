/** Cold plates on adiabatic dry coolers, from the catalogue entry of the same name. */
import { heatRemover } from "../patterns/heat-remover.ts";

export const adiabaticDryCooler = heatRemover({
  kind: "adiabatic-dry-cooler",
  title: "Cold plates on adiabatic dry coolers",
  heats: ["liquidHeat"],
  economiser: "wetBulb",
  chiller: true,
  evaporates: "whenHot",
});
