/** Flat power of a named plant, weighed by its availability and the odds that it exists: nuclear and fusion offers. */
import type { AnyBlock } from "../block.ts";
import { fromCatalog } from "../fields.ts";
import { profileContract } from "./profile-contract.ts";

/** An offer from a plant of the supply catalogue; `kind` names its entry. */
export function plantOffer(traits: {
  readonly kind: string;
  readonly title: string;
  readonly termYears: number;
  readonly yearSpreadFrac: number;
}): AnyBlock {
  const figures = fromCatalog("supply", traits.kind);
  const share = { min: 0, max: 1 };
  return profileContract({
    ...traits,
    delivery: "physical",
    bears: { volume: "buyer", shape: "seller" },
    price: figures.number("priceUSDPerMWh", "Price of energy delivered to the zone", {
      min: -1000,
    }),
    fields: {
      availabilityFrac: figures.numberOr("availabilityFrac", 1, "Share of hours available", share),
      oddsFrac: figures.numberOr(
        "oddsFrac",
        1,
        "Chance that the plant exists by its date; energy is weighed with it",
        share,
      ),
      lifecycleCO2KgPerMWh: figures.numberOr("lifecycleCO2KgPerMWh", 0, "Life-cycle CO2"),
    },
    shape: (spec, { climate }) =>
      new Float64Array(climate.steps).fill(spec.availabilityFrac * spec.oddsFrac),
    facts: (spec) => ({
      clean: true,
      nuclear: true,
      lifecycleCO2KgPerMWh: spec.lifecycleCO2KgPerMWh,
      yearSpreadFrac: traits.yearSpreadFrac,
      oddsFrac: spec.oddsFrac,
    }),
  });
}
