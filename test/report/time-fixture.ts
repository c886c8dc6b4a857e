/** A small hand-made plan over eight quarters and two sites, with its odds, for the report's tests. */
import type { HolderReport } from "../../src/report/holders.ts";
import type { DateReport, OddsReport, OutcomeReport } from "../../src/report/odds.ts";
import type { Package } from "../../src/report/package.ts";
import type { AssetTimeline, OrderReport, Timeline } from "../../src/report/timeline.ts";
import { packageFixture } from "./fixture.ts";

export const QUARTERS = ["2028", "2029"].flatMap((year) =>
  [1, 2, 3, 4].map((quarter) => `${year}-Q${quarter}`),
);
const RATE = 0.08;
const discounts = QUARTERS.map((_, i) => (1 + RATE) ** (-(i + 0.5) / 4));

/** Nothing before quarter `from`, `value` from then on. */
const from = (quarter: number, value: number) => QUARTERS.map((_, i) => (i < quarter ? 0 : value));
const months = (month: number, value: number) =>
  Array.from({ length: 24 }, (_, m) => (m < month ? 0 : value));

const order = (comes: number, amount: number, decidedMonth: number, stage: string | null = null) =>
  ({ amount, comes: QUARTERS[comes]!, decidedMonth, stage, chain: null }) satisfies OrderReport;

function asset(
  name: string,
  layer: AssetTimeline["layer"],
  inForce: number[],
  orders: OrderReport[],
  more: Partial<AssetTimeline> = {},
): AssetTimeline {
  const [site, block] = name.split(".");
  return {
    name,
    site: site!,
    title: block!,
    size: "powerMW",
    unit: "MW",
    layer,
    leadMonths: 6,
    lastSale: null,
    maxPerQuarter: null,
    inForce,
    orders,
    ...more,
  };
}

/** Site a comes in 2028-Q3 with 40 MW of chips, site b in 2029-Q1 with 20 MW; `bad` stands in every name. */
export function timelineFixture(bad = ""): Timeline {
  const site = (name: string, comes: number, mw: number) => ({
    name,
    gridMW: from(comes, mw * 1.2),
    generationMW: from(comes, name === "a" ? 5 : 0),
    hallMW: from(comes, mw),
    chipsMW: from(comes, mw),
    itPeakMW: from(comes, mw),
    facilityPeakMW: from(comes, mw * 1.1),
    facilityMWh: from(comes, mw * 2000),
  });
  const money = [
    { category: `servers${bad}`, usd: QUARTERS.map((_, i) => (i === 2 ? 4e8 : 0)) },
    { category: "energy", usd: from(2, 5e6) },
    { category: "residual value", usd: from(7, -1e8) },
  ];
  return {
    start: QUARTERS[0]!,
    quarters: QUARTERS,
    percentile: 50,
    assets: [
      asset("a.connection", "grid", from(2, 48), [order(2, 48, 0, "stage1")], {
        title: `Grid connection${bad}`,
      }),
      asset("a.engine", "generation", from(2, 5), [order(2, 5, -3)], { title: "Gas engine" }),
      asset("a.hall", "hall", from(2, 40), [order(2, 40, 1.5)], { unit: `MW${bad}` }),
      asset("a.chip-old", "chips", from(2, 10_000), [order(2, 10_000, 3), order(4, 1, 9)], {
        unit: "chips",
        title: "Old chip",
      }),
      asset("a.chip-new", "chips", from(4, 10_000), [order(4, 10_000, 9)], {
        unit: "chips",
        title: `New chip${bad}`,
      }),
      asset("b.connection", "grid", from(4, 24), [order(4, 24, 0)], { title: "Grid connection" }),
    ],
    sites: [site("a", 2, 40), site("b", 4, 20), site(`c${bad}`, 9, 0)],
    computeEFLOPSh: from(2, 1000),
    unservedEFLOPSh: QUARTERS.map((_, i) => (i === 2 ? 250 : 0)),
    money,
    presentUSD: money.reduce(
      (sum, { usd }) => sum + usd.reduce((part, value, i) => part + value * discounts[i]!, 0),
      0,
    ),
    discount: discounts,
    plannedITMW: QUARTERS.map((_, i) => (i >= 2 ? 40 : 0) + (i >= 4 ? 20 : 0)),
    firstPower: "2028-Q3",
    fullPower: "2029-Q1",
    mostRun: "2029-Q1",
  };
}

const sure = (mean: number) => ({ mean, standardError: 0.002 });

const held = (block: string, share: number, exitFrac: number): HolderReport => ({
  site: "a",
  asset: `a.${block}`,
  share: sure(share),
  exitFrac,
  plannedFrac: 0,
  milestones: [
    { name: "grid-works", meanMonths: 14 },
    { name: "permit", meanMonths: 6 },
  ],
});

