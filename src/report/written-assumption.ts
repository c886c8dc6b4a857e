/** An assumption as a person reads it: names, values and units of money in the currency that is written. */
import { moneyField, moneyUnit, statedAmount } from "../units/money.ts";
import { RATE_PATH } from "./currency-note.ts";
import type { AssumptionReport } from "./package.ts";

/** The value of a field, with the money in the lists and tables inside it. */
function valueIn(field: string, value: unknown): unknown {
  if (typeof value === "number") return moneyField(field) === field ? value : statedAmount(value);
  if (Array.isArray(value)) return value.map((item) => valueIn(field, item));
  if (value === null || typeof value !== "object" || ArrayBuffer.isView(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, part]) => [moneyField(key), valueIn(key, part)]),
  );
}

/** The rate itself, and what has no amount, such as the name of a series, stay as they are. */
export function writtenAssumption<Kind extends Pick<AssumptionReport, "path" | "value" | "unit">>(
  one: Kind,
): Kind {
  const { path, value, unit } = one;
  if (path === RATE_PATH || typeof value === "string") return one;
  const start = path.lastIndexOf(".") + 1;
  const field = path.slice(start);
  return {
    ...one,
    path: `${path.slice(0, start)}${moneyField(field)}`,
    value: valueIn(field, value),
    unit: moneyUnit(unit),
  };
}
