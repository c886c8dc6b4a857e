/** No figure of the catalogue lies unused unnoticed: each is read by the planner, or stands here with the reason why not. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { catalog } from "./catalog.ts";
import type { CatalogName } from "./catalog.ts";

/** Ends of ranges are told beside the figure that is planned with. */
const RANGE = /(Low|High|P10|P90|95Percent|5Percent)$/;

/** What is there to be read by people, by table. */
const TOLD: Readonly<Partial<Record<CatalogName, Readonly<Record<string, string>>>>> = {
  accelerators: {
    vendor: "a name",
    tdpKW: "inside itKWPerChip",
    memoryGB: "no workload states what it needs",
    memoryBandwidthTBPerS: "no workload states what it needs",
    rackKW: "density is not modelled: racks may be filled in part",
    availabilityDate: "availableFrom of generations.csv is planned with",
    rentUSDPerHour: "rent is of compute-market.csv; a yardstick in examples",
    ownUSDPerHour: "a yardstick for what is computed",
  },
  campus: {
    capexShellUSDPerMW: "part of capexUSDPerMW",
    capexSiteUSDPerMW: "part of capexUSDPerMW",
    capexFireControlsLowVoltageUSDPerMW: "part of capexUSDPerMW",
    doubleConversionEfficiencyFrac: "for a UPS out of eco mode: to be stated by hand",
    ecoModeEfficiencyFrac: "inside electricalEfficiencyFrac",
    rackBusbarEfficiencyFrac: "inside itKWPerChip",
    shareOfAcceleratorPriceFrac: "inside priceUSD",
    fibreUSDPerKm: "no route is known",
  },
  "compute-market": {
    energyPassThroughFrac: "1 throughout: metered energy is at cost",
    densityMaxKWPerRack: "density is not modelled: racks may be filled in part",
  },
  cooling: {
    secondaryApproachK: "its note: for a cautious plan, to be added by hand",
    freeCoolingPumpsFrac: "fansPumpsFrac is taken in every hour; the two differ by 0.01 at most",
    densityMaxKWPerRack: "density is not modelled: racks may be filled in part",
    adiabaticStartC: "follows from approach and supply, as its note derives it",
  },
  supply: {
    degradationFracPerYear: "a plant yields as in its first year; docs/notes/0005-next.md",
    lifecycleTotalCO2KgPerMWh: "its note: for comparison only",
    turndownFrac: "no starts and stops: the model is linear",
    startCostUSDPerMW: "no starts and stops: the model is linear",
    rampFracPerHour: "no ramps within an hour's step",
  },
  workloads: {
    checkpointFrac: "inside availabilityFrac",
    drawOfRatedFrac: "of the nameplate: itKWPerChip is taken as drawn at full work",
    mfuPrefillFrac: "inside mfuFrac",
    mfuDecodeFrac: "inside mfuFrac",
  },
};

function sourceBelow(folder: string): string {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter(({ name }) => /\.tsx?$/.test(name) && !/\.test\./.test(name))
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), "utf8"))
    .join("\n");
}

const SOURCE = ["src", "apps"]
  .map((folder) => sourceBelow(join(import.meta.dirname, "..", "..", folder)))
  .join("\n");
const words = new Set(SOURCE.match(/\w+/g));

/** Capital cost, mfu and the like are read by a name that is put together. */
const isPutTogether = (parameter: string) => /^mfu[A-Z0-9]+Frac$/.test(parameter);

it.each([
  "accelerators",
  "campus",
  "compute-market",
  "cooling",
  "storage",
  "supply",
  "workloads",
] as const)("every figure of %s is planned with, or it is said why not", (name) => {
  const parameters = new Set([...catalog(name).values()].flatMap((entry) => [...entry.keys()]));
  const told = TOLD[name] ?? {};
  const unused = [...parameters].filter(
    (one) => !words.has(one) && !RANGE.test(one) && !isPutTogether(one),
  );
  expect(unused.toSorted()).toEqual(Object.keys(told).toSorted());
});
