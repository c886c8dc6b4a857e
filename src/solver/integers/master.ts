/**
 * The master problem: all sizes, each slice's cost θ_s and its part b_sf of every budget; solved by HiGHS,
 * since it is small.
 *
 *     minimise   Σ_i |yᵢ − centreᵢ|/√widthᵢ             over whole and other sizes
 *     subject to constant + q·y + Σ_s θ_s ≤ level
 *                design rows,  Σ_s b_sf + h·y {≤,=,≥} r_f,  every cut
 *
 * Money is scaled by one factor, the parts of a budget by its right-hand side.
 */
import loadHighs from "highs";
import type { Problem, Sense } from "../../problem/problem.ts";
import type { ShortageCut, ValueCut } from "./cuts.ts";
import { wholeLimits } from "./tighten.ts";

type Highs = Awaited<ReturnType<typeof loadHighs>>;
type Model = ReturnType<Highs["createModel"]>;

/** Result of one master solve. */
export interface MasterPoint {
  readonly status: "solved" | "infeasible" | "stopped";
  /** Sizes; empty unless some were found. */
  readonly design: Float64Array;
}

interface Row {
  readonly indices: number[];
  readonly values: number[];
  readonly lower: number;
  readonly upper: number;
}

/** Where things stand among the columns: designs, θ of slices, parts of budgets, distances. */
interface Layout {
  readonly firstCost: number;
  /** Column of b_sf by slice × budget; −1 where the slice has no part in it. */
  readonly parts: Int32Array;
  readonly firstDistance: number;
  readonly columns: number;
}

function layOut(problem: Problem, whole: readonly number[]): Layout {
  const { design, slices, budgets } = problem;
  const parts = new Int32Array(slices.length * budgets.length).fill(-1);
  let columns = design.length + slices.length;
  budgets.forEach((budget, f) => {
    if (!Number.isFinite(budget.rhs)) return;
    for (const term of budget.terms) {
      const place = term.slice * budgets.length + f;
      if (parts[place]! < 0) parts[place] = columns++;
    }
  });
  return {
    firstCost: design.length,
    parts,
    firstDistance: columns,
    columns: columns + whole.length,
  };
}

function unitOf(budget: { readonly rhs: number }): number {
  return Math.max(1, Math.abs(budget.rhs));
}

function limits(sense: Sense, rhs: number): { lower: number; upper: number } {
  return { lower: sense === "<=" ? -Infinity : rhs, upper: sense === ">=" ? Infinity : rhs };
}

/** Design rows and budgets; those without a finite right-hand side ask nothing. */
function linkRows(problem: Problem, layout: Layout): Row[] {
  const rows = problem.designRows
    .filter((row) => Number.isFinite(row.rhs))
    .map((row) => ({
      indices: row.terms.map((term) => term.design),
      values: row.terms.map((term) => term.coefficient),
      ...limits(row.sense, row.rhs),
    }));
  problem.budgets.forEach((budget, f) => {
    if (!Number.isFinite(budget.rhs)) return;
    const unit = unitOf(budget);
    const taken = problem.slices
      .map((_, s) => layout.parts[s * problem.budgets.length + f]!)
      .filter((column) => column >= 0);
    rows.push({
      indices: [...taken, ...budget.designTerms.map((term) => term.design)],
      values: [...taken.map(() => 1), ...budget.designTerms.map((term) => term.coefficient / unit)],
      ...limits(budget.sense, budget.rhs / unit),
    });
  });
  return rows;
}

/** The row of the level, then two rows per whole size for its distance from the centre. */
function stepRows(
  problem: Problem,
  whole: readonly number[],
  layout: Layout,
  scale: number,
): Row[] {
  const open = { lower: -Infinity, upper: Infinity };
  const costs = [
    ...problem.design.map((variable) => variable.cost * scale),
    ...problem.slices.map(() => 1),
  ];
  return [
    { indices: costs.map((_, k) => k), values: costs, ...open },
    ...whole.flatMap((k, i) =>
      [1, -1].map((sign) => ({
        indices: [layout.firstDistance + i, k],
        values: [1, sign],
        ...open,
      })),
    ),
  ];
}

function createModel(
  highs: Highs,
  problem: Problem,
  whole: readonly number[],
  layout: Layout,
  rows: readonly Row[],
): Model {
  const { columns, firstDistance } = layout;
  const { lower, upper } = wholeLimits(problem);
  const colLower = new Float64Array(columns).fill(-Infinity);
  const colUpper = new Float64Array(columns).fill(Infinity);
  const colCost = new Float64Array(columns);
  const integrality = new Int32Array(columns);
  colLower.set(lower);
  colUpper.set(upper);
  colLower.fill(0, firstDistance);
  whole.forEach((k, i) => {
    integrality[k] = 1;
    const width = Math.min(1e3, Math.max(1, upper[k]! - lower[k]!));
    colCost[firstDistance + i] = 1 / Math.sqrt(width);
  });
  const starts = new Int32Array(rows.length + 1);
  rows.forEach((row, i) => {
    starts[i + 1] = starts[i]! + row.indices.length;
  });
  return highs.createModel({
    numCols: columns,
    numRows: rows.length,
    colCost,
    colLower,
    colUpper,
    integrality,
    rowLower: Float64Array.from(rows, (row) => row.lower),
    rowUpper: Float64Array.from(rows, (row) => row.upper),
    matrix: {
      format: "csr",
      numRows: rows.length,
      numCols: columns,
      starts,
      indices: Int32Array.from(rows.flatMap((row) => row.indices)),
      values: Float64Array.from(rows.flatMap((row) => row.values)),
    },
  });
}

