/**
 * Cuts hourly variables into families: steps where a variable is fixed at zero are dropped, steps
 * with and without a limit are told apart, coefficients are gathered, scaled, and kept as one number
 * where they do not change.
 */
import type { HourlyVariable, Problem, Slice } from "../../problem/problem.ts";
import { addSeries, at, mapSeries } from "../../problem/series.ts";
import type { Series } from "../../problem/series.ts";
import { CAPACITY, SERIES, UNLIMITED } from "./form.ts";
import type { Coefficient, Entry, Family } from "./form.ts";
import type { Scale, SliceScale } from "./scale.ts";

/** A capacity with its fixed parts added up; live ones have an index. */
export interface LiveCapacity {
  readonly constant: number;
  readonly index: number;
}

/** Where one variable appears, before steps are dropped. */
interface Appearances {
  readonly own: Map<number, Series>;
  readonly next: Map<number, Series>;
  readonly budgets: Map<number, Series>;
}

/** What families of one slice are made from. */
export interface FamilyContext {
  readonly problem: Problem;
  readonly slice: Slice;
  readonly index: number;
  readonly scale: Scale;
  readonly position: Int32Array;
  readonly capacities: readonly LiveCapacity[];
  readonly budgets: Int32Array;
  readonly nextStep: Int32Array;
}

/** Gathers `series` at `steps`, times `factor`; a series that never changes becomes a number. */
export function gather(series: Series, steps: Int32Array, factor: number): Coefficient {
  if (typeof series === "number") return { value: series * factor, series: null };
  const values = new Float64Array(steps.length);
  let constant = true;
  for (let k = 0; k < steps.length; k++) {
    values[k] = series[steps[k]!]! * factor;
    if (values[k] !== values[0]) constant = false;
  }
  return constant ? { value: values[0] ?? 0, series: null } : { value: NaN, series: values };
}

function accumulate(map: Map<number, Series>, key: number, series: Series): void {
  const before = map.get(key);
  map.set(key, before === undefined ? series : addSeries(before, series));
}

/** Steps that follow one another: the first of each run and how many. */
export function runsOf(steps: Int32Array): Int32Array {
  const runs: number[] = [];
  steps.forEach((step, k) => {
    if (k > 0 && step === steps[k - 1]! + 1) runs[runs.length - 1]!++;
    else runs.push(step, 1);
  });
  return Int32Array.from(runs);
}

/** Coefficients are set to zero where the row has no finite right-hand side: it does not bind there. */
export function maskRow(coefficient: Series, rhs: Series): Series {
  if (typeof rhs === "number") return Number.isFinite(rhs) ? coefficient : 0;
  if (rhs.every(Number.isFinite)) return coefficient;
  return rhs.map((value, t) => (Number.isFinite(value) ? at(coefficient, t) : 0));
}

function findAppearances(context: FamilyContext): Appearances[] {
  const { slice, position, problem, index, budgets } = context;
  const found = slice.variables.map((): Appearances => ({
    own: new Map(),
    next: new Map(),
    budgets: new Map(),
  }));
  slice.rows.forEach((row, i) => {
    for (const term of row.terms)
      accumulate(found[term.variable]!.own, position[i]!, maskRow(term.coefficient, row.rhs));
  });
  slice.states.forEach((state, i) => {
    const row = slice.rows.length + i;
    accumulate(found[state.level]!.own, row, 1);
    accumulate(
      found[state.level]!.next,
      row,
      mapSeries(state.retention, (kept) => -kept),
    );
    for (const term of state.terms)
      accumulate(
        found[term.variable]!.own,
        row,
        mapSeries(term.coefficient, (value) => -value),
      );
  });
  budgets.forEach((link, local) => {
    for (const term of problem.budgets[link]!.terms)
      if (term.slice === index)
        accumulate(
          found[term.variable]!.budgets,
          local,
          weigh(term.coefficient, slice.weightHours),
        );
  });
  return found;
}

function weigh(series: Series, weights: Float64Array): Series {
  return weights.map((weight, t) => at(series, t) * weight);
}

/** The steps of a variable by how it is limited there; fixed ones are in none of the lists. */
function splitSteps(context: FamilyContext, variable: HourlyVariable): number[][] {
  const lists: number[][] = [[], [], []];
  const bound = variable.upper;
  const capacity = bound.kind === "capacity" ? context.capacities[bound.capacity]! : undefined;
  for (let t = 0; t < context.slice.steps; t++) {
    let kind: number;
    let upper: number;
    if (bound.kind === "series") {
      upper = at(bound.value, t);
      kind = upper === Infinity ? UNLIMITED : SERIES;
    } else {
      const profile = at(bound.profile, t);
      upper = profile * capacity!.constant;
      kind = profile !== 0 && capacity!.index >= 0 ? CAPACITY : SERIES;
    }
    if (kind === SERIES && variable.lower === 0 && upper <= 0) continue;
    lists[kind]!.push(t);
  }
  return lists;
}

