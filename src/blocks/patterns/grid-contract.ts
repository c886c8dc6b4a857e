/**
 * Formulation shared by power bought from a plant elsewhere and delivered through the connection.
 *
 *     [contractMW] ≤ offer, ≤ MW contracted at the connection
 *     baseload    take_t = availability·odds·[contractMW]                   (take or pay)
 *     shaped      ⟨takeMW_t⟩ ≤ [contractMW];  Σ take ≤ energyFrac·hours·[contractMW]
 *     gridEnergy += take − resold;  clean += take − resold        only baseload is resold
 *     cost += price·take − spot·resaleFrac·resold
 */
import { z } from "zod";
import { mapSeries } from "../../problem/series.ts";
import { defineBlock } from "../block.ts";
import type { AnyBlock, Asset, Period, Size } from "../block.ts";
import { fraction, fromCatalog, number, optional } from "../fields.ts";

interface Traits {
  readonly kind: string;
  readonly title: string;
  readonly shape: "baseload" | "shaped";
}

function schemaOf(kind: string) {
  const figures = fromCatalog("supply", kind);
  return z.strictObject({
    minMW: number("Least to contract", 0),
    maxMW: optional("Most MW on offer; unlimited when left out"),
    priceUSDPerMWh: figures.number("priceUSDPerMWh", "Price of energy delivered to the zone", {
      min: -1000,
    }),
    availabilityFrac: figures.numberOr("availabilityFrac", 1, "Share of hours available", {
      min: 0,
      max: 1,
    }),
    oddsFrac: figures.numberOr(
      "oddsFrac",
      1,
      "Chance that the plant exists by its date; energy is weighed with it",
      { min: 0, max: 1 },
    ),
    lifecycleCO2KgPerMWh: figures.numberOr("lifecycleCO2KgPerMWh", 0, "Life-cycle CO2"),
    firmCreditFrac: figures.numberOr(
      "firmCreditFrac",
      0,
      "Share that counts as firm beside the connection",
      { min: 0, max: 1 },
    ),
    resaleFrac: fraction("Share of the spot price earned on energy that is sold back", 0.95),
  });
}

type Spec = z.output<ReturnType<typeof schemaOf>>;

/** Sells back at spot what a baseload contract delivers beyond need. */
function addResale(spec: Spec, asset: Asset, period: Period, contract: Size): void {
  const resold = period.flow("resoldMW", { size: contract });
  for (const ledger of ["gridEnergy", "clean"] as const) period.post(ledger, resold, -1);
  const { priceUSDPerMWh } = asset.conditions.market;
  period.charge(
    "energy",
    resold,
    mapSeries(priceUSDPerMWh, (price) => -price * spec.resaleFrac),
  );
}

/** A contract; `kind` names its catalogue entry. */
export function gridContract(traits: Traits): AnyBlock {
  return defineBlock<Spec, null>({
    kind: traits.kind,
    title: traits.title,
    schema: schemaOf(traits.kind),
    prepare: () => null,
    contribute(spec, _profile, asset) {
      const contract = asset.size({
        name: "contractMW",
        unit: "MW",
        minimum: spec.minMW,
        ...(spec.maxMW === undefined ? {} : { maximum: spec.maxMW }),
        category: "energy",
        nature: "contract",
        limitField: "maxMW",
        oddsFrac: spec.oddsFrac,
      });
      const expected = spec.availabilityFrac * spec.oddsFrac;
      // Power is bought to be used here: no more than the connection can carry.
      const carried = asset.sites[0]!.designTotal("contractedMW");
      asset.designRow(
        "carried",
        [
          { size: contract, coefficient: 1 },
          ...carried.map(({ size, coefficient }) => ({ size, coefficient: -coefficient })),
        ],
        "<=",
        0,
      );
      const takes = asset.periods.map((period) => {
        const shaped = traits.shape === "shaped";
        const take = period.flow("takeMW", { size: contract, profile: shaped ? 1 : expected });
        if (!shaped)
          period.row("baseload", [{ flow: take, coefficient: 1 }], "=", 0, [
            { size: contract, coefficient: -expected },
          ]);
        for (const ledger of ["gridEnergy", "clean"] as const) period.post(ledger, take, 1);
        period.charge("energy", take, spec.priceUSDPerMWh);
        if (!shaped) addResale(spec, asset, period, contract);
        period.count("lifecycleCO2Kg", take, spec.lifecycleCO2KgPerMWh);
        return take;
      });
      if (traits.shape === "shaped")
        asset.budget(
          "energy",
          {
            terms: asset.periods.map((period, p) => ({ period, flow: takes[p]!, coefficient: 1 })),
            sizes: [{ size: contract, coefficient: -8760 * expected }],
          },
          "<=",
          0,
        );
      return (result) => [{ label: "Energy taken", value: result.sum(takes), unit: "MWh" }];
    },
  });
}
