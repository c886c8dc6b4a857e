/** Milestones of what a plan over quarters may order: their months and odds, with the source of each. */
import { catalogChainName } from "../blocks/milestones.ts";
import { catalog } from "../catalog/catalog.ts";
import { chainKey, chainOf } from "../scenario/lead-times.ts";
import type { Assumption, BlockEntry } from "../scenario/scenario.ts";

const HELP = "Months at P10, P50, P90; share that ends there";

/** The milestones of an entry, each under the path that states it; empty for what comes when it is ordered. */
export function milestoneAssumptions(entry: BlockEntry, placeId: string | undefined): Assumption[] {
  const chain = catalogChainName(...chainKey(entry, placeId));
  const stated = entry.timing.milestones ?? {};
  return (chainOf(entry, placeId)?.milestones ?? []).map(({ name, duration, exitFrac }) => ({
    path: `${entry.path}.timing.milestones.${name}`,
    value: [duration.p10Months, duration.p50Months, duration.p90Months, exitFrac],
    origin: Object.hasOwn(stated, name) ? "scenario" : "default",
    figure: catalog("milestones").get(`${chain}/${name}`)?.get("p50Months"),
    help: HELP,
  }));
}
