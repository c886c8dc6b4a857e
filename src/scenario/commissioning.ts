/**
 * The day a site is commissioned, where the scenario does not state it: the start of a design year; over a
 * horizon the first quarter in which power, room and chips can all be there.
 *
 *     max over { power, room, chips } of min over what brings it of its earliest quarter
 */
import { readQuarter } from "../blocks/dates.ts";
import { catalog } from "../catalog/catalog.ts";
import { dayNumber } from "../units/day.ts";
import { quarterNumber, quartersFor } from "../units/quarter.ts";
import { leadTimeOf, stageQuarters } from "./lead-times.ts";
import type { BlockEntry, HorizonScenario, Scenario, SiteScenario } from "./scenario.ts";

/** First day of a quarter, as in units/day.ts. */
export function firstDay(quarter: number): number {
  const month = String((quarter % 4) * 3 + 1).padStart(2, "0");
  return dayNumber(`${Math.floor(quarter / 4)}-${month}-01`)!;
}

/** The first quarter in which something of an entry can be in force. */
function earliestQuarter(entry: BlockEntry, placeId: string, horizon: HorizonScenario): number {
  const { spec, timing, block } = entry;
  if (Number(spec["existingMW"] ?? 0) > 0) return horizon.start;
  const lead = leadTimeOf(entry, placeId, horizon);
  const onSale = quarterNumber(
    catalog("generations").get(block.kind)?.get("availableFrom")?.text ?? "",
  );
  const ordered = Math.max(
    horizon.start + quartersFor(lead.leadMonths),
    readQuarter(timing.from) ?? -Infinity,
    onSale ?? -Infinity,
  );
  const stages = Array.isArray(spec["stages"])
    ? (spec["stages"] as readonly { readonly date?: string }[])
    : [];
  const dated = stages.map(({ date }) => {
    const quarter = readQuarter(date);
    return quarter === undefined ? ordered : horizon.start + stageQuarters(horizon, lead, quarter);
  });
  const unstaged = Number(spec["firmMW"] ?? 0) + Number(spec["nonFirmMW"] ?? 0) > 0;
  return dated.length === 0 || unstaged ? Math.min(ordered, ...dated) : Math.min(...dated);
}

/** The day a site is commissioned, as in units/day.ts. */
export function commissionedOn({ law, horizon }: Scenario, site: SiteScenario): number {
  if (!horizon || law.statedCommissioning) return law.commissioned;
  const first = (entries: readonly BlockEntry[]) =>
    entries.length === 0
      ? horizon.start
      : Math.min(...entries.map((entry) => earliestQuarter(entry, site.placeId, horizon)));
  const giving = (what: "power" | "hall") =>
    site.contracts.filter(({ block }) => block.gives?.includes(what));
  const quarter = Math.max(
    first([...site.connections, ...site.supply, ...giving("power")]),
    first([...site.halls, ...giving("hall")]),
    first(site.fleets),
  );
  return firstDay(Math.min(quarter, horizon.start + horizon.quarters));
}
