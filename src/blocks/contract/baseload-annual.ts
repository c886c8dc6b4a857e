/** Annual baseload: the seller delivers the same MW in every hour of the year and bears shape and volume. */
import { flag, fromCatalog } from "../fields.ts";
import { isClean, plantFacts, plantFields } from "./plant.ts";
import { profileContract } from "./profile-contract.ts";

export const baseloadAnnual = profileContract({
  kind: "baseload-annual",
  title: "Annual baseload",
  delivery: "physical",
  price: fromCatalog("contracts", "baseload-annual").number("priceUSDPerMWh", "Price per MWh", {
    min: -1000,
  }),
  termYears: 10,
  bears: { volume: "seller", shape: "seller" },
  fields: {
    ...plantFields("flat"),
    clean: flag("Comes with certificates of clean plants for every hour", false),
  },
  // Whatever the plant does, the seller makes it flat.
  shape: (_, { climate }) => new Float64Array(climate.steps).fill(1),
  facts: (spec) => ({
    ...plantFacts(spec),
    clean: spec.clean && isClean(spec),
    yearSpreadFrac: 0,
  }),
});
