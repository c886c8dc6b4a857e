/** Rear-door heat exchangers on dry coolers, from the catalogue entry of the same name. */
import { heatRemover } from "../patterns/heat-remover.ts";

export const rearDoorHeatExchanger = heatRemover({
  kind: "rear-door-heat-exchanger",
  title: "Rear-door heat exchangers on dry coolers",
  heats: ["airHeat"],
  economiser: "dryBulb",
  chiller: true,
  evaporates: "never",
});
