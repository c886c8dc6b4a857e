/**
 * The iteration: factor, predict, correct, correct for centrality, step; until the gap is closed, the
 * problem shows that it has no solution, or someone says stop.
 */
import { findDirection } from "./direction.ts";
import type { Machine } from "./direction.ts";
import {
  aimAtBand,
  aimAtCentre,
  aimAtZero,
  copyTargets,
  longestSteps,
  move,
  pairRanges,
  productAfter,
} from "./pairs.ts";
import type { PairRange } from "./pairs.ts";
import { measureAll } from "./residual.ts";
import type { Measure } from "./residual.ts";
import { factorAll } from "./start.ts";
import { makeResiduals, makeVectors } from "./state.ts";
import type { Residuals, Vectors } from "./state.ts";

/** Everything that moves during a solve. */
export interface Run {
  readonly machine: Machine;
  readonly point: Vectors;
  /** Current direction, and the one tried against it. */
  step: Vectors;
  trial: Vectors;
  found: Residuals;
  trialFound: Residuals;
}

/** Room for iterating. */
export function makeRun(machine: Machine): Run {
  const { form } = machine;
  const found = makeResiduals(form);
  // Rows, limits and costs are shared: only the targets of a trial differ.
  const own = makeResiduals(form);
  const trialFound: Residuals = {
    slices: found.slices.map((slice, s) => ({
      ...slice,
      xz: own.slices[s]!.xz,
      wv: own.slices[s]!.wv,
    })),
    global: { ...found.global, ylzl: own.global.ylzl, yuzu: own.global.yuzu, szs: own.global.szs },
  };
  return {
    machine,
    point: makeVectors(form),
    step: makeVectors(form),
    trial: makeVectors(form),
    found,
    trialFound,
  };
}

/** Most centrality correctors per iteration. */
const CORRECTORS = 3;
/** A corrector aims at this much more step, and must gain a tenth of it. */
const REACH = 0.3;

function ranges(run: Run): PairRange[] {
  return pairRanges(run.machine.form, run.point, run.step, run.found);
}

/** Tries correctors around `mu` while they lengthen the step. */
function centre(
  run: Run,
  mu: number,
  first: { primal: number; dual: number },
): { primal: number; dual: number } {
  let best = first;
  for (let i = 0; i < CORRECTORS; i++) {
    if (best.primal > 0.95 && best.dual > 0.95) return best;
    const aimed = {
      primal: Math.min(1, best.primal + REACH),
      dual: Math.min(1, best.dual + REACH),
    };
    copyTargets(run.found, run.trialFound);
    const current = pairRanges(run.machine.form, run.point, run.step, run.trialFound);
    aimAtBand(current, mu, aimed.primal, aimed.dual);
    findDirection(run.machine, run.point, run.trialFound, run.trial);
    const tried = longestSteps(pairRanges(run.machine.form, run.point, run.trial, run.trialFound));
    const gain = tried.primal + tried.dual - best.primal - best.dual;
    if (!(gain > 0.1 * REACH)) return best;
    [run.step, run.trial] = [run.trial, run.step];
    [run.found, run.trialFound] = [run.trialFound, run.found];
    best = tried;
  }
  return best;
}

/** Result of one iteration: the steps taken. */
export interface Taken {
  readonly primal: number;
  readonly dual: number;
}

/** One iteration from a measured point. */
export function iterate(run: Run, measure: Measure): Taken {
  const mu = measure.complementarity / measure.pairs;
  factorAll(run.machine, run.point);
  aimAtZero(ranges(run));
  findDirection(run.machine, run.point, run.found, run.step);
  const predicted = longestSteps(ranges(run));
  const after = productAfter(ranges(run), predicted.primal, predicted.dual) / measure.pairs;
  const target = mu * Math.max((after / mu) ** 3, 1e-6);
  aimAtCentre(ranges(run), target);
  findDirection(run.machine, run.point, run.found, run.step);
  const longest = centre(run, target, longestSteps(ranges(run)));
  // Further from the boundary while the predictor finds little to gain, close to it at the end.
  const keep = Math.max(0.95, Math.min(0.999, 1 - after / mu));
  const taken = {
    primal: Math.min(1, keep * longest.primal),
    dual: Math.min(1, keep * longest.dual),
  };
  move(run.point, run.step, taken.primal, taken.dual);
  return taken;
}

/** Measures the current point into `run.found`. */
export function measureRun(run: Run): Measure {
  return measureAll(run.machine.form, run.point, run.found);
}