function entriesOf(
  map: ReadonlyMap<number, Series>,
  steps: Int32Array,
  scale: number,
  rowScale: (row: number) => number,
): Entry[] {
  const entries: Entry[] = [];
  for (const [row, series] of map) {
    const coefficient = gather(series, steps, scale * rowScale(row));
    if (coefficient.series !== null || coefficient.value !== 0)
      entries.push({ row, ...coefficient });
  }
  return entries;
}

/** Writes the families of a slice and the scaled cost and limit of every number in them. */
export class FamilyWriter {
  readonly families: Family[] = [];
  private readonly costs: Float64Array[] = [];
  private readonly uppers: Float64Array[] = [];
  private offset = 0;
  private readonly scale: SliceScale;

  constructor(
    private readonly context: FamilyContext,
    private readonly rowScale: Float64Array,
  ) {
    this.scale = context.scale.slices[context.index]!;
  }

  addVariables(): void {
    const appearances = findAppearances(this.context);
    this.context.slice.variables.forEach((variable, j) => {
      splitSteps(this.context, variable).forEach((steps, kind) => {
        if (steps.length > 0)
          this.addFamily(variable, j, Int32Array.from(steps), kind, appearances[j]!);
      });
    });
  }

  /** The slack of an hour row: +1 for ≤, −1 for ≥, where the row binds at all. */
  addSlacks(): void {
    const { slice, position } = this.context;
    slice.rows.forEach((row, i) => {
      if (row.sense === "=") return;
      const bound: number[] = [];
      for (let t = 0; t < slice.steps; t++) if (Number.isFinite(at(row.rhs, t))) bound.push(t);
      if (bound.length === 0) return;
      const own = [{ row: position[i]!, value: row.sense === "<=" ? 1 : -1, series: null }];
      this.push(-1, Int32Array.from(bound), UNLIMITED, true, { own, next: [], budgets: [] }, 1);
    });
  }

  private addFamily(
    variable: HourlyVariable,
    j: number,
    steps: Int32Array,
    kind: number,
    found: Appearances,
  ): void {
    const { slice, nextStep, budgets, scale } = this.context;
    const factor = this.scale.column[j]!;
    const row = (i: number) => this.rowScale[i]!;
    const link = (i: number) => scale.link[budgets[i]!]!;
    const family = this.push(
      j,
      steps,
      kind as Family["limit"],
      variable.lower === 0,
      {
        own: entriesOf(found.own, steps, factor, row),
        next: entriesOf(
          found.next,
          steps.map((t) => nextStep[t]!),
          factor,
          row,
        ),
        budgets: entriesOf(found.budgets, steps, factor, link),
      },
      factor,
    );
    const cost = this.costs[this.costs.length - 1]!;
    const upper = this.uppers[this.uppers.length - 1]!;
    const bound = variable.upper;
    for (let k = 0; k < family.count; k++) {
      const t = steps[k]!;
      cost[k] = at(variable.cost, t) * slice.weightHours[t]! * factor * scale.objective;
      if (kind === UNLIMITED) upper[k] = 0;
      else if (bound.kind === "series") upper[k] = at(bound.value, t) / factor;
      else
        upper[k] =
          (at(bound.profile, t) * this.context.capacities[bound.capacity]!.constant) / factor;
    }
  }

  private push(
    variable: number,
    steps: Int32Array,
    limit: Family["limit"],
    lower: boolean,
    entries: Pick<Family, "own" | "next" | "budgets">,
    scale: number,
  ): Family {
    const bound = variable < 0 ? undefined : this.context.slice.variables[variable]!.upper;
    const limited = limit === CAPACITY && bound?.kind === "capacity" ? bound : undefined;
    const factor = limited ? this.scale.capacity[limited.capacity]! / scale : 0;
    const nextSteps = steps.map((t) => this.context.nextStep[t]!);
    const family: Family = {
      variable,
      steps,
      nextSteps,
      runs: runsOf(steps),
      nextRuns: runsOf(nextSteps),
      limit,
      lower,
      scale,
      ...entries,
      offset: this.offset,
      count: steps.length,
      capacity: limited ? this.context.capacities[limited.capacity]!.index : -1,
      profile: limited ? gather(limited.profile, steps, factor) : { value: 0, series: null },
    };
    this.families.push(family);
    this.costs.push(new Float64Array(steps.length));
    this.uppers.push(new Float64Array(steps.length));
    this.offset += steps.length;
    return family;
  }

  /** All families' numbers end to end. */
  vectors(): { columns: number; cost: Float64Array; upper: Float64Array } {
    const join = (parts: readonly Float64Array[]) => {
      const joined = new Float64Array(this.offset);
      this.families.forEach((family, i) => joined.set(parts[i]!, family.offset));
      return joined;
    };
    return { columns: this.offset, cost: join(this.costs), upper: join(this.uppers) };
  }
}
