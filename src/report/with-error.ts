/** A mean and its standard error in words, to the digits that mean something. */
import { grouped } from "../units/grouped.ts";
import { threeFigures, usdUnit } from "./bottlenecks.ts";

/** One significant figure. */
function oneFigure(error: number): string {
  if (!(error > 0) || !Number.isFinite(error)) return "0";
  const digits = Math.max(0, -Math.floor(Math.log10(error)));
  const [whole, fraction] = Number(error.toPrecision(1)).toFixed(Math.min(6, digits)).split(".");
  return `${grouped(whole!)}${fraction ? `.${fraction}` : ""}`;
}

const decimalsOf = (words: string) => words.split(".")[1]?.length ?? 0;

/** "53.8 ± 0.7": the mean to the last digit of its error, with one figure more than three at most. */
export function withError(mean: number, standardError: number): string {
  const three = threeFigures(mean);
  if (!(standardError > 1e-9 * Math.abs(mean)) || !Number.isFinite(mean)) return three;
  const error = oneFigure(standardError);
  const decimals = Math.min(decimalsOf(error), decimalsOf(three) + 1);
  if (decimals === decimalsOf(three)) return `${three} ± ${error}`;
  const [whole, fraction] = Math.abs(mean).toFixed(decimals).split(".");
  const sign = mean < 0 ? "−" : "";
  return `${sign}${grouped(whole!)}${fraction ? `.${fraction}` : ""} ± ${error}`;
}

/** USD in the unit a person uses, mean and error in the same one. */
export function usdWithError(meanUSD: number, standardErrorUSD: number): string {
  const { unit, usdPerUnit } = usdUnit(meanUSD);
  return `${withError(meanUSD / usdPerUnit, standardErrorUSD / usdPerUnit)} ${unit}`;
}
