/**
 * The iteration: factor, predict, correct, correct for centrality, step. Of a centrality corrector as much
 * is taken as lengthens the step most (Colombo and Gondzio 2008), for primal and dual numbers apart; a few
 * pairs that still end the step early are held back.
 */
import { findDirection } from "./direction.ts";
import { probeBlend, probeStep, sharesFrom } from "./lengths.ts";
import type { Blend, Lengths } from "./lengths.ts";
import { aimAtBand, aimAtCentre, aimAtZero, move } from "./pairs.ts";
import type { Visit } from "./pairs.ts";
import { holdFew } from "./hold.ts";
import { measureAll, meanProduct } from "./residual.ts";
import type { Measure } from "./residual.ts";
import type { Run } from "./run.ts";
import { factorAll } from "./start.ts";

/** Most centrality correctors per iteration. */
const CORRECTORS = 3;
/** A corrector aims at this much more step. */
const REACH = 0.5;
/**
 * The target is the part of products that the predictor leaves, to this power. Mehrotra's is 3; correctors
 * for centrality let it be bolder, which takes a sixth of the iterations away.
 */
const BOLDNESS = 8;
/** Mehrotra's power, for problems on which bold steps lost their way; nothing is held back then. */
const CARE = 3;

/** Tries a change of the direction; the shares of it that lengthen the step most. */
function tryChange(run: Run, pull: Visit, shares: Float64Array): { primal: Blend; dual: Blend } {
  const { team, probes } = run.machine;
  const blend = probeBlend(team, probes, shares);
  findDirection(run, { whole: false, pull, look: blend.visit }, run.trial);
  return blend.finish();
}

/** Adds correctors around `mu` while they lengthen the step. */
export function centre(run: Run, mu: number, first: Lengths): Lengths {
  const { kernels } = run.machine;
  let best = first;
  for (let i = 0; i < CORRECTORS; i++) {
    if (best.primal > 0.95 && best.dual > 0.95) return best;
    const pull = aimAtBand(
      kernels,
      mu,
      Math.min(1, best.primal + REACH),
      Math.min(1, best.dual + REACH),
    );
    const { primal, dual } = tryChange(run, pull, sharesFrom(best.primal * best.dual));
    if (!(primal.length + dual.length > best.primal + best.dual)) return best;
    move(kernels, run.step, run.trial, primal.weight, dual.weight);
    best = { primal: primal.length, dual: dual.length };
  }
  return best;
}

/**
 * One iteration from a measured point; `first` is the measure of the start, and undefined where steps are
 * to be careful. Gives the steps taken.
 */
export function iterate(run: Run, measure: Measure, first: Measure | undefined): Lengths {
  const { team, form, kernels, probes } = run.machine;
  const mu = meanProduct(measure);
  factorAll(run.machine, run.point);
  const probe = probeStep(team, probes, form.slices.length);
  findDirection(run, { whole: true, pull: aimAtZero(kernels), look: probe.visit }, run.step);
  const left = 1 + probe.finish().change / measure.complementarity;
  const target = mu * Math.max(left ** (first ? BOLDNESS : CARE), 1e-6);
  const { primal, dual } = tryChange(run, aimAtCentre(kernels, target), Float64Array.of(1));
  move(kernels, run.step, run.trial, 1, 1);
  const longest = centre(run, target, { primal: primal.length, dual: dual.length });
  // Further from the boundary while the predictor finds little to gain, close to it at the end.
  const keep = Math.max(0.95, Math.min(0.999, 1 - left));
  const safe = {
    primal: Math.min(1, keep * longest.primal),
    dual: Math.min(1, keep * longest.dual),
  };
  const taken = first && left > 0.5 ? holdFew(run, safe, measure, first) : safe;
  move(kernels, run.point, run.step, taken.primal, taken.dual);
  return taken;
}

/** Measures the current point into `run.found`. */
export function measureRun(run: Run): Measure {
  return measureAll(run.machine, run.point, run.found);
}
