/** Room for the factorisation of one slice. */
import type { SliceForm } from "./form.ts";
import { placeOf } from "./kernels/kernels.ts";
import type { Kernels, Place, Ring } from "./kernels/kernels.ts";
import type { Room } from "./kernels/room.ts";
import type { Placement, SlicePlan } from "./plan.ts";
import { residentPlan, residentSlice } from "./resident.ts";

/** The rows that close a ring: a matrix (lower triangle), later its factor, and borders, later L⁻¹ of them. */
export interface Closing {
  readonly matrix: Float64Array;
  readonly through: Float64Array;
}

/** What is weighed, and where the weights go. */
type Weighed = Pick<SliceFactor, "block" | "coupling" | "carried" | "inverse" | "limited">;

/** Numbers of the factorisation of one slice; `block` and `coupling` become Cholesky factors in place. */
export interface SliceFactor {
  readonly kernels: Kernels;
  readonly slice: SliceForm;
  readonly plan: SlicePlan;
  /** z/x, σ and 1/θ of every number of the slice. */
  readonly below: Float64Array;
  readonly above: Float64Array;
  readonly inverse: Float64Array;
  /** σ/θ of what lies below a capacity. */
  readonly limited: Float64Array;
  /** Where the weights of every number go in its own step, and in the step after. */
  readonly placings: readonly Placing[];
  readonly nextPlacings: readonly Placing[];
  /** steps × packed block. */
  readonly block: Float64Array;
  /** steps × states × coupled rows. */
  readonly coupling: Float64Array;
  /**
   * steps × rows × wide: the borders to closing rows, then to capacities and budgets; later L⁻¹ of them. The
   * store rows of a segment's first step are closing rows, and hold nothing of use.
   */
  readonly carried: Float64Array;
  /** For each ring its closing rows. */
  readonly closings: readonly Closing[];
  /** borders × borders, lower triangle: direct terms, and B̂ᵀ·M⁻¹·B̂. */
  readonly corner: Float64Array;
  readonly gram: Float64Array;
  /** Corner, then gram: what the team is told. */
  readonly share: Float64Array;
  /** Room for one number for each carried column, twice, for their products with one another, and for each row. */
  readonly sums: Float64Array;
  readonly delta: Float64Array;
  readonly products: Float64Array;
  readonly before: Float64Array;
}

/** A placement with its arrays as places: target[step·stride + slot] += coefficient·weight over a family. */
export interface Placing {
  readonly family: number;
  readonly series: Place;
  readonly value: number;
  readonly steps: Place;
  readonly stride: number;
  readonly slot: number;
  readonly weights: Place;
  readonly target: Place;
}

function placingsOf(slice: SliceForm, plan: SlicePlan, arrays: Weighed, next: boolean): Placing[] {
  const { rows, states, coupled } = slice;
  const { block, coupling, carried, inverse, limited } = arrays;
  return plan.families.flatMap((own, f) => {
    const { offset, steps, nextSteps } = own.family;
    const into = (items: readonly Placement[], stride: number, target: Float64Array) =>
      items
        .filter(({ atNext }) => atNext === next)
        .map(({ slot, limited: share, value, series }): Placing => ({
          family: f,
          series: placeOf(series),
          value,
          steps: placeOf(next ? nextSteps : steps),
          stride,
          slot,
          weights: placeOf(share ? limited : inverse) + 8 * offset,
          target: placeOf(target),
        }));
    return [
      ...into(own.block, (rows * (rows + 1)) / 2, block),
      ...into(own.coupling, states * (rows - coupled), coupling),
      ...into(own.border, rows * plan.wide, carried),
    ];
  });
}

/** Numbers of the longest family: what room for one family at a time must hold. */
export function longestFamily(slice: SliceForm): number {
  return slice.families.reduce((most, family) => Math.max(most, family.count), 0);
}

/** Room for the factorisation of `slice`, laid out by `plan`. */
export function makeFactor(room: Room, form: SliceForm, laidOut: SlicePlan): SliceFactor {
  const slice = residentSlice(room, form);
  const plan = residentPlan(room, laidOut, slice);
  const { steps, rows, states, coupled, columns } = slice;
  const square = plan.borders * plan.borders;
  const share = new Float64Array(2 * square);
  const weighed = {
    inverse: room.floats(columns),
    limited: room.floats(columns),
    block: room.floats((steps * rows * (rows + 1)) / 2),
    coupling: room.floats(steps * states * (rows - coupled)),
    carried: room.floats(steps * rows * plan.wide),
  };
  return {
    kernels: room.kernels,
    slice,
    plan,
    ...weighed,
    placings: placingsOf(slice, plan, weighed, false),
    nextPlacings: placingsOf(slice, plan, weighed, true),
    below: room.floats(columns),
    above: room.floats(columns),
    closings: plan.rings.map(({ closings }) => ({
      matrix: new Float64Array(closings * closings),
      through: new Float64Array(closings * plan.borders),
    })),
    corner: share.subarray(0, square),
    gram: share.subarray(square),
    share,
    sums: room.floats(plan.wide),
    delta: room.floats(plan.wide),
    products: room.floats(plan.wide * plan.wide),
    before: room.floats(rows),
  };
}

/** What kernels are told of a factor before the steps from … to. */
export function ringOf(factor: SliceFactor, from: number, to: number): Ring {
  const { rows, states, locals, coupled } = factor.slice;
  return [
    placeOf(factor.block),
    placeOf(factor.coupling),
    placeOf(factor.carried),
    rows,
    states,
    locals,
    coupled,
    factor.plan.wide,
    from,
    to,
  ];
}
