/** What a sweep says as a whole: its table, and the spread of each key figure. */
import { quantilesOf } from "../../../src/climate/quantiles.ts";
import { cell } from "../../../src/report/csv.ts";

/** What is looked at of each plan. */
export interface SweptPlan {
  readonly label: string;
  readonly state: string;
  readonly status: string | null;
  readonly reason: string | null;
  readonly summary: Readonly<Record<string, unknown>> | null;
}

const figuresOf = (plan: SweptPlan) =>
  (plan.summary?.["kpis"] ?? {}) as Readonly<Record<string, unknown>>;

const namesOf = (plans: readonly SweptPlan[]) => [
  ...new Set(plans.flatMap((plan) => Object.keys(figuresOf(plan)))),
];

/** Rows of settings and key figures; cells that a spreadsheet would run are guarded. */
export function sweepCSV(plans: readonly SweptPlan[]): string {
  const names = namesOf(plans);
  const text = (value: unknown) =>
    value === null || value === undefined
      ? ""
      : cell(typeof value === "string" ? value : JSON.stringify(value));
  const rows = plans.map((plan) =>
    [
      plan.label,
      plan.state,
      plan.status,
      plan.reason,
      ...names.map((name) => figuresOf(plan)[name]),
    ]
      .map(text)
      .join(","),
  );
  return `${[["settings", "state", "status", "reason", ...names].map(text).join(","), ...rows].join("\n")}\n`;
}

export interface Spread {
  readonly count: number;
  readonly mean: number;
  readonly p10: number;
  readonly p50: number;
  readonly p90: number;
}

export interface SweepQuantiles {
  readonly planned: number;
  readonly infeasible: number;
  /** Not solved, failed, cancelled, or not over yet. */
  readonly other: number;
  readonly figures: Record<string, Spread>;
}

/** Spread of every key figure over the plans that have it, in the figure's own unit. */
export function sweepQuantiles(plans: readonly SweptPlan[]): SweepQuantiles {
  const count = (status: string) =>
    plans.filter((plan) => plan.state === "done" && plan.status === status).length;
  const [planned, infeasible] = [count("planned"), count("infeasible")];
  const figures: Record<string, Spread> = {};
  for (const name of namesOf(plans)) {
    const values = Float64Array.from(
      plans.flatMap((plan) => {
        const value = figuresOf(plan)[name];
        return plan.state === "done" && typeof value === "number" ? [value] : [];
      }),
    );
    if (values.length === 0) continue;
    const [p10, p50, p90] = quantilesOf(values, [10, 50, 90]) as unknown as [
      number,
      number,
      number,
    ];
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
    figures[name] = { count: values.length, mean, p10, p50, p90 };
  }
  return { planned, infeasible, other: plans.length - planned - infeasible, figures };
}
