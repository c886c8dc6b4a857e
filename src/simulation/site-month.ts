/**
 * What a site carries in one month of one draw, by the resources in force.
 *
 *     power = Σ grid + Σ generation
 *     powered IT = min(power, Σ cooling, Σ hall, Σ chips), over the layers the site has at all
 *     powered MW of a chip generation: best PFLOPS per MW first, until the powered IT is used up
 *     compute = Σ powered MW × PFLOPS/MW;  stranded GPUs = Σ chips × (1 − powered MW / MW)
 *     idle power = min(power, most the site ever uses when nothing is late) − powered IT
 */
import { LAYERS, type PlannedResource } from "./plan.ts";
import { NEVER } from "./arrivals.ts";

/** Resources ordered by site, chips of a site best compute per MW first. */
export interface SiteTable {
  sites: readonly string[];
  resources: readonly PlannedResource[];
  /** Resources of site s stand at from[s] … from[s + 1]. */
  from: Int32Array;
  /** 0 power, 1 cooling, 2 hall, 3 chips. */
  layer: Int32Array;
  itMW: Float64Array;
  chips: Float64Array;
  pflopsPerMW: Float64Array;
  retire: Int32Array;
  /** [site × 3] whether the site has power, cooling, halls at all. */
  limits: Uint8Array;
  /** [site] highest powered IT of any month when everything arrives in its planned month. */
  fullMW: Float64Array;
}

/** Where siteMonth writes its result. */
export const [POWER, HALL, CHIPS, POWERED, COMPUTE, STRANDED, IDLE] = [0, 1, 2, 3, 4, 5, 6];
export const SITE_FIELDS = 7;

const LAYER_CODE = { grid: 0, generation: 0, cooling: 1, hall: 2, chips: 3 } as const;

/** Orders a plan's resources by site; sites in the order in which they first appear. */
export function siteTable(planned: readonly PlannedResource[], months: number): SiteTable {
  const sites = [...new Set(planned.map(({ site }) => site))];
  const resources = sites.flatMap((site) =>
    planned
      .filter((resource) => resource.site === site)
      .sort(
        (a, b) =>
          LAYERS.indexOf(a.layer) - LAYERS.indexOf(b.layer) ||
          (a.layer === "chips" ? b.pflopsPerMW - a.pflopsPerMW : 0),
      ),
  );
  const from = new Int32Array(sites.length + 1);
  for (const { site } of resources) from[sites.indexOf(site) + 1]!++;
  for (let s = 0; s < sites.length; s++) from[s + 1]! += from[s]!;
  const limits = new Uint8Array(3 * sites.length);
  for (const { site, layer } of resources)
    if (layer !== "chips") limits[3 * sites.indexOf(site) + LAYER_CODE[layer]] = 1;
  const column = (value: (resource: PlannedResource) => number) =>
    Float64Array.from(resources, value);
  const table: SiteTable = {
    sites,
    resources,
    from,
    layer: Int32Array.from(resources, ({ layer }) => LAYER_CODE[layer]),
    itMW: column(({ itMW }) => itMW),
    chips: column(({ chips }) => chips),
    pflopsPerMW: column(({ pflopsPerMW }) => pflopsPerMW),
    retire: Int32Array.from(resources, ({ retireMonth }) => retireMonth ?? NEVER),
    limits,
    fullMW: new Float64Array(sites.length).fill(Infinity),
  };
  table.fullMW.set(plannedMW(table, months).map((monthly) => Math.max(...monthly)));
  return table;
}

/** [site][month] a field of siteMonth when everything arrives in its planned month. */
function asPlanned(table: SiteTable, months: number, field: number): Float64Array[] {
  const arrival = Int32Array.from(table.resources, ({ notBeforeMonth }) =>
    Math.max(0, notBeforeMonth),
  );
  const out = new Float64Array(SITE_FIELDS);
  return table.sites.map((_, s) =>
    new Float64Array(months).map((_, month) => {
      siteMonth(table, s, arrival, 0, month, out);
      return out[field]!;
    }),
  );
}

/** [site][month] powered IT when everything arrives in its planned month. */
export function plannedMW(table: SiteTable, months: number): Float64Array[] {
  return asPlanned(table, months, POWERED);
}

/** [site] GPU-months that wait when everything arrives in its planned month. */
export function plannedStranded(table: SiteTable, months: number): number[] {
  return asPlanned(table, months, STRANDED).map((monthly) => monthly.reduce((a, b) => a + b, 0));
}

/** [month] the sum over all sites. */
export function sumOfSites(planned: readonly Float64Array[], months: number): Float64Array {
  return new Float64Array(months).map((_, month) =>
    planned.reduce((sum, monthly) => sum + monthly[month]!, 0),
  );
}

/** Writes one month of one site into `out`; the draw's arrivals stand at arrival[row + resource]. */
export function siteMonth(
  table: SiteTable,
  site: number,
  arrival: Int32Array,
  row: number,
  month: number,
  out: Float64Array,
): void {
  const { layer, itMW, retire, limits } = table;
  const [start, end] = [table.from[site]!, table.from[site + 1]!];
  let power = 0;
  let cooling = 0;
  let hall = 0;
  let landed = 0;
  let chipsFrom = end;
  for (let r = start; r < end; r++) {
    const code = layer[r]!;
    if (code === 3 && chipsFrom === end) chipsFrom = r;
    if (arrival[row + r]! > month || month >= retire[r]!) continue;
    const mw = itMW[r]!;
    if (code === 0) power += mw;
    else if (code === 1) cooling += mw;
    else if (code === 2) hall += mw;
    else landed += mw;
  }
  let limit = Infinity;
  if (limits[3 * site] === 1) limit = power;
  if (limits[3 * site + 1] === 1 && cooling < limit) limit = cooling;
  if (limits[3 * site + 2] === 1 && hall < limit) limit = hall;
  if (chipsFrom < end && landed < limit) limit = landed;
  const powered = limit === Infinity ? 0 : limit;
  let left = powered;
  let compute = 0;
  let stranded = 0;
  for (let r = chipsFrom; r < end; r++) {
    if (arrival[row + r]! > month || month >= retire[r]!) continue;
    const mw = itMW[r]!;
    const used = mw < left ? mw : left;
    left -= used;
    compute += used * table.pflopsPerMW[r]!;
    if (used < mw) stranded += table.chips[r]! * (1 - used / mw);
  }
  const idle = Math.min(power, table.fullMW[site]!) - powered;
  out[POWER] = power;
  out[HALL] = hall;
  out[CHIPS] = landed;
  out[POWERED] = powered;
  out[COMPUTE] = compute;
  out[STRANDED] = stranded;
  out[IDLE] = idle > 0 ? idle : 0;
}
