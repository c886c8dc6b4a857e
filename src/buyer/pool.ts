/**
 * What several small buyers save by buying power together.
 *
 *     apart     n × the cheapest of: no contract; the least that a seller sells; what is wanted, where that is more
 *     together  one plan of n times the size, its contracts signed once
 *     signing   lawyers and advisers of every contract, paid back over its term; each further buyer of a pool adds its share
 *
 * Contracts for power of the own way; a pool counts with the rating it is given.
 */
import { catalog } from "../catalog/catalog.ts";
import { numberIn } from "../catalog/table.ts";
import { annuityFrac } from "../finance/present-value.ts";
import type { Rating } from "../blocks/credit.ts";
import type { SolveOptions } from "../problem/solution.ts";
import { contractsIn } from "../model/buyer.ts";
import { refusal } from "../scenario/buyer.ts";
import { contractsOf } from "../report/contracts/contracts.ts";
import type { ContractReport } from "../report/contracts/contracts.ts";
import { withField, withFields } from "../scenario/change.ts";
import type { BlockEntry, Scenario } from "../scenario/scenario.ts";
import { solveWay } from "./way-plan.ts";
import type { WayPlan } from "./way-plan.ts";
import { wayScenario } from "./ways.ts";
import type { Need } from "./ways.ts";

export interface PoolOptions {
  readonly buyers: number;
  /** Rating that sellers give the pool; the buyer's own when left out. */
  readonly rating?: Rating;
}

export interface PoolReport {
  readonly buyers: number;
  readonly sizeMW: number;
  readonly rating: string;
  readonly leastMWhPerYear: number;
  /** Cost a year of all buyers together, without any contract for power. */
  readonly marketUSDPerYear: number;
  readonly apart: {
    readonly usdPerYear: number;
    readonly how: "market" | "least" | "wanted";
    readonly signingUSDPerYear: number;
    /** None of what the pool signs could be signed by one of them, for want of rating or term. */
    readonly refused: boolean;
  };
  /** Null where the pool signs nothing either. */
  readonly together: {
    readonly usdPerYear: number;
    readonly signingUSDPerYear: number;
    readonly contracts: readonly { readonly name: string; readonly MWhPerYear: number }[];
  } | null;
  readonly savesUSDPerYear: number;
  readonly sentenceReason: string;
}

const figure = (parameter: string) =>
  numberIn(catalog("credit").get("ppa-transaction")!, parameter);

/** What signing contracts costs a year: `further` buyers share each. */
export function signingUSDPerYear(
  terms: readonly { readonly termYears: number }[],
  further: number,
  waccFrac: number,
): number {
  const once = figure("transactionUSD") + further * figure("furtherBuyerUSD");
  return terms.reduce((sum, { termYears }) => sum + once * annuityFrac(waccFrac, termYears), 0);
}

/** Contracts for power that a plan signs. */
function signedIn({ campus, solution }: WayPlan): ContractReport[] {
  const all = contractsOf({ campus, solution })?.contracts ?? [];
  return all.filter(
    ({ delivery, deliveredMWhPerYear }) => delivery !== "compute" && deliveredMWhPerYear > 1,
  );
}

/** The own way with another rating, or with no contracts. */
function ownScenario(
  need: Need,
  sizeMW: number,
  change: { readonly rating?: Rating; readonly contracts?: false },
): Scenario | string {
  const rated =
    change.rating === undefined
      ? need
      : {
          ...need,
          scenario: {
            ...need.scenario,
            buyer: { ...need.scenario.buyer, rating: change.rating, maxTermYears: 40 },
          },
        };
  const scenario = wayScenario(rated, "own", sizeMW);
  if (typeof scenario === "string") return scenario;
  const buyer = scenario.buyer && {
    ...scenario.buyer,
    maxCommittedUSD: Infinity,
    maxUpfrontUSD: Infinity,
  };
  const rating = change.rating;
  const rate = (entry: BlockEntry) =>
    rating === undefined || entry.given.has("buyerRating") || !("buyerRating" in entry.spec)
      ? entry
      : withFields(entry, { buyerRating: rating });
  const sites = scenario.sites.map((site) => ({
    ...site,
    contracts: change.contracts === false ? [] : site.contracts.map(rate),
  }));
  return { ...scenario, buyer, sites };
}

