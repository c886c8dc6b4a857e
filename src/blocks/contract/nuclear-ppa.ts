/** Nuclear power purchase through the grid connection, from the supply catalogue's entry of the same name. */
import { plantOffer } from "./plant-offer.ts";

export const nuclearPPA = plantOffer({
  kind: "nuclear-ppa",
  title: "Nuclear power purchase",
  termYears: 20,
  yearSpreadFrac: 0.04,
});
