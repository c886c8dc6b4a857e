/** Monthly baseload: flat within each month of the site's clock, months in proportion to the plant's usual output; the seller bears hours and weather. */
import { z } from "zod";
import { monthlyMeans, siteCalendar } from "../../climate/calendar.ts";
import { fromCatalog } from "../fields.ts";
import { plantFacts, plantFields, plantProfile } from "./plant.ts";
import { profileContract } from "./profile-contract.ts";

export const baseloadMonthly = profileContract({
  kind: "baseload-monthly",
  title: "Monthly baseload",
  delivery: "physical",
  price: fromCatalog("contracts", "baseload-monthly").number("priceUSDPerMWh", "Price per MWh", {
    min: -1000,
  }),
  termYears: 10,
  bears: { volume: "seller", shape: "seller" },
  fields: {
    ...plantFields("onshore-wind"),
    monthlyFrac: z.array(z.number().min(0).max(1)).length(12).optional().meta({
      description:
        "Share of the contract's MW in each month of the site's standard time; the plant's means when left out",
    }),
  },
  shape(spec, conditions) {
    const months = siteCalendar(conditions.climate).month;
    const levels = spec.monthlyFrac ?? monthlyMeans(plantProfile(spec, conditions), months);
    return Float64Array.from(months, (month) => levels[month]!);
  },
  facts: (spec) => ({ ...plantFacts(spec), yearSpreadFrac: 0 }),
});
