/** Money in the scenario's currency: `priceEURPerMWh` is read as `priceUSDPerMWh` at the stated rate. */
import { catalog } from "../catalog/catalog.ts";
import { optionalNumberIn } from "../catalog/table.ts";

/** USD per unit of a currency of the catalogue, or undefined. */
export function catalogRate(currency: string): number | undefined {
  if (currency === "USD") return 1;
  const entry = catalog("currencies").get(currency.toLowerCase());
  return entry && optionalNumberIn(entry, "usdPerUnit");
}

/** Currency codes of the catalogue. */
export function knownCurrencies(): string[] {
  return ["USD", ...[...catalog("currencies").keys()].map((id) => id.toUpperCase()).filter((id) => id !== "USD")];
}

/** Converts the fields of a block that name the scenario's currency; other fields stay. */
export function toUSD(spec: Readonly<Record<string, unknown>>, currency: string, usdPerUnit: number): Record<string, unknown> {
  if (currency === "USD") return { ...spec };
  const converted: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(spec)) {
    const inUSD = key.replace(currency, "USD").replace(currency.toLowerCase(), "usd");
    converted[inUSD] = inUSD !== key && typeof value === "number" ? value * usdPerUnit : value;
  }
  return converted;
}
