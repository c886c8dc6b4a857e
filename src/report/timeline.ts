/**
 * A plan over time as plain data: what is ordered when, what is in force, computed, paid, quarter by
 * quarter. Figures of a quarter stand in arrays of the same length as `quarters`.
 */
import type { SizeRequest } from "../blocks/block.ts";
import type { AddedAsset, Campus } from "../model/campus.ts";
import { stageChain } from "../scenario/lead-times.ts";
import type { Chain } from "../timing/chain.ts";
import { QUARTER_MONTHS, quarterLabel } from "../units/quarter.ts";
import { chargesOf, facilityLoad, inForce, ledger, peakOf, totalOf } from "./flows.ts";
import type { Solved } from "./flows.ts";
import { computeByInterval, unservedByInterval } from "./kpis.ts";

/** What a thing does for power to become compute; `contract` brings MWh but no MW. */
export type Layer =
  | "grid"
  | "generation"
  | "contract"
  | "storage"
  | "cooling"
  | "hall"
  | "chips"
  | "other";

/** Something the plan orders or accepts. */
export interface OrderReport {
  readonly amount: number;
  /** Quarter it is in force from, as planned. */
  readonly comes: string;
  /** Month it must be decided, in months from the start of the plan; negative: already running. */
  readonly decidedMonth: number;
  /** Stage of a connection offer, where it is one. */
  readonly stage: string | null;
  readonly chain: Chain | null;
}

export interface AssetTimeline {
  readonly name: string;
  readonly site: string;
  readonly title: string;
  readonly size: string;
  readonly unit: string;
  readonly layer: Layer;
  readonly leadMonths: number;
  /** Last quarter in which more of it can come; null without one. */
  readonly lastSale: string | null;
  /** Most of it that comes in one quarter; null without a limit. */
  readonly maxPerQuarter: number | null;
  readonly inForce: readonly number[];
  readonly orders: readonly OrderReport[];
}

export interface SiteTimeline {
  readonly name: string;
  readonly gridMW: readonly number[];
  readonly generationMW: readonly number[];
  readonly hallMW: readonly number[];
  /** What all chips there would draw at full power. */
  readonly chipsMW: readonly number[];
  readonly itPeakMW: readonly number[];
  readonly facilityPeakMW: readonly number[];
  readonly facilityMWh: readonly number[];
}

export interface Timeline {
  readonly start: string;
  readonly quarters: readonly string[];
  /** Percentile of milestone chains that dates stand on. */
  readonly percentile: number;
  readonly assets: readonly AssetTimeline[];
  readonly sites: readonly SiteTimeline[];
  readonly computeEFLOPSh: readonly number[];
  readonly unservedEFLOPSh: readonly number[];
  /** USD by category, not discounted; revenue and residual value are negative. */
  readonly money: readonly { readonly category: string; readonly usd: readonly number[] }[];
  readonly presentUSD: number;
  /** What a USD of each quarter is worth at the start. */
  readonly discount: readonly number[];
  /** IT MW of all sites that are there as planned, counted as in the draws (power-dates.ts). */
  readonly plannedITMW: readonly number[];
  /** First quarter in which any of it is there, and in which the most is; null when never. */
  readonly firstPower: string | null;
  readonly fullPower: string | null;
  /** First quarter in which some hour runs the most IT power, on wind, sun and stores too. */
  readonly mostRun: string | null;
}

/** Least IT MW that counts as power. */
export const LEAST_IT_MW = 0.01;

const LAYERS: Readonly<Record<string, Layer>> = {
  connection: "grid",
  offers: "grid",
  supply: "generation",
  contracts: "contract",
  storage: "storage",
  cooling: "cooling",
  halls: "hall",
  accelerators: "chips",
};

/** True when the asset feeds the busbar itself, rather than through a connection. */
function feedsBusbar(campus: Campus, asset: string): boolean {
  return campus.sites.some(({ periods }) =>
    periods.some(({ books }) =>
      (books.get("electricity") ?? []).some(
        (posting) => posting.asset === asset && posting.role === "generation",
      ),
    ),
  );
}

function layerOf(campus: Campus, { name, path }: AddedAsset): Layer {
  const parts = path.split(".");
  const layer = LAYERS[parts[0] === "sites" ? parts[2]! : parts[0]!] ?? "other";
  const feeds = layer === "generation" || layer === "contract";
  return feeds ? (feedsBusbar(campus, name) ? "generation" : "contract") : layer;
}

function ordersOf(solved: Solved, asset: AddedAsset, size: string): OrderReport[] {
  const { campus, solution } = solved;
  const { timing } = asset;
  return campus.orders.flatMap((order): OrderReport[] => {
    if (order.asset !== asset.name || order.name !== size) return [];
    const amount = order.factor * solution.design[order.design]!;
    if (amount < 1e-4 * Math.max(1, order.factor)) return [];
    const chain = order.stage
      ? stageChain(campus.horizon!, timing, order.stage.from)
      : timing.chain;
    const decidedMonth =
      order.stage && order.stage.from !== undefined
        ? order.later * QUARTER_MONTHS
        : timing.elapsedMonths > 0
          ? -timing.elapsedMonths
          : Math.max(
              0,
              order.comes * QUARTER_MONTHS - timing.leadMonths - campus.horizon!.orderSlackMonths,
            );
    return [
      {
        amount,
        comes: campus.intervals[order.comes]!.label,
        decidedMonth,
        stage: order.stage?.label ?? null,
        chain: chain ?? null,
      },
    ];
  });
}

