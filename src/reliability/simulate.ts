/**
 * Sequential outage simulation: means over independent years with standard errors.
 *
 *     standard error = sd(years) / √years
 *     availability = 1 − unserved MWh / load MWh,   nines = −log10(1 − availability)
 *
 * The same seed gives the same bytes. Years are simulated in whole batches until the unserved energy's
 * relative standard error is small enough, or up to the cap.
 */
import type { Estimate } from "../simulation/statistics.ts";
import { checkReliability } from "./check.ts";
import type { ReliabilityInput } from "./input.ts";
import { preparePlant } from "./plant.ts";
import { CAUSES, YearSimulation, type Cause } from "./year.ts";

export interface SimulationOptions {
  /** "1" by default. */
  readonly seed?: string;
  /** Cap; 1,000 by default. */
  readonly years?: number;
  /** Stops once the standard error of unserved MWh is this share of its mean; runs to the cap where absent. */
  readonly relativeError?: number;
  /** "long-run" by default: units are out at the start with their long-run probability. */
  readonly start?: "long-run" | "all-up";
}

/** Nines and the band of 95 % odds; Infinity where nothing was lost in any year. */
export interface Nines {
  readonly mean: number;
  readonly low: number;
  readonly high: number;
}

export interface LoadReliability {
  readonly unservedMWh: Estimate;
  /** Share of energy served. */
  readonly availability: Estimate;
  readonly nines: Nines;
  /** Hours a year with any shortage. */
  readonly lossHours: Estimate;
}

/** All amounts are a year's (the hours given). */
export interface ReliabilityResult {
  readonly years: number;
  /** Whether the relative error asked for was reached; true where none was asked for. */
  readonly converged: boolean;
  readonly all: LoadReliability;
  readonly critical: LoadReliability;
  /** Shortages in one piece. */
  readonly lossEvents: Estimate;
  /** Mean of each year's longest shortage, and the longest of all years. */
  readonly longestEventHours: Estimate;
  readonly longestEventHoursOfAll: number;
  /** Share of years without any shortage, with its 95 % Wilson band (which holds also when it is 0 or 1). */
  readonly yearsWithoutLossFrac: Estimate & { readonly low: number; readonly high: number };
  /** [month · 24 + hour of day] mean unserved MWh; sums to all.unservedMWh.mean. */
  readonly unservedByMonthHourMWh: Float64Array;
  /** Unserved MWh by cause; sums to all.unservedMWh.mean. */
  readonly unservedByCauseMWh: Readonly<Record<Cause, Estimate>>;
  /** Hours sources that stand by were called for. */
  readonly standbyHours: readonly { readonly source: string; readonly hours: Estimate }[];
  /** Stretches worked through, of years × hours: how much was passed over. */
  readonly stretches: number;
}

const BATCH_YEARS = 50;
const DEFAULT_YEARS = 1000;
/** Standard normal quantile of a two-sided 95 % band. */
const Z95 = 1.959963984540054;

/**
 * Simulates the campus.
 * @throws Error when the input has faults: call checkReliability first.
 */
