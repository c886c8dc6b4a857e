/** Nuclear power purchase through the grid connection, from the catalogue entry of the same name. */
import { gridContract } from "../patterns/grid-contract.ts";

export const nuclearPPA = gridContract({
  kind: "nuclear-ppa",
  title: "Nuclear power purchase",
  shape: "baseload",
});
