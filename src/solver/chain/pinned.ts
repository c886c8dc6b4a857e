/**
 * Limits that a row already sets are taken out: an interior point has no room between the two, and their
 * prices run away against each other.
 *
 *     a·x − h·C = 0  and  x ≤ p·C  with p ≥ h/a      x ≤ ∞
 *     a·x − h·C ≥ 0  and  x ≤ p·C  with p = h/a      a·x − h·C = 0,  x ≤ ∞
 *
 * Prices need no way back: what a limit would have taken shows in the reduced cost of x.
 */
import type { HourlyRow, HourlyVariable, Problem, Slice } from "../../problem/problem.ts";
import { at } from "../../problem/series.ts";
import type { Series } from "../../problem/series.ts";

/** Relative difference of two profiles that is rounding. */
const ROUNDED = 1e-12;

/** The variable whose limit `row` sets, or undefined. */
function findPinned(slice: Slice, row: HourlyRow): number | undefined {
  const [term, ...others] = row.terms;
  const [size, ...more] = row.capacityTerms;
  if (!term || !size || others.length + more.length > 0 || row.sense === "<=") return undefined;
  const { lower, upper } = slice.variables[term.variable]!;
  if (lower !== 0 || upper.kind !== "capacity" || upper.capacity !== size.capacity)
    return undefined;
  for (let t = 0; t < slice.steps; t++) {
    const a = at(term.coefficient, t);
    const share = -at(size.coefficient, t) / a;
    const profile = at(upper.profile, t);
    const rounded = ROUNDED * profile;
    if (at(row.rhs, t) !== 0 || !(a > 0) || share < 0) return undefined;
    if (share === 0 && profile !== 0) return undefined;
    if (profile < share - rounded) return undefined;
    if (row.sense === ">=" && profile > share + rounded) return undefined;
  }
  return term.variable;
}

/** No limit, but where the limit was zero. */
function freeLimit({ upper }: HourlyVariable): Series {
  if (upper.kind === "series" || typeof upper.profile === "number") return Infinity;
  return upper.profile.map((profile) => (profile === 0 ? 0 : Infinity));
}

function freeSlice(slice: Slice): Slice {
  const pinned = slice.rows.map((row) => findPinned(slice, row));
  const free = new Set(pinned.filter((variable) => variable !== undefined));
  if (free.size === 0) return slice;
  return {
    ...slice,
    variables: slice.variables.map((variable, j) =>
      free.has(j)
        ? { ...variable, upper: { kind: "series", value: freeLimit(variable) } }
        : variable,
    ),
    rows: slice.rows.map((row, i) => (pinned[i] === undefined ? row : { ...row, sense: "=" })),
  };
}

/** `problem` without limits that its rows set already: the same solutions. */
export function freePinned(problem: Problem): Problem {
  return { ...problem, slices: problem.slices.map(freeSlice) };
}
