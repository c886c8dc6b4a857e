/**
 * One way at one size, planned: first as if money were no limit, then within the buyer's limits where the
 * first plan goes beyond them.
 *
 *     cost a year   plan + people + development·annuity      per chip-hour: / (chips·8,760)
 *     fixed         what does not follow use: capital, rent, reservations, people
 */
import { catalog } from "../catalog/catalog.ts";
import { numberIn } from "../catalog/table.ts";
import { leaseOverNeed, neededCapitalFrac } from "../finance/present-value.ts";
import { assemble } from "../model/assemble.ts";
import { contractsIn } from "../model/buyer.ts";
import type { Campus } from "../model/campus.ts";
import { chainOf } from "../scenario/lead-times.ts";
import { technologiesOf } from "../scenario/scenario.ts";
import type { Scenario } from "../scenario/scenario.ts";
import { chainMonthsAt } from "../timing/chain-months.ts";
import { committedUSD, herfindahlOf, providersOf, upfrontUSD } from "../report/buyer/buyer.ts";
import type { ProviderShare } from "../report/buyer/buyer.ts";
import { chargesOf, peakOf } from "../report/flows.ts";
import { threeFigures } from "../report/bottlenecks.ts";
import { packageOf } from "../report/summarise.ts";
import { refusal } from "../scenario/buyer.ts";
import type { BuyerScenario } from "../scenario/buyer.ts";
import { solve } from "../solver/solver.ts";
import type { VerifiedSolution } from "../solver/solver.ts";
import type { SolveOptions } from "../problem/solution.ts";
import { chipsOf, wayScenario } from "./ways.ts";
import type { Need, Way } from "./ways.ts";

/** Gap of plans that are compared with one another, far below what sets them apart. */
const GAP = 1e-6;
const HOURS = 8760;

/** What is paid whatever the size of a way: people, and development once. */
export interface Overhead {
  readonly teamUSDPerYear: number;
  readonly developmentUSD: number;
  readonly lifeYears: number;
}

export function overheadOf(way: Way): Overhead {
  const entry = catalog("credit").get(`way-${way}`)!;
  return {
    teamUSDPerYear: numberIn(entry, "teamUSDPerYear"),
    developmentUSD: numberIn(entry, "developmentUSD"),
    lifeYears: numberIn(entry, "lifeYears"),
  };
}

/** Months until the slowest part of a way is there. */
export interface Ready {
  readonly p50Months: number;
  readonly p90Months: number;
  readonly slowest: string;
}

export interface WayFigures {
  readonly usdPerYear: number;
  readonly usdPerChipHour: number;
  readonly fixedUSDPerYear: number;
  readonly upfrontUSD: number;
  readonly committedUSD: number;
  readonly ready: Ready | null;
  readonly cleanHourlyFrac: number | null;
  /** What is built or signed, such as `Modular hall 5.00 MW IT`. */
  readonly parts: readonly string[];
  readonly providers: readonly ProviderShare[];
  readonly herfindahl: number | null;
}

/** A way at a size: figures, whether the buyer can go it, and what stands in its way. */
export interface WayReport {
  readonly way: Way;
  readonly sizeMW: number;
  readonly status: "open" | "closed" | "unsolved";
  /** Of a closed way: as if money were no limit; null where it cannot be done even so. */
  readonly figures: WayFigures | null;
  /** Limits that hold it back: dearer for them where open, closed by them else. */
  readonly beyond: readonly {
    readonly limit: "committed" | "upfront";
    readonly needUSD: number;
    readonly limitUSD: number;
  }[];
  /** USD a chip-hour that the limits add to an open way. */
  readonly dearerUSDPerChipHour: number;
  readonly refused: readonly { readonly name: string; readonly reason: string }[];
  readonly reason: string | null;
}

/** A planned way with all that further questions need. */
export interface WayPlan {
  readonly way: Way;
  readonly sizeMW: number;
  readonly scenario: Scenario;
  readonly campus: Campus;
  readonly solution: VerifiedSolution;
  readonly figures: WayFigures;
}

export type Tried = { readonly report: WayReport; readonly plan: WayPlan | undefined };

const unlimited = (buyer: BuyerScenario): BuyerScenario => ({
  ...buyer,
  maxCommittedUSD: Infinity,
  maxUpfrontUSD: Infinity,
});

/** Money available once development is paid. */
const afterDevelopment = (buyer: BuyerScenario, { developmentUSD }: Overhead): BuyerScenario => ({
  ...buyer,
  maxUpfrontUSD: Math.max(0, buyer.maxUpfrontUSD - developmentUSD),
});

/** What people and development cost a year. */
export function overheadUSDPerYear(
  { teamUSDPerYear, developmentUSD, lifeYears }: Overhead,
  waccFrac: number,
  needYears: number | undefined,
): number {
  return teamUSDPerYear + developmentUSD * neededCapitalFrac(waccFrac, lifeYears, needYears, 0);
}

