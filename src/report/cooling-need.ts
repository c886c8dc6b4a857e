/**
 * What of each lot of cooling a plan cannot do without. A solver may build more than that where it costs nothing,
 * in any quarter; what is not needed must not hold dates.
 *
 *     with the lots that came before, a_t, l_t and d_t MW can be taken from air, from liquid and from either:
 *     carried_t = min(a_t, A_t) + min(l_t, L_t) + min(d_t, what is left of the heat A_t + L_t that coolers remove)
 *     needed of a lot = max over the hours in which it is in force of (carried_t with it − without it) / derate_t
 */
import type { PeriodBooks, SiteBooks } from "../model/campus.ts";
import type { Posting } from "../model/ledgers.ts";
import { at } from "../problem/series.ts";
import type { Series } from "../problem/series.ts";
import type { Solved } from "./flows.ts";

const HEATS = ["airHeat", "liquidHeat"] as const;

/** So much of an asset from one interval to another (excluded; to the end where undefined). */
export interface CoolingLot {
  readonly asset: string;
  readonly amount: number;
  readonly comes: number;
  readonly leaves: number | undefined;
}

/** A lot in one period: where its capacity counts, and its share by hour. */
interface Remover {
  readonly lot: number;
  readonly amount: number;
  readonly takes: "airHeat" | "liquidHeat" | "either";
  readonly derate: Series;
}

interface PeriodHeat {
  readonly airHeat: Float64Array;
  readonly liquidHeat: Float64Array;
  readonly removers: readonly Remover[];
}

/** The heat that coolers take in a period, and the lots in force, the first to come first. */
function heatIn(solved: Solved, period: PeriodBooks, lots: readonly CoolingLot[]): PeriodHeat {
  const { campus, solution } = solved;
  const { variables } = campus.problem.slices[period.slice]!;
  const ofAssets = new Set(lots.map(({ asset }) => asset));
  const postings = HEATS.map((heat) =>
    (period.books.get(heat) ?? []).filter(({ asset }) => ofAssets.has(asset)),
  );
  const [airHeat, liquidHeat] = postings.map((list) => {
    const sum = new Float64Array(period.hours.steps);
    for (const { index, coefficient } of list)
      solution.slices[period.slice]!.values[index]!.forEach((value, t) => {
        sum[t]! -= value * at(coefficient, t);
      });
    return sum;
  }) as [Float64Array, Float64Array];
  const derateOf = ({ index }: Posting): Series => {
    const { upper } = variables[index]!;
    return upper.kind === "capacity" ? upper.profile : 1;
  };
  const present = [...lots.entries()]
    .filter(
      ([, { comes, leaves = Infinity }]) => comes <= period.interval && period.interval < leaves,
    )
    .sort(([, a], [, b]) => a.comes - b.comes);
  const removers = present.flatMap(([lot, { asset, amount }]): Remover[] => {
    const [air, liquid] = postings.map((list) => list.find((one) => one.asset === asset));
    const one = air ?? liquid;
    const takes = air && liquid ? "either" : air ? "airHeat" : "liquidHeat";
    return one ? [{ lot, amount, takes, derate: derateOf(one) }] : [];
  });
  return { airHeat, liquidHeat, removers };
}

/** Raises `needed` of each lot to what it adds in the hours of one period. */
function addNeeds({ airHeat, liquidHeat, removers }: PeriodHeat, needed: Float64Array): void {
  airHeat.forEach((air, t) => {
    const liquid = liquidHeat[t]!;
    const room = { airHeat: 0, liquidHeat: 0, either: 0 };
    let before = 0;
    for (const { lot, amount, takes, derate } of removers) {
      room[takes] += amount * at(derate, t);
      const single = Math.min(room.airHeat, air) + Math.min(room.liquidHeat, liquid);
      const carried = single + Math.min(room.either, air + liquid - single);
      if (carried > before) {
        needed[lot] = Math.max(needed[lot]!, (carried - before) / at(derate, t));
        before = carried;
      }
    }
  });
}

/** [lot] what the plan needs of each lot of cooling at a site, in its own unit. */
export function neededOf(
  solved: Solved,
  site: SiteBooks,
  lots: readonly CoolingLot[],
): Float64Array {
  const needed = new Float64Array(lots.length);
  for (const period of site.periods) addNeeds(heatIn(solved, period, lots), needed);
  return needed;
}
