/**
 * Cheap proofs that a problem has no solution, before any factorisation: limits that cross, and hour
 * rows whose left side cannot reach their right side whatever the variables do.
 */
import type { Problem, Slice } from "../../problem/problem.ts";
import { addScaled, capacityRange, upperLimit } from "../../problem/range.ts";
import type { Range } from "../../problem/range.ts";
import { at } from "../../problem/series.ts";
import type { Contradiction } from "./form.ts";

/** Relative room left for rounding before a crossing counts. */
const ROOM = 1e-7;

function checkLimits(slice: Slice, capacities: readonly Range[]): string | undefined {
  for (let j = 0; j < slice.variables.length; j++) {
    const variable = slice.variables[j]!;
    for (let t = 0; t < slice.steps; t++) {
      const upper = upperLimit(slice, capacities, j, t);
      if (upper < variable.lower - ROOM)
        return `${variable.name}[${t}] must be at least ${variable.lower} and at most ${upper}`;
    }
  }
  return undefined;
}

function checkRows(slice: Slice, capacities: readonly Range[]): string | undefined {
  for (const row of slice.rows)
    for (let t = 0; t < slice.steps; t++) {
      const rhs = at(row.rhs, t);
      if (!Number.isFinite(rhs)) continue;
      const range = { low: 0, high: 0 };
      for (const term of row.terms) {
        const upper = upperLimit(slice, capacities, term.variable, t);
        addScaled(range, at(term.coefficient, t), slice.variables[term.variable]!.lower, upper);
      }
      for (const term of row.capacityTerms) {
        const capacity = capacities[term.capacity]!;
        addScaled(range, at(term.coefficient, t), capacity.low, capacity.high);
      }
      const room = ROOM * (1 + Math.abs(rhs));
      if (row.sense !== "<=" && range.high < rhs - room)
        return `${row.name}[${t}] needs ${rhs} and can reach at most ${range.high}`;
      if (row.sense !== ">=" && range.low > rhs + room)
        return `${row.name}[${t}] allows ${rhs} and is at least ${range.low}`;
    }
  return undefined;
}

/** A reason why `problem` has no solution, when one is plain to see. */
export function findContradiction(problem: Problem): Contradiction | undefined {
  for (const design of problem.design)
    if (design.lower > design.upper + ROOM * (1 + Math.abs(design.upper)))
      return {
        reason: `${design.name} must be at least ${design.lower} and at most ${design.upper}`,
      };
  for (const slice of problem.slices) {
    const capacities = slice.capacities.map((capacity) => capacityRange(problem, capacity));
    const reason = checkLimits(slice, capacities) ?? checkRows(slice, capacities);
    if (reason !== undefined) return { reason: `${slice.name}: ${reason}` };
  }
  return undefined;
}
