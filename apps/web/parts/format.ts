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

/** A key figure with its unit; what has none is a ratio such as PUE, with three decimals. */
export const figureAmount = (value: number, unit: string): string =>
  unit === "" && Number.isFinite(value) ? value.toFixed(3).replace("-", "−") : amount(value, unit);
