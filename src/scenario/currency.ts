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
  return [
    "USD",
    ...[...catalog("currencies").keys()].map((id) => id.toUpperCase()).filter((id) => id !== "USD"),
  ];
}

/** A field's name in USD when it names `currency`: `priceEURPerMWh` → `priceUSDPerMWh`. */
export function nameInUSD(field: string, currency: string): string {
  const at = field.search(new RegExp(`${currency}(?![a-z])`));
  if (at >= 0) return `${field.slice(0, at)}USD${field.slice(at + currency.length)}`;
  const lower = currency.toLowerCase();
  return field.startsWith(lower) && /^[A-Z]/.test(field.slice(lower.length))
    ? `usd${field.slice(lower.length)}`
    : field;
}

/** A value with the money in the tables inside it converted, such as the works of a stage. */
function inside(value: unknown, currency: string, usdPerUnit: number): unknown {
  if (value === null || typeof value !== "object") return value;
  return Array.isArray(value)
    ? value.map((item) => inside(item, currency, usdPerUnit))
    : toUSD(value as Record<string, unknown>, currency, usdPerUnit);
}

/** Converts the fields of a block that name the scenario's currency; other fields stay. */
export function toUSD(
  spec: Readonly<Record<string, unknown>>,
  currency: string,
  usdPerUnit: number,
): Record<string, unknown> {
  if (currency === "USD") return { ...spec };
  return Object.fromEntries(
    Object.entries(spec).map(([key, value]) => {
      const inUSD = nameInUSD(key, currency);
      return [
        inUSD,
        inUSD !== key && typeof value === "number"
          ? value * usdPerUnit
          : inside(value, currency, usdPerUnit),
      ];
    }),
  );
}
