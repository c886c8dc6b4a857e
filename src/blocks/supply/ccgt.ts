/** Combined-cycle gas turbine on site, from the catalogue entry of the same name. */
import { dispatchable } from "../patterns/dispatchable.ts";

export const ccgt = dispatchable({
  kind: "ccgt",
  title: "Combined-cycle gas turbine",
  clean: false,
});
