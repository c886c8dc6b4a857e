/** Numbers as a person reads them; the report's own words, so that page and report agree. */
import { amount } from "../../../src/report/html/svg.ts";

export {
  amount,
  energy,
  escapeHTML,
  figures,
  money,
  percent,
} from "../../../src/report/html/svg.ts";
export { sizeWords, words } from "../../../src/report/words.ts";

/** A figure with its unit; what has none is a ratio such as PUE, with three decimals; words stand as they are. */
export function figureAmount(value: number | string, unit: string): string {
  if (typeof value === "string") return value;
  return unit === "" && Number.isFinite(value)
    ? value.toFixed(3).replace("-", "−")
    : amount(value, unit);
}
