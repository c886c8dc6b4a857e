/**
 * Formulation shared by contracts whose energy follows a shape: of the plant, flat, or agreed.
 *
 *     [contractMW] ≤ offer, ≤ plant;  mean shape·[contractMW] ≤ share of what the connection carries
 *     ⟨deliveredMW_t⟩ = a_t·[contractMW];  payable b_t·[contractMW]        a, b: shape under its clauses
 *     physical   gridEnergy += delivered − ⟨resoldMW⟩;  clean likewise;  resold ≤ delivered
 *                cost += price_t·payable + fee·delivered − resale price_t·resold
 *     cash       clean += delivered;  cost += (price_t + fee)·payable − credit·spot_t·settled
 *     cost += security·[contractMW]
 *
 * Settled by settle.ts from the same terms. Source: product codes BL A, BL M, FHP, PAP as Pexapark names them.
 */
import { amountWords } from "../../units/money.ts";
import { z } from "zod";
import type { Series } from "../../problem/series.ts";
import { mapSeries } from "../../problem/series.ts";
import { defineBlock } from "../block.ts";
import type { ContractAccount, ContractTerms } from "../account.ts";
import type { AnyBlock, Asset, Conditions, Flow, Period, Size } from "../block.ts";
import { choice, flag, fraction, number } from "../fields.ts";
import { whereOf } from "./plant.ts";
import { checkPrice, priceAt, priceFields, priceWords } from "./price.ts";
import { creditResale } from "./resale.ts";
import { hourUnder, resalePrice, settleCash, settledHours, settlePhysical } from "./settle.ts";
import {
  checkVolume,
  operatingSince,
  reportedTerms,
  securityUSDPerYear,
  signedMW,
  termFields,
  volumeFields,
} from "./terms.ts";

/** What the report, the ledgers and the law need to know of a contract, by its fields. */
interface Facts {
  readonly clean: boolean;
  /** Clean, and not renewable; by the plant of the fields when left out. */
  readonly nuclear?: boolean;
  readonly lifecycleCO2KgPerMWh: number;
  readonly yearSpreadFrac: number;
  readonly feeUSDPerMWh?: number;
  /** Of a cash contract: share of the market price credited. */
  readonly creditFrac?: number;
  readonly firmCreditFrac?: number;
  readonly oddsFrac?: number;
  /** Where a field moves a risk. */
  readonly bears?: ContractTerms["bears"];
  readonly place?: string | undefined;
  readonly chain?: string | undefined;
}

interface Traits<Fields extends z.ZodRawShape> {
  readonly kind: string;
  readonly title: string;
  readonly delivery: "physical" | "cash";
  readonly price: z.ZodType<number>;
  readonly termYears: number;
  readonly bears: ContractTerms["bears"];
  readonly fields: Fields;
  /** Output or agreed shape per MW over the year, before clauses. */
  readonly shape: (spec: z.output<z.ZodObject<Fields>>, conditions: Conditions) => Float64Array;
  readonly facts: (spec: z.output<z.ZodObject<Fields>>) => Facts;
}

function commonFields(price: z.ZodType<number>, termYears: number) {
  return {
    ...volumeFields(),
    ...priceFields(price),
    ...termFields(termYears),
    negativePrice: choice(
      "Hours of negative price: paid as any, taken unpaid, cut, or cut and paid as if made",
      ["paid", "unpaid", "curtailed", "deemed"],
      "paid",
    ),
    negativeBelowUSDPerMWh: number("Price under which that clause holds", 0, { min: -1000 }),
    curtailedFrac: fraction("Share of output cut by the grid operator", 0),
    curtailmentPaid: flag("Pay what the grid operator cuts", false),
    resaleFrac: fraction("Share of the spot price earned on energy that is sold back", 0.95),
    operatingSince: operatingSince(),
  };
}

const commonSchema = z.strictObject(commonFields(z.number(), 15));
type Common = z.output<typeof commonSchema>;

/** Hourly shapes per MW, and what each hour is paid at. */
interface Shapes {
  readonly shapeFrac: Float64Array;
  readonly deliveredFrac: Float64Array;
  /** Paid though not delivered. */
  readonly deemedFrac: Float64Array;
  /** 1 where what is delivered is paid, else 0. */
  readonly paid: Float64Array;
  /** Hourly price where the contract settles. */
  readonly spot: Float64Array;
}

function shapesOf(spec: Common, shapeFrac: Float64Array, spot: Float64Array): Shapes {
  const hours = spot.map((_, t) => t);
  const under = Array.from(hours, (t) => hourUnder(spec, shapeFrac[t]!, spot[t]!));
  return {
    shapeFrac,
    deliveredFrac: Float64Array.from(under, ({ delivered }) => delivered),
    deemedFrac: Float64Array.from(under, ({ delivered, payable }) =>
      Math.max(0, payable - delivered),
    ),
    paid: Float64Array.from(under, ({ delivered, payable }) => (payable >= delivered ? 1 : 0)),
    spot,
  };
}