function outcome(site: string, mw: number): OutcomeReport {
  const band = (p10: number, p50: number, p90: number) => ({
    p10: months(p10, mw),
    p50: months(p50, mw),
    p90: months(p90, mw),
    mean: months(p50, mw),
  });
  const date = (p10: string | null, p50: string | null, p90: string | null): DateReport => ({
    p10,
    p50,
    p90,
    ifReached: p10 && p50 ? { p10, p50, p90: p90 ?? p50 } : null,
    neverFrac: sure(0.05),
  });
  const spread = (mean: number) => ({
    mean,
    standardError: mean / 100,
    p10: 0,
    p50: mean,
    p90: 2 * mean,
  });
  return {
    site,
    fullMW: mw,
    powerMW: band(14, 12, 6),
    hallMW: band(9, 7, 6),
    chipsMW: band(8, 7, 6),
    poweredITMW: band(14, 12, 6),
    firstMW: date("2028-07", "2029-01", "2029-03"),
    fullPower: date("2029-01", "2029-06", null),
    firstHeldBy: [held("connection", 0.8, 0.1), held("chip-old", 0.2, 0)],
    fullHeldBy: [held("connection", 1, 0.12)],
    eflopsh: spread(4000),
    strandedGPUMonths: spread(60_000),
    plannedStrandedGPUMonths: 0,
    idlePowerMWMonths: spread(0),
  };
}

/** Chips land in month 7 (P50), power comes in month 12 (P50). */
export function oddsFixture(bad = ""): OddsReport {
  const arrival: DateReport = {
    p10: "2028-06",
    p50: "2028-09",
    p90: null,
    ifReached: { p10: "2028-06", p50: "2028-08", p90: "2029-02" },
    neverFrac: sure(0.12),
  };
  const resource = (name: string, site: string) => ({
    name,
    site,
    asset: `${site}.${name.split(" ")[0]!}`,
    itMW: 40,
    planned: "2028-07",
    arrival,
    lateFrac: sure(0.55),
    exitFrac: sure(0.12),
  });
  const delay = (milestone: string, usd: number | null, eflopsh: number) => ({
    milestone,
    resources: [`a/connection 2028-Q3${bad}`, "b/connection 2029-Q1"],
    eflopsh: { mean: eflopsh, standardError: 1 },
    strandedGPUMonths: { mean: 900, standardError: 9 },
    usd: usd === null ? null : { mean: usd, standardError: usd / 50 },
  });
  return {
    draws: 10_000,
    seed: "7",
    delaysCorrelation: 0,
    months: Array.from(
      { length: 24 },
      (_, m) => `${2028 + Math.floor(m / 12)}-${String((m % 12) + 1).padStart(2, "0")}`,
    ),
    total: outcome("", 60),
    sites: [outcome("a", 40), outcome("b", 20)],
    targets: [
      { name: `40 MW IT by 2028-Q3${bad}`, missFrac: sure(0.6) },
      { name: "60 MW IT by 2029-Q1", missFrac: sure(0.8) },
    ],
    wholePlan: { onTimeFrac: sure(0.1), comesFrac: sure(0.7), fullOnTimeFrac: sure(0.2) },
    slack: [0, 6].map((months) => ({
      months,
      fullOnTimeFrac: sure(months === 0 ? 0.2 : 0.5),
      fullPowerP50: "2029-04",
      eflopsh: { mean: 100, standardError: 1 },
      strandedGPUMonths: { mean: 900, standardError: 9 },
      interestUSD: months * 1e6,
    })),
    sooner: [
      {
        site: "a",
        asset: "a.connection",
        months: 12,
        gainMonths: 4.25,
        firstMWP50: "2028-04",
        fullPowerP50: null,
        withinPlanFrac: sure(0.8),
        worthUSD: { mean: 3e8, standardError: 1e7 },
      },
    ],
    resources: [
      resource("connection 2028-Q3", "a"),
      resource("hall 2028-Q3", "a"),
      resource("chip-old 2028-Q3 #2", "a"),
    ],
    delays: [delay(`grid-works${bad}`, 5e6, 100), delay("permit", 2e6, 40), delay("spare", 0, 0)],
  };
}

/** The design-year fixture with a horizon. */
export function timePackage(bad = ""): Package {
  const pack = packageFixture(bad);
  const timeline = timelineFixture(bad);
  const years = discounts.reduce((sum, discount) => sum + discount / 4, 0);
  return {
    ...pack,
    timeline,
    odds: oddsFixture(bad),
    ledger: [
      {
        path: `sites.a.connection${bad}`,
        name: `a.connection.firmMW${bad}`,
        unit: "MW",
        limit: from(2, 48),
        worthPerUnit: from(2, 1e5),
        confirmed: { step: 0.48, worth: 2e5 },
        sentence: `One percent more of a.connection.firmMW is worth 200 kUSD today${bad}.`,
      },
      {
        path: "demand.training",
        name: "portfolio.training.target",
        unit: "PFLOPS·h",
        limit: from(2, 100),
        worthPerUnit: from(5, 10),
        confirmed: null,
        sentence: "One percent less of the target is worth 1 kUSD today.",
      },
    ],
    kpis: { ...pack.kpis, costUSDPerYear: timeline.presentUSD / years },
    provenance: [
      ...pack.provenance,
      ...["chip-old", "chip-new"].map((chip, k) => ({
        path: `accelerators.${chip}.itKWPerChip`,
        value: 1 + 2 * k,
        origin: "default" as const,
        unit: "kW",
        source: "maker",
        year: "2027",
        confidence: "published" as const,
        help: "",
      })),
    ],
  };
}

/** A horizon in which nothing is built. */
export function emptyTimePackage(): Package {
  const pack = timePackage();
  return {
    ...pack,
    odds: null,
    ledger: [],
    timeline: {
      ...pack.timeline!,
      assets: [],
      sites: [],
      computeEFLOPSh: from(0, 0),
      unservedEFLOPSh: from(0, 0),
      money: [],
      presentUSD: 0,
      discount: [],
      firstPower: null,
      fullPower: null,
    },
  };
}
