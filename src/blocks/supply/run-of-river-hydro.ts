/** Run-of-river hydro; a yearly flow curve that peaks with the melt or the rains. */
import { scaledToMean } from "../../climate/scaled-to-mean.ts";
import { fraction, number } from "../fields.ts";
import { runOfRiverFactors, weatherDriven } from "../patterns/weather-driven.ts";

export const runOfRiverHydro = weatherDriven({
  kind: "run-of-river-hydro",
  title: "Run-of-river hydro",
  fields: {
    meanFlowFrac: fraction("Yearly mean output over capacity", 0.5),
    seasonalSwingFrac: fraction("Seasonal swing of output around its mean", 0.4),
    peakDayOfYear: number("Day of the year with most water", 150, { min: 1, max: 366 }),
  },
  capacityFactors: (spec, { climate }, meanFrac) =>
    scaledToMean(runOfRiverFactors(climate.steps, spec), meanFrac),
});
