/** The bottleneck ledger: which limits of the scenario bind, and what one more unit of each is worth. */
import type { Campus } from "../model/campus.ts";
import { certify } from "../problem/certificate.ts";
import type { VerifiedSolution } from "../solver/solver.ts";
import { limitWorth } from "./ledger.ts";
import type { BottleneckReport } from "./package.ts";

/** A number with three significant figures and thin spaces between thousands. */
export function threeFigures(value: number): string {
  if (!Number.isFinite(value)) return "–";
  if (Math.abs(value) < 5e-4) return "0";
  const digits = Math.max(0, 2 - Math.floor(Math.log10(Math.abs(value))));
  const rounded = Number(value.toPrecision(3));
  const [whole, fraction] = Math.abs(rounded).toFixed(Math.min(6, digits)).split(".");
  const grouped = whole!.replaceAll(/\B(?=(\d{3})+(?!\d))/g, "\u2009");
  return `${rounded < 0 ? "−" : ""}${grouped}${fraction ? `.${fraction}` : ""}`;
}

/** USD in the unit a person uses. */
export function usdWords(usd: number): string {
  const size = Math.abs(usd);
  if (size >= 1e9) return `${threeFigures(usd / 1e9)} BUSD`;
  if (size >= 1e6) return `${threeFigures(usd / 1e6)} MUSD`;
  if (size >= 1e3) return `${threeFigures(usd / 1e3)} kUSD`;
  return `${threeFigures(usd)} USD`;
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
    const less = limit.sense === ">=" ? "one less" : "one more";
    return {
      path: limit.field ? `${limit.path}.${limit.field}` : limit.path,
      name: `${limit.asset}.${limit.name}`,
      unit: limit.unit,
      limit: limit.value,
      worthPerUnit,
      worthUnit,
      sentence: `${limit.asset}: ${less} ${limit.unit || "unit"} (${limit.name}) is worth ${worth}.`,
    };
  });
  const stake = (report: BottleneckReport) =>
    report.worthPerUnit * Math.max(1, Math.abs(report.limit));
  const largest = Math.max(...reports.map(stake), 0);
  return reports
    .filter((report) => stake(report) > 1e-7 * largest && report.worthPerUnit > 1e-9)
    .sort((a, b) => stake(b) - stake(a));
}
