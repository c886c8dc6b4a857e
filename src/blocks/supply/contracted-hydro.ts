/** Contracted hydro power through the grid connection, from the catalogue entry of the same name. */
import { gridContract } from "../patterns/grid-contract.ts";

export const contractedHydro = gridContract({
  kind: "contracted-hydro",
  title: "Contracted hydro power",
  shape: "shaped",
});
