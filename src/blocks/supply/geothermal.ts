/** Geothermal plant on site, from the catalogue entry of the same name. */
import { dispatchable } from "../patterns/dispatchable.ts";

export const geothermal = dispatchable({
  kind: "geothermal",
  title: "Geothermal plant",
  clean: true,
});
