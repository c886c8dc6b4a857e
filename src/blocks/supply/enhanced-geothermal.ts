/** Enhanced geothermal plant on site, from the catalogue entry of the same name. */
import { dispatchable } from "../patterns/dispatchable.ts";

export const enhancedGeothermal = dispatchable({
  kind: "enhanced-geothermal",
  title: "Enhanced geothermal plant",
  clean: true,
});
