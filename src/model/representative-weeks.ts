/**
 * Representative weeks: a few weeks that stand for the year, extremes kept.
 *
 * Each of the year's 52 weeks is described per site by mean and highest temperature, mean and highest
 * price, mean sun and wind. The week with the highest heat, the dearest hour and the least sun and
 * wind are always kept; others are added where the worst-described week is farthest from any kept
 * one (farthest-point order). Every week then counts for its nearest kept week. Weights are scaled so
 * that the hours add up to the year. Stores close on themselves within each week: seasonal storage
 * needs `full`.
 */
import type { Scenario, SiteScenario } from "../scenario/scenario.ts";
import type { Hours } from "./campus.ts";

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

/** The hours a scenario asks to be modelled. */
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
  const scale = steps / (weeks * WEEK);
  const picked = new Int32Array(kept.length * WEEK);
  const weightHours = new Float64Array(kept.length * WEEK);
  kept.forEach((week, k) => {
    const count = nearest.reduce((sum, one) => sum + (one === week ? 1 : 0), 0);
    for (let h = 0; h < WEEK; h++) {
      picked[k * WEEK + h] = week * WEEK + h;
      weightHours[k * WEEK + h] = count * scale;
    }
  });
  return { picked, steps: picked.length, weightHours, ringStarts: kept.map((_, k) => k * WEEK) };
}
