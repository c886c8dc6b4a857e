/** Wind farms: capacity factors from the site's wind by shear, air density, power curve and wake loss. */
import { windFarmFactors } from "../../climate/wind.ts";
import type { AnyBlock } from "../block.ts";
import { optional } from "../fields.ts";
import { weatherDriven } from "./weather-driven.ts";

/** A farm on land or at sea; its kind names its catalogue entry. */
export const windFarm = (where: "onshore" | "offshore", title: string): AnyBlock =>
  weatherDriven({
    kind: `${where}-wind`,
    title,
    fields: {
      hubHeightM: optional("Hub height; the reference turbine's when left out", {
        min: 20,
        max: 300,
      }),
      wakeLossFrac: optional("Wake losses; the reference farm's when left out", {
        min: 0,
        max: 0.9,
      }),
    },
    capacityFactors: ({ hubHeightM, wakeLossFrac }, { climate }, meanFrac) =>
      windFarmFactors(climate, where, { hubHeightM, wakeLossFrac, meanFrac }),
  });