/** The plan with its largest contract at the least that a seller sells; undefined where it cannot be. */
async function atLeast(
  need: Need,
  sizeMW: number,
  scenario: Scenario,
  signed: readonly ContractReport[],
  options: SolveOptions,
): Promise<WayPlan | undefined> {
  const [largest] = [...signed].sort((a, b) => b.deliveredMWhPerYear - a.deliveredMWhPerYear);
  if (!largest || largest.unit !== "MW") return undefined;
  const leastMW = (figure("minimumMWhPerYear") * largest.volume) / largest.deliveredMWhPerYear;
  const forced = withField(scenario, largest.path, "minMW", leastMW);
  const alone = {
    ...forced,
    sites: forced.sites.map((site) => ({
      ...site,
      contracts: site.contracts.filter(({ path }) => path === largest.path),
    })),
  };
  const found = await solveWay(need, "own", sizeMW, alone, options);
  return "figures" in found ? found : undefined;
}

/** What a pool of buyers of one size saves; a reason in words where that cannot be asked. */
export async function poolOf(
  need: Need,
  sizeMW: number,
  { buyers, rating }: PoolOptions,
  options: SolveOptions = {},
): Promise<PoolReport | string> {
  const least = figure("minimumMWhPerYear");
  const solved = async (size: number, scenario: Scenario | string) =>
    typeof scenario === "string" ? scenario : solveWay(need, "own", size, scenario, options);
  const market = await solved(sizeMW, ownScenario(need, sizeMW, { contracts: false }));
  const single = ownScenario(need, sizeMW, {});
  const wanted = await solved(sizeMW, single);
  const pooled = await solved(
    buyers * sizeMW,
    ownScenario(need, buyers * sizeMW, rating === undefined ? {} : { rating }),
  );
  for (const one of [market, wanted, pooled])
    if (typeof one === "string" || !("figures" in one))
      return `owning cannot be planned at this size (${typeof one === "string" ? one : one.reason})`;
  const plans = [market, wanted, pooled] as readonly WayPlan[];
  const [bare, own, pool] = plans as readonly [WayPlan, WayPlan, WayPlan];
  const { waccFrac } = own.campus;
  const cost = ({ figures }: WayPlan) => figures.usdPerYear;
  const signed = signedIn(own);
  const large = signed.filter(({ deliveredMWhPerYear }) => deliveredMWhPerYear >= least);
  const candidates: { how: PoolReport["apart"]["how"]; usd: number; signing: number }[] = [
    { how: "market", usd: cost(bare), signing: 0 },
  ];
  if (signed.length > 0 && large.length === signed.length) {
    const signing = signingUSDPerYear(signed, 0, waccFrac);
    candidates.push({ how: "wanted", usd: cost(own) + signing, signing });
  } else if (signed.length > 0 && typeof single !== "string") {
    const forced = await atLeast(need, sizeMW, single, signed, options);
    if (forced) {
      const signing = signingUSDPerYear(signedIn(forced), 0, waccFrac);
      candidates.push({ how: "least", usd: cost(forced) + signing, signing });
    }
  }
  const best = candidates.reduce((a, b) => (b.usd < a.usd ? b : a));
  const together = signedIn(pool);
  const alone = contractsIn(own.campus).filter(
    ({ kind, terms }) => refusal(need.scenario.buyer, kind, terms) === undefined,
  );
  const enough = together.every(({ deliveredMWhPerYear }) => deliveredMWhPerYear >= least);
  const signing = signingUSDPerYear(together, buyers - 1, waccFrac);
  // A plan of n times the size has one team and one development; each buyer has its own.
  const teams = (buyers - 1) * (bare.figures.usdPerYear - bare.solution.objective);
  const joint = pool.figures.usdPerYear + teams + signing;
  const joins = together.length > 0 && enough && joint < buyers * best.usd;
  return {
    buyers,
    sizeMW,
    rating: rating ?? need.scenario.buyer.rating,
    leastMWhPerYear: least,
    marketUSDPerYear: buyers * cost(bare),
    apart: {
      usdPerYear: buyers * best.usd,
      how: best.how,
      signingUSDPerYear: buyers * best.signing,
      refused: together.every(({ name }) => alone.every((one) => one.name !== name)),
    },
    together: joins
      ? {
          usdPerYear: joint,
          signingUSDPerYear: signing,
          contracts: together.map(({ name, deliveredMWhPerYear }) => ({
            name: name.slice(name.indexOf(".") + 1),
            MWhPerYear: deliveredMWhPerYear,
          })),
        }
      : null,
    savesUSDPerYear: joins ? buyers * best.usd - joint : 0,
    sentenceReason:
      together.length === 0
        ? "no contract for power that can be signed is cheaper than the market"
        : enough
          ? ""
          : "even together they want less than a seller sells",
  };
}
