/** What is kept of a site, or of all sites together, while the months of all draws are worked through. */
import { CHIPS, COMPUTE, HALL, IDLE, POWER, POWERED, STRANDED } from "./site-month.ts";
import type { Holder } from "./holders.ts";
import { estimate, quantiles, spread, type Estimate, type Spread } from "./statistics.ts";

/** [month] over draws; p90 is the month's high value. */
export interface Bands {
  p10: Float64Array;
  p50: Float64Array;
  p90: Float64Array;
  mean: Float64Array;
}

/** When something is first reached, over draws. */
export interface MonthOdds {
  /** Months from the start of the plan; Infinity where so many draws do not get there within it. */
  p10: number;
  p50: number;
  p90: number;
  /** P10, P50 and P90 of the draws alone that get there; NaN where none does. */
  reached: readonly [number, number, number];
  /** Share of draws that do not get there within the plan. */
  neverFrac: Estimate;
  /** [month] share of draws that get there first in this month. */
  shareByMonth: Float64Array;
}

export interface Outcome {
  /** Empty for all sites together. */
  site: string;
  /** Highest powered IT of any month when everything arrives in its planned month. */
  fullMW: number;
  powerMW: Bands;
  hallMW: Bands;
  chipsMW: Bands;
  poweredITMW: Bands;
  /** First month with any powered IT. */
  firstMW: MonthOdds;
  /** First month with fullMW powered. */
  fullPower: MonthOdds;
  /** What is done last of what the first and the full MW need, most often first; empty when not asked for. */
  firstHeldBy: Holder[];
  fullHeldBy: Holder[];
  pflopsMonths: Spread;
  strandedGPUMonths: Spread;
  /** The same with everything in its planned month. */
  plannedStrandedGPUMonths: number;
  /** MW-months of power that wait for chips, halls or cooling. */
  idlePowerMWMonths: Spread;
}

/** Columns over draws: the month being worked on, and sums and dates so far. */
export interface Tally {
  /** POWER, HALL, CHIPS, POWERED of this month. */
  columns: Float64Array[];
  bands: Bands[];
  pflopsMonths: Float64Array;
  strandedGPUMonths: Float64Array;
  idlePowerMWMonths: Float64Array;
  /** Infinity until reached. */
  firstMonth: Float64Array;
  fullMonth: Float64Array;
  fullMW: number;
}

const BANDED = [POWER, HALL, CHIPS, POWERED];
/** Powered IT this share below the full MW is full: sums differ in their last digits. */
const FULL_TOLERANCE = 1e-9;

/** MW from which on `itMW` count as reached. */
export const enoughMW = (itMW: number) => itMW * (1 - FULL_TOLERANCE);

export function openTally(fullMW: number, months: number, draws: number): Tally {
  const monthly = () => new Float64Array(months);
  const column = () => new Float64Array(draws);
  return {
    columns: BANDED.map(column),
    bands: BANDED.map(() => ({ p10: monthly(), p50: monthly(), p90: monthly(), mean: monthly() })),
    pflopsMonths: column(),
    strandedGPUMonths: column(),
    idlePowerMWMonths: column(),
    firstMonth: column().fill(Infinity),
    fullMonth: column().fill(Infinity),
    fullMW,
  };
}

/** [draw] powered IT of the month being worked on. */
export function poweredColumn(tally: Tally): Float64Array {
  return tally.columns[BANDED.indexOf(POWERED)]!;
}

/** Adds one site's month of one draw (siteMonth's result) to the columns of the month. */
export function addDraw(tally: Tally, draw: number, month: Float64Array): void {
  for (let k = 0; k < BANDED.length; k++) tally.columns[k]![draw]! += month[BANDED[k]!]!;
  tally.pflopsMonths[draw]! += month[COMPUTE]!;
  tally.strandedGPUMonths[draw]! += month[STRANDED]!;
  tally.idlePowerMWMonths[draw]! += month[IDLE]!;
}

/** Notes dates, writes the month's bands and clears its columns. */
export function closeMonth(tally: Tally, month: number): void {
  const { columns, bands, firstMonth, fullMonth, fullMW } = tally;
  const powered = poweredColumn(tally);
  const full = enoughMW(fullMW);
  for (let draw = 0; draw < powered.length; draw++) {
    const mw = powered[draw]!;
    if (mw <= 0) continue;
    if (month < firstMonth[draw]!) firstMonth[draw] = month;
    if (mw >= full && month < fullMonth[draw]!) fullMonth[draw] = month;
  }
  columns.forEach((column, k) => {
    const band = bands[k]!;
    let [sum, least, most] = [0, Infinity, -Infinity];
    for (let draw = 0; draw < column.length; draw++) {
      const value = column[draw]!;
      sum += value;
      if (value < least) least = value;
      if (value > most) most = value;
    }
    // Equal draws are common before the first and after the last arrival; their mean has no rounding.
    const equal = least === most;
    [band.p10[month], band.p50[month], band.p90[month]] = equal
      ? [least, least, least]
      : quantiles(column);
    band.mean[month] = equal ? least : sum / column.length;
    column.fill(0);
  });
}

/** Odds of dates over draws; `firstMonths` is Infinity where never. */
export function monthOdds(firstMonths: Float64Array, months: number): MonthOdds {
  const shareByMonth = new Float64Array(months);
  for (const month of firstMonths) if (month < months) shareByMonth[month]! += 1;
  const never = firstMonths.map((month) => (month === Infinity ? 1 : 0));
  const [p10, p50, p90] = quantiles(Float64Array.from(firstMonths));
  return {
    p10,
    p50,
    p90,
    reached: quantiles(firstMonths.filter((month) => month < Infinity)),
    neverFrac: estimate(never),
    shareByMonth: shareByMonth.map((count) => count / firstMonths.length),
  };
}

export function closeTally(
  site: string,
  tally: Tally,
  months: number,
  held: Pick<Outcome, "firstHeldBy" | "fullHeldBy" | "plannedStrandedGPUMonths">,
): Outcome {
  const [powerMW, hallMW, chipsMW, poweredITMW] = tally.bands;
  return {
    site,
    fullMW: tally.fullMW,
    powerMW: powerMW!,
    hallMW: hallMW!,
    chipsMW: chipsMW!,
    poweredITMW: poweredITMW!,
    firstMW: monthOdds(tally.firstMonth, months),
    fullPower: monthOdds(tally.fullMonth, months),
    ...held,
    pflopsMonths: spread(tally.pflopsMonths),
    strandedGPUMonths: spread(tally.strandedGPUMonths),
    idlePowerMWMonths: spread(tally.idlePowerMWMonths),
  };
}