/** The slowest of what is built or signed, by its milestone chain. */
function readyOf(scenario: Scenario, campus: Campus, solution: VerifiedSolution): Ready | null {
  const used = new Set(
    campus.sized
      .filter(({ size }) => peakOf({ campus, solution }, size) > 1e-3)
      .map(({ path }) => path),
  );
  const entries = [
    ...scenario.contracts.map((entry) => ({ entry, place: undefined })),
    ...scenario.sites.flatMap((site) =>
      technologiesOf(site).map((entry) => ({ entry, place: site.placeId })),
    ),
  ];
  const times = entries.flatMap(({ entry, place }) => {
    const chain = used.has(entry.path) ? chainOf(entry, place) : undefined;
    return chain
      ? [
          {
            p50Months: chainMonthsAt(chain, 0.5),
            p90Months: chainMonthsAt(chain, 0.9),
            slowest: entry.block.title,
          },
        ]
      : [];
  });
  return times.reduce<Ready | null>(
    (slowest, one) =>
      slowest === null
        ? one
        : {
            p50Months: Math.max(slowest.p50Months, one.p50Months),
            p90Months: Math.max(slowest.p90Months, one.p90Months),
            slowest: one.p50Months > slowest.p50Months ? one.slowest : slowest.slowest,
          },
    null,
  );
}

/** USD a year of flows: what use costs, beside what is paid anyhow. */
export function usedUSDPerYear(campus: Campus, solution: VerifiedSolution): number {
  return chargesOf({ campus, solution }).reduce(
    (sum, { presentUSD }, i) => (campus.charges[i]!.on === "flow" ? sum + presentUSD : sum),
    0,
  );
}

/** What is built or signed, largest sizes of each in words; what costs nothing to hold is used as needed. */
function partsOf(campus: Campus, solution: VerifiedSolution, usdPerYear: number): string[] {
  const paid = new Map<string, number>();
  for (const { asset, presentUSD } of chargesOf({ campus, solution }))
    paid.set(asset, (paid.get(asset) ?? 0) + Math.abs(presentUSD));
  return campus.sized.flatMap(({ asset, size, request }) => {
    const value = peakOf({ campus, solution }, size);
    if (request.nature === "measure" || (paid.get(asset) ?? 0) < 1e-6 * usdPerYear) return [];
    if (value <= (request.unit === "chips" ? 0.5 : 5e-3)) return [];
    const title = campus.assets.find(({ name }) => name === asset)?.title ?? asset;
    const free = (request.capexUSDPerUnit ?? 0) + (request.fixedOMUSDPerUnitYear ?? 0) === 0;
    return [
      free && request.maximum === undefined
        ? `${title} as used`
        : `${title} ${threeFigures(value)} ${request.unit}`,
    ];
  });
}

function figuresOf(
  need: Need,
  way: Way,
  sizeMW: number,
  scenario: Scenario,
  campus: Campus,
  solution: VerifiedSolution,
): WayFigures | string {
  const pack = packageOf(scenario, campus, solution, { hash: "", gap: GAP, outageYears: 30 });
  const failed = pack.verified.checks.find(({ ok }) => !ok);
  if (failed) return `the plan failed its own check: ${failed.name}`;
  const solved = { campus, solution };
  const overhead = overheadOf(way);
  const usdPerYear =
    pack.kpis.costUSDPerYear +
    overheadUSDPerYear(overhead, campus.waccFrac, scenario.buyer?.needYears);
  const providers = providersOf(solved);
  return {
    usdPerYear,
    usdPerChipHour: usdPerYear / (chipsOf(need, sizeMW) * HOURS),
    fixedUSDPerYear: usdPerYear - usedUSDPerYear(campus, solution),
    upfrontUSD: upfrontUSD(solved) + overhead.developmentUSD,
    committedUSD: committedUSD(solved),
    ready: readyOf(scenario, campus, solution),
    cleanHourlyFrac: pack.kpis.cfeHourlyFrac,
    parts: partsOf(campus, solution, usdPerYear),
    providers,
    herfindahl: herfindahlOf(providers),
  };
}

/** Solves a scenario; what it comes to, or why there is no plan. */
export async function solveWay(
  need: Need,
  way: Way,
  sizeMW: number,
  scenario: Scenario,
  options: SolveOptions,
): Promise<WayPlan | { readonly status: "infeasible" | "unsolved"; readonly reason: string }> {
  const campus = assemble(scenario);
  let failed = "";
  // A plan that does not pass its checks is solved once more by the reference solver.
  for (const solver of ["chain", "highs"] as const) {
    const solution = await solve(campus.problem, { ...options, solver, gap: GAP });
    if (solution.status === "infeasible")
      return { status: "infeasible", reason: "too little is on offer for this size" };
    if (solution.status !== "optimal")
      return { status: "unsolved", reason: solution.reason ?? solution.status };
    const figures = figuresOf(need, way, sizeMW, scenario, campus, solution);
    if (typeof figures !== "string") return { way, sizeMW, scenario, campus, solution, figures };
    failed = figures;
  }
  return { status: "unsolved", reason: failed };
}

