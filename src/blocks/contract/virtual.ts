/**
 * Virtual power purchase (contract for differences): cash alone, strike less the market price where the
 * plant stands, on what the plant makes. It brings no MW and no relief when the grid is cut. Its
 * certificates may be the buyer's.
 */
import { flag, fromCatalog } from "../fields.ts";
import { isClean, plantFacts, plantFields, plantProfile, yearSpread } from "./plant.ts";
import { profileContract } from "./profile-contract.ts";

export const virtual = profileContract({
  kind: "virtual",
  title: "Virtual purchase (CfD)",
  delivery: "cash",
  price: fromCatalog("contracts", "virtual").number("priceUSDPerMWh", "Strike per MWh made", {
    min: -1000,
  }),
  termYears: 12,
  bears: { volume: "buyer", shape: "buyer" },
  fields: {
    ...plantFields("onshore-wind"),
    certificates: flag("The buyer gets the certificates", true),
  },
  shape: plantProfile,
  facts: (spec) => ({
    ...plantFacts(spec),
    clean: spec.certificates && isClean(spec),
    // The buyer's power still comes from the market, with the market's carbon.
    lifecycleCO2KgPerMWh: 0,
    yearSpreadFrac: yearSpread(spec),
  }),
});
