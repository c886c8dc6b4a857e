/**
 * Shaped round-the-clock purchase: the seller delivers a share of the site's load in every hour, clean,
 * out of plants and stores of its own, at one price. Shape and volume are the seller's.
 *
 *     [signed] whole, 0 or 1;  L: most the connection may carry
 *     ⟨deliveredMW_t⟩ ≤ share·load_t;  ≤ share·L·[signed];  ≥ share·load_t − share·L·(1 − [signed])
 *     gridEnergy += delivered − ⟨resoldMW⟩;  clean likewise;  cost += price·delivered − resale
 *
 * It is signed or not: a share of load that were chosen freely would let the buyer pick its hours. Name
 * several with different shares to choose among them.
 */
import { z } from "zod";
import { mapSeries } from "../../problem/series.ts";
import { defineBlock, LOAD_ROLES } from "../block.ts";
import type { Asset } from "../block.ts";
import { flag, fraction, fromCatalog } from "../fields.ts";
import { SIGNATURE_CHAIN } from "./plant.ts";
import { checkPrice, priceAt, priceFields, priceWords } from "./price.ts";
import { sellOn } from "./resale.ts";
import { settledHours, settleFollowing } from "./settle.ts";
import { operatingSince, reportedTerms, securityUSDPerYear, termFields } from "./terms.ts";

const figures = fromCatalog("contracts", "shaped-24-7");
const schema = z.strictObject({
  loadFrac: fraction("Share of the load delivered in every hour", 0.9),
  must: flag("Signed already, or whatever it costs", false),
  ...priceFields(figures.number("priceUSDPerMWh", "Price per MWh delivered", { min: -1000 })),
  ...termFields(10),
  resaleFrac: fraction("Share of the spot price earned on energy that own plants displace", 0.95),
  lifecycleCO2KgPerMWh: fraction("Life-cycle CO2", 0),
  operatingSince: operatingSince(),
});

type Spec = z.output<typeof schema>;

/** Most MW the connections of the site may ever carry. */
function mostCarried(asset: Asset): number {
  return asset.sites[0]!.designTotal("contractedMW").reduce((sum, { size, coefficient }) => {
    const { maximum = 0, existing = 0, stages } = size.request;
    const offered = stages ? stages.reduce((mw, { amount }) => mw + amount, 0) : maximum;
    return sum + coefficient * (existing + offered);
  }, 0);
}

export const shaped247 = defineBlock<Spec, null>({
  kind: "shaped-24-7",
  title: "Shaped round-the-clock purchase",
  schema,
  chainFor: () => SIGNATURE_CHAIN,
  check: checkPrice,
  prepare: () => null,
  contribute(spec, _profile, asset) {
    const { conditions } = asset;
    const spot = conditions.market.priceUSDPerMWh;
    const mostMW = mostCarried(asset) * spec.loadFrac;
    const usual = priceAt(spec, conditions, spec.termYears);
    // Security and fees are stated per MW; what is signed is the whole share of load.
    const whole = {
      ...spec,
      terminationUSDPerMW: spec.terminationUSDPerMW * mostMW,
      ...(spec.collateralUSDPerMW === undefined
        ? {}
        : { collateralUSDPerMW: spec.collateralUSDPerMW * mostMW }),
    };
    const payments = usual.usdPerMWh * mostMW * 8760;
    const security = securityUSDPerYear(whole, payments);
    const signed = asset.size({
      name: "signed",
      unit: "contract",
      minimum: spec.must ? 1 : 0,
      maximum: 1,
      ...(spec.must ? {} : { unitSize: 1 }),
      category: "contracts",
      nature: "contract",
      termYears: spec.termYears,
      fixedOMUSDPerUnitYear: security,
    });
    const flows = asset.periods.map((period) => {
      const price = priceAt(spec, conditions, spec.termYears, period.calendarYear);
      const delivered = period.flow("deliveredMW", { size: signed, profile: mostMW });
      const load = period.posted("electricity", LOAD_ROLES);
      const share = {
        terms: load.terms.map(({ flow, coefficient }) => ({
          flow,
          coefficient: mapSeries(coefficient, (value) => value * spec.loadFrac),
        })),
        sizes: load.sizes.map(({ size, coefficient }) => ({
          size,
          coefficient: mapSeries(coefficient, (value) => value * spec.loadFrac),
        })),
      };
      // Loads are posted below zero, so that delivered + share·load is what is delivered beyond it.
      period.row(
        "noMore",
        [{ flow: delivered, coefficient: 1 }, ...share.terms],
        "<=",
        0,
        share.sizes,
      );
      period.row("noLess", [{ flow: delivered, coefficient: 1 }, ...share.terms], ">=", -mostMW, [
        ...share.sizes,
        { size: signed, coefficient: -mostMW },
      ]);
      const resold = sellOn(
        period,
        delivered,
        { size: signed, profile: mostMW },
        { spot, resaleFrac: spec.resaleFrac },
      );
      for (const ledger of ["gridEnergy", "clean"] as const) {
        period.post(ledger, delivered, 1);
        period.post(ledger, resold, -1);
      }
      period.charge("contracts", delivered, price.usdPerMWh);
      if (price.spotFrac > 0)
        period.charge(
          "energy",
          delivered,
          mapSeries(spot, (usd) => usd * price.spotFrac),
        );
      period.count("lifecycleCO2Kg", delivered, spec.lifecycleCO2KgPerMWh);
      return { delivered, resold };
    });
    return {
      summarise: (result) => [
        {
          label: "Energy taken",
          value: result.sum(flows.map(({ delivered }) => delivered)),
          unit: "MWh",
        },
      ],
      account: {
        terms: {
          ...reportedTerms(whole, payments),
          volume: signed,
          unit: "share of load",
          delivery: "physical",
          perUnit: spec.loadFrac,
          price: priceWords(spec, conditions),
          bears: { volume: "seller", shape: "seller" },
          clauses: [],
          yearSpreadFrac: 0,
        },
        settle: (periods) =>
          periods.map((solved, p) => {
            const price = priceAt(spec, conditions, spec.termYears, solved.period.calendarYear);
            return settleFollowing(settledHours(solved, spot), {
              loadMW: solved.load(),
              loadFrac: spec.loadFrac,
              signed: solved.size(signed),
              priceUSDPerMWh: price.usdPerMWh,
              spotFrac: price.spotFrac,
              resoldMW: solved.values(flows[p]!.resold),
              resaleFrac: spec.resaleFrac,
              fixedUSD: solved.size(signed) * solved.yearFrac * security,
            });
          }),
      },
    };
  },
});
