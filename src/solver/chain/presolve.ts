/** Builds the scaled form from a problem: fixed sizes folded in, rows ordered, contradictions named. */
import { ringsOf } from "../../problem/problem.ts";
import type { Problem, Sense, Slice } from "../../problem/problem.ts";
import { at } from "../../problem/series.ts";
import { FamilyWriter, gather, maskRow } from "./families.ts";
import type { LiveCapacity } from "./families.ts";

import type { CapacityEntry, ChainForm, Coefficient, Contradiction, SliceForm } from "./form.ts";
import { findContradiction } from "./contradiction.ts";
import { freePinned } from "./pinned.ts";
import { scaleProblem } from "./scale.ts";
import type { Scale } from "./scale.ts";

/** Hour rows in the order of the block: those that touch a store's level last. */
function orderRows(slice: Slice): { position: Int32Array; coupled: number } {
  const levels = new Set(slice.states.map((state) => state.level));
  const touches = slice.rows.map((row) => row.terms.some((term) => levels.has(term.variable)));
  const coupled = touches.filter((touch) => !touch).length;
  const position = new Int32Array(slice.rows.length);
  let plain = 0;
  let late = coupled;
  touches.forEach((touch, i) => {
    position[i] = touch ? late++ : plain++;
  });
  return { position, coupled };
}

function foldCapacities(
  slice: Slice,
  fixed: Float64Array,
): { live: LiveCapacity[]; count: number } {
  let count = 0;
  const live = slice.capacities.map((capacity) => {
    let constant = capacity.constant;
    let moves = false;
    for (const term of capacity.terms) {
      const value = fixed[term.design]!;
      if (!Number.isNaN(value)) constant += term.coefficient * value;
      else if (term.coefficient !== 0) moves = true;
    }
    return { constant, index: moves ? count++ : -1 };
  });
  return { live, count };
}

function scaledRhs(
  slice: Slice,
  position: Int32Array,
  rowScale: Float64Array,
  capacities: readonly LiveCapacity[],
): Float64Array {
  const rows = slice.rows.length + slice.states.length;
  const rhs = new Float64Array(slice.steps * rows);
  slice.rows.forEach((row, i) => {
    const place = position[i]!;
    const known = row.capacityTerms.filter(({ capacity }) => capacities[capacity]!.constant !== 0);
    for (let t = 0; t < slice.steps; t++) {
      let value = at(row.rhs, t);
      if (!Number.isFinite(value)) continue;
      for (const term of known)
        value -= at(term.coefficient, t) * capacities[term.capacity]!.constant;
      rhs[place * slice.steps + t] = value * rowScale[place]!;
    }
  });
  slice.states.forEach((state, i) => {
    const place = slice.rows.length + i;
    for (let t = 0; t < slice.steps; t++)
      rhs[place * slice.steps + t] = at(state.rhs, t) * rowScale[place]!;
  });
  return rhs;
}

/** The steps outside which a coefficient is 0. */
function rangeOf(
  { value, series }: Coefficient,
  steps: number,
): { readonly from: number; readonly to: number } {
  if (series === null) return { from: 0, to: value === 0 ? 0 : steps };
  let from = 0;
  let to = steps;
  while (from < to && series[from] === 0) from++;
  while (to > from && series[to - 1] === 0) to--;
  return { from, to };
}

function nextSteps(slice: Slice): Int32Array {
  const next = new Int32Array(slice.steps);
  for (const ring of ringsOf(slice))
    for (let t = ring.from; t < ring.to; t++) next[t] = t + 1 < ring.to ? t + 1 : ring.from;
  return next;
}

