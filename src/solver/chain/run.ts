/** Everything that moves during a solve, and the factors it needs. */
import { longestFamily, makeFactor } from "./factor.ts";
import type { SliceFactor } from "./factor.ts";
import type { ChainForm } from "./form.ts";
import { makeGlobalFactor } from "./global.ts";
import type { GlobalFactor } from "./global.ts";
import { makeHoldRoom } from "./hold.ts";
import type { HoldRoom } from "./hold.ts";
import type { Kernels } from "./kernels/kernels.ts";
import { furnish } from "./kernels/room.ts";
import type { Room } from "./kernels/room.ts";
import { makeProbeRoom } from "./lengths.ts";
import type { ProbeRoom } from "./lengths.ts";
import { pairsOf } from "./pairs.ts";
import type { Pairs } from "./pairs.ts";
import { planSlice } from "./plan.ts";
import type { SlicePlan } from "./plan.ts";
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
  /** Room for what is measured over one family. */
  readonly measured: Float64Array;
  readonly probes: ProbeRoom;
  readonly holds: HoldRoom;
  readonly kernels: Kernels;
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

function layOut(room: Room, form: ChainForm, plans: readonly SlicePlan[], team: Team): Run {
  const slices = form.slices.map((slice, s) => makeFactor(room, slice, plans[s]!));
  const longest = Math.max(0, ...form.slices.map(longestFamily));
  const resident = { ...form, slices: slices.map(({ slice }) => slice) };
  const point = makeVectors(form, room.floats);
  const step = makeVectors(form, room.floats);
  const trial = makeVectors(form, room.floats);
  const found = makeResiduals(form, room.floats);
  return {
    machine: {
      form: resident,
      slices,
      global: makeGlobalFactor(form),
      scratch: room.floats(longest),
      measured: room.floats(7),
      probes: makeProbeRoom(room),
      holds: makeHoldRoom(room),
      kernels: room.kernels,
      team,
    },
    point,
    step,
    trial,
    found,
    pairs: pairsOf(resident, point, step, trial, found),
  };
}

/** Prepares factors and room for `form`; `release` gives the memory back once nothing of the run is used. */
export function makeRunFor(
  form: ChainForm,
  team: Team = ALONE,
): { readonly run: Run; readonly release: () => void } {
  const plans = form.slices.map(planSlice);
  const { built, release } = furnish((room) => layOut(room, form, plans, team));
  return { run: built, release };
}
