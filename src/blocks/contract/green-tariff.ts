/**
 * Utility green tariff (clean transition tariff and the like): the customer pays the utility's price for
 * a plant's output and is credited the market price of it; all power still comes through the
 * connection, and the attributes are the customer's.
 */
import { fraction, fromCatalog } from "../fields.ts";
import { plantFacts, plantFields, plantProfile, yearSpread } from "./plant.ts";
import { profileContract } from "./profile-contract.ts";

const figures = fromCatalog("contracts", "green-tariff");

export const greenTariff = profileContract({
  kind: "green-tariff",
  title: "Utility green tariff",
  delivery: "cash",
  price: figures.number("priceUSDPerMWh", "Regulated price per MWh made", { min: -1000 }),
  termYears: 15,
  bears: { volume: "utility", shape: "utility" },
  fields: {
    ...plantFields("onshore-wind"),
    programmeFeeUSDPerMWh: figures.number("programmeFeeUSDPerMWh", "Administrative charge per MWh"),
    creditFrac: fraction("Share of the market price credited for what the plant makes", 1),
  },
  shape: plantProfile,
  facts: (spec) => ({
    ...plantFacts(spec),
    // The buyer's power still comes from the market, with the market's carbon.
    lifecycleCO2KgPerMWh: 0,
    yearSpreadFrac: yearSpread(spec),
    feeUSDPerMWh: spec.programmeFeeUSDPerMWh,
    creditFrac: spec.creditFrac,
  }),
});