/** True for contracts that cost nothing to hold: their volume is no decision. */
function asUsed({ nature, stages, capexUSDPerUnit, fixedOMUSDPerUnitYear }: SizeRequest): boolean {
  return nature === "contract" && !stages && !capexUSDPerUnit && !fixedOMUSDPerUnitYear;
}

function assetsOf(solved: Solved): AssetTimeline[] {
  const { campus } = solved;
  return campus.sized.flatMap(({ asset: name, size, request }): AssetTimeline[] => {
    const asset = campus.assets.find((one) => one.name === name)!;
    const dust = request.unit === "chips" ? 0.5 : 1e-3;
    if (request.nature === "measure" || peakOf(solved, size) < dust) return [];
    return [
      {
        name,
        site: asset.site,
        title: asset.title,
        size: request.name,
        unit: request.unit,
        layer: layerOf(campus, asset),
        leadMonths: asset.timing.leadMonths,
        lastSale: asset.timing.until === undefined ? null : quarterLabel(asset.timing.until),
        maxPerQuarter: asset.timing.maxPerQuarter ?? null,
        inForce: campus.intervals.map((_, i) => inForce(solved, size, i)),
        // What is paid as it is used is drawn on, not ordered.
        orders: asUsed(request) ? [] : ordersOf(solved, asset, request.name),
      },
    ];
  });
}

function highest(values: Float64Array): number {
  return values.reduce((best, value) => Math.max(best, value), 0);
}

function sitesOf(solved: Solved, assets: readonly AssetTimeline[]): SiteTimeline[] {
  const { campus } = solved;
  return campus.sites.map(({ name, periods }) => {
    const sumOf = (layer: Layer, unit = "MW") =>
      campus.intervals.map((_, i) =>
        assets
          .filter(
            (asset) => asset.site === name && asset.layer === layer && asset.unit.startsWith(unit),
          )
          .reduce((sum, asset) => sum + asset.inForce[i]!, 0),
      );
    const loads = periods.map((period) => facilityLoad(solved, period));
    return {
      name,
      gridMW: sumOf("grid"),
      generationMW: sumOf("generation"),
      hallMW: sumOf("hall"),
      chipsMW: campus.intervals.map((_, i) => chipsMW(solved, name, i)),
      itPeakMW: periods.map((period) => highest(ledger(solved, period, "itPower"))),
      facilityPeakMW: loads.map(highest),
      facilityMWh: loads.map((load, p) => totalOf(periods[p]!, load)),
    };
  });
}

/** Full draw of all chips of a site: the largest coefficient with which a chip bounds an IT flow, summed. */
function chipsMW({ campus, solution }: Solved, site: string, interval: number): number {
  const fleets = campus.sized.filter(
    (sized) => sized.site === site && sized.request.unit === "chips" && sized.request.itMWPerUnit,
  );
  return fleets.reduce(
    (sum, { size, request }) =>
      sum + request.itMWPerUnit! * inForce({ campus, solution }, size, interval),
    0,
  );
}

function moneyOf(solved: Solved): Timeline["money"] {
  const sums = new Map<string, Float64Array>();
  for (const { category, usd } of chargesOf(solved)) {
    const sum = sums.get(category) ?? new Float64Array(usd.length);
    usd.forEach((value, i) => {
      sum[i]! += value;
    });
    sums.set(category, sum);
  }
  const all = [...sums].map(([category, usd]) => ({ category, usd: [...usd] }));
  const size = ({ usd }: { usd: number[] }) => usd.reduce((sum, value) => sum + Math.abs(value), 0);
  const total = all.reduce((sum, line) => sum + size(line), 0);
  return all.filter((line) => size(line) > 1e-8 * total).sort((a, b) => size(b) - size(a));
}

/** The timeline of a solved plan over a horizon; undefined for a design year. */
export function timelineOf(solved: Solved): Timeline | undefined {
  const { campus } = solved;
  const { horizon, intervals } = campus;
  if (!horizon) return undefined;
  const assets = assetsOf(solved);
  const sites = sitesOf(solved, assets);
  const it = intervals.map((_, i) => sites.reduce((sum, site) => sum + site.itPeakMW[i]!, 0));
  const most = Math.max(...it);
  const labelOf = (i: number) => (i < 0 ? null : intervals[i]!.label);
  const mostRun = labelOf(most > LEAST_IT_MW ? it.findIndex((mw) => mw > 0.999 * most) : -1);
  return {
    start: quarterLabel(horizon.start),
    quarters: intervals.map(({ label }) => label),
    percentile: horizon.percentile * 100,
    assets,
    sites,
    computeEFLOPSh: [...computeByInterval(solved)],
    unservedEFLOPSh: [...unservedByInterval(solved)],
    money: moneyOf(solved),
    presentUSD: chargesOf(solved).reduce((sum, { presentUSD }) => sum + presentUSD, 0),
    discount: intervals.map(({ discount }) => discount),
    plannedITMW: it,
    firstPower: labelOf(it.findIndex((mw) => mw > LEAST_IT_MW)),
    fullPower: mostRun,
    mostRun,
  };
}
