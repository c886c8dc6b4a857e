/** The earliest quarter in which an entry, and with it a site, can be in force (lead-times.ts). */
import { readQuarter } from "../blocks/dates.ts";
import { quartersFor } from "../units/quarter.ts";
import { leadTimeOf, stageQuarters } from "./lead-times.ts";
import type { BlockEntry, HorizonScenario, SiteScenario } from "./scenario.ts";
import { stagesOf } from "./stage-check.ts";
import type { StageSpec } from "./stage-check.ts";
import { existingOf, onSale } from "./timing-check.ts";

/** Arrivals of entries over one horizon. */
export class Arrivals {
  constructor(readonly horizon: HorizonScenario) {}

  /** First quarter after the plan. */
  get end(): number {
    return this.horizon.start + this.horizon.quarters;
  }

  /** First quarter in which something new can come, whatever `until` says. */
  ordered(entry: BlockEntry, placeId: string | undefined): number {
    const { leadMonths } = leadTimeOf(entry, placeId, this.horizon);
    return Math.max(
      this.horizon.start + quartersFor(leadMonths),
      readQuarter(entry.timing.from) ?? 0,
      onSale(entry.block.kind, "availableFrom") ?? 0,
    );
  }

  /** Last quarter in which something new may come; ∞ without one. */
  last({ timing, block }: BlockEntry): number {
    return readQuarter(timing.until) ?? onSale(block.kind, "availableUntil") ?? Infinity;
  }

  /** First quarter in which a stage can be in force; ∞ if its end comes first. */
  stage(entry: BlockEntry, stage: StageSpec, placeId: string | undefined): number {
    const date = readQuarter(stage.date);
    if (date === undefined) return this.ordered(entry, placeId);
    const lead = leadTimeOf(entry, placeId, this.horizon);
    const first = this.horizon.start + stageQuarters(this.horizon, lead, date);
    return first < (readQuarter(stage.until) ?? Infinity) ? first : Infinity;
  }

  /** First quarter in which anything of an entry can be in force; ∞ if never. */
  first(entry: BlockEntry, placeId: string | undefined): number {
    if (existingOf(entry).is > 0) return this.horizon.start;
    const stages = stagesOf(entry);
    const dated = stages.map((stage) => this.stage(entry, stage, placeId));
    const plain =
      entry.block.kind !== "grid-connection" ||
      Number(entry.spec["firmMW"]) + Number(entry.spec["nonFirmMW"]) > 0;
    const ordered = this.ordered(entry, placeId);
    return Math.min(...dated, plain && ordered <= this.last(entry) ? ordered : Infinity);
  }

  /** First quarter in which each thing that a site needs to compute can be there; ∞ if never. */
  parts(site: SiteScenario): readonly { readonly what: string; readonly quarter: number }[] {
    const firstOf = (entries: readonly BlockEntry[]) =>
      Math.min(Infinity, ...entries.map((entry) => this.first(entry, site.placeId)));
    const giving = (what: "power" | "hall") =>
      site.contracts.filter(({ block }) => block.gives?.includes(what));
    const cooling = site.contracts.filter(({ block }) => block.removes !== undefined);
    return [
      {
        what: "power",
        quarter: firstOf([...site.connections, ...site.supply, ...giving("power")]),
      },
      { what: "a hall", quarter: firstOf([...site.halls, ...giving("hall")]) },
      { what: "cooling", quarter: firstOf([...site.cooling, ...cooling]) },
      { what: "accelerators", quarter: firstOf(site.fleets) },
    ];
  }

  /** First quarter in which a site can compute: power, hall, cooling and chips are all there. */
  site(site: SiteScenario): number {
    return Math.max(...this.parts(site).map(({ quarter }) => quarter));
  }
}
