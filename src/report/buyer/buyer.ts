/**
 * How a plan stands to its buyer: what it commits to and pays at the start beside the limits, which
 * contracts cannot be signed and why, and how much of the compute hangs on one provider.
 *
 *     committed    Σ payments due over the term, worth today          upfront   Σ capital + Σ security
 *     provider     compute of chips rented from it; of a site's own chips, by whose hall they stand in
 *     Herfindahl   Σ share²: 1 for one provider, 1/n for n of equal size
 */
import { ratingFigure } from "../../blocks/credit.ts";
import { committedUSDPerUnit, contractsIn, providerOf } from "../../model/buyer.ts";
import type { Campus, PeriodBooks } from "../../model/campus.ts";
import { refusal } from "../../scenario/buyer.ts";
import type { BuyerScenario } from "../../scenario/buyer.ts";
import type { VerifiedSolution } from "../../solver/solver.ts";
import { inForce, ledger, peakOf, totalOf } from "../flows.ts";
import type { Solved } from "../flows.ts";

/** One limit of a buyer beside what the plan uses of it, USD. */
export interface BuyerLimit {
  readonly name: "committed" | "upfront";
  readonly usedUSD: number;
  readonly limitUSD: number;
  readonly marginUSD: number;
  /** Shadow price a year (of today over a horizon) of one USD more, summed over the plan's years. */
  readonly worthPerUSD: number;
  /** What it is in: money, or compute where the plan strives for the most of it. */
  readonly worthUnit: "USD" | "PFLOPS·h";
}

/** A contract on offer as this buyer sees it. */
export interface OfferedContract {
  readonly name: string;
  readonly title: string;
  /** Why it cannot be signed; null where it can. */
  readonly refused: string | null;
  readonly committedUSD: number;
  readonly securityUSD: number;
  readonly termYears: number;
}

export interface ProviderShare {
  readonly name: string;
  readonly EFLOPShPerPlan: number;
  readonly shareFrac: number;
  /** Rented elsewhere, so that a limit on its share binds in the plan. */
  readonly elsewhere: boolean;
}

export interface BuyerReport {
  readonly rating: string;
  readonly waccFrac: number;
  readonly defaultOneYearFrac: number;
  readonly defaultFiveYearFrac: number;
  readonly maxTermYears: number;
  readonly needYears: number | null;
  readonly limits: readonly BuyerLimit[];
  readonly contracts: readonly OfferedContract[];
  readonly providers: readonly ProviderShare[];
  readonly herfindahl: number | null;
  readonly maxProviderShareFrac: number | null;
}

const dual = (campus: Campus, solution: VerifiedSolution, name: string) =>
  campus.problem.budgets.reduce(
    (sum, budget, b) =>
      budget.name === name || budget.name.startsWith(`${name}@`)
        ? sum + Math.max(0, -solution.budgetDuals[b]!)
        : sum,
    0,
  );

/** Capital and security of a solved plan, USD. */
export function upfrontUSD(solved: Solved): number {
  const { campus, solution } = solved;
  const last = campus.intervals.length - 1;
  const capital = campus.charges.reduce(
    (sum, charge) =>
      charge.on === "size" && charge.design >= 0
        ? sum + charge.capexUSD * solution.design[charge.design]!
        : sum,
    0,
  );
  const security = contractsIn(campus).reduce(
    (sum, { terms }) => sum + terms.collateralUSDPerUnit * inForce(solved, terms.volume, last),
    0,
  );
  return capital + security;
}

/** Payments committed to, worth today; over a horizon those of the year with most, on average over it. */
export function committedUSD(solved: Solved): number {
  const { campus } = solved;
  const byYear = new Map<number, number>();
  for (const { terms } of contractsIn(campus)) {
    const perUnit = committedUSDPerUnit(terms, campus.waccFrac);
    campus.intervals.forEach(({ year, yearFrac }, i) =>
      byYear.set(
        year,
        (byYear.get(year) ?? 0) + perUnit * yearFrac * inForce(solved, terms.volume, i),
      ),
    );
  }
  return Math.max(0, ...byYear.values());
}

function offered(solved: Solved, buyer: BuyerScenario): OfferedContract[] {
  const { campus } = solved;
  return contractsIn(campus).map(({ name, title, kind, terms }) => {
    const volume = peakOf(solved, terms.volume);
    return {
      name,
      title,
      refused: refusal(buyer, kind, terms) ?? null,
      committedUSD: volume * committedUSDPerUnit(terms, campus.waccFrac),
      securityUSD: volume * terms.collateralUSDPerUnit,
      termYears: terms.termYears,
    };
  });
}

