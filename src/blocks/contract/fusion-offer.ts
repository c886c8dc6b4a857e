/** Fusion power offer through the grid connection, from the supply catalogue's entry of the same name. */
import { plantOffer } from "./plant-offer.ts";

export const fusionOffer = plantOffer({
  kind: "fusion-offer",
  title: "Fusion power offer",
  termYears: 20,
  yearSpreadFrac: 0.2,
});
