/** Everything that moves during a solve, and the factors it needs. */
import { longestFamily, makeFactor } from "./assemble.ts";
import type { SliceFactor } from "./assemble.ts";
import type { ChainForm } from "./form.ts";
import { makeGlobalFactor } from "./global.ts";
import type { GlobalFactor } from "./global.ts";
import { pairsOf } from "./pairs.ts";
import type { Pairs } from "./pairs.ts";
import type { Scratch } from "./product.ts";
import { makeResiduals, makeVectors } from "./state.ts";
import type { Residuals, Vectors } from "./state.ts";
import { ALONE } from "./team/team.ts";
import type { Team } from "./team/team.ts";

/** All factors of a solve, and room for the numbers of one family. */
export interface Machine {
  readonly form: ChainForm;
  readonly slices: readonly SliceFactor[];
  readonly global: GlobalFactor;
  readonly scratch: Scratch;
  readonly team: Team;
}

/** A solve on its way. */
export interface Run {
  readonly machine: Machine;
  readonly point: Vectors;
  /** Current direction, and a change of it that is tried. */
  readonly step: Vectors;
  readonly trial: Vectors;
  readonly found: Residuals;
  /** The complementary pairs of all these. */
  readonly pairs: Pairs;
}

/** Prepares factors and room for `form`. */
export function makeRunFor(form: ChainForm, team: Team = ALONE): Run {
  const longest = Math.max(0, ...form.slices.map(longestFamily));
  const point = makeVectors(form);
  const step = makeVectors(form);
  const trial = makeVectors(form);
  const found = makeResiduals(form);
  return {
    machine: {
      form,
      slices: form.slices.map(makeFactor),
      global: makeGlobalFactor(form),
      scratch: new Float64Array(longest),
      team,
    },
    point,
    step,
    trial,
    found,
    pairs: pairsOf(form, point, step, trial, found),
  };
}