/** Compute posted in a period by assets that pass `keep`, EFLOPS·h. */
function computeOf(solved: Solved, period: PeriodBooks, keep: (asset: string) => boolean): number {
  return [...period.books.keys()]
    .filter((name) => name.startsWith("compute:"))
    .reduce(
      (sum, name) =>
        sum +
        totalOf(
          period,
          ledger(solved, { ...period, members: [] }, name as `compute:${string}`, (posting) =>
            keep(posting.asset),
          ),
        ) /
          1000,
      0,
    );
}

/** Whose halls the chips of a site stand in, as shares; the buyer's own are `own`. */
function hallShares(solved: Solved, period: PeriodBooks): Map<string, number> {
  const shares = new Map<string, number>();
  let sum = 0;
  for (const posting of period.books.get("hall") ?? []) {
    if (!posting.size || typeof posting.coefficient !== "number") continue;
    const mw = posting.coefficient * inForce(solved, posting.size, period.interval);
    const asset = solved.campus.assets.find(({ name }) => name === posting.asset);
    const owner = asset?.account ? providerOf(asset) : "own";
    shares.set(owner, (shares.get(owner) ?? 0) + mw);
    sum += mw;
  }
  if (sum <= 1e-9) return new Map([["own", 1]]);
  return new Map([...shares].map(([name, mw]) => [name, mw / sum]));
}

/** Compute by provider, largest first. */
export function providersOf(solved: Solved): ProviderShare[] {
  const { campus } = solved;
  const compute = new Map<string, number>();
  const elsewhere = new Set<string>();
  const add = (name: string, eflopsh: number) =>
    compute.set(name, (compute.get(name) ?? 0) + eflopsh);
  for (const asset of contractsIn(campus).filter(({ site }) => site === campus.portfolio.name)) {
    elsewhere.add(providerOf(asset));
    for (const period of campus.portfolio.periods)
      add(
        providerOf(asset),
        computeOf(solved, period, (name) => name === asset.name),
      );
  }
  for (const site of campus.sites)
    for (const period of site.periods) {
      const here = computeOf(solved, period, (name) => name.startsWith(`${site.name}.`));
      for (const [name, share] of hallShares(solved, period)) add(name, share * here);
    }
  const total = [...compute.values()].reduce((sum, one) => sum + one, 0);
  return [...compute]
    .map(([name, EFLOPShPerPlan]) => ({
      name,
      EFLOPShPerPlan,
      shareFrac: total > 0 ? EFLOPShPerPlan / total : 0,
      elsewhere: elsewhere.has(name),
    }))
    .filter(({ shareFrac }) => shareFrac > 1e-6)
    .sort((a, b) => b.shareFrac - a.shareFrac);
}

/** Σ share²; null where nothing is computed. */
export function herfindahlOf(
  providers: readonly Pick<ProviderShare, "shareFrac">[],
): number | null {
  return providers.length === 0
    ? null
    : providers.reduce((sum, { shareFrac }) => sum + shareFrac ** 2, 0);
}

/** The buyer of a plan; null where the scenario has none. */
export function buyerOf(
  buyer: BuyerScenario | undefined,
  solved: { readonly campus: Campus; readonly solution: VerifiedSolution },
  costObjective: boolean,
): BuyerReport | null {
  if (!buyer) return null;
  const { campus, solution } = solved;
  const limit = (name: BuyerLimit["name"], usedUSD: number, limitUSD: number): BuyerLimit => ({
    name,
    usedUSD,
    limitUSD,
    marginUSD: limitUSD - usedUSD,
    worthPerUSD: dual(campus, solution, `buyer.${name}`),
    worthUnit: costObjective ? "USD" : "PFLOPS·h",
  });
  const providers = providersOf(solved);
  return {
    rating: buyer.rating,
    waccFrac: campus.waccFrac,
    defaultOneYearFrac: ratingFigure(buyer.rating, "defaultOneYearFrac"),
    defaultFiveYearFrac: ratingFigure(buyer.rating, "defaultFiveYearFrac"),
    maxTermYears: buyer.maxTermYears,
    needYears: buyer.needYears ?? null,
    limits: [
      limit("committed", committedUSD(solved), buyer.maxCommittedUSD),
      limit("upfront", upfrontUSD(solved), buyer.maxUpfrontUSD),
    ],
    contracts: offered(solved, buyer),
    providers,
    herfindahl: herfindahlOf(providers),
    maxProviderShareFrac: buyer.maxProviderShareFrac ?? null,
  };
}
