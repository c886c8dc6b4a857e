/** The bottleneck ledger: which limits of the scenario bind, and what one more unit of each is worth. */
import type { Campus } from "../model/campus.ts";
import type { Limit } from "../model/ledgers.ts";
import { at } from "../problem/series.ts";
import { certify } from "../problem/certificate.ts";
import type { VerifiedSolution } from "../solver/solver.ts";
import { grouped } from "../units/grouped.ts";
import { converted, moneyUnit } from "../units/money.ts";
import { allowed, limitOf, limitWorth } from "./ledger.ts";
import { limitParts, oneUnit } from "./limit-words.ts";
import type { BottleneckReport } from "./package.ts";
import { capital } from "./words.ts";

const MONEY_SIZES = [
  ["B", 1e9],
  ["M", 1e6],
  ["k", 1e3],
] as const;

/** A number with three significant figures and narrow spaces between thousands. */
export function threeFigures(value: number): string {
  return someFigures(value, 3);
}

/** Where one number is divided by another that is close to it. */
export function fiveFigures(value: number): string {
  return someFigures(value, 5);
}

function someFigures(value: number, count: number): string {
  if (!Number.isFinite(value)) return "–";
  if (Math.abs(value) < 5e-4) return "0";
  const digits = Math.max(0, count - 1 - Math.floor(Math.log10(Math.abs(value))));
  const rounded = Number(value.toPrecision(count));
  const [whole, fraction] = Math.abs(rounded).toFixed(Math.min(6, digits)).split(".");
  return `${rounded < 0 ? "−" : ""}${grouped(whole!)}${fraction ? `.${fraction}` : ""}`;
}

/** The unit a person uses for an amount of USD, and how much it is. */
export function usdUnit(usd: number): { unit: string; usdPerUnit: number } {
  const size = Math.abs(converted(usd));
  const [prefix, factor] = MONEY_SIZES.find(([, least]) => size >= least) ?? ["", 1];
  return { unit: moneyUnit(`${prefix}USD`), usdPerUnit: factor / converted(1) };
}

/** An amount of USD in the currency that is written, in the unit a person uses. */
export function usdWords(usd: number): string {
  const { unit, usdPerUnit } = usdUnit(usd);
  return `${threeFigures(usd / usdPerUnit)} ${unit}`;
}

/** A price in USD per something: "45.2 EUR per MWh". */
export const usdPerWords = (usd: number | null, per: string): string =>
  `${threeFigures(converted(usd ?? Number.NaN))} ${moneyUnit(`USD per ${per}`)}`;

/** How large a limit is; of a row that compares two sums, such as a share, how large the lesser side is. */
function sizeOf(campus: Campus, solution: VerifiedSolution, limit: Limit): number {
  const { value, target } = limit;
  if (value !== 0 || target.kind !== "budget") return allowed(limit);
  const { terms } = campus.problem.budgets[target.index]!;
  let [above, below] = [0, 0];
  for (const { slice, variable, coefficient } of terms) {
    const { weightHours } = campus.problem.slices[slice]!;
    const values = solution.slices[slice]!.values[variable]!;
    for (let t = 0; t < values.length; t++) {
      const part = at(coefficient, t) * values[t]! * weightHours[t]!;
      if (part > 0) above += part;
      else below -= part;
    }
  }
  return Math.min(above, below);
}

/**
 * Limits ranked by what their relief is worth. The worth is the shadow price at the optimum: exact for
 * a small step, an upper estimate for a large one.
 */
export function bottlenecks(
  campus: Campus,
  solution: VerifiedSolution,
  costObjective: boolean,
): BottleneckReport[] {
  const { designReducedCosts } = solution.certificate ?? certify(campus.problem, solution);
  const worthUnit = costObjective ? "USD a year" : "PFLOPS·h a year";
  const reports = campus.limits.map((limit): BottleneckReport => {
    const worthPerUnit = limitWorth(campus, solution, designReducedCosts, limit);
    const worth = costObjective
      ? `${usdWords(worthPerUnit)} a year`
      : `${threeFigures(worthPerUnit / 1000)} EFLOPS·h a year`;
    const { thing, field } = limitParts(`${limit.asset}.${limit.name}`, campus.assets);
    const one = oneUnit(limit.sense === ">=", limit.unit || "unit", field);
    return {
      path: limit.field ? `${limit.path}.${limit.field}` : limit.path,
      name: `${limit.asset}.${limit.name}`,
      unit: limit.unit,
      limit: limitOf(limit),
      worthPerUnit,
      worthUnit,
      confirmed: null,
      sentence: `${capital(thing)}: ${one} is worth ${worth}.`,
    };
  });
  const staked = reports.map((report, i) => ({
    report,
    stake: report.worthPerUnit * Math.max(1, sizeOf(campus, solution, campus.limits[i]!)),
  }));
  const largest = Math.max(...staked.map(({ stake }) => stake), 0);
  return staked
    .filter(({ report, stake }) => stake > 1e-7 * largest && report.worthPerUnit > 1e-9)
    .sort((a, b) => b.stake - a.stake)
    .map(({ report }) => report);
}
