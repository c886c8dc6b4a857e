/** Single-phase immersion on dry coolers, from the catalogue entry of the same name. */
import { heatRemover } from "../patterns/heat-remover.ts";

export const immersionSinglePhase = heatRemover({
  kind: "immersion-single-phase",
  title: "Single-phase immersion on dry coolers",
  heats: ["liquidHeat", "airHeat"],
  economiser: "dryBulb",
  chiller: true,
  evaporates: "never",
});