const mean = (values: Float64Array) =>
  values.reduce((sum, value) => sum + value, 0) / values.length;
const times = (a: Float64Array, b: Float64Array) => a.map((value, t) => value * b[t]!);

/** A usual year's payments per MW. */
function paymentsPerMW(spec: Common, shapes: Shapes, conditions: Conditions): number {
  const price = priceAt(spec, conditions, spec.termYears);
  const payable = shapes.deemedFrac.map(
    (deemed, t) => deemed + shapes.paid[t]! * shapes.deliveredFrac[t]!,
  );
  const usd = payable.map((frac, t) => frac * (price.usdPerMWh + price.spotFrac * shapes.spot[t]!));
  return mean(usd) * 8760;
}

/**
 * What a year of a MW costs beyond what its energy brings at the market, at the prices of a period:
 *
 *     mean over the year of (price + spot share·spot_t)·payable + fee − (resale price_t, or credit·spot_t)·delivered
 */
function lossPerMW(
  spec: Common,
  { feeUSDPerMWh: fee = 0, creditFrac = 1 }: Facts,
  cash: boolean,
  shapes: Shapes,
  conditions: Conditions,
  period: Period,
): number {
  const price = priceAt(spec, conditions, spec.termYears, period.calendarYear);
  const index = period.priceIndex("energy");
  const net = shapes.deliveredFrac.map((delivered, t) => {
    const paid = shapes.paid[t]! * delivered;
    const payable = shapes.deemedFrac[t]! + paid;
    const spot = shapes.spot[t]! * index;
    const due = payable * (price.usdPerMWh + price.spotFrac * spot);
    return cash
      ? due + payable * fee - paid * creditFrac * spot
      : due + delivered * fee - delivered * resalePrice(spot, spec.resaleFrac);
  });
  return mean(net) * 8760;
}

interface Added {
  readonly contract: Size;
  readonly delivered: readonly Flow[];
  readonly resold: readonly (Flow | undefined)[];
}

function addHours(
  spec: Common,
  facts: Facts,
  cash: boolean,
  shapes: Shapes,
  asset: Asset,
  contract: Size,
): Added {
  const { feeUSDPerMWh: fee = 0, creditFrac = 1 } = facts;
  const nuclear = facts.nuclear ?? (spec as { readonly plant?: string }).plant === "nuclear";
  const clean = [
    ...(facts.clean ? (["clean"] as const) : []),
    ...(facts.clean && nuclear ? (["nuclear"] as const) : []),
  ];
  const deemedAny = shapes.deemedFrac.some((frac) => frac > 0);
  const made = asset.periods.map((period) => {
    const price = priceAt(spec, asset.conditions, spec.termYears, period.calendarYear);
    const follow = (name: string, frac: Series) => {
      const flow = period.flow(name, { size: contract, profile: frac });
      period.row(name, [{ flow, coefficient: 1 }], "=", 0, [
        { size: contract, coefficient: mapSeries(frac, (value) => -value) },
      ]);
      return flow;
    };
    const delivered = follow("deliveredMW", shapes.deliveredFrac);
    const pay = (flow: Flow, when: Float64Array) => {
      period.charge(
        "contracts",
        flow,
        when.map((on) => on * price.usdPerMWh),
      );
      if (price.spotFrac > 0)
        period.charge(
          "energy",
          flow,
          times(when, shapes.spot).map((usd) => usd * price.spotFrac),
        );
      if (cash && fee !== 0)
        period.charge(
          "contracts",
          flow,
          when.map((on) => on * fee),
        );
    };
    pay(delivered, shapes.paid);
    if (deemedAny)
      pay(
        follow("deemedMW", shapes.deemedFrac),
        shapes.paid.map(() => 1),
      );
    period.count("lifecycleCO2Kg", delivered, facts.lifecycleCO2KgPerMWh);
    for (const ledger of clean) period.post(ledger, delivered, 1);
    if (cash) {
      period.charge(
        "energy",
        delivered,
        times(shapes.paid, shapes.spot).map((usd) => -usd * creditFrac),
      );
      return { delivered, resold: undefined };
    }
    period.post("gridEnergy", delivered, 1);
    if (fee !== 0) period.charge("contracts", delivered, fee);
    const resold = period.flow("resoldMW", { size: contract, profile: shapes.deliveredFrac });
    period.post("gridEnergy", resold, -1);
    for (const ledger of clean) period.post(ledger, resold, -1);
    creditResale(period, resold, { spot: shapes.spot, resaleFrac: spec.resaleFrac });
    return { delivered, resold };
  });
  return {
    contract,
    delivered: made.map((one) => one.delivered),
    resold: made.map((one) => one.resold),
  };
}