export function simulateReliability(
  input: ReliabilityInput,
  options: SimulationOptions = {},
): ReliabilityResult {
  const faults = checkReliability(input);
  if (faults.length > 0)
    throw new Error(
      `Reliability input: ${faults.map(({ field, text }) => `${field} ${text}`).join("; ")}`,
    );
  const cap = Math.max(1, Math.floor(options.years ?? DEFAULT_YEARS));
  const plant = preparePlant(input);
  const shortfallMWh = new Float64Array(12 * 24);
  const year = new YearSimulation(plant, shortfallMWh);
  const column = () => new Float64Array(cap);
  const unserved = column();
  const critical = column();
  const lossHours = column();
  const criticalHours = column();
  const events = column();
  const longest = column();
  const lossless = column();
  const causes = CAUSES.map(column);
  const standby = plant.standby.map(column);
  let stretches = 0;
  let done = 0;
  let reached = false;
  while (done < cap && !reached) {
    const end = Math.min(cap, done + BATCH_YEARS);
    for (; done < end; done++) {
      year.run(`${options.seed ?? "1"}|${done}`, options.start === "all-up");
      const { totals } = year;
      unserved[done] = totals.unservedMWh;
      critical[done] = totals.unservedCriticalMWh;
      lossHours[done] = totals.lossHours;
      criticalHours[done] = totals.lossCriticalHours;
      events[done] = totals.events;
      longest[done] = totals.longestHours;
      lossless[done] = totals.events === 0 ? 1 : 0;
      causes.forEach((values, c) => (values[done] = totals.causeMWh[c]!));
      standby.forEach((values, s) => (values[done] = year.standby.hoursRun[s]!));
      stretches += totals.stretches;
    }
    const { mean, standardError } = meanOf(unserved, done);
    reached =
      options.relativeError !== undefined &&
      mean > 0 &&
      standardError <= options.relativeError * mean;
  }
  const years = done;
  const share = meanOf(lossless, years);
  return {
    years,
    converged: options.relativeError === undefined || reached,
    all: reliabilityOf(unserved, lossHours, years, sumOf(plant.loadMW)),
    critical: reliabilityOf(critical, criticalHours, years, sumOf(plant.criticalMW)),
    lossEvents: meanOf(events, years),
    longestEventHours: meanOf(longest, years),
    longestEventHoursOfAll: longest.reduce((most, value) => Math.max(most, value), 0),
    yearsWithoutLossFrac: { ...share, ...wilson(share.mean, years) },
    unservedByMonthHourMWh: shortfallMWh.map((value) => value / years),
    unservedByCauseMWh: Object.fromEntries(
      CAUSES.map((cause, c) => [cause, meanOf(causes[c]!, years)]),
    ) as Record<Cause, Estimate>,
    standbyHours: plant.standby.map(({ name }, s) => ({
      source: name,
      hours: meanOf(standby[s]!, years),
    })),
    stretches,
  };
}

/** Mean of the first n values, which are independent of each other, and its standard error. */
function meanOf(values: Float64Array, n: number): Estimate {
  let sum = 0;
  for (let i = 0; i < n; i++) sum += values[i]!;
  const mean = sum / n;
  let squares = 0;
  for (let i = 0; i < n; i++) squares += (values[i]! - mean) ** 2;
  return { mean, standardError: n > 1 ? Math.sqrt(squares / (n - 1) / n) : Infinity };
}

const sumOf = (values: Float64Array): number => values.reduce((sum, value) => sum + value, 0);

function reliabilityOf(
  unserved: Float64Array,
  lossHours: Float64Array,
  years: number,
  loadMWh: number,
): LoadReliability {
  const unservedMWh = meanOf(unserved, years);
  // Without load nothing can be lost.
  const perLoad = loadMWh > 0 ? 1 / loadMWh : 0;
  const lost = unservedMWh.mean * perLoad;
  const error = perLoad === 0 ? 0 : unservedMWh.standardError * perLoad;
  return {
    unservedMWh,
    availability: { mean: 1 - lost, standardError: error },
    nines: {
      mean: ninesOf(lost),
      low: ninesOf(lost + Z95 * error),
      high: ninesOf(Math.max(0, lost - Z95 * error)),
    },
    lossHours: meanOf(lossHours, years),
  };
}

/** −log10 of the share lost, never below 0; taken from the share itself since 1 − (1 − x) loses digits. */
const ninesOf = (lostFrac: number): number =>
  lostFrac <= 0 ? Infinity : Math.max(0, -Math.log10(lostFrac));

/** 95 % band of a share seen in n years (Wilson 1927). */
function wilson(share: number, n: number): { low: number; high: number } {
  const z2 = Z95 * Z95;
  const middle = (share + z2 / (2 * n)) / (1 + z2 / n);
  const half = (Z95 * Math.sqrt((share * (1 - share)) / n + z2 / (4 * n * n))) / (1 + z2 / n);
  return { low: Math.max(0, middle - half), high: Math.min(1, middle + half) };
}
