/**
 * What the current point misses, computed afresh from the form.
 *
 *     rows    r − A·x − H·C            limits  u + p·C − x − w
 *     costs   c − Aᵀλ − Fᵀρ − z + v    links   b − F·x − N·y − e·s
 *     sizes   q − Kᵀ(Hᵀλ + Σ p·v) − Nᵀρ − z_l + z_u
 *     primal  c·x + q·y                dual  r·λ + b·ρ − u·v + lower·z_l − upper·z_u
 */
import { CAPACITY, UNLIMITED } from "./form.ts";
import type { ChainForm, Family, SliceForm } from "./form.ts";
import {
  addCapacityEntry,
  addCapacityPrices,
  capacitiesOf,
  dotCapacityEntry,
  subtractProduct,
  transposedProduct,
} from "./product.ts";
import { placeOf } from "./kernels/kernels.ts";
import type { Kernels } from "./kernels/kernels.ts";
import type { Machine } from "./run.ts";
import type { GlobalVectors, Residuals, SliceResiduals, SliceVectors, Vectors } from "./state.ts";

/** Sizes of what is missing, and the two objectives (scaled, without the constant). */
export interface Measure {
  primal: number;
  dual: number;
  /** Σ x·z + w·v over all pairs, and how many pairs. */
  complementarity: number;
  pairs: number;
  /** Largest residuals of rows, limits, links and of reduced costs. */
  primalError: number;
  dualError: number;
  /** Largest residual of rows within a slice, each over 1 + its right-hand side. */
  rowError: number;
  /** Largest numbers of the iterate, to tell divergence. */
  primalSize: number;
  dualSize: number;
}

/** Mean of a·b over all pairs. */
export function meanProduct({ complementarity, pairs }: Measure): number {
  return complementarity / pairs;
}

/** Room for the numbers of one family, and for seven that are measured over it. */
type MeasureRoom = Pick<Machine, "scratch" | "measured">;

function emptyMeasure(): Measure {
  return {
    primal: 0,
    dual: 0,
    complementarity: 0,
    pairs: 0,
    primalError: 0,
    dualError: 0,
    rowError: 0,
    primalSize: 0,
    dualSize: 0,
  };
}

/** Order of a measure's numbers in what one slice adds to the whole; prices and links follow. */
const SUMS = ["primal", "dual", "complementarity", "pairs"] as const;
const LARGEST = ["primalError", "dualError", "rowError", "primalSize", "dualSize"] as const;
const HEAD = SUMS.length + LARGEST.length;

function largestOf(values: Float64Array, start: number, end: number): number {
  let best = 0;
  for (let k = start; k < end; k++) {
    const size = Math.abs(values[k]!);
    if (size > best) best = size;
  }
  return best;
}

/** Costs and limits missing in one family, from its part of Aᵀλ + Fᵀρ in `t`; gives Σ p·v. */
function measureFamily(
  kernels: Kernels,
  family: Family,
  slice: SliceForm,
  point: SliceVectors,
  capacity: number,
  { scratch, measured }: MeasureRoom,
  found: SliceResiduals,
  measure: Measure,
): number {
  const { value, series } = family.profile;
  const start = 8 * family.offset;
  const below = family.limit === CAPACITY;
  const { primalError, dualError, primalSize } = measure;
  measured.fill(0, 0, 4);
  measured.set([primalError, dualError, primalSize], 4);
  kernels.measure(
    family.limit === UNLIMITED ? 0 : 1,
    placeOf(slice.cost) + start,
    placeOf(slice.upper) + start,
    placeOf(point.x) + start,
    placeOf(point.z) + start,
    placeOf(point.w) + start,
    placeOf(point.v) + start,
    below ? placeOf(series) : 0,
    below ? value : 0,
    capacity,
    placeOf(scratch),
    family.count,
    placeOf(found.costs) + start,
    placeOf(found.limits) + start,
    placeOf(measured),
  );
  measure.primal += measured[0]!;
  measure.dual += measured[1]!;
  measure.complementarity += measured[2]!;
  measure.primalError = measured[4]!;
  measure.dualError = measured[5]!;
  measure.primalSize = measured[6]!;
  return measured[3]!;
}

/** Errors of the rows of a slice and what its right-hand sides add to the dual objective. */
function measureRows(
  kernels: Kernels,
  { rhs }: SliceForm,
  { lambda }: SliceVectors,
  { measured }: MeasureRoom,
  { rows }: SliceResiduals,
  measure: Measure,
): void {
  measured.fill(0, 0, 4);
  kernels.measureRows(placeOf(rows), placeOf(rhs), placeOf(lambda), rhs.length, placeOf(measured));
  measure.dual += measured[0]!;
  measure.primalError = Math.max(measure.primalError, measured[1]!);
  measure.rowError = measured[2]!;
  measure.dualSize = Math.max(measure.dualSize, measured[3]!);
}

