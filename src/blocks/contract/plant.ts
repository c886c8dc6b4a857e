/**
 * The plant behind a contract: hour by hour what it gives per MW, from the weather where it stands.
 *
 *     solar, wind    PVWatts chain, power curve; run-of-river a yearly flow curve
 *     nuclear, gas   its availability in every hour;  flat: 1
 */
import { z } from "zod";
import { catalog } from "../../catalog/catalog.ts";
import { numberIn, optionalNumberIn } from "../../catalog/table.ts";
import type { Climate, Market } from "../../climate/climate.ts";
import { listPlaces, placeYear } from "../../climate/place.ts";
import { scaledToMean } from "../../climate/scaled-to-mean.ts";
import { solarCapacityFactors, usualPvSystem } from "../../climate/solar.ts";
import { windFarmFactors } from "../../climate/wind.ts";
import type { Conditions, PlantUnits, Size } from "../block.ts";
import { choice, optional } from "../fields.ts";
import { runOfRiverFactors } from "../patterns/weather-driven.ts";

const PLANTS = [
  "solar",
  "onshore-wind",
  "offshore-wind",
  "run-of-river-hydro",
  "nuclear",
  "gas",
  "flat",
] as const;

export type PlantName = (typeof PLANTS)[number];

/** Catalogue entry behind a plant's figures. */
const SUPPLY: Readonly<Record<PlantName, string | undefined>> = {
  solar: "solar",
  "onshore-wind": "onshore-wind",
  "offshore-wind": "offshore-wind",
  "run-of-river-hydro": "run-of-river-hydro",
  nuclear: "nuclear-ppa",
  gas: "ccgt",
  flat: undefined,
};

const PLACES = listPlaces().map(({ id }) => id) as [string, ...string[]];

/** Field of a place of the catalogue. */
export const plantPlace = (description: string) => z.enum(PLACES).optional().meta({ description });

/** Field that says whether the plant behind a contract is there. */
export const plantStatus = (usual: "existing" | "new") =>
  choice("Already running, or still to be built", ["existing", "new"], usual);

/** Chain of a signature alone, where the plant runs already. */
export const SIGNATURE_CHAIN = "contracted-hydro";

/** Fields of a plant; `usual` is the one taken when none is named. */
export function plantFields(usual: PlantName) {
  return {
    plant: choice("Plant behind it", PLANTS, usual),
    plantStatus: plantStatus("existing"),
    place: plantPlace("Place of the catalogue where the plant stands; the site's when left out"),
    meanCapacityFactorFrac: optional("Scale the year's output to this mean", {
      min: 0.01,
      max: 1,
    }),
  };
}

export interface Plant {
  readonly plant: PlantName;
  readonly plantStatus: "existing" | "new";
  readonly place?: string | undefined;
  readonly meanCapacityFactorFrac?: number | undefined;
}

/** Weather and market where the plant stands. */
export function whereOf(
  { place }: Pick<Plant, "place">,
  { climate, market, seed }: Conditions,
): { climate: Climate; market: Market } {
  return place === undefined
    ? { climate, market }
    : placeYear(place, { year: new Date(climate.startUTC).getUTCFullYear(), seed });
}

function factors(
  plant: Exclude<PlantName, "onshore-wind" | "offshore-wind">,
  climate: Climate,
): Float64Array {
  if (plant === "solar")
    return solarCapacityFactors(climate, usualPvSystem("tracker", climate.latitudeDeg));
  if (plant === "run-of-river-hydro") return runOfRiverFactors(climate.steps);
  const entry = SUPPLY[plant];
  const available = entry ? numberIn(catalog("supply").get(entry)!, "availabilityFrac") : 1;
  return new Float64Array(climate.steps).fill(available);
}

/** Output per MW over the year. */
export function plantProfile(terms: Plant, conditions: Conditions): Float64Array {
  const { climate } = whereOf(terms, conditions);
  const { plant, meanCapacityFactorFrac: meanFrac } = terms;
  if (plant === "onshore-wind") return windFarmFactors(climate, "onshore", { meanFrac });
  if (plant === "offshore-wind") return windFarmFactors(climate, "offshore", { meanFrac });
  return scaledToMean(factors(plant, climate), meanFrac);
}

/** Whether what the plant gives counts as clean. */
export const isClean = ({ plant }: Plant): boolean => plant !== "gas";

/** Life-cycle CO2 per MWh of the plant. */
export function lifecycleCO2({ plant }: Plant): number {
  const entry = SUPPLY[plant];
  return entry ? (optionalNumberIn(catalog("supply").get(entry)!, "lifecycleCO2KgPerMWh") ?? 0) : 0;
}

/** Standard deviation of a year's energy over its mean. */
export function yearSpread({ plant }: Plant): number {
  return numberIn(catalog("contracts").get(`plant-${plant}`)!, "yearSpreadFrac");
}

/** Whether the weather says what the plant gives. */
export const isWeatherDriven = ({ plant }: Pick<Plant, "plant">): boolean =>
  plant !== "nuclear" && plant !== "gas" && plant !== "flat";

/** Fields of the units behind power at the site. */
export const unitFields = {
  units: z.int().min(1).max(1000).optional().meta({
    description: "Units it is made of; whole units of the plant's usual size when left out",
  }),
  forcedOutageFrac: optional(
    "Share of time a unit is out against plan; the plant's when left out",
    {
      min: 0,
      max: 0.99,
    },
  ),
  meanRepairHours: optional("Mean hours to repair a unit; the plant's when left out", {
    min: 0.1,
  }),
};

/** The units behind `size` MW of a plant; usual ones of data/supply.csv where not stated. A flat band never fails by itself. */
export function unitsBehind(
  spec: Plant & {
    readonly units?: number | undefined;
    readonly forcedOutageFrac?: number | undefined;
    readonly meanRepairHours?: number | undefined;
  },
  size: Size,
  profile: Float64Array,
): PlantUnits {
  const entry = SUPPLY[spec.plant];
  const usual = (field: string) =>
    entry === undefined ? undefined : optionalNumberIn(catalog("supply").get(entry)!, field);
  return {
    size,
    count: spec.units,
    unitMW: usual("unitMW") ?? Infinity,
    forcedOutageFrac: spec.forcedOutageFrac ?? usual("forcedOutageFrac") ?? 0,
    meanRepairHours: spec.meanRepairHours ?? usual("meanRepairHours") ?? 24,
    weather: isWeatherDriven(spec) ? profile : undefined,
  };
}

/** Milestones until it delivers: those of the plant when it is to be built, else of a signature. */
export function plantChain({
  plant,
  plantStatus: status,
}: Pick<Plant, "plant" | "plantStatus">): string | undefined {
  if (status === "new") return SUPPLY[plant];
  return plant === "nuclear" ? "nuclear-ppa-existing" : SIGNATURE_CHAIN;
}

/** What every contract on a plant's output says of it. */
export const plantFacts = (spec: Plant) => ({
  clean: isClean(spec),
  lifecycleCO2KgPerMWh: lifecycleCO2(spec),
  place: spec.place,
  chain: plantChain(spec),
});
