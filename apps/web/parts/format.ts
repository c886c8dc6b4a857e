/** Numbers as a person reads them; the report's own words, so that page and report agree. */
export {
  amount,
  energy,
  escapeHTML,
  figures,
  money,
  percent,
} from "../../../src/report/html/svg.ts";
export { words } from "../../../src/report/words.ts";

/** A share or a ratio such as PUE with three decimals. */
export const ratio = (value: number | null): string =>
  value === null || !Number.isFinite(value) ? "–" : value.toFixed(3);
