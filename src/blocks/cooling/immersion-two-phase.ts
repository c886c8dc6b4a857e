/** Two-phase immersion on dry coolers, from the catalogue entry of the same name. */
import { heatRemover } from "../patterns/heat-remover.ts";

export const immersionTwoPhase = heatRemover({
  kind: "immersion-two-phase",
  title: "Two-phase immersion on dry coolers",
  heats: ["liquidHeat", "airHeat"],
  economiser: "dryBulb",
  chiller: true,
  evaporates: "never",
});
