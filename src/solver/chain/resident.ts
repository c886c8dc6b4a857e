/** Copies of a slice's form and plan whose series and steps kernels can reach. */
import type { Coefficient, SliceForm } from "./form.ts";
import type { Room } from "./kernels/room.ts";
import type { SlicePlan } from "./plan.ts";

function resident<Kind extends Coefficient>(room: Room, coefficient: Kind): Kind {
  const { series } = coefficient;
  return series === null ? coefficient : { ...coefficient, series: room.floatsOf(series) };
}

/** `slice` with everything that directions read in `room`. */
export function residentSlice(room: Room, slice: SliceForm): SliceForm {
  return {
    ...slice,
    cost: room.floatsOf(slice.cost),
    upper: room.floatsOf(slice.upper),
    rhs: room.floatsOf(slice.rhs),
    capacityEntries: slice.capacityEntries.map((entry) => resident(room, entry)),
    families: slice.families.map((family) => ({
      ...family,
      steps: room.integersOf(family.steps),
      nextSteps: room.integersOf(family.nextSteps),
      runs: room.integersOf(family.runs),
      nextRuns: room.integersOf(family.nextRuns),
      profile: resident(room, family.profile),
      own: family.own.map((entry) => resident(room, entry)),
      next: family.next.map((entry) => resident(room, entry)),
      budgets: family.budgets.map((entry) => resident(room, entry)),
    })),
  };
}

/** `plan` over the families of the resident `slice`. */
export function residentPlan(room: Room, plan: SlicePlan, slice: SliceForm): SlicePlan {
  return {
    ...plan,
    families: plan.families.map(({ block, coupling, border, corner }, i) => ({
      family: slice.families[i]!,
      block: block.map((placement) => resident(room, placement)),
      coupling: coupling.map((placement) => resident(room, placement)),
      border: border.map((placement) => resident(room, placement)),
      corner: corner.map((placement) => resident(room, placement)),
    })),
  };
}
