/**
 * The part of a direction that belongs to sizes and links; see `direction.ts`. Pulls are over the first of
 * each pair: over the room below, the room above, the slack.
 */
import type { ChainForm } from "./form.ts";
import type { GlobalResiduals, GlobalVectors } from "./state.ts";

/** Right-hand sides of the system over sizes (b₃) and links (b₂), without what slices ask. */
export function globalRight(
  form: ChainForm,
  point: GlobalVectors,
  found: GlobalResiduals,
  whole: boolean,
): { b3: Float64Array; b2: Float64Array } {
  const b3 = new Float64Array(form.designs.length);
  const b2 = new Float64Array(form.linkRhs.length);
  for (let k = 0; k < b3.length; k++) {
    if (whole) b3[k] = -found.costs[k]!;
    if (form.lower[k]! > -Infinity) {
      b3[k]! += found.ylzl[k]!;
      if (whole) b3[k]! -= (point.zl[k]! / point.yl[k]!) * found.lower[k]!;
    }
    if (form.upper[k]! < Infinity) {
      b3[k]! -= found.yuzu[k]!;
      if (whole) b3[k]! += (point.zu[k]! / point.yu[k]!) * found.upper[k]!;
    }
  }
  for (let i = 0; i < b2.length; i++) {
    if (whole) b2[i] = found.links[i]!;
    if (form.linkSlack[i] === 0) continue;
    const pull = found.szs[i]! - (whole ? found.slackCosts[i]! : 0);
    b2[i]! -= (form.linkSlack[i]! * pull * point.s[i]!) / point.zs[i]!;
  }
  return { b3, b2 };
}

/** Rooms, slacks and their prices, once Δy and Δρ are in `step`. */
export function globalDown(
  form: ChainForm,
  point: GlobalVectors,
  found: GlobalResiduals,
  whole: boolean,
  step: GlobalVectors,
): void {
  for (let k = 0; k < form.designs.length; k++) {
    if (form.lower[k]! > -Infinity) {
      step.yl[k] = whole ? step.y[k]! + found.lower[k]! : step.y[k]!;
      step.zl[k] = found.ylzl[k]! - (point.zl[k]! / point.yl[k]!) * step.yl[k]!;
    }
    if (form.upper[k]! < Infinity) {
      step.yu[k] = whole ? found.upper[k]! - step.y[k]! : -step.y[k]!;
      step.zu[k] = found.yuzu[k]! - (point.zu[k]! / point.yu[k]!) * step.yu[k]!;
    }
  }
  for (let i = 0; i < form.linkRhs.length; i++) {
    if (form.linkSlack[i] === 0) continue;
    const price = -form.linkSlack[i]! * step.rho[i]!;
    step.zs[i] = whole ? found.slackCosts[i]! + price : price;
    step.s[i] = ((found.szs[i]! - step.zs[i]!) * point.s[i]!) / point.zs[i]!;
  }
}
