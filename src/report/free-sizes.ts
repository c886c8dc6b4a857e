/** Sizes that cost nothing: of them any amount that suffices is as good, and a plan does not choose the least. */
import { unitCosts } from "../model/owner.ts";
import { peakOf } from "./flows.ts";
import type { Solved } from "./flows.ts";

/** Share of what is there below which a decision is a trace of the solver. */
const DUST = 1e-3;

export function freeSizeNotes(solved: Solved): string[] {
  return solved.campus.sized.flatMap(({ path, size, request }) => {
    const { nature = "asset", stages, existing = 0 } = request;
    if (nature !== "asset" || stages) return [];
    const costs = unitCosts(request);
    const isFree = costs.every(
      ({ capexUSDPerUnit, upkeepUSDPerYear }) => capexUSDPerUnit === 0 && upkeepUSDPerYear === 0,
    );
    const added = peakOf(solved, size) - existing;
    return isFree && added > DUST * (1 + existing)
      ? [`${path}: costs nothing to have, so the plan may hold more of it than it uses`]
      : [];
  });
}