function buildSlice(
  problem: Problem,
  index: number,
  scale: Scale,
  fixed: Float64Array,
  liveOf: Int32Array,
): SliceForm {
  const slice = problem.slices[index]!;
  const { position, coupled } = orderRows(slice);
  const { live, count } = foldCapacities(slice, fixed);
  const factors = scale.slices[index]!;
  const rowScale = factors.row.slice();
  position.forEach((place, i) => {
    rowScale[place] = factors.row[i]!;
  });
  const touched = problem.budgets.flatMap((budget, b) =>
    Number.isFinite(budget.rhs) && budget.terms.some((term) => term.slice === index) ? [b] : [],
  );
  const budgets = Int32Array.from(touched);
  const writer = new FamilyWriter(
    {
      problem,
      slice,
      index,
      scale,
      position,
      capacities: live,
      budgets,
      nextStep: nextSteps(slice),
    },
    rowScale,
  );
  writer.addVariables();
  writer.addSlacks();
  const allSteps = Int32Array.from({ length: slice.steps }, (_, t) => t);
  const capacityEntries: CapacityEntry[] = slice.rows.flatMap((row, i) =>
    row.capacityTerms.flatMap((term) => {
      const capacity = live[term.capacity]!.index;
      if (capacity < 0) return [];
      const factor = rowScale[position[i]!]! * factors.capacity[term.capacity]!;
      const coefficient = gather(maskRow(term.coefficient, row.rhs), allSteps, factor);
      const range = rangeOf(coefficient, slice.steps);
      return [{ row: position[i]!, capacity, ...coefficient, ...range }];
    }),
  );
  const capacities: { design: number; coefficient: number }[][] = Array.from(
    { length: count },
    () => [],
  );
  slice.capacities.forEach((capacity, i) => {
    const target = capacities[live[i]!.index];
    for (const term of capacity.terms)
      if (target && liveOf[term.design]! >= 0)
        target.push({
          design: liveOf[term.design]!,
          coefficient: (term.coefficient * scale.design[term.design]!) / factors.capacity[i]!,
        });
  });
  const pairs = writer.families.reduce(
    (sum, family) => sum + family.count * (Number(family.lower) + Number(family.limit !== 0)),
    0,
  );
  return {
    steps: slice.steps,
    rows: slice.rows.length + slice.states.length,
    locals: slice.rows.length,
    states: slice.states.length,
    coupled,
    rings: ringsOf(slice),
    families: writer.families,
    ...writer.vectors(),
    pairs,
    rhs: scaledRhs(slice, position, rowScale, live),
    capacityEntries,
    capacities,
    budgets,
    position,
    rowScale,
  };
}

const SLACK: Record<Sense, number> = { "=": 0, "<=": 1, ">=": -1 };

/** Budgets, then design rows, over the live designs; a link without a finite limit is left empty. */
function buildLinks(problem: Problem, scale: Scale, fixed: Float64Array, liveOf: Int32Array) {
  const links = [
    ...problem.budgets.map((budget) => ({ ...budget, terms: budget.designTerms })),
    ...problem.designRows,
  ];
  const linkStarts = new Int32Array(links.length + 1);
  const entries: [design: number, value: number][] = [];
  const linkRhs = new Float64Array(links.length);
  links.forEach((link, i) => {
    linkStarts[i + 1] = entries.length;
    if (!Number.isFinite(link.rhs)) {
      linkRhs[i] = SLACK[link.sense];
      return;
    }
    const row = new Map<number, number>();
    let rhs = link.rhs;
    for (const term of link.terms) {
      const live = liveOf[term.design]!;
      if (live < 0) rhs -= term.coefficient * fixed[term.design]!;
      else {
        const value = term.coefficient * scale.link[i]! * scale.design[term.design]!;
        row.set(live, (row.get(live) ?? 0) + value);
      }
    }
    entries.push(...[...row].sort(([a], [b]) => a - b));
    linkStarts[i + 1] = entries.length;
    linkRhs[i] = rhs * scale.link[i]!;
  });
  const linkSlack = Int8Array.from(links, (link) => SLACK[link.sense]);
  return {
    linkStarts,
    linkDesigns: Int32Array.from(entries, ([design]) => design),
    linkValues: Float64Array.from(entries, ([, value]) => value),
    linkRhs,
    linkSlack,
    linkScale: scale.link,
    budgetCount: problem.budgets.length,
  };
}

/** The scaled form of a problem, or why it cannot have a solution. */
export function buildForm(stated: Problem): ChainForm | Contradiction {
  const contradiction = findContradiction(stated);
  if (contradiction) return contradiction;
  const problem = freePinned(stated);
  const scale = scaleProblem(problem);
  const fixed = Float64Array.from(problem.design, (variable) => {
    const width = variable.upper - variable.lower;
    return Number.isFinite(width) && width <= 1e-13 * Math.abs(variable.lower)
      ? variable.lower
      : NaN;
  });
  const designs = Int32Array.from(
    problem.design.flatMap((_, k) => (Number.isNaN(fixed[k]!) ? [k] : [])),
  );
  const liveOf = new Int32Array(problem.design.length).fill(-1);
  designs.forEach((k, live) => {
    liveOf[k] = live;
  });
  const pick = (value: (k: number) => number) => Float64Array.from(designs, value);
  let constant = problem.constant;
  problem.design.forEach((variable, k) => {
    if (liveOf[k]! < 0) constant += variable.cost * fixed[k]!;
  });
  return {
    slices: problem.slices.map((_, s) => buildSlice(problem, s, scale, fixed, liveOf)),
    designs,
    designScale: pick((k) => scale.design[k]!),
    fixed,
    designCost: pick((k) => problem.design[k]!.cost * scale.design[k]! * scale.objective),
    lower: pick((k) => problem.design[k]!.lower / scale.design[k]!),
    upper: pick((k) => problem.design[k]!.upper / scale.design[k]!),
    ...buildLinks(problem, scale, fixed, liveOf),
    objectiveScale: scale.objective,
    constant,
  };
}
