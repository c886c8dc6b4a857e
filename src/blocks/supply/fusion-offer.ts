/** Fusion power offer through the grid connection, from the catalogue entry of the same name. */
import { gridContract } from "../patterns/grid-contract.ts";

export const fusionOffer = gridContract({
  kind: "fusion-offer",
  title: "Fusion power offer",
  shape: "baseload",
});
