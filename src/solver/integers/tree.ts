/**
 * Branch and bound over small linear programs, which HiGHS solves from the basis of the node before.
 *
 *     order     depth first, the nearer whole number before the other, by pseudo-costs
 *     prune     value ≥ cutoff, which falls to (1 − NEAR) · value when whole numbers are found
 *     fix       a number at its limit whose reduced cost d leaves it less room: |Δ| ≤ (cutoff − value)/|d|
 */
import type loadHighs from "highs";
import { takeTurn } from "../chain/loop.ts";
import { halves, PseudoCosts } from "./branching.ts";
import type { Box, Branched } from "./branching.ts";
import { WHOLE } from "./tighten.ts";

export type Highs = Awaited<ReturnType<typeof loadHighs>>;
export type Model = ReturnType<Highs["createModel"]>;

/** What a search ends with; without `columns` and complete, there is nothing below the cutoff. */
export interface Found {
  readonly complete: boolean;
  /** Values of all columns. */
  readonly columns: Float64Array | undefined;
}

interface Node extends Box {
  /** Value of the parent. */
  readonly bound: number;
  readonly branched?: Branched;
}

/** Whole numbers this near the least value, as a share of it, are near enough. */
const NEAR = 0.3;
/** Nodes between turns of the event loop, which let a cancel in. */
const TURN = 64;
/** Reduced costs below this say nothing. */
const FLAT = 1e-9;

interface Value {
  readonly value: number;
  readonly columns: Float64Array;
  readonly reducedCosts: Float64Array;
}

/** Solves one node: undefined when nothing in its box lies below `cutoff`, "unclear" when HiGHS cannot tell. */
function solveNode(
  highs: Highs,
  model: Model,
  whole: Int32Array,
  box: Box,
  cutoff: number,
): Value | "unclear" | undefined {
  const known = highs.constants.modelStatus;
  model.changeColsBounds({ kind: "set", indices: whole }, box.lower, box.upper);
  model.options.set({ objective_bound: Math.min(cutoff, Number.MAX_VALUE) });
  for (let attempt = 0; attempt < 2; attempt++) {
    try {
      model.run();
    } catch {
      model.clearSolver();
      continue;
    }
    const status = model.getModelStatus();
    if (status === known.objectiveBound || status === known.infeasible) return undefined;
    if (status === known.optimal) {
      const value = model.getObjectiveValue();
      if (value >= cutoff) return undefined;
      const { colValue, colDual } = model.getSolution();
      return { value, columns: colValue, reducedCosts: colDual };
    }
    // The basis of another node may lead nowhere.
    model.clearSolver();
  }
  return "unclear";
}

/** The box without what reduced costs exclude. */
function fixed(whole: Int32Array, box: Box, at: Value, cutoff: number): Box {
  const lower = box.lower.slice();
  const upper = box.upper.slice();
  const room = cutoff - at.value;
  whole.forEach((column, i) => {
    const cost = at.reducedCosts[column]!;
    const value = at.columns[column]!;
    if (cost > FLAT && value <= lower[i]! + WHOLE)
      upper[i] = Math.min(upper[i]!, Math.floor(lower[i]! + room / cost + WHOLE));
    if (cost < -FLAT && value >= upper[i]! - WHOLE)
      lower[i] = Math.max(lower[i]!, Math.ceil(upper[i]! + room / cost - WHOLE));
  });
  return { lower, upper };
}

/**
 * Whole numbers in the columns `whole` of `model` whose value lies below `most` and near the least there is.
 * Not complete when `isOver` said so or HiGHS left a node unclear.
 */
export async function searchTree(
  highs: Highs,
  model: Model,
  whole: Int32Array,
  box: Box,
  most: number,
  isOver: () => boolean,
): Promise<Found> {
  const pseudo = new PseudoCosts(whole.length);
  const open: Node[] = [{ ...box, bound: -Infinity }];
  let cutoff = most;
  let columns: Float64Array | undefined;
  let complete = true;
  for (let nodes = 1; open.length > 0; nodes++) {
    if (nodes % TURN === 0) await takeTurn();
    if (isOver()) return { complete: false, columns };
    const node = open.pop()!;
    if (node.bound >= cutoff) continue;
    const found = solveNode(highs, model, whole, node, cutoff);
    if (found === "unclear") {
      complete = false;
      continue;
    }
    const rise = Math.max(0, (found?.value ?? cutoff) - node.bound);
    if (node.branched && rise < Infinity) pseudo.learn(node.branched, rise);
    if (!found) continue;
    const values = Float64Array.from(whole, (column) => found.columns[column]!);
    const size = pseudo.choose(values, 1);
    if (size < 0) {
      columns = found.columns;
      cutoff = (1 - NEAR) * found.value;
      continue;
    }
    const [down, up] = halves(fixed(whole, node, found, cutoff), size, values[size]!);
    const nearerLast = down.branched.distance < 0.5 ? [up, down] : [down, up];
    open.push(...nearerLast.map((half) => ({ ...half, bound: found.value })));
  }
  return { complete, columns };
}
