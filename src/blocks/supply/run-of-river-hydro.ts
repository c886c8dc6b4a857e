/** Run-of-river hydro; a yearly flow curve that peaks with the melt or the rains. */
import { fraction, number } from "../fields.ts";
import { weatherDriven } from "../patterns/weather-driven.ts";

export const runOfRiverHydro = weatherDriven({
  kind: "run-of-river-hydro",
  title: "Run-of-river hydro",
  fields: {
    meanFlowFrac: fraction("Yearly mean output over capacity", 0.5),
    seasonalSwingFrac: fraction("Seasonal swing of output around its mean", 0.4),
    peakDayOfYear: number("Day of the year with most water", 150, { min: 1, max: 366 }),
  },
  /** mean · (1 + swing · cos(2π (day − peak)/365)), capped at 1. An estimate where no gauge is given. */
  capacityFactors(spec, { climate }) {
    const factors = new Float64Array(climate.steps);
    for (let t = 0; t < climate.steps; t++) {
      const phase = (2 * Math.PI * (t / 24 - spec.peakDayOfYear)) / 365;
      factors[t] = Math.min(1, spec.meanFlowFrac * (1 + spec.seasonalSwingFrac * Math.cos(phase)));
    }
    return factors;
  },
});
