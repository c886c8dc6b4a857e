/**
 * Solves with a slice's factor in two halves, with the borders between them:
 *
 *     forward    u = L⁻¹·r along every segment and through the closing rows of its ring;  B̂ᵀ·M⁻¹·r = Xᵀ·u on the way
 *     backward   λ = L⁻ᵀ·(u − X·δ)  for changes δ of capacities and budgets
 *
 * Between the halves the store rows of a segment's first step hold the closing rows' part of u.
 */
import { ringOf } from "./factor.ts";
import type { SliceFactor } from "./factor.ts";
import { solveLower, solveUpper } from "./dense.ts";
import { placeOf } from "./kernels/kernels.ts";

/** In place: `u` holds r (rows × steps) and becomes L⁻¹·r. Gives B̂ᵀ·M⁻¹·r: capacities, then budgets. */
export function solveForward(factor: SliceFactor, u: Float64Array): Float64Array {
  const { kernels, slice, plan, closings, sums } = factor;
  const { steps, states, locals } = slice;
  const { borders, wide } = plan;
  const asked = new Float64Array(borders);
  plan.rings.forEach(({ segments, closings: count }, ring) => {
    const { matrix, through } = closings[ring]!;
    const e = new Float64Array(count);
    for (const { from, to, opens, holds } of segments) {
      for (let i = 0; i < states; i++) {
        const first = (locals + i) * steps + from;
        e[opens + i]! += u[first]!;
        u[first] = 0;
      }
      sums.fill(0);
      kernels.forwardRing(...ringOf(factor, from, to), placeOf(u), 8 * steps, placeOf(sums));
      for (let slot = 0; slot < wide; slot++) {
        const held = holds[slot]!;
        if (held >= count) asked[held - count]! += sums[slot]!;
        else if (held >= 0) e[held]! -= sums[slot]!;
      }
    }
    solveLower(matrix, count, e);
    for (const { from, opens } of segments)
      for (let i = 0; i < states; i++) u[(locals + i) * steps + from] = e[opens + i]!;
    for (let i = 0; i < count; i++)
      for (let c = 0; c < borders; c++) asked[c]! += through[i * borders + c]! * e[i]!;
  });
  return asked;
}

/** In place: `u` holds L⁻¹·r and becomes M⁻¹·(r − B̂·change). */
export function solveBackward(factor: SliceFactor, u: Float64Array, change: Float64Array): void {
  const { kernels, slice, plan, closings, delta } = factor;
  const { steps, states, locals } = slice;
  const { borders, wide } = plan;
  plan.rings.forEach(({ segments, closings: count }, ring) => {
    const { matrix, through } = closings[ring]!;
    const e = new Float64Array(count);
    for (const { from, opens } of segments)
      for (let i = 0; i < states; i++) {
        let sum = u[(locals + i) * steps + from]!;
        const row = (opens + i) * borders;
        for (let c = 0; c < borders; c++) sum -= through[row + c]! * change[c]!;
        e[opens + i] = sum;
      }
    solveUpper(matrix, count, e);
    for (const { from, to, opens, holds } of segments) {
      for (let slot = 0; slot < wide; slot++) {
        const held = holds[slot]!;
        delta[slot] = held < 0 ? 0 : held < count ? e[held]! : change[held - count]!;
      }
      kernels.backwardRing(...ringOf(factor, from, to), placeOf(u), 8 * steps, placeOf(delta));
      for (let i = 0; i < states; i++) u[(locals + i) * steps + from] = e[opens + i]!;
    }
  });
}
