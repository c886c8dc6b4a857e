/** Small modular reactor on site, from the catalogue entry of the same name. */
import { dispatchable } from "../patterns/dispatchable.ts";

export const smr = dispatchable({
  kind: "smr",
  title: "Small modular reactor",
  clean: true,
  nuclear: true,
});