/** Any near point will do, so heuristics that polish one cost more than they bring. */
const MASTER_OPTIONS = {
  output_flag: false,
  mip_rel_gap: 0.3,
  mip_heuristic_effort: 0,
  mip_heuristic_run_feasibility_jump: false,
  mip_heuristic_run_rins: false,
  mip_heuristic_run_rens: false,
  mip_allow_restart: false,
  mip_allow_cut_separation_at_nodes: false,
};

/** Scaled coefficients below this, a trace that interior points leave, make HiGHS give up. */
const NEGLIGIBLE = 1e-7;

/** One master over the life of a search; `dispose` frees it. */
export class Master {
  private readonly layout: Layout;
  private readonly levelRow: number;
  private readonly model: Model;

  constructor(
    private readonly highs: Highs,
    private readonly problem: Problem,
    whole: readonly number[],
    /** Factor from the problem's money to the master's. */
    private readonly scale: number,
  ) {
    this.layout = layOut(problem, whole);
    const links = linkRows(problem, this.layout);
    const rows = [...links, ...stepRows(problem, whole, this.layout, scale)];
    this.levelRow = links.length;
    this.model = createModel(highs, problem, whole, this.layout, rows);
    this.model.options.set(MASTER_OPTIONS);
  }

  /** θ_s − slopes·y − prices·b_s ≥ constant. */
  addValue(cut: ValueCut): void {
    const { scale, layout, problem } = this;
    const indices = [layout.firstCost + cut.slice];
    const values = [1];
    const add = (column: number, value: number) => {
      if (Math.abs(value) < NEGLIGIBLE) return;
      indices.push(column);
      values.push(value);
    };
    cut.slopes.forEach((slope, k) => {
      add(k, -slope * scale);
    });
    cut.prices.forEach((price, f) => {
      const column = layout.parts[cut.slice * cut.prices.length + f]!;
      if (column >= 0) add(column, -price * scale * unitOf(problem.budgets[f]!));
    });
    this.model.addRow(cut.constant * scale, Infinity, { indices, values });
  }

  /** slopes·y ≤ −constant, with slopes near one. */
  addShortage(cut: ShortageCut): void {
    const largest = cut.slopes.reduce((most, slope) => Math.max(most, Math.abs(slope)), 0);
    const factor = largest > 0 ? 1 / largest : 1;
    const indices = Array.from(cut.slopes.keys()).filter(
      (k) => Math.abs(cut.slopes[k]! * factor) >= NEGLIGIBLE,
    );
    const values = indices.map((k) => cut.slopes[k]! * factor);
    this.model.addRow(-Infinity, -cut.constant * factor, { indices, values });
  }

  /** Narrows one size. */
  limit(design: number, lower: number, upper: number): void {
    this.model.changeColBounds(design, lower, upper);
  }

  /** Whole sizes near `centre` (one value per whole size) that the cuts let cost at most `level`. */
  nearest(centre: Float64Array, level: number, limitSeconds: number): MasterPoint {
    const { model, highs, problem, levelRow } = this;
    const none = new Float64Array(0);
    const most = level === Infinity ? Infinity : (level - problem.constant) * this.scale;
    model.changeRowBounds(levelRow, -Infinity, most);
    centre.forEach((value, i) => {
      model.changeRowBounds(levelRow + 1 + 2 * i, value, Infinity);
      model.changeRowBounds(levelRow + 2 + 2 * i, -value, Infinity);
    });
    model.options.set({ time_limit: model.getRunTime() + limitSeconds });
    if (!this.attempt("choose") && !this.attempt("off")) return { status: "stopped", design: none };
    const code = model.getModelStatus();
    const known = highs.constants.modelStatus;
    // Distances are never negative: what cannot be told from unbounded is infeasible.
    if (code === known.infeasible || code === known.unboundedOrInfeasible)
      return { status: "infeasible", design: none };
    const { feasible } = highs.constants.solutionStatus;
    const usable = Number(model.info.get("primal_solution_status")) === feasible;
    return {
      status: code === known.optimal ? "solved" : "stopped",
      design: usable ? model.getSolution().colValue.slice(0, problem.design.length) : none,
    };
  }

  /** Runs HiGHS; its presolve ends with an error on a few models that it can solve without. */
  private attempt(presolve: "choose" | "off"): boolean {
    this.model.options.set({ presolve });
    try {
      this.model.run();
      return true;
    } catch {
      this.model.clearSolver();
      return false;
    }
  }

  dispose(): void {
    this.model.dispose();
  }
}

/** A master for `problem`, without cuts. */
export async function makeMaster(problem: Problem, scale: number): Promise<Master> {
  const whole = problem.design.flatMap((variable, k) => (variable.integer ? [k] : []));
  return new Master(await loadHighs(), problem, whole, scale);
}
