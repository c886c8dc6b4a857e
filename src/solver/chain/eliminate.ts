/**
 * Block-tridiagonal Cholesky of one slice, step by step and segment by segment, with the borders carried along.
 *
 *     M = L·Lᵀ     coupling  P_t = M_t,t−1·L_{t−1}⁻ᵀ     block  L_t·L_tᵀ = M_tt − P_t·P_tᵀ
 *     borders      X = L⁻¹·[E, B̂]    (E: the rows that close the ring)
 *     ring         S = D_E − XᵀX on E, factored;  gram = B̂ᵀ·M⁻¹·B̂ = XᵀX on B̂ + what passes through S
 *
 * Diagonals hold reciprocals. A pivot lost in rounding means a dependent row: it is held at a floor, which
 * damps its price and lets consistent rows pass. Every pivot gets a proximal term besides, centred on the
 * current prices: where rows leave their variables no room, prices would run away without it.
 */
import { assembleChunk, beginRing, weigh } from "./assemble.ts";
import { addJoint, closeRing } from "./closing.ts";
import { LOST_PIVOT, PROXIMAL } from "./dense.ts";
import { ringOf } from "./factor.ts";
import type { SliceFactor } from "./factor.ts";
import { placeOf } from "./kernels/kernels.ts";
import type { Chunk } from "./chunks.ts";
import type { SliceVectors } from "./state.ts";

/** Steps eliminated at a time: their numbers stay in the nearest cache. */
const STRETCH = 16;

/** Factors the steps from … to and carries the borders through them; `first` is the segment's first step. */
function eliminateSteps(factor: SliceFactor, from: number, to: number, first: number): void {
  factor.kernels.eliminateSteps(
    ...ringOf(factor, from, to),
    first,
    placeOf(factor.before),
    LOST_PIVOT,
    PROXIMAL,
  );
}

/** Eliminates the steps of a chunk, and adds the products of their columns. */
function eliminateChunk(factor: SliceFactor, { from, to, segment }: Chunk): void {
  const { slice, plan, carried, products, kernels } = factor;
  const { rows, locals } = slice;
  const { wide } = plan;
  const addGram = (start: number, end: number) => {
    kernels.addGram(placeOf(carried), start * wide, end * wide, wide, placeOf(products));
  };
  for (let start = from; start < to; start += STRETCH) {
    const end = Math.min(to, start + STRETCH);
    eliminateSteps(factor, start, end, segment.from);
    if (start > segment.from) addGram(start * rows, end * rows);
    else {
      // The store rows of the first step are closing rows.
      addGram(start * rows, start * rows + locals);
      addGram((start + 1) * rows, end * rows);
    }
  }
}

/** Assembles and factors a slice at `point`, a chunk at a time while it is in the cache. */
export function factorSlice(factor: SliceFactor, point: SliceVectors): void {
  const { plan, closings, gram, products } = factor;
  weigh(factor, point);
  gram.fill(0);
  plan.rings.forEach((ring, i) => {
    const size = ring.closings + plan.borders;
    const joint = new Float64Array(size * size);
    const closing = closings[i]!;
    beginRing(factor, ring, closing);
    for (const chunk of ring.chunks) {
      const { from, to, segment } = chunk;
      if (from === segment.from) products.fill(0);
      assembleChunk(factor, ring, closing, chunk);
      eliminateChunk(factor, chunk);
      if (to === segment.to) addJoint(factor, segment, size, joint);
    }
    closeRing(factor, closing, ring.closings, joint);
  });
}
