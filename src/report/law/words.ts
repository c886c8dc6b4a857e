/** Words of the law section, shared by page and terminal. */
import { converted, moneyUnit } from "../../units/money.ts";
import { thresholdWords } from "../../law/text.ts";
import { threeFigures, usdWords } from "../bottlenecks.ts";
import type { LawReport, LawRow } from "./law.ts";

function amountWords(value: number, unit: string, metric: string): string {
  if (metric === "pue" && unit === "1") return value.toFixed(3).replace("-", "−");
  if (unit === "1") return `${(100 * value).toFixed(1).replace("-", "−")} %`;
  if (unit === "indicators" || unit === "months") return `${Number(value.toFixed(1))} ${unit}`;
  if (unit.startsWith("USD"))
    return unit === "USD a year"
      ? usdWords(value)
      : `${threeFigures(converted(value))} ${moneyUnit(unit)}`;
  return `${threeFigures(value)} ${unit.replace("m3", "m³")}`;
}

export { thresholdWords };

/** The plan's figure; – where it is not known. */
export function measuredWords({ measured, unit, metric }: LawRow): string {
  if (measured === null) return "–";
  return unit === "yes" ? (measured > 0 ? "yes" : "no") : amountWords(measured, unit, metric);
}

/** Room left, in the rule's unit and in a unit of nature. */
export function marginWords({ margin, unit, metric, natural, verdict }: LawRow): string {
  if (margin === null || unit === "yes") return "–";
  const dust = verdict === "kept" && Math.abs(margin) < 1e-5 * Math.max(1, Math.abs(margin));
  if (dust) return "none left";
  const also = natural ? ` (${amountWords(natural.margin, natural.unit, "")})` : "";
  return `${amountWords(margin, unit, metric)}${also}`;
}

/** Kept, broken, or what is missing to tell. */
export function verdictWords({ verdict, missing, effect }: LawRow): string {
  if (verdict === "open")
    return missing.length > 0 ? `open: state ${missing.join(", ")}` : "open: not known";
  if (verdict === "broken") return effect === "soft" ? "missed" : "broken";
  return "kept";
}

/** What one unit more of room is worth; empty where it is no row of the plan or worth nothing. */
export function worthWords(row: LawRow, objective: string): string {
  const { worthPerUnit, worthUnit } = row;
  if (worthPerUnit === null || worthUnit === null) return "–";
  if (worthPerUnit < 1e-6) return "0";
  const worth =
    objective === "mostCompute"
      ? `${threeFigures(worthPerUnit / 1000)} EFLOPS·h`
      : usdWords(worthPerUnit);
  return `${worth} ${worthUnit}`;
}

/** Over a horizon: from and until when it holds, and of which year the figures are; else empty. */
export function whenWords({ since, until, year, dueFrom }: LawRow): string {
  return [
    since ? `from ${since}` : year === null && dueFrom ? `by ${dueFrom}` : "",
    until ? `until ${until}` : "",
  ]
    .filter(Boolean)
    .join(" ");
}

/** What prices are counted in: a year of a design year, money of today over a whole horizon. */
export const worthPeriod = ({ to, rows }: LawReport): string =>
  to !== null || rows.some(({ year }) => year !== null) ? "over the plan" : "a year";

/** One sentence on which law was looked at. */
export function lawSentence({ book, binds, at, to, commissioned }: LawReport): string {
  const which = { current: "Current law", drafts: "Current law with its drafts", none: "No law" };
  const days = to === null ? `on ${at}` : `read in every quarter from ${at} to ${to},`;
  return `${which[book]} ${days} for a campus commissioned ${commissioned}, ${binds ? "linear rules binding in the plan and the others checked after it" : "checked after the plan and not binding in it (law: current makes it bind)"}. ${to === null ? "" : "A rule holds from the first quarter that begins when it is in force and its time of grace is over; figures are those of the year with least room. "}Sources and dates with every rule; no legal advice.`;
}
