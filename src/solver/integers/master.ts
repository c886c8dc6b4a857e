/**
 * The master problem: all sizes, each slice's cost θ_s and its part b_sf of every budget; solved by a tree of
 * small linear programs.
 *
 *     minimise   Σ_i |yᵢ − centreᵢ|/√widthᵢ + P·excess      over whole and other sizes
 *     subject to constant + q·y + Σ_s θ_s ≤ level + excess
 *                design rows,  Σ_s b_sf + h·y {≤,=,≥} r_f,  every cut
 *
 * Money is scaled by one factor, the parts of a budget by the most that one slice can take of it.
 */
import loadHighs from "highs";
import type { Problem } from "../../problem/problem.ts";
import type { ShortageCut, ValueCut } from "./cuts.ts";
import {
  budgetUnits,
  columnLimits,
  createModel,
  layOut,
  linkRows,
  pricesOfDistance,
  stepRows,
} from "./master-model.ts";
import type { ColumnLimits, Layout } from "./master-model.ts";
import { partLimits } from "./parts.ts";
import { searchTree } from "./tree.ts";
import type { Highs, Model } from "./tree.ts";

/** Money in the master problem is scaled so that the objective is near this. */
export const MASTER_OBJECTIVE = 1e4;

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
  /** What a unit of distance of each whole size costs. */
  private readonly prices: Float64Array;
  private readonly levelRow: number;
  private readonly model: Model;

  constructor(
    private readonly highs: Highs,
    private readonly problem: Problem,
    private readonly whole: readonly number[],
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
    this.prices = pricesOfDistance(whole, this.limits);
    this.model = createModel(highs, this.prices, this.layout, rows, this.limits);
    this.model.options.set({ output_flag: false, presolve: "off", solver: "simplex" });
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

  /** Narrows one whole size. */
  limit(design: number, lower: number, upper: number): void {
    this.limits.lower[design] = lower;
    this.limits.upper[design] = upper;
  }

  /** Whole sizes near `centre` (one value per whole size) that the cuts let cost at most `level`. */
  async nearest(centre: Float64Array, level: number, isOver: () => boolean): Promise<MasterPoint> {
    const { model, highs, problem, levelRow, whole, limits, layout } = this;
    const most = level === Infinity ? Infinity : (level - problem.constant) * this.scale;
    model.changeRowBounds(levelRow, -Infinity, most);
    centre.forEach((value, i) => {
      model.changeRowBounds(levelRow + 1 + 2 * i, value, Infinity);
      model.changeRowBounds(levelRow + 2 + 2 * i, -value, Infinity);
    });
    const box = {
      lower: Float64Array.from(whole, (k) => limits.lower[k]!),
      upper: Float64Array.from(whole, (k) => limits.upper[k]!),
    };
    const farthest = centre.reduce((sum, value, i) => {
      const distance = Math.max(value - box.lower[i]!, box.upper[i]! - value);
      return sum + distance * this.prices[i]!;
    }, 1);
    // Without a farthest point no price is high enough, and the level is met or it is not.
    model.changeColBounds(layout.excess, 0, farthest < Infinity ? Infinity : 0);
    const found = await searchTree(highs, model, Int32Array.from(whole), box, farthest, isOver);
    if (found.columns)
      return { status: "solved", design: found.columns.slice(0, problem.design.length) };
    return { status: found.complete ? "infeasible" : "stopped", design: new Float64Array(0) };
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
