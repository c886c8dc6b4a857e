/**
 * The master problem: all sizes, each slice's cost θ_s and its part b_sf of every budget; solved by HiGHS,
 * since it is small.
 *
 *     minimise   Σ_i |yᵢ − centreᵢ|/√widthᵢ             over whole and other sizes
 *     subject to constant + q·y + Σ_s θ_s ≤ level
 *                design rows,  Σ_s b_sf + h·y {≤,=,≥} r_f,  every cut
 *
 * Money is scaled by one factor, the parts of a budget by the most that one slice can take of it.
 */
import loadHighs from "highs";
import type { Problem, Sense } from "../../problem/problem.ts";
import type { ShortageCut, ValueCut } from "./cuts.ts";
import { partLimits } from "./parts.ts";
import type { PartLimits } from "./parts.ts";
import { wholeLimits } from "./tighten.ts";

/** Money in the master problem is scaled so that the objective is near this. */
export const MASTER_OBJECTIVE = 1e4;

type Highs = Awaited<ReturnType<typeof loadHighs>>;
type Model = ReturnType<Highs["createModel"]>;

/** θ_s ≥ constant + slopes·(sizes, θ, parts), as the master knows it. */
interface CutRow {
  readonly slice: number;
  readonly constant: number;
  readonly slopes: Float64Array;
}

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

interface ColumnLimits {
  readonly lower: Float64Array;
  readonly upper: Float64Array;
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

/** Unit of each budget's parts: the largest of their finite limits, so that they are near one. */
function budgetUnits(problem: Problem, { lower, upper }: PartLimits): Float64Array {
  const units = Float64Array.from(problem.budgets, ({ rhs }) =>
    Number.isFinite(rhs) ? Math.max(1, Math.abs(rhs)) : 1,
  );
  for (let place = 0; place < lower.length; place++) {
    const f = place % units.length;
    for (const size of [Math.abs(lower[place]!), Math.abs(upper[place]!)])
      if (size < Infinity) units[f] = Math.max(units[f]!, size);
  }
  return units;
}

function limits(sense: Sense, rhs: number): { lower: number; upper: number } {
  return { lower: sense === "<=" ? -Infinity : rhs, upper: sense === ">=" ? Infinity : rhs };
}

/** Design rows and budgets; those without a finite right-hand side ask nothing. */
function linkRows(problem: Problem, layout: Layout, units: Float64Array): Row[] {
  const rows = problem.designRows
    .filter((row) => Number.isFinite(row.rhs))
    .map((row) => ({
      indices: row.terms.map((term) => term.design),
      values: row.terms.map((term) => term.coefficient),
      ...limits(row.sense, row.rhs),
    }));
  problem.budgets.forEach((budget, f) => {
    if (!Number.isFinite(budget.rhs)) return;
    const unit = units[f]!;
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

/** Limits of all columns; θ has none, distances are never negative. */
function columnLimits(
  problem: Problem,
  layout: Layout,
  parts: PartLimits,
  units: Float64Array,
): ColumnLimits {
  const lower = new Float64Array(layout.columns).fill(-Infinity);
  const upper = new Float64Array(layout.columns).fill(Infinity);
  const sizes = wholeLimits(problem);
  lower.set(sizes.lower);
  upper.set(sizes.upper);
  layout.parts.forEach((column, place) => {
    if (column < 0) return;
    const unit = units[place % units.length]!;
    lower[column] = parts.lower[place]! / unit;
    upper[column] = parts.upper[place]! / unit;
  });
  lower.fill(0, layout.firstDistance);
  return { lower, upper };
}

function createModel(
  highs: Highs,
  whole: readonly number[],
  layout: Layout,
  rows: readonly Row[],
  limits: ColumnLimits,
): Model {
  const { columns, firstDistance } = layout;
  const colCost = new Float64Array(columns);
  const integrality = new Int32Array(columns);
  whole.forEach((k, i) => {
    integrality[k] = 1;
    const width = Math.min(1e3, Math.max(1, limits.upper[k]! - limits.lower[k]!));
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
    colLower: limits.lower,
    colUpper: limits.upper,
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
/** A budget's price that could move a cut by no more than this of the objective is left out. */
const NO_PRICE = 1e-8;

/** A cut that is nowhere higher than a known one by more than this of the objective is left out. */
const NO_GAIN = 1e-6;

/** One master over the life of a search; `dispose` frees it. */
export class Master {
  private readonly layout: Layout;
  private readonly units: Float64Array;
  private readonly limits: ColumnLimits;
  private readonly cuts: CutRow[] = [];
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
    const parts = partLimits(problem);
    this.units = budgetUnits(problem, parts);
    this.limits = columnLimits(problem, this.layout, parts, this.units);
    const links = linkRows(problem, this.layout, this.units);
    const rows = [...links, ...stepRows(problem, whole, this.layout, scale)];
    this.levelRow = links.length;
    this.model = createModel(highs, whole, this.layout, rows, this.limits);
    this.model.options.set(MASTER_OPTIONS);
  }

  /** θ_s − slopes·y − prices·b_s ≥ constant. */
  addValue(cut: ValueCut): void {
    const { scale, layout, units, limits } = this;
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
    let constant = cut.constant * scale;
    cut.prices.forEach((price, f) => {
      const place = cut.slice * cut.prices.length + f;
      const column = layout.parts[place]!;
      if (column < 0) return;
      const scaled = price * scale * units[f]!;
      const ends = [scaled * limits.lower[column]!, scaled * limits.upper[column]!];
      const least = Math.min(...ends);
      if (Math.max(...ends) - least <= NO_PRICE * MASTER_OBJECTIVE) constant += least;
      else add(column, -scaled);
    });
    const row = { slice: cut.slice, constant, slopes: new Float64Array(layout.firstDistance) };
    indices.forEach((column, i) => {
      if (i > 0) row.slopes[column] = -values[i]!;
    });
    if (this.cuts.some((known) => this.isBelow(row, known))) return;
    this.cuts.push(row);
    this.model.addRow(constant, Infinity, { indices, values });
  }

  /** Whether a cut lies below a known one of the same slice, but for a trace, wherever sizes and parts may be. */
  private isBelow(cut: CutRow, known: CutRow): boolean {
    if (known.slice !== cut.slice) return false;
    let most = cut.constant - known.constant;
    for (let k = 0; k < cut.slopes.length; k++) {
      const slope = cut.slopes[k]! - known.slopes[k]!;
      if (slope !== 0) most += slope * (slope > 0 ? this.limits.upper[k]! : this.limits.lower[k]!);
    }
    return most <= NO_GAIN * MASTER_OBJECTIVE;
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
