/**
 * The iteration: factor, predict, correct, correct for centrality, step. Of a centrality corrector as much
 * is taken as lengthens the step most (Colombo and Gondzio 2008), for primal and dual numbers apart.
 */
import { makeFactor } from "./assemble.ts";
import { findDirection } from "./direction.ts";
import type { Machine } from "./direction.ts";
import type { ChainForm } from "./form.ts";
import { makeGlobalFactor } from "./global.ts";
import {
  aimAsStep,
  aimAtBand,
  aimAtCentre,
  aimAtZero,
  blendSteps,
  longestSteps,
  mix,
  move,
  pairRanges,
  productAfter,
} from "./pairs.ts";
import type { Lengths, PairRange } from "./pairs.ts";
import { measureAll } from "./residual.ts";
import type { Measure } from "./residual.ts";
import { factorAll } from "./start.ts";
import { makeResiduals, makeVectors } from "./state.ts";
import type { Residuals, Vectors } from "./state.ts";
import { ALONE } from "./team/team.ts";
import type { Team } from "./team/team.ts";

/** Everything that moves during a solve. */
export interface Run {
  readonly machine: Machine;
  readonly point: Vectors;
  /** Current direction, and the one tried against it. */
  readonly step: Vectors;
  readonly trial: Vectors;
  readonly found: Residuals;
}

/** Prepares factors and room for `form`. */
export function makeRunFor(form: ChainForm, team: Team = ALONE): Run {
  const work = form.slices.map((slice) => ({
    g: new Float64Array(slice.columns),
    t: new Float64Array(slice.columns),
    u: new Float64Array(slice.rhs.length),
  }));
  return {
    machine: {
      form,
      slices: form.slices.map(makeFactor),
      work,
      global: makeGlobalFactor(form),
      team,
    },
    point: makeVectors(form),
    step: makeVectors(form),
    trial: makeVectors(form),
    found: makeResiduals(form),
  };
}

/** Most centrality correctors per iteration. */
const CORRECTORS = 3;
/** A corrector aims at this much more step; another is tried when it gained GAIN. */
const REACH = 0.5;
const GAIN = 0.03;

function rangesOf(run: Run, step: Vectors): PairRange[] {
  return pairRanges(run.machine.form, run.point, step, run.found);
}

/** Adds correctors around `mu` while they lengthen the step. */
function centre(run: Run, mu: number, first: Lengths): Lengths {
  const { machine } = run;
  const current = rangesOf(run, run.step);
  const tried = rangesOf(run, run.trial);
  let best = first;
  for (let i = 0; i < CORRECTORS; i++) {
    if (best.primal > 0.95 && best.dual > 0.95) return best;
    aimAsStep(current);
    aimAtBand(current, mu, Math.min(1, best.primal + REACH), Math.min(1, best.dual + REACH));
    findDirection(machine, run.point, run.found, run.trial);
    const { primal, dual } = blendSteps(machine, current, tried, best.primal * best.dual);
    const gain = primal.length + dual.length - best.primal - best.dual;
    if (!(gain > 0)) return best;
    mix(run.step, run.trial, primal.weight, dual.weight);
    best = { primal: primal.length, dual: dual.length };
    if (gain <= GAIN) return best;
  }
  return best;
}

/** One iteration from a measured point; gives the steps taken. */
export function iterate(run: Run, measure: Measure): Lengths {
  const { machine } = run;
  const mu = measure.complementarity / measure.pairs;
  factorAll(machine, run.point);
  const ranges = rangesOf(run, run.step);
  aimAtZero(ranges);
  findDirection(machine, run.point, run.found, run.step);
  const predicted = longestSteps(machine, ranges);
  const after = productAfter(machine, ranges, predicted) / measure.pairs;
  const target = mu * Math.max((after / mu) ** 3, 1e-6);
  aimAtCentre(ranges, target);
  findDirection(machine, run.point, run.found, run.step);
  const longest = centre(run, target, longestSteps(machine, ranges));
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
  return measureAll(run.machine.form, run.point, run.found, run.machine.team);
}
