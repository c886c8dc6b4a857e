/** Onshore wind farm; capacity factors from the site's wind by shear, air density, power curve and wake loss. */
import { windFarmFactors } from "../../climate/wind.ts";
import { optional } from "../fields.ts";
import { weatherDriven } from "../patterns/weather-driven.ts";

export const onshoreWind = weatherDriven({
  kind: "onshore-wind",
  title: "Onshore wind",
  fields: {
    hubHeightM: optional("Hub height; the reference turbine's when left out", {
      min: 20,
      max: 300,
    }),
    wakeLossFrac: optional("Wake losses; the reference farm's when left out", { min: 0, max: 0.9 }),
  },
  capacityFactors: ({ hubHeightM, wakeLossFrac }, { climate }, meanFrac) =>
    windFarmFactors(climate, "onshore", { hubHeightM, wakeLossFrac, meanFrac }),
});
