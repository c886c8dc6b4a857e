/**
 * What a month of delay of each milestone costs: the same draws once more, that milestone a month shorter.
 *
 *     gain_draw = compute(months_key − 1, at least 0) − compute(months)      PFLOPS-months
 *     cost of a month of delay = mean gain, with its standard error; USD = value × PFLOPS-months
 *
 * A month less moves an arrival by one month at most, so only that month of that site is worked out again.
 */
import { completeMonths } from "../timing/chain.ts";
import { arrivalMonth, type ResourceDraws } from "./arrivals.ts";
import { COMPUTE, SITE_FIELDS, siteMonth, STRANDED, type SiteTable } from "./site-month.ts";
import { estimate, type Estimate } from "./statistics.ts";

export interface DelayCost {
  /** Key of the milestone: shared, or site/resource/milestone. */
  key: string;
  milestone: string;
  /** Resources that wait for it, as site/name. */
  resources: readonly string[];
  /** Compute lost by a month of delay; never below 0. */
  pflopsMonths: Estimate;
  /** GPU-months stranded by a month of delay; below 0 where later chips wait less. */
  strandedGPUMonths: Estimate;
  /** Null when the plan states no value of compute. */
  usd: Estimate | null;
}

interface Use {
  /** Index of the resource in the site table. */
  resource: number;
  milestone: number;
}

/** Cost of a month of delay by milestone, dearest first; `arrival` is unchanged on return. */
export function delayCosts(
  table: SiteTable,
  resources: readonly ResourceDraws[],
  arrival: Int32Array,
  months: number,
  draws: number,
  valueUSDPerPFLOPSMonth: number | undefined,
): DelayCost[] {
  const uses = new Map<string, Use[]>();
  resources.forEach(({ keys }, resource) =>
    keys.forEach((key, milestone) => {
      if (!uses.has(key)) uses.set(key, []);
      uses.get(key)!.push({ resource, milestone });
    }),
  );
  const compute = new Float64Array(draws);
  const stranded = new Float64Array(draws);
  const costs = [...uses].map(([key, usesOfKey]): DelayCost => {
    compute.fill(0);
    stranded.fill(0);
    shorten(table, resources, usesOfKey, arrival, months, compute, stranded);
    const pflopsMonths = estimate(compute);
    const value = valueUSDPerPFLOPSMonth;
    const first = usesOfKey[0]!;
    const named = usesOfKey.map(({ resource }) => resources[resource]!.resource);
    return {
      key,
      milestone: resources[first.resource]!.chain.names[first.milestone]!,
      resources: [...new Set(named.map(({ site, name }) => `${site}/${name}`))],
      pflopsMonths,
      strandedGPUMonths: estimate(stranded),
      usd:
        value === undefined
          ? null
          : {
              mean: value * pflopsMonths.mean,
              standardError: value * pflopsMonths.standardError,
            },
    };
  });
  return costs.sort(
    (a, b) =>
      b.pflopsMonths.mean - a.pflopsMonths.mean ||
      b.strandedGPUMonths.mean - a.strandedGPUMonths.mean,
  );
}

/** Adds to compute[draw] what is gained, and to stranded[draw] what is avoided, with the milestone a month shorter. */
function shorten(
  table: SiteTable,
  resources: readonly ResourceDraws[],
  uses: readonly Use[],
  arrival: Int32Array,
  months: number,
  compute: Float64Array,
  stranded: Float64Array,
): void {
  const count = resources.length;
  const users = uses.map(({ resource, milestone }) => ({
    resource,
    milestone,
    site: siteOf(table, resource),
    finish: new Float64Array(resources[resource]!.chain.names.length),
    months: new Float64Array(resources[resource]!.chain.names.length),
  }));
  const moved = new Int32Array(users.length);
  const out = new Float64Array(SITE_FIELDS);
  /** Adds the months that moved, each month of a site once, with the given sign. */
  const add = (draw: number, sign: number) => {
    for (let i = 0; i < moved.length; i++) {
      if (moved[i]! < 0 || isCounted(i)) continue;
      siteMonth(table, users[i]!.site, arrival, draw * count, moved[i]!, out);
      compute[draw]! += sign * out[COMPUTE]!;
      stranded[draw]! -= sign * out[STRANDED]!;
    }
  };
  const isCounted = (i: number) => {
    for (let j = 0; j < i; j++)
      if (moved[j] === moved[i] && users[j]!.site === users[i]!.site) return true;
    return false;
  };
  for (let draw = 0; draw < compute.length; draw++) {
    let any = false;
    for (let i = 0; i < moved.length; i++) {
      const use = users[i]!;
      const { chain, drawn, resource } = resources[use.resource]!;
      const step = chain.names.length;
      const old = arrival[draw * count + use.resource]!;
      moved[i] = -1;
      if (drawn.exits[draw] || old < 1 || old > months) continue;
      for (let k = 0; k < step; k++) use.months[k] = drawn.months[draw * step + k]!;
      use.months[use.milestone] = Math.max(0, use.months[use.milestone]! - 1);
      const next = arrivalMonth(resource, completeMonths(chain, use.months, 0, use.finish));
      if (next >= old) continue;
      moved[i] = next;
      any = true;
    }
    if (!any) continue;
    add(draw, -1);
    for (let i = 0; i < moved.length; i++)
      if (moved[i]! >= 0) arrival[draw * count + users[i]!.resource]!--;
    add(draw, 1);
    for (let i = 0; i < moved.length; i++)
      if (moved[i]! >= 0) arrival[draw * count + users[i]!.resource]!++;
  }
}

function siteOf(table: SiteTable, resource: number): number {
  let site = 0;
  while (table.from[site + 1]! <= resource) site++;
  return site;
}
