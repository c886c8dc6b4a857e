/** Pay-as-produced power purchase: the buyer takes what the plant makes, hour by hour, at one price; shape and volume are the buyer's risk. */
import { fromCatalog } from "../fields.ts";
import { plantFacts, plantFields, plantProfile, yearSpread } from "./plant.ts";
import { profileContract } from "./profile-contract.ts";

export const payAsProduced = profileContract({
  kind: "pay-as-produced",
  title: "Pay-as-produced purchase",
  delivery: "physical",
  price: fromCatalog("contracts", "pay-as-produced").number(
    "priceUSDPerMWh",
    "Price per MWh made",
    {
      min: -1000,
    },
  ),
  termYears: 15,
  bears: { volume: "buyer", shape: "buyer" },
  fields: plantFields("onshore-wind"),
  shape: plantProfile,
  facts: (spec) => ({ ...plantFacts(spec), yearSpreadFrac: yearSpread(spec) }),
});
