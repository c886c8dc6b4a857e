/**
 * Equations among sizes, met to rounding: the proximal term on prices of links leaves a trace of the last
 * step in them. Each row in turn is closed by the least change, beside the room that its sizes have:
 *
 *     minimise  Σ Δy²/room  subject to  a·Δy = r      Δy = a·room·r / Σ a²·room
 */
import type { DesignRow, DesignVariable, Problem } from "../../problem/problem.ts";

const SWEEPS = 20;
/** Beside what is added up: rounding, and more than a trace, which is for the solver to close. */
const ROUNDED = 1e-15;
const TRACE = 1e-8;

function missingOf(row: DesignRow, design: Float64Array): { missing: number; size: number } {
  let missing = row.rhs;
  let size = 1 + Math.abs(row.rhs);
  for (const { design: k, coefficient } of row.terms) {
    const part = coefficient * design[k]!;
    missing -= part;
    size += Math.abs(part);
  }
  return { missing, size };
}

/** How far a size may go without reaching a limit, at most its own size. */
function roomOf({ lower, upper }: DesignVariable, value: number): number {
  return Math.max(0, Math.min(value - lower, upper - value, 1 + Math.abs(value)));
}

/** Closes one row in place. */
function closeRow(problem: Problem, row: DesignRow, design: Float64Array, missing: number): void {
  let sum = 0;
  for (const { design: k, coefficient } of row.terms)
    sum += coefficient ** 2 * roomOf(problem.design[k]!, design[k]!);
  if (!(sum > 0)) return;
  const factor = missing / sum;
  const changes = row.terms.map(
    ({ design: k, coefficient }) => coefficient * roomOf(problem.design[k]!, design[k]!) * factor,
  );
  row.terms.forEach(({ design: k }, i) => {
    const { lower, upper } = problem.design[k]!;
    design[k] = Math.min(upper, Math.max(lower, design[k]! + changes[i]!));
  });
}

/** Moves sizes (in the problem's units, in place) so that design rows that are equations hold. */
export function closeDesignRows(problem: Problem, design: Float64Array): void {
  const equations = problem.designRows.filter(
    ({ sense, rhs }) => sense === "=" && Number.isFinite(rhs),
  );
  for (let sweep = 0; sweep < SWEEPS; sweep++) {
    let open = false;
    for (const row of equations) {
      const { missing, size } = missingOf(row, design);
      const share = Math.abs(missing) / size;
      if (share <= ROUNDED || !(share <= TRACE)) continue;
      open = true;
      closeRow(problem, row, design, missing);
    }
    if (!open) return;
  }
}
