/**
 * Representative weeks: a few weeks that stand for the year, extremes kept.
 *
 * Each of the year's 52 weeks is described per site by mean and highest temperature, mean and highest
 * price, mean sun and wind. A quarter of the weeks asked for, at most four, are
 * extremes of the first site: the highest heat, the dearest hour, the least sun, the least wind. The rest
 * are the middles of groups of like weeks. A week counts for its group, an extreme for itself; these counts
 * are then moved as little as makes the year's mean price, temperature, sun and wind power hold. Stores close on
 * themselves within each week: seasonal storage needs `full`.
 *
 * In a quarter of a horizon the kept weeks are the middles of groups of like weeks instead: with one or
 * two weeks, extremes would stand for far too many hours.
 */
import { windFarmFactors } from "../climate/wind.ts";
import type { Scenario, SiteScenario } from "../scenario/scenario.ts";
import type { Hours } from "./interval.ts";

const WEEK = 168;

/** How much the number of weeks, and how little a group's own count, weighs beside a mean that is off by one spread. */
const HOLD = 10;
const STAY = 1;
const ROUNDS = 500;

type Fold = (values: Float64Array) => number;
const mean: Fold = (values) => values.reduce((sum, value) => sum + value, 0) / values.length;
const most: Fold = (values) => values.reduce((best, value) => Math.max(best, value), -Infinity);

/** One figure of every week of a year, with mean 0 and spread 1 over the year. */
function byWeek(series: Float64Array, fold: Fold): Float64Array {
  const feature = Float64Array.from({ length: Math.floor(series.length / WEEK) }, (_, w) =>
    fold(series.subarray(w * WEEK, (w + 1) * WEEK)),
  );
  const middle = mean(feature);
  const spread = Math.sqrt(mean(feature.map((value) => (value - middle) ** 2))) || 1;
  return feature.map((value) => (value - middle) / spread);
}

/** What makes the weeks of a site alike or not. */
function features({ climate, market }: SiteScenario): Float64Array[] {
  return [
    byWeek(climate.wetBulbC, most),
    byWeek(market.priceUSDPerMWh, most),
    byWeek(climate.ghiWPerM2, mean),
    byWeek(climate.windMPS, mean),
    byWeek(climate.tempC, mean),
    byWeek(market.priceUSDPerMWh, mean),
  ];
}

/** What should be right in the mean of a year at a site; wind as what a usual farm makes of it. */
function yearlyMeans({ climate, market }: SiteScenario): Float64Array[] {
  const wind = windFarmFactors(climate, "onshore");
  return [market.priceUSDPerMWh, climate.tempC, climate.ghiWPerM2, wind].map((series) =>
    byWeek(series, mean),
  );
}

function indexOfMost(values: Float64Array, sign: 1 | -1): number {
  let best = 0;
  for (let w = 1; w < values.length; w++) if (sign * values[w]! > sign * values[best]!) best = w;
  return best;
}

/** Extreme weeks of the first site, no more than `most` and four: heat, dearest hour, least sun, least wind. */
function extremeWeeks(described: readonly Float64Array[], most: number): number[] {
  const signs = [1, 1, -1, -1] as const;
  return [...new Set(signs.map((sign, f) => indexOfMost(described[f]!, sign)))].slice(0, most);
}

/** Week of least distance to all others: the one that stands for them best. */
function middleWeek(described: Float64Array[], weeks: readonly number[]): number {
  const distance = (a: number, b: number) =>
    described.reduce((sum, feature) => sum + (feature[a]! - feature[b]!) ** 2, 0);
  const away = weeks.map((week) => weeks.reduce((sum, other) => sum + distance(week, other), 0));
  return weeks[away.indexOf(Math.min(...away))]!;
}

/**
 * Weeks that each kept week stands for, moved from `counts` so that the means of the year hold: the least of
 *
 *     Σ_features (off by)² + STAY·Σ_k (moved_k − counts_k)²/counts_k,  counts_k/4 ≤ moved_k ≤ 4·counts_k
 */
function fitted(
  means: readonly Float64Array[],
  kept: readonly number[],
  counts: readonly number[],
): number[] {
  const moved = counts.slice();
  const total = (values: Iterable<number>) => [...values].reduce((sum, value) => sum + value, 0);
  const rows = [new Float64Array(means[0]!.length).fill(HOLD), ...means].map((feature) => {
    const at = kept.map((week) => feature[week]!);
    return { at, off: total(at.map((value, k) => value * counts[k]!)) - total(feature) };
  });
  const bends = counts.map((count, k) => total(rows.map(({ at }) => at[k]! ** 2)) + STAY / count);
  for (let round = 0; round < ROUNDS; round++)
    counts.forEach((count, k) => {
      let slope = 0;
      for (const { at, off } of rows) slope += at[k]! * off;
      slope += (STAY / count) * (moved[k]! - count);
      const next = Math.min(4 * count, Math.max(count / 4, moved[k]! - slope / bends[k]!));
      for (const row of rows) row.off += (next - moved[k]!) * row.at[k]!;
      moved[k] = next;
    });
  return moved;
}

