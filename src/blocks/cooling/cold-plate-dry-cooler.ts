/** Warm-water cold plates on dry coolers, from the catalogue entry of the same name. */
import { heatRemover } from "../patterns/heat-remover.ts";

export const coldPlateDryCooler = heatRemover({
  kind: "cold-plate-dry-cooler",
  title: "Warm-water cold plates on dry coolers",
  heats: ["liquidHeat"],
  economiser: "dryBulb",
  chiller: true,
  evaporates: "never",
});
