/**
 * The earliest quarter in which an entry can be in force, by its chain at the plan's percentile.
 *
 *     first = start + ceil((months of the chain − months it has run) / 3), not before `from` or the launch
 *     stage with a date: months to the date × (chain at the percentile / chain at P50)
 */
import { readMonth, readQuarter } from "../blocks/dates.ts";
import { catalogChain, withMilestones } from "../blocks/milestones.ts";
import { chainMonthsAt } from "../timing/chain-months.ts";
import type { Chain } from "../timing/chain.ts";
import type { BlockEntry, HorizonScenario, SiteScenario } from "./scenario.ts";
import { stagesOf } from "./stage-check.ts";
import type { StageSpec } from "./stage-check.ts";
import { existingOf, onSale } from "./timing-check.ts";

/** Months are cut a little short so that a chain of exactly nine months takes three quarters. */
const NEARLY = 1e-6;

/** Arrivals of entries; chains that several entries share are worked out once. */
export class Arrivals {
  readonly #months = new Map<string, number>();

  constructor(readonly horizon: HorizonScenario) {}

  /** First quarter after the plan. */
  get end(): number {
    return this.horizon.start + this.horizon.quarters;
  }

  #monthsAt(chain: Chain, percentile: number, elapsedMonths: number): number {
    const key = JSON.stringify([chain, percentile, elapsedMonths]);
    const known = this.#months.get(key);
    if (known !== undefined) return known;
    const months = chainMonthsAt(chain, percentile, { elapsedMonths });
    this.#months.set(key, months);
    return months;
  }

  #chain({ timing, block }: BlockEntry, placeId: string | undefined): Chain | undefined {
    return withMilestones(catalogChain(timing.chain, block.kind, placeId), timing.milestones);
  }

  /** First quarter in which something new can come, whatever `until` says. */
  ordered(entry: BlockEntry, placeId: string | undefined): number {
    const { start, percentile } = this.horizon;
    const chain = this.#chain(entry, placeId);
    const begun = readMonth(entry.timing.ordered);
    const elapsed = begun === undefined ? 0 : Math.max(0, start * 3 - begun);
    const months = chain ? this.#monthsAt(chain, percentile, elapsed) - elapsed : 0;
    return Math.max(
      start + Math.ceil(months / 3 - NEARLY),
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
    const { start, percentile } = this.horizon;
    const date = readQuarter(stage.date);
    if (date === undefined) return this.ordered(entry, placeId);
    const chain = this.#chain(entry, placeId);
    const usual = chain ? this.#monthsAt(chain, 0.5, 0) : 0;
    const stretch = usual > 0 ? this.#monthsAt(chain!, percentile, 0) / usual : 1;
    const quarters = Math.ceil(Math.max(0, date - start) * stretch - NEARLY);
    const first = start + quarters;
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

  /** First quarter in which a site can compute: power, hall, cooling and chips are all there. */
  site(site: SiteScenario): number {
    const firstOf = (entries: readonly BlockEntry[]) =>
      Math.min(Infinity, ...entries.map((entry) => this.first(entry, site.placeId)));
    const rented = site.halls.filter(({ block }) => block.kind === "colocation");
    const own = Math.max(
      firstOf([...site.connections, ...site.supply]),
      firstOf(site.halls.filter((hall) => !rented.includes(hall))),
      firstOf(site.cooling),
    );
    return Math.max(Math.min(own, firstOf(rented)), firstOf(site.fleets));
  }
}