/** Contracts of a way that the buyer cannot sign. */
function refusedIn(scenario: Scenario, buyer: BuyerScenario): { name: string; reason: string }[] {
  const campus = assemble(scenario);
  return contractsIn(campus).flatMap(({ name, kind, terms }) => {
    const reason = refusal(buyer, kind, terms);
    return reason === undefined ? [] : [{ name: name.slice(name.indexOf(".") + 1), reason }];
  });
}

/** Limits that a plan made without them goes beyond. */
function beyondOf(figures: WayFigures, buyer: BuyerScenario): WayReport["beyond"] {
  const over = (limit: "committed" | "upfront", needUSD: number, limitUSD: number) =>
    needUSD > limitUSD * (1 + 1e-6) + 1 ? [{ limit, needUSD, limitUSD }] : [];
  return [
    ...over("upfront", figures.upfrontUSD, buyer.maxUpfrontUSD),
    ...over("committed", figures.committedUSD, buyer.maxCommittedUSD),
  ];
}

/** Plans one way at one size for the buyer of the need. */
export async function tryWay(
  need: Need,
  way: Way,
  sizeMW: number,
  options: SolveOptions = {},
): Promise<Tried> {
  const { buyer } = need.scenario;
  const head = { way, sizeMW, beyond: [], dearerUSDPerChipHour: 0, refused: [] };
  const scenario = wayScenario(need, way, sizeMW);
  if (typeof scenario === "string")
    return {
      report: { ...head, status: "closed", figures: null, reason: scenario },
      plan: undefined,
    };
  const refused = refusedIn(scenario, buyer);
  const free = await solveWay(need, way, sizeMW, { ...scenario, buyer: unlimited(buyer) }, options);
  if (!("figures" in free))
    return {
      report: {
        ...head,
        refused,
        status: free.status === "infeasible" ? "closed" : "unsolved",
        figures: null,
        reason:
          free.status === "infeasible" && refused.length > 0
            ? `${free.reason}, and ${refused[0]!.name} cannot be signed: ${refused[0]!.reason}`
            : free.reason,
      },
      plan: undefined,
    };
  const beyond = beyondOf(free.figures, buyer);
  if (beyond.length === 0)
    return {
      report: { ...head, refused, status: "open", figures: free.figures, reason: null },
      plan: free,
    };
  const within = await solveWay(
    need,
    way,
    sizeMW,
    { ...scenario, buyer: afterDevelopment(buyer, overheadOf(way)) },
    { ...options, warmStart: free.solution },
  );
  if ("figures" in within)
    return {
      report: {
        ...head,
        refused,
        beyond,
        status: "open",
        figures: within.figures,
        dearerUSDPerChipHour: within.figures.usdPerChipHour - free.figures.usdPerChipHour,
        reason: null,
      },
      plan: within,
    };
  return {
    report: {
      ...head,
      refused,
      beyond,
      status: within.status === "infeasible" ? "closed" : "unsolved",
      figures: free.figures,
      reason: within.reason,
    },
    // What it would cost is still of use to say from where on it would pay.
    plan: within.status === "infeasible" ? free : undefined,
  };
}

/** Cost a year of a plan for a need of other years, sizes as planned: capital and leases paid back in them. */
export function costOfNeed(
  { way, campus, solution, scenario, figures }: WayPlan,
  years: number,
): number {
  const { waccFrac } = campus;
  const planned = scenario.buyer?.needYears;
  const resale = scenario.buyer?.resaleFrac ?? 0;
  const overhead = overheadOf(way);
  const change = (of: (needYears: number | undefined) => number) => of(years) - of(planned);
  const capital = campus.charges.reduce((sum, charge) => {
    if (charge.on !== "size" || charge.capexUSD === 0 || charge.design < 0) return sum;
    const usd = charge.capexUSD * solution.design[charge.design]!;
    const life = charge.lifeYears!;
    return sum + usd * change((need) => neededCapitalFrac(waccFrac, life, need, resale));
  }, 0);
  const leases = contractsIn(campus).reduce((sum, { terms }) => {
    if (terms.delivery !== "compute" || terms.dueUSDPerUnitYear === 0) return sum;
    const usd = terms.dueUSDPerUnitYear * peakOf({ campus, solution }, terms.volume);
    return sum + usd * change((need) => leaseOverNeed(waccFrac, terms.termYears, need));
  }, 0);
  return (
    figures.usdPerYear +
    capital +
    leases +
    change((need) => overheadUSDPerYear(overhead, waccFrac, need))
  );
}