/** Clauses that are not the usual ones, in words. */
function clausesOf(spec: Common): string[] {
  const below =
    spec.negativeBelowUSDPerMWh === 0
      ? "at negative prices"
      : `below ${amountWords(spec.negativeBelowUSDPerMWh)} per MWh`;
  const negative = {
    paid: undefined,
    unpaid: `taken ${below} without pay`,
    curtailed: `not delivered ${below}`,
    deemed: `not delivered ${below}, yet paid`,
  }[spec.negativePrice];
  const cut =
    spec.curtailedFrac > 0
      ? `${(spec.curtailedFrac * 100).toFixed(1)} % cut by the grid, ${spec.curtailmentPaid ? "paid" : "not paid"}`
      : undefined;
  return [negative, cut].filter((words) => words !== undefined);
}

function accountOf(
  spec: Common,
  facts: Facts,
  traits: Pick<Traits<z.ZodRawShape>, "delivery" | "bears">,
  shapes: Shapes,
  conditions: Conditions,
  { contract, resold }: Added,
): ContractAccount {
  const security = securityUSDPerYear(spec, paymentsPerMW(spec, shapes, conditions));
  return {
    terms: {
      ...reportedTerms({ ...spec, place: facts.place }, paymentsPerMW(spec, shapes, conditions)),
      volume: contract,
      unit: "MW",
      delivery: traits.delivery,
      price: priceWords(spec, conditions),
      bears: facts.bears ?? traits.bears,
      clauses: clausesOf(spec),
      yearSpreadFrac: facts.yearSpreadFrac,
    },
    settle: (periods) =>
      periods.map((solved, p) => {
        const price = priceAt(spec, conditions, spec.termYears, solved.period.calendarYear);
        const volumeMW = solved.size(contract);
        const hours = settledHours(solved, shapes.spot);
        const terms = {
          ...spec,
          negativeBelowUSDPerMWh: spec.negativeBelowUSDPerMWh * solved.priceIndex("energy"),
          volumeMW,
          shapeFrac: solved.cut(shapes.shapeFrac),
          priceUSDPerMWh: price.usdPerMWh,
          spotFrac: price.spotFrac,
          feeUSDPerMWh: facts.feeUSDPerMWh ?? 0,
          fixedUSD: volumeMW * solved.yearFrac * security,
        };
        const sold = resold[p];
        return traits.delivery === "cash"
          ? settleCash(hours, { ...terms, creditFrac: facts.creditFrac ?? 1 })
          : settlePhysical(hours, {
              ...terms,
              resoldMW: sold ? solved.values(sold) : new Float64Array(hours.weightHours.length),
            });
      }),
  };
}

/** A contract that follows a shape. */
export function profileContract<Fields extends z.ZodRawShape>(traits: Traits<Fields>): AnyBlock {
  type Own = z.output<z.ZodObject<Fields>>;
  const schema = z.strictObject({
    ...commonFields(traits.price, traits.termYears),
    ...traits.fields,
  });
  const cash = traits.delivery === "cash";
  return defineBlock<Common & Own, Shapes>({
    kind: traits.kind,
    title: traits.title,
    schema: schema as unknown as z.ZodType<Common & Own>,
    chainFor: (spec) => traits.facts(spec).chain,
    check: (spec, context) => [...checkVolume(spec), ...checkPrice(spec, context)],
    prepare(spec, conditions) {
      const { market } = cash ? whereOf(traits.facts(spec), conditions) : conditions;
      return shapesOf(spec, traits.shape(spec, conditions), market.priceUSDPerMWh);
    },
    contribute(spec, shapes, asset) {
      const facts = traits.facts(spec);
      const security = securityUSDPerYear(spec, paymentsPerMW(spec, shapes, asset.conditions));
      const contract = signedMW(asset, spec, {
        usdPerMWYear: () => security,
        meanFrac: mean(shapes.deliveredFrac),
        lossUSDPerMWYear: lossPerMW(
          spec,
          facts,
          cash,
          shapes,
          asset.conditions,
          asset.periods.at(-1)!,
        ),
        ...(facts.oddsFrac === undefined ? {} : { oddsFrac: facts.oddsFrac }),
      });
      if (facts.firmCreditFrac) asset.credit("firmMW", contract, facts.firmCreditFrac);
      const added = addHours(spec, facts, cash, shapes, asset, contract);
      return {
        account: accountOf(spec, facts, traits, shapes, asset.conditions, added),
        summarise: (result) => [
          {
            label: cash ? "Energy settled" : "Energy taken",
            value: result.sum(added.delivered),
            unit: "MWh",
          },
        ],
      };
    },
  });
}
