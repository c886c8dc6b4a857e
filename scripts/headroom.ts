/**
 * Prints the table of docs/headroom.md: new load that fits under the peak when 0.25, 0.5 or 1 % of its energy may be cut.
 *
 * Run from the repository: node bin/run scripts/headroom.ts [folder of the shared data and cases]
 */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { readCells } from "../src/catalog/table.ts";
import { headroom, peakOf, seasonalCeilings } from "../src/timing/headroom.ts";

const shared = process.argv[2] ?? "../shared";
const SHARES = [0.0025, 0.005, 0.01];
/** Norris and others, Duke University, Feb 2025: 22 balancing authorities, GW. */
const PUBLISHED_GW = [76, 98, 126];
/** Highest hour of the lower 48 states, 29 July 2025 (EIA, recalled): 759 GW; 76 GW is told as a tenth of it. */
const US_PEAK_GW = 760;

interface Series {
  readonly name: string;
  readonly hoursPerStep: number;
  readonly loadMW: Float64Array;
  /** 0 from May to October, 1 from November to April. */
  readonly season: Uint8Array;
}

const seasonOf = (month: number) => (month >= 5 && month <= 10 ? 0 : 1);

/** Net generation by fuel, summed (EIA-930): stands in for load. Hours without it, or below half the mean, are missing. */
function readGeneration(name: string, file: string): Series {
  const [header, ...rows] = readCells(
    readFileSync(join(shared, "data/carbon-by-fuel", file), "utf8"),
  );
  const fuels = header!.flatMap((cell, i) => (/^[A-Z]{2,3}$/.test(cell) ? [i] : []));
  const sums = Float64Array.from(rows, (row) =>
    fuels.reduce((sum, i) => sum + (row[i] === "" ? Number.NaN : Number(row[i])), 0),
  );
  const known = sums.filter((value) => !Number.isNaN(value));
  const mean = known.reduce((sum, value) => sum + value, 0) / known.length;
  return {
    name,
    hoursPerStep: 1,
    loadMW: sums.map((value) => (value < mean / 2 ? Number.NaN : value)),
    season: Uint8Array.from(rows, (row) => seasonOf(Number(row[0]!.slice(5, 7)))),
  };
}

/** The load of PyPSA's model-energy example: 2,920 steps of three hours of 2019. */
function readExample(): Series {
  const [, ...rows] = readCells(
    readFileSync(join(shared, "cases/07_pypsa_model_energy/loads-p_set.csv"), "utf8"),
  );
  return {
    name: "PyPSA model-energy node 2019, load, 3 h steps",
    hoursPerStep: 3,
    loadMW: Float64Array.from(rows, (row) => Number(row[1])),
    season: Uint8Array.from(rows, (_, i) =>
      seasonOf(new Date(Date.UTC(2019, 0, 1, i * 3)).getUTCMonth() + 1),
    ),
  };
}

const SERIES = [
  () => readGeneration("ERCOT 2022, net generation", "ERCO_NG_avgCI.csv"),
  () => readGeneration("PJM 2022, net generation", "PJM_NG_avgCI.csv"),
  readExample,
];

const fixed = (value: number, digits: number) => value.toFixed(digits);

function printRow(series: Series, what: string, ceiling: number | Float64Array, i: number): void {
  const peak = peakOf(series.loadMW);
  const result = headroom(series.loadMW, SHARES[i]!, ceiling);
  const cells = [
    series.name,
    what,
    fixed(SHARES[i]! * 100, 2),
    fixed(result.loadMW / 1000, 1),
    fixed((result.loadMW / peak) * 100, 1),
    String(result.cutHours * series.hoursPerStep),
    fixed(result.meanEventHours * series.hoursPerStep, 1),
    fixed(result.keptFrac * 100, 0),
    fixed((result.loadMW / peak) * US_PEAK_GW, 0),
    `${PUBLISHED_GW[i]}`,
  ];
  process.stdout.write(`| ${cells.join(" | ")} |\n`);
}

if (!existsSync(join(shared, "data/carbon-by-fuel"))) {
  process.stderr.write(`No load series below ${shared}: nothing to compute\n`);
  process.exit(1);
}
process.stdout.write(
  "| series | ceiling | cut, % of energy | GW | % of peak | hours cut | mean event, h | kept when cut, % | × 760 GW | published GW |\n|---|---|---|---|---|---|---|---|---|---|\n",
);
for (const read of SERIES) {
  const series = read();
  const missing = series.loadMW.filter((value) => Number.isNaN(value)).length;
  if (missing > 0) process.stderr.write(`${series.name}: ${missing} hours missing\n`);
  const seasonal = seasonalCeilings(series.loadMW, series.season);
  SHARES.forEach((_, i) => printRow(series, "peak of the year", peakOf(series.loadMW), i));
  SHARES.forEach((_, i) => printRow(series, "peak of the half-year", seasonal, i));
  SHARES.forEach((_, i) =>
    printRow(
      series,
      "peak of the half-year + 5 %",
      seasonal.map((value) => value * 1.05),
      i,
    ),
  );
}