/** Steps of whole weeks, each weighted so that together they stand for `hoursInAll`. */
function hoursOfWeeks(
  kept: readonly number[],
  counts: readonly number[],
  hoursInAll: number,
): Hours {
  const all = counts.reduce((sum, count) => sum + count, 0) * WEEK;
  const picked = new Int32Array(kept.length * WEEK);
  const weightHours = new Float64Array(kept.length * WEEK);
  kept.forEach((week, k) => {
    for (let h = 0; h < WEEK; h++) {
      picked[k * WEEK + h] = week * WEEK + h;
      weightHours[k * WEEK + h] = (counts[k]! * hoursInAll) / all;
    }
  });
  return { picked, steps: picked.length, weightHours, ringStarts: kept.map((_, k) => k * WEEK) };
}

/** The hours of the year a scenario asks to be modelled. */
export function chooseHours(scenario: Scenario): Hours {
  const steps = scenario.sites[0]!.climate.steps;
  if (scenario.resolution.kind === "full")
    return {
      picked: undefined,
      steps,
      weightHours: new Float64Array(steps).fill(1),
      ringStarts: [0],
    };
  const weeks = Math.floor(steps / WEEK);
  const described = scenario.sites.flatMap(features);
  const { count } = scenario.resolution;
  const extremes = extremeWeeks(described, Math.round(count / 4));
  const others = Array.from({ length: weeks }, (_, w) => w).filter((w) => !extremes.includes(w));
  const groups = groupWeeks(described, others, count - extremes.length);
  const kept = [...extremes, ...groups.kept];
  const counts = fitted(scenario.sites.flatMap(yearlyMeans), kept, [
    ...extremes.map(() => 1),
    ...groups.counts,
  ]);
  const order = kept.map((_, k) => k).sort((a, b) => kept[a]! - kept[b]!);
  return hoursOfWeeks(
    order.map((k) => kept[k]!),
    order.map((k) => counts[k]!),
    steps,
  );
}

/** Weeks into `count` groups around a middle week each: the farthest week starts a group. */
function groupWeeks(
  described: Float64Array[],
  weeks: readonly number[],
  count: number,
): { kept: number[]; counts: number[] } {
  const distance = (a: number, b: number) =>
    described.reduce((sum, feature) => sum + (feature[a]! - feature[b]!) ** 2, 0);
  const heads = [middleWeek(described, weeks)];
  const nearest = (week: number) =>
    heads.reduce(
      (best, head, g) => (distance(week, head) < distance(week, heads[best]!) ? g : best),
      0,
    );
  while (heads.length < Math.min(count, weeks.length)) {
    const away = weeks.map((week) => distance(week, heads[nearest(week)]!));
    heads.push(weeks[away.indexOf(Math.max(...away))]!);
  }
  const groups = () => heads.map((_, g) => weeks.filter((week) => nearest(week) === g));
  for (let round = 0; round < 8; round++)
    groups().forEach((group, g) => {
      if (group.length > 0) heads[g] = middleWeek(described, group);
    });
  const order = heads.map((head, g) => ({ head, size: groups()[g]!.length }));
  order.sort((a, b) => a.head - b.head);
  const used = order.filter(({ size }) => size > 0);
  return { kept: used.map(({ head }) => head), counts: used.map(({ size }) => size) };
}

/** The modelled hours of one quarter of the year (0 to 3), and the steps it spans. */
export function chooseQuarterHours(
  scenario: Scenario,
  quarter: number,
): { hours: Hours; range: readonly [from: number, to: number] } {
  const steps = scenario.sites[0]!.climate.steps;
  const from = Math.round((steps * quarter) / 4);
  const to = Math.round((steps * (quarter + 1)) / 4);
  const range = [from, to] as const;
  if (scenario.resolution.kind === "full") {
    const count = to - from;
    const picked = Int32Array.from({ length: count }, (_, t) => from + t);
    const weightHours = new Float64Array(count).fill(1);
    return { hours: { picked, steps: count, weightHours, ringStarts: [0] }, range };
  }
  const first = Math.ceil(from / WEEK);
  const last = Math.floor(to / WEEK);
  const weeks = Array.from({ length: last - first }, (_, w) => first + w);
  const described = scenario.sites.flatMap(features);
  const { kept, counts } = groupWeeks(described, weeks, scenario.resolution.count);
  return { hours: hoursOfWeeks(kept, counts, to - from), range };
}
