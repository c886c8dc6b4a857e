/** Which hours a flexible connection may be cut: the hours of highest system stress. */

import type { Series } from "../../problem/series.ts";
import { at } from "../../problem/series.ts";

/** The hours of a slice, as the calendar of cuts needs them. */
interface ModelledHours {
  readonly weightHours: Float64Array;
  cut(series: Series): Series;
  meanOf(series: Series): number;
}

/**
 * The part of an hour that is not cut, for the modelled hours: of `available` (whole year) just as many
 * hours are cut as in the hours they stand for, those of highest stress among the modelled. The last of
 * them is cut in part, so that weighted hours agree to the digit.
 */
export function availabilityModelled(
  hours: ModelledHours,
  available: Float64Array,
  stress: Float64Array,
): Float64Array {
  const { weightHours } = hours;
  const stressed = hours.cut(stress);
  const order = Array.from(weightHours.keys()).sort(
    (a, b) => at(stressed, b) - at(stressed, a) || a - b,
  );
  let left = weightHours.reduce((sum, one) => sum + one, 0) * (1 - hours.meanOf(available));
  const kept = new Float64Array(weightHours.length).fill(1);
  for (const step of order) {
    if (left <= 1e-9) break;
    const cut = Math.min(1, left / weightHours[step]!);
    kept[step] = 1 - cut;
    left -= cut * weightHours[step]!;
  }
  return kept;
}

/**
 * 1 in hours with the connection, 0 in the `hours` hours of highest `stress`.
 * After each run of them `restartHours` of the next hour are lost too. Ties go to the earlier hour, so the same series always gives the same hours.
 */
export function availabilityUnderStress(
  stress: Float64Array,
  hours: number,
  restartHours = 0,
): Float64Array {
  const available = new Float64Array(stress.length).fill(1);
  if (Math.round(hours) <= 0) return available;
  const order = Array.from(stress.keys()).sort((a, b) => stress[b]! - stress[a]! || a - b);
  for (const step of order.slice(0, Math.min(Math.round(hours), stress.length)))
    available[step] = 0;
  if (restartHours > 0)
    for (let t = available.length - 1; t > 0; t--)
      if (available[t] === 1 && available[t - 1] === 0) available[t] = 1 - restartHours;
  return available;
}
