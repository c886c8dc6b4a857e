/** Fixed hourly profile: an agreed MW for every hour, the plant's usual day of each month of the site's clock or a stated day; weather is the seller's risk. */
import { z } from "zod";
import { siteCalendar } from "../../climate/calendar.ts";
import { fromCatalog } from "../fields.ts";
import { plantFacts, plantFields, plantProfile } from "./plant.ts";
import { profileContract } from "./profile-contract.ts";

/** Mean of the values in each hour of the day of each month: 12 × 24. */
function usualDays(values: Float64Array, months: Uint8Array): Float64Array {
  const sums = new Float64Array(12 * 24);
  const counts = new Float64Array(12 * 24);
  values.forEach((value, t) => {
    const slot = months[t]! * 24 + (t % 24);
    sums[slot]! += value;
    counts[slot]! += 1;
  });
  return sums.map((sum, slot) => sum / counts[slot]!);
}

export const fixedProfile = profileContract({
  kind: "fixed-profile",
  title: "Fixed hourly profile",
  delivery: "physical",
  price: fromCatalog("contracts", "fixed-profile").number("priceUSDPerMWh", "Price per MWh", {
    min: -1000,
  }),
  termYears: 10,
  bears: { volume: "seller", shape: "shared" },
  fields: {
    ...plantFields("solar"),
    hourlyFrac: z.array(z.number().min(0).max(1)).length(24).optional().meta({
      description:
        "Share of the contract's MW in each hour of the day, UTC; the plant's usual days when left out",
    }),
  },
  shape(spec, conditions) {
    const { steps } = conditions.climate;
    if (spec.hourlyFrac)
      return Float64Array.from({ length: steps }, (_, t) => spec.hourlyFrac![t % 24]!);
    const months = siteCalendar(conditions.climate).month;
    const days = usualDays(plantProfile(spec, conditions), months);
    return Float64Array.from(months, (month, t) => days[month * 24 + (t % 24)]!);
  },
  facts: (spec) => ({ ...plantFacts(spec), yearSpreadFrac: 0 }),
});
