/** Open-cycle gas turbine on site, from the catalogue entry of the same name. */
import { dispatchable } from "../patterns/dispatchable.ts";

export const openCycleTurbine = dispatchable({
  kind: "open-cycle-turbine",
  title: "Open-cycle gas turbine",
  clean: false,
});
