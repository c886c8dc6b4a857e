/**
 * What a buyer's balance sheet and rating mean for the model.
 *
 *     volume of a contract = 0            where its seller asks a better rating, or its term is too long for the buyer
 *     committed   Σ due·worth(term)·[volume]            ≤ most committed       in every year
 *     upfront     Σ capex·[size] + Σ security·[volume]  ≤ most upfront         over a horizon: all its orders together
 *     provider    Σ compute of one provider ≤ share·Σ compute                  in every year; compute that stands elsewhere
 */
import type { Asset } from "../blocks/block.ts";
import type { ContractTerms } from "../blocks/account.ts";
import { annuityWorth } from "../finance/present-value.ts";
import { addBudget } from "../problem/build.ts";
import { mapSeries } from "../problem/series.ts";
import { refusal } from "../scenario/buyer.ts";
import type { BuyerScenario } from "../scenario/buyer.ts";
import { assetFor } from "./asset.ts";
import type { AddedAsset, Campus, PeriodBooks } from "./campus.ts";
import { flowAt, periodFor } from "./period.ts";
import type { AssetTiming } from "./timing.ts";

/** What a contract commits its buyer to, per unit of its size, worth today. */
export function committedUSDPerUnit(
  terms: Pick<ContractTerms, "dueUSDPerUnitYear" | "termYears">,
  waccFrac: number,
): number {
  return terms.dueUSDPerUnitYear * annuityWorth(waccFrac, terms.termYears);
}

/** Who stands behind a contract. */
export const providerOf = ({ name, account }: AddedAsset): string =>
  account?.terms.provider ?? name.slice(name.indexOf(".") + 1);

/** Contracts of a campus. */
export function contractsIn(campus: Campus): (AddedAsset & { readonly terms: ContractTerms })[] {
  return campus.assets.flatMap((asset) =>
    asset.account ? [{ ...asset, terms: asset.account.terms }] : [],
  );
}

function plainTiming(campus: Campus): AssetTiming {
  return {
    chain: undefined,
    unslipped: undefined,
    elapsedMonths: 0,
    leadMonths: 0,
    slipMonths: 0,
    from: undefined,
    until: undefined,
    retires: undefined,
    maxPerQuarter: undefined,
    priceChangeFracPerYear: 0,
    ramp: new Float64Array(campus.intervals.length).fill(1),
  };
}

/** The buyer's own door to the model. */
function doorOf(campus: Campus): Asset {
  const site = campus.portfolio;
  const timing = plainTiming(campus);
  return assetFor(
    campus,
    { site, asset: "buyer", path: "buyer", kind: "buyer", timing },
    campus.sites,
  );
}

/** Sizes of contracts that the buyer cannot sign are held at nothing. */
function refuse(campus: Campus, buyer: BuyerScenario): void {
  for (const { kind, terms } of contractsIn(campus)) {
    if (refusal(buyer, kind, terms) === undefined) continue;
    const decisions = [
      ...campus.orders.filter(({ design }) =>
        terms.volume.inForce.some(({ terms: of }) => of.some((one) => one.design === design)),
      ),
      ...terms.volume.inForce.flatMap(({ terms: of }) => of),
    ];
    for (const { design } of decisions)
      campus.problem.design[design] = { ...campus.problem.design[design]!, lower: 0, upper: 0 };
  }
}

/** Payments due over all terms. */
function limitCommitted(campus: Campus, buyer: BuyerScenario): void {
  const sizes = contractsIn(campus).flatMap(({ terms }) => {
    const coefficient = committedUSDPerUnit(terms, campus.waccFrac);
    return coefficient > 0 ? [{ size: terms.volume, coefficient }] : [];
  });
  doorOf(campus).budget(
    "committed",
    { terms: [], sizes },
    "<=",
    buyer.maxCommittedUSD,
    "maxCommittedUSD",
    "USD",
  );
}

/** Capital and security of everything, per decision. */
function limitUpfront(campus: Campus, buyer: BuyerScenario): void {
  const terms = new Map<number, number>();
  const add = (design: number, usd: number) => terms.set(design, (terms.get(design) ?? 0) + usd);
  for (const charge of campus.charges)
    if (charge.on === "size" && charge.design >= 0 && charge.capexUSD !== 0)
      add(charge.design, charge.capexUSD);
  const last = campus.intervals.length - 1;
  for (const { terms: of } of contractsIn(campus))
    if (of.collateralUSDPerUnit > 0)
      for (const { design, coefficient } of of.volume.inForce[last]!.terms)
        add(design, coefficient * of.collateralUSDPerUnit);
  const index = addBudget(campus.problem, {
    name: "buyer.upfront",
    terms: [],
    designTerms: [...terms].map(([design, coefficient]) => ({ design, coefficient })),
    sense: "<=",
    rhs: buyer.maxUpfrontUSD,
  });
  campus.limits.push({
    asset: "buyer",
    path: "buyer",
    name: "upfront",
    unit: "USD",
    field: "maxUpfrontUSD",
    target: { kind: "budget", index },
    sense: "<=",
    value: buyer.maxUpfrontUSD,
    intervals: [0, last],
  });
}

/** Compute of each provider elsewhere within its share of all compute. */
function limitProviders(campus: Campus, shareFrac: number): void {
  const outside = contractsIn(campus).filter(({ site }) => site === campus.portfolio.name);
  const providers = [...new Set(outside.map(providerOf))];
  const door = doorOf(campus);
  const books = [...campus.sites, campus.portfolio].flatMap((site) =>
    site.periods.map((period) => ({ site: site.name, period })),
  );
  for (const provider of providers) {
    const own = new Set(
      outside.filter((one) => providerOf(one) === provider).map(({ name }) => name),
    );
    const before = campus.limits.length;
    const terms = books.flatMap(({ site, period }) =>
      postingsOf(period).map((posting) => ({
        period: periodFor(campus, site, "buyer", period),
        flow: flowAt(campus, posting.slice, posting.index),
        coefficient: mapSeries(
          posting.coefficient,
          (pflops) => pflops * ((own.has(posting.asset) ? 1 : 0) - shareFrac),
        ),
      })),
    );
    door.budget(`share of ${provider}`, { terms }, "<=", 0, "maxProviderShareFrac", "PFLOPS·h");
    for (let i = before; i < campus.limits.length; i++)
      campus.limits[i] = { ...campus.limits[i]!, stated: shareFrac };
  }
}

const postingsOf = ({ books }: PeriodBooks) =>
  [...books].flatMap(([ledger, postings]) => (ledger.startsWith("compute:") ? postings : []));

/** Adds what the buyer can sign, commit and pay to a campus whose assets have been added. */
export function addBuyer(campus: Campus, buyer: BuyerScenario): void {
  refuse(campus, buyer);
  if (Number.isFinite(buyer.maxCommittedUSD)) limitCommitted(campus, buyer);
  if (Number.isFinite(buyer.maxUpfrontUSD)) limitUpfront(campus, buyer);
  if (buyer.maxProviderShareFrac !== undefined) limitProviders(campus, buyer.maxProviderShareFrac);
}
