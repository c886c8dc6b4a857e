/** The asset behind a size: who asks, what a unit costs, which limits and stages are its own. */
import type { CostCategory, SizeRequest, SizeStage } from "../blocks/block.ts";
import { addDesign, addDesignRow } from "../problem/build.ts";
import type { Campus, SiteBooks } from "./campus.ts";
import type { AssetTiming } from "./timing.ts";

/** The asset that asks for a size. */
export interface Owner {
  readonly site: SiteBooks;
  readonly asset: string;
  readonly path: string;
  readonly kind: string;
  readonly timing: AssetTiming;
  /** Field of the scenario that sets its limits, where it is not one of its own. */
  readonly limitAs?: { readonly path: string; readonly field: string } | undefined;
  /** By interval, whether it holds; for a rule of law with dates. All the time when left out. */
  readonly holds?: readonly boolean[] | undefined;
}

/** One part of what a unit of a size costs. */
export interface UnitCost {
  readonly category: CostCategory;
  readonly capexUSDPerUnit: number;
  readonly lifeYears: number;
  readonly upkeepUSDPerYear: number;
  /** The same over a horizon where it moves, by time in calendar years. */
  readonly upkeepUSDPerYearAt?: SizeRequest["usdPerUnitYearAt"];
}

/** What a unit costs, category by category; works of a stage are spread over its units. */
export function unitCosts(request: SizeRequest, stage?: SizeStage): UnitCost[] {
  const { category, capexUSDPerUnit = 0, lifeYears = NaN } = request;
  const { fixedOMUSDPerUnitYear = 0, usdPerUnitYearAt } = request;
  const works = stage ? stage.worksUSD / stage.amount : 0;
  const first = {
    category,
    capexUSDPerUnit: capexUSDPerUnit + works,
    lifeYears,
    upkeepUSDPerYear: fixedOMUSDPerUnitYear,
    ...(usdPerUnitYearAt ? { upkeepUSDPerYearAt: usdPerUnitYearAt } : {}),
  };
  const others = (request.also ?? []).map((cost) => ({
    category: cost.category,
    capexUSDPerUnit: cost.capexUSDPerUnit,
    lifeYears: cost.lifeYears,
    upkeepUSDPerYear: cost.fixedOMUSDPerUnitYear,
  }));
  return [first, ...others];
}

/** Registers a limit that the scenario sets on a decision. */
export function limitDesign(
  campus: Campus,
  owner: Owner,
  request: SizeRequest,
  at: {
    design: number;
    factor: number;
    value: number;
    existing?: number;
    intervals: readonly [number, number];
  },
): void {
  campus.limits.push({
    asset: owner.asset,
    path: owner.path,
    name: request.name,
    unit: request.unit,
    field: request.limitField,
    target: { kind: "design", index: at.design, factor: at.factor },
    sense: "<=",
    value: at.value,
    ...(at.existing ? { existing: at.existing } : {}),
    intervals: at.intervals,
  });
}

/**
 * The decision to take a stage `later` quarters after the start of the plan, between 0 and 1; made on first
 * use. Of the dates at which one stage may be accepted, one is taken at most.
 */
export function stageDesign(campus: Campus, owner: Owner, stage: SizeStage, later = 0): number {
  const { problem } = campus;
  const base = `${owner.asset}.${stage.label}`;
  const name = later === 0 ? base : `${base}.accepted@${campus.intervals[later]!.label}`;
  const known = problem.design.findIndex((variable) => variable.name === name);
  if (known >= 0) return known;
  const design = addDesign(problem, { name, upper: 1, integer: stage.whole });
  if (stage.expires === undefined) return design;
  const once = problem.designRows.find((row) => row.name === `${base}.once`);
  if (once) once.terms.push({ design, coefficient: 1 });
  else
    addDesignRow(problem, {
      name: `${base}.once`,
      terms: [{ design, coefficient: 1 }],
      sense: "<=",
      rhs: 1,
    });
  return design;
}
