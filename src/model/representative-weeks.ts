/**
 * Representative weeks: a few weeks that stand for the year, extremes kept.
 *
 * Each of the year's 52 weeks is described per site by mean and highest temperature, mean and highest
 * price, mean sun and wind. The week with the highest heat, the dearest hour and the least sun and
 * wind are always kept; others are added where the worst-described week is farthest from any kept
 * one (farthest-point order). Every week then counts for its nearest kept week. Weights are scaled so
 * that the hours add up to the year. Stores close on themselves within each week: seasonal storage
 * needs `full`.
 *
 * In a quarter of a horizon the kept weeks are the middles of groups of like weeks instead: with one or
 * two weeks, extremes would stand for far too many hours.
 */
import type { Scenario, SiteScenario } from "../scenario/scenario.ts";
import type { Hours } from "./interval.ts";

const WEEK = 168;

/** Features of every week at one site, each scaled to spread 1 over the year. */
function features(site: SiteScenario, weeks: number): Float64Array[] {
  const { climate, market } = site;
  const of = (series: Float64Array, fold: (values: Float64Array) => number) =>
    Float64Array.from({ length: weeks }, (_, w) => fold(series.subarray(w * WEEK, (w + 1) * WEEK)));
  const mean = (values: Float64Array) =>
    values.reduce((sum, value) => sum + value, 0) / values.length;
  const most = (values: Float64Array) =>
    values.reduce((best, value) => Math.max(best, value), -Infinity);
  const raw = [
    of(climate.wetBulbC, most),
    of(market.priceUSDPerMWh, most),
    of(climate.ghiWPerM2, mean),
    of(climate.windMPS, mean),
    of(climate.tempC, mean),
    of(market.priceUSDPerMWh, mean),
  ];
  return raw.map((feature) => {
    const middle = mean(feature);
    const spread = Math.sqrt(mean(feature.map((value) => (value - middle) ** 2))) || 1;
    return feature.map((value) => (value - middle) / spread);
  });
}

function indexOfMost(values: Float64Array, sign: 1 | -1): number {
  let best = 0;
  for (let w = 1; w < values.length; w++) if (sign * values[w]! > sign * values[best]!) best = w;
  return best;
}

function chooseWeeks(
  described: Float64Array[],
  weeks: number,
  count: number,
): { kept: number[]; nearest: Int32Array } {
  const distance = (a: number, b: number) =>
    described.reduce((sum, feature) => sum + (feature[a]! - feature[b]!) ** 2, 0);
  const extremes = [
    indexOfMost(described[0]!, 1),
    indexOfMost(described[1]!, 1),
    indexOfMost(described[2]!, -1),
    indexOfMost(described[3]!, -1),
  ];
  const kept = [...new Set(extremes)].slice(0, count);
  const nearestOf = (week: number) =>
    kept.reduce((best, one) => (distance(week, one) < distance(week, best) ? one : best), kept[0]!);
  while (kept.length < count) {
    let farthest = 0;
    for (let w = 1; w < weeks; w++)
      if (distance(w, nearestOf(w)) > distance(farthest, nearestOf(farthest))) farthest = w;
    kept.push(farthest);
  }
  kept.sort((a, b) => a - b);
  return { kept, nearest: Int32Array.from({ length: weeks }, (_, w) => nearestOf(w)) };
}

/** Week of least distance to all others: the one that stands for them best. */
function middleWeek(described: Float64Array[], weeks: readonly number[]): number {
  const distance = (a: number, b: number) =>
    described.reduce((sum, feature) => sum + (feature[a]! - feature[b]!) ** 2, 0);
  const away = weeks.map((week) => weeks.reduce((sum, other) => sum + distance(week, other), 0));
  return weeks[away.indexOf(Math.min(...away))]!;
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
  const { kept, nearest } = chooseWeeks(
    scenario.sites.flatMap((site) => features(site, weeks)),
    weeks,
    scenario.resolution.count,
  );
  const counts = kept.map((week) => nearest.reduce((sum, one) => sum + (one === week ? 1 : 0), 0));
  return hoursOfWeeks(kept, counts, steps);
}

/** Weeks of a quarter into `count` groups around a middle week each: the farthest week starts a group. */
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
  const described = scenario.sites.flatMap((site) => features(site, Math.floor(steps / WEEK)));
  const { kept, counts } = groupWeeks(described, weeks, scenario.resolution.count);
  return { hours: hoursOfWeeks(kept, counts, to - from), range };
}
