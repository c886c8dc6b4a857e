/** Gas engine on site, from the catalogue entry of the same name. */
import { dispatchable } from "../patterns/dispatchable.ts";

export const reciprocatingEngine = dispatchable({
  kind: "reciprocating-engine",
  title: "Gas engine",
  clean: false,
});
