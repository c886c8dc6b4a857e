/** Measures options against one plan: how much constant load each makes room for, and at what cost. */
import { assemble } from "../model/assemble.ts";
import type { Size } from "../blocks/block.ts";
import { inForce } from "../report/flows.ts";
import type { Solved } from "../report/flows.ts";
import type { Scenario } from "../scenario/scenario.ts";
import type { Base, Solve } from "./base.ts";
import { CEILING_USD_PER_MW_YEAR, held, loadsOf, sizesOf } from "./frozen.ts";
import type { Held, Hold } from "./frozen.ts";
import type { Group, Option } from "./options.ts";

/** One option of the curve. */
export interface CurveEntry {
  readonly id: string;
  readonly title: string;
  readonly group: Group | "at hand";
  readonly site: string | null;
  /** MW of constant load it makes room for. */
  readonly widthMW: number;
  /** True when it could bring more than the step asked for. */
  readonly more: boolean;
  /** Cost over the width, energy included; null where there is no width. Of a lever without a price: what it costs beside the lever itself. */
  readonly usdPerMWMonth: number | null;
  readonly usdPerMWh: number | null;
  /** False for a lever the model knows no price of: its cost is not in the figures. */
  readonly priced: boolean;
  /** Median months until it is there. */
  readonly months: number | null;
  /** Compute those MW would do. */
  readonly eflopshPerYear: number;
  /** What the plan as a whole gets cheaper with a lever; null for what is not one. */
  readonly worthUSDPerYear: number | null;
  readonly note: string;
}

/** Widths below this share of the facility are noise of the held sizes. */
const LEAST_WIDTH = 1e-3;
const HOURS = 8760;

const sizeIn = (solved: Solved, sizes: readonly Size[]) =>
  sizes.reduce((sum, size) => sum + inForce(solved, size, 0), 0);

/** Load carried, what the plan costs with it, and what could grow for it. */
interface Carried extends Pick<Held, "growing" | "carrierGrowing"> {
  readonly loadMW: number;
  readonly costUSD: number;
}

type Holding = Pick<Hold, "scenario" | "frees" | "about" | "site" | "behind">;

/** Measures options against one plan. */
export class Measuring {
  plans = 0;
  private readonly rooms = new Map<string | undefined, Carried>();

  constructor(
    private readonly base: Base,
    private readonly stepMW: number,
    private readonly solveOne: Solve,
  ) {}

  /** `room`: what is carried when nothing of the option may grow, which spares a plan. */
  private async carry(option: Holding, mostMW: number, room?: Carried): Promise<Carried | string> {
    const { base } = this;
    const { campus, growing, carrierGrowing } = held({
      ...option,
      plan: sizesOf(base.campus, base.solution.design),
      mostMW,
      itShareFrac: base.itShareFrac,
    });
    if (room && !growing) return { ...room, growing, carrierGrowing };
    // From afresh: a plan worth no MW more is far from one full of them, and costs more iterations than it spares.
    const solution = await this.solveOne(campus, undefined);
    this.plans++;
    if (solution.status !== "optimal") return solution.reason ?? solution.status;
    const loadMW = sizeIn({ campus, solution }, loadsOf(campus));
    const costUSD = solution.objective + CEILING_USD_PER_MW_YEAR * loadMW;
    return { loadMW, costUSD, growing, carrierGrowing };
  }

  /** What the sizes at hand could carry beside the plan, at one site or at all. */
  private async room(site: string | undefined): Promise<Carried | string> {
    const { scenario, facilityMW } = this.base;
    const key = scenario.sites.length === 1 ? scenario.sites[0]!.name : site;
    const known = this.rooms.get(key);
    if (known) return known;
    const found = await this.carry({ scenario, frees: () => false, site: key }, facilityMW);
    if (typeof found !== "string") this.rooms.set(key, found);
    return found;
  }

  /** The entry of what is at hand at a site. */
  async atHand(site: string): Promise<CurveEntry | string> {
    const found = await this.room(site);
    if (typeof found === "string") return found;
    const { loadMW, costUSD } = found;
    const { facilityMW, solution } = this.base;
    return this.entry(
      {
        id: "at-hand",
        title: "Room in the plan as it is",
        group: "at hand",
        site,
        priced: true,
        months: 0,
        note: "what is there or signed and not used to the full in every hour",
      },
      { widthMW: loadMW, costUSD: costUSD - solution.objective, more: loadMW > 0.999 * facilityMW },
    );
  }

  private entry(
    about: Pick<Option, "id" | "title" | "site" | "priced" | "months" | "note"> & {
      readonly group: CurveEntry["group"];
    },
    measure: {
      readonly widthMW: number;
      readonly costUSD: number;
      readonly more: boolean;
      readonly worthUSDPerYear?: number;
      readonly computeGain?: number;
    },
  ): CurveEntry {
    const { facilityMW, compute } = this.base;
    const { costUSD, more, worthUSDPerYear = null, computeGain = 1 } = measure;
    const widthMW = measure.widthMW > LEAST_WIDTH * facilityMW ? measure.widthMW : 0;
    const usdPerMWYear = widthMW > 0 ? costUSD / widthMW : null;
    const { id, title, group, site, priced, months, note } = about;
    return {
      id: site === undefined ? id : `${site}.${id}`,
      title,
      group,
      site: site ?? null,
      widthMW,
      more: more && widthMW > 0,
      usdPerMWMonth: usdPerMWYear === null ? null : usdPerMWYear / 12,
      usdPerMWh: usdPerMWYear === null ? null : usdPerMWYear / HOURS,
      priced,
      months,
      eflopshPerYear: facilityMW > 0 ? (widthMW * compute * computeGain) / facilityMW : 0,
      worthUSDPerYear,
      note,
    };
  }

  /** What the whole plan gets cheaper with a lever. */
  private async worth(scenario: Scenario): Promise<number | string> {
    const solution = await this.solveOne(assemble(scenario), this.base.solution);
    this.plans++;
    return solution.status === "optimal"
      ? this.base.solution.objective - solution.objective
      : (solution.reason ?? solution.status);
  }

  async of(option: Option): Promise<CurveEntry | string> {
    const { facilityMW } = this.base;
    const room = await this.room(option.site);
    if (typeof room === "string") return room;
    const most = room.loadMW + (option.lever ? facilityMW : this.stepMW);
    const found = await this.carry(option, most, option.lever ? undefined : room);
    if (typeof found === "string") return found;
    const worth = option.lever ? await this.worth(option.scenario) : undefined;
    if (typeof worth === "string") return worth;
    const widthMW = found.loadMW - room.loadMW;
    const nothing = widthMW <= LEAST_WIDTH * facilityMW;
    const why = !found.growing
      ? "the plan has all of it already"
      : option.behind === undefined
        ? "by itself it carries no constant load: it gives too little in some hour, or a rule holds it"
        : found.carrierGrowing
          ? "with more firm MW of the connection too it carries no constant load: a rule, or another limit of the site, holds it"
          : "the plan has all firm MW of the connection already, and what would be bought needs some";
    return this.entry(nothing && !option.lever ? { ...option, note: why } : option, {
      widthMW,
      costUSD: found.costUSD - room.costUSD,
      more: found.loadMW > most * (1 - 1e-4) - 1e-9,
      // With a lever the same compute needs less: each MW freed does more of it.
      ...(worth === undefined
        ? {}
        : {
            worthUSDPerYear: worth,
            computeGain: facilityMW / Math.max(facilityMW - widthMW, 1e-9),
          }),
    });
  }
}
