/** Photovoltaic plant; capacity factors by the PVWatts chain from the site's irradiance, per MW AC. */
import { scaledToMean } from "../../climate/scaled-to-mean.ts";
import { solarCapacityFactors, usualPvSystem } from "../../climate/solar.ts";
import { choice, number, optional } from "../fields.ts";
import { weatherDriven } from "../patterns/weather-driven.ts";

export const solar = weatherDriven({
  kind: "solar",
  title: "Solar PV",
  fields: {
    mount: choice("Fixed tilt or single-axis tracking", ["tracker", "fixed"], "tracker"),
    tiltDeg: optional("Tilt of fixed panels; by latitude when left out", { min: 0, max: 90 }),
    dcPerACFrac: number("DC over AC rating", 1.25, { min: 0.5, max: 3 }),
    lossesFrac: number("System losses (PVWatts default)", 0.14, { min: 0, max: 0.99 }),
  },
  capacityFactors(spec, { climate }, meanFrac) {
    const usual = usualPvSystem(spec.mount, climate.latitudeDeg);
    const factors = solarCapacityFactors(climate, {
      ...usual,
      tiltDeg: spec.tiltDeg ?? usual.tiltDeg,
      dcPerACFrac: spec.dcPerACFrac,
      lossesFrac: spec.lossesFrac,
    });
    return scaledToMean(factors, meanFrac);
  },
});