/** Residuals of one slice at `point`, given its capacities C and the prices of its budgets; gives its share. */
function measureSlice(
  kernels: Kernels,
  slice: SliceForm,
  point: SliceVectors,
  capacities: Float64Array,
  budgetPrices: Float64Array,
  room: MeasureRoom,
  found: SliceResiduals,
): Float64Array {
  const measure = emptyMeasure();
  const links = new Float64Array(slice.budgets.length);
  const prices = new Float64Array(slice.capacities.length);
  found.rows.set(slice.rhs);
  for (const family of slice.families) {
    transposedProduct(kernels, slice, family, point.lambda, budgetPrices, room.scratch);
    const capacity = family.limit === CAPACITY ? capacities[family.capacity]! : 0;
    const price = measureFamily(kernels, family, slice, point, capacity, room, found, measure);
    if (family.limit === CAPACITY) prices[family.capacity]! += price;
    subtractProduct(kernels, slice, family, point.x, family.offset, found.rows, links);
  }
  for (const entry of slice.capacityEntries) {
    addCapacityEntry(kernels, slice, entry, -capacities[entry.capacity]!, found.rows);
    prices[entry.capacity]! += dotCapacityEntry(kernels, slice, entry, point.lambda);
  }
  measure.pairs += slice.pairs;
  measureRows(kernels, slice, point, room, found, measure);
  return Float64Array.of(
    ...SUMS.map((key) => measure[key]),
    ...LARGEST.map((key) => measure[key]),
    ...prices,
    ...links,
  );
}

/** Prices of the links one slice takes part in. */
function budgetPricesOf(slice: SliceForm, rho: Float64Array): Float64Array {
  return Float64Array.from(slice.budgets, (link) => rho[link]!);
}

function measureSizes(
  form: ChainForm,
  point: GlobalVectors,
  found: Residuals["global"],
  measure: Measure,
): void {
  const { y, yl, zl, yu, zu } = point;
  for (let k = 0; k < form.designs.length; k++) {
    measure.primal += form.designCost[k]! * y[k]!;
    found.lower[k] = 0;
    found.upper[k] = 0;
    if (form.lower[k]! > -Infinity) {
      found.lower[k] = y[k]! - form.lower[k]! - yl[k]!;
      found.costs[k]! -= zl[k]!;
      measure.dual += form.lower[k]! * zl[k]!;
      measure.complementarity += yl[k]! * zl[k]!;
      measure.pairs++;
    }
    if (form.upper[k]! < Infinity) {
      found.upper[k] = form.upper[k]! - y[k]! - yu[k]!;
      found.costs[k]! += zu[k]!;
      measure.dual -= form.upper[k]! * zu[k]!;
      measure.complementarity += yu[k]! * zu[k]!;
      measure.pairs++;
    }
  }
  const n = form.designs.length;
  measure.primalError = Math.max(
    measure.primalError,
    largestOf(found.lower, 0, n),
    largestOf(found.upper, 0, n),
  );
  measure.dualError = Math.max(measure.dualError, largestOf(found.costs, 0, n));
  measure.primalSize = Math.max(measure.primalSize, largestOf(y, 0, n));
}

function measureLinks(
  form: ChainForm,
  point: GlobalVectors,
  found: Residuals["global"],
  measure: Measure,
): void {
  const { y, rho, s, zs } = point;
  for (let i = 0; i < form.linkRhs.length; i++) {
    const slack = form.linkSlack[i]!;
    let sum = form.linkRhs[i]! - slack * s[i]!;
    for (let p = form.linkStarts[i]!; p < form.linkStarts[i + 1]!; p++) {
      const k = form.linkDesigns[p]!;
      const value = form.linkValues[p]!;
      sum -= value * y[k]!;
      found.costs[k]! -= value * rho[i]!;
    }
    found.links[i]! += sum;
    measure.dual += form.linkRhs[i]! * rho[i]!;
    found.slackCosts[i] = 0;
    if (slack === 0) continue;
    found.slackCosts[i] = -slack * rho[i]! - zs[i]!;
    measure.complementarity += s[i]! * zs[i]!;
    measure.pairs++;
  }
  const m = form.linkRhs.length;
  measure.primalError = Math.max(measure.primalError, largestOf(found.links, 0, m));
  measure.dualError = Math.max(measure.dualError, largestOf(found.slackCosts, 0, m));
  measure.dualSize = Math.max(measure.dualSize, largestOf(rho, 0, m));
}

/** Fills rows, limits, costs and links of `found`; leaves the pulls alone. */
export function measureAll(machine: Machine, point: Vectors, found: Residuals): Measure {
  const { form, kernels, team } = machine;
  const measure = emptyMeasure();
  const { global } = point;
  found.global.costs.set(form.designCost);
  found.global.links.fill(0);
  const shares = form.slices.map((slice, s) =>
    measureSlice(
      kernels,
      slice,
      point.slices[s]!,
      capacitiesOf(slice, global.y),
      budgetPricesOf(slice, global.rho),
      machine,
      found.slices[s]!,
    ),
  );
  team.gather(shares);
  form.slices.forEach((slice, s) => {
    const share = shares[s]!;
    SUMS.forEach((key, i) => {
      measure[key] += share[i]!;
    });
    LARGEST.forEach((key, i) => {
      measure[key] = Math.max(measure[key], share[SUMS.length + i]!);
    });
    const links = HEAD + slice.capacities.length;
    slice.budgets.forEach((link, i) => {
      found.global.links[link]! += share[links + i]!;
    });
    const prices = share.subarray(HEAD, links).map((price) => -price);
    addCapacityPrices(slice, prices, found.global.costs);
  });
  measureLinks(form, global, found.global, measure);
  measureSizes(form, global, found.global, measure);
  return measure;
}
