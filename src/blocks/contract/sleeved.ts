/** Sleeved power purchase: the plant's output or flat power, brought to the site by a utility for a fee on every MWh. */
import { choice, fromCatalog } from "../fields.ts";
import { plantFacts, plantFields, plantProfile, yearSpread } from "./plant.ts";
import { profileContract } from "./profile-contract.ts";

const figures = fromCatalog("contracts", "sleeved");

export const sleeved = profileContract({
  kind: "sleeved",
  title: "Sleeved purchase",
  delivery: "physical",
  price: figures.number("priceUSDPerMWh", "Price per MWh paid to the plant", { min: -1000 }),
  termYears: 12,
  bears: { volume: "buyer", shape: "buyer" },
  fields: {
    ...plantFields("onshore-wind"),
    sleevingFeeUSDPerMWh: figures.number("sleevingFeeUSDPerMWh", "The utility's fee per MWh"),
    shape: choice(
      "As the plant produces, or flat at its mean with the utility making up the rest",
      ["produced", "flat"],
      "produced",
    ),
  },
  shape(spec, conditions) {
    const profile = plantProfile(spec, conditions);
    const mean = profile.reduce((sum, value) => sum + value, 0) / profile.length;
    return spec.shape === "flat" ? profile.map(() => mean) : profile;
  },
  facts: (spec) => ({
    ...plantFacts(spec),
    yearSpreadFrac: spec.shape === "flat" ? 0 : yearSpread(spec),
    feeUSDPerMWh: spec.sleevingFeeUSDPerMWh,
    ...(spec.shape === "flat" ? { bears: { volume: "utility", shape: "utility" } as const } : {}),
  }),
});
