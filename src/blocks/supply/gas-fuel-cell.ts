/** Gas fuel cell on site, from the catalogue entry of the same name. */
import { dispatchable } from "../patterns/dispatchable.ts";

export const gasFuelCell = dispatchable({
  kind: "gas-fuel-cell",
  title: "Gas fuel cell",
  clean: false,
});
