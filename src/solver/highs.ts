/**
 * The reference solver: HiGHS in WebAssembly, given the expanded problem through its array API.
 * Synchronous while it runs: callers that must stay responsive run it in a thread.
 * The objective is scaled by a power of two so that its largest coefficient is near 1e4.
 */
import loadHighs from "highs";
import { collectSlices, expand } from "../problem/expand.ts";
import type { ExpandedProblem } from "../problem/expand.ts";
import type { Problem } from "../problem/problem.ts";
import type { Solution, SolveOptions, SolveStatus } from "../problem/solution.ts";

type Highs = Awaited<ReturnType<typeof loadHighs>>;
type Model = ReturnType<Highs["createModel"]>;

/** Which of HiGHS's linear methods to run. */
export type HighsMethod = "choose" | "simplex" | "ipm" | "pdlp";

export interface HighsOptions extends SolveOptions {
  readonly method?: HighsMethod;
  /** Crossover to a vertex after interior point; default true. */
  readonly crossover?: boolean;
}

function createModel(highs: Highs, expanded: ExpandedProblem, scale: number): Model {
  const integrality = new Int32Array(expanded.columns);
  for (const column of expanded.integerColumns) integrality[column] = 1;
  return highs.createModel({
    numCols: expanded.columns,
    numRows: expanded.rows,
    offset: expanded.constant * scale,
    colCost: expanded.cost.map((cost) => cost * scale),
    colLower: expanded.columnLower,
    colUpper: expanded.columnUpper,
    rowLower: expanded.rowLower,
    rowUpper: expanded.rowUpper,
    matrix: {
      format: "csr",
      numRows: expanded.rows,
      numCols: expanded.columns,
      starts: expanded.rowStarts,
      indices: expanded.columnIndices,
      values: expanded.values,
    },
    ...(expanded.integerColumns.length > 0 ? { integrality } : {}),
  });
}

function objectiveScale(cost: Float64Array): number {
  let largest = 0;
  for (const value of cost) largest = Math.max(largest, Math.abs(value));
  return largest > 1e4 ? 2 ** -Math.floor(Math.log2(largest / 1e4)) : 1;
}

function statusOf(highs: Highs, model: Model): SolveStatus {
  const code = model.getModelStatus();
  const known = highs.constants.modelStatus;
  if (code === known.optimal || code === known.empty) return "optimal";
  if (code === known.infeasible) return "infeasible";
  if (code === known.unbounded || code === known.unboundedOrInfeasible) return "unbounded";
  if (code === known.timeLimit || code === known.interrupted || code === known.iterationLimit)
    return "stopped";
  return "failed";
}

/** Runs without presolve to tell unbounded from infeasible when presolve could not. */
function settleStatus(highs: Highs, model: Model): SolveStatus {
  if (model.getModelStatus() === highs.constants.modelStatus.unboundedOrInfeasible) {
    model.options.set({ presolve: "off", solver: "simplex" });
    model.run();
  }
  return statusOf(highs, model);
}

function reasonFor(status: SolveStatus): string | undefined {
  if (status === "stopped") return "HiGHS reached its time limit";
  if (status === "failed") return "HiGHS ended without a usable status";
  return undefined;
}

/** With whole sizes fixed at their values, solves once more as a linear problem for prices. */
function priceFixedIntegers(expanded: ExpandedProblem, model: Model, values: Float64Array): void {
  for (const column of expanded.integerColumns) {
    const value = Math.round(values[column]!);
    model.changeColBounds(column, value, value);
  }
  model.options.set({ solver: "simplex" });
  model.run();
}

/** Solves `problem` with HiGHS. Never throws for an infeasible, unbounded or stopped problem. */
export async function solveWithHighs(
  problem: Problem,
  options: HighsOptions = {},
): Promise<Solution> {
  const started = performance.now();
  const highs = await loadHighs();
  const expanded = expand(problem);
  const scale = objectiveScale(expanded.cost);
  const model = createModel(highs, expanded, scale);
  try {
    const integer = expanded.integerColumns.length > 0;
    model.options.set({
      output_flag: false,
      solver: integer ? "choose" : (options.method ?? "choose"),
      run_crossover: options.crossover === false ? "off" : "on",
      mip_rel_gap: options.gap ?? 1e-4,
      ...(options.timeLimitSeconds === undefined ? {} : { time_limit: options.timeLimitSeconds }),
    });
    model.run();
    const status = settleStatus(highs, model);
    const usable = status === "optimal" || (status === "stopped" && integer);
    const objective = usable ? model.getObjectiveValue() / scale : NaN;
    const bound = integer && usable ? Number(model.info.get("mip_dual_bound")) / scale : objective;
    const values = usable ? model.getSolution().colValue : new Float64Array(0);
    if (integer && status === "optimal") priceFixedIntegers(expanded, model, values);
    const duals = usable
      ? model.getSolution().rowDual.map((dual) => dual / scale)
      : new Float64Array(0);
    const designRows = problem.designRows.length;
    const reason = reasonFor(status);
    return {
      status,
      solver: "highs",
      seconds: (performance.now() - started) / 1000,
      iterations:
        Number(model.info.get("simplex_iteration_count")) +
        Number(model.info.get("ipm_iteration_count")),
      objective,
      bound,
      gap: Math.max(0, objective - bound) / Math.max(1, Math.abs(objective)),
      design: values.slice(0, problem.design.length),
      slices: usable ? collectSlices(problem, expanded, values, duals) : [],
      designRowDuals: duals.slice(0, designRows),
      budgetDuals: duals.slice(designRows, designRows + problem.budgets.length),
      ...(reason === undefined ? {} : { reason }),
    };
  } finally {
    model.dispose();
  }
}
