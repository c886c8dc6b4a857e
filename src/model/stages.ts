/**
 * Stages over a horizon: each one decision, in force from its date on; where its offer stands for a while,
 * one decision for each date of acceptance (Σ ≤ 1), and as many quarters later.
 */
import type { SizeRequest, SizeStage, Sum } from "../blocks/block.ts";
import type { HorizonScenario } from "../scenario/scenario.ts";
import { quarterLabel } from "../units/quarter.ts";
import { bookCapital, bookUpkeep } from "./booking.ts";
import type { Campus } from "./campus.ts";
import { limitDesign, stageDesign, unitCosts } from "./owner.ts";
import type { Owner } from "./owner.ts";
import { stageInterval } from "./timing.ts";

/** Quarters between the dates at which a stage that stays on offer may be accepted. */
const ACCEPT_EVERY_QUARTERS = 2;

/**
 * Quarters after the start at which a stage may be accepted: at once, and where the offer says until when
 * it stands, twice a year up to then.
 */
function acceptances(
  campus: Campus,
  horizon: HorizonScenario,
  owner: Owner,
  { label, expires }: SizeStage,
): number[] {
  if (expires === undefined) return [0];
  if (expires < horizon.start) {
    campus.warnings.push(`${owner.path}: ${label} expired in ${quarterLabel(expires)}`);
    return [];
  }
  const step = Math.max(ACCEPT_EVERY_QUARTERS, horizon.orderEveryQuarters);
  const last = Math.min(expires - horizon.start, horizon.quarters - 1);
  return Array.from({ length: Math.floor(last / step) + 1 }, (_, k) => k * step);
}

/** Books what a stage costs from its acceptance until it is in force. */
function bookHeld(
  campus: Campus,
  owner: Owner,
  { category }: SizeRequest,
  { amount, heldUSDPerUnitYear = 0 }: SizeStage,
  design: number,
  waits: (interval: number) => boolean,
): number {
  if (heldUSDPerUnitYear === 0) return 0;
  const cost = {
    category,
    capexUSDPerUnit: 0,
    lifeYears: NaN,
    upkeepUSDPerYear: heldUSDPerUnitYear,
  };
  return bookUpkeep(campus, owner, [cost], design, (i) => (waits(i) ? amount : 0), true);
}

/** What of the stages is in force in every interval. */
export function stagedSums(
  campus: Campus,
  horizon: HorizonScenario,
  owner: Owner,
  request: SizeRequest,
  existing: (interval: number) => number,
): Sum[] {
  const last = campus.intervals.length;
  const chances = request.stages!.flatMap((stage) =>
    acceptances(campus, horizon, owner, stage).map((later) => ({ stage, later })),
  );
  const taken = chances.flatMap(({ stage, later }) => {
    const comes = stageInterval(campus, owner.timing, stage, later);
    const ends = stage.until === undefined ? last : stage.until - horizon.start;
    if (comes >= last || ends <= comes || stage.amount === 0) return [];
    const factor = stage.amount;
    const design = stageDesign(campus, owner, stage, later);
    const costs = unitCosts(request, stage);
    campus.problem.design[design]!.cost +=
      bookCapital(campus, horizon, owner, costs, { design, factor, decided: later, comes, ends }) +
      bookUpkeep(campus, owner, costs, design, (i) => (i >= comes && i < ends ? factor : 0)) +
      bookHeld(campus, owner, request, stage, design, (i) => i >= later && i < comes);
    limitDesign(campus, owner, request, {
      design,
      factor,
      value: factor,
      intervals: [comes, Math.min(ends, last) - 1],
    });
    campus.orders.push({
      asset: owner.asset,
      name: request.name,
      comes,
      design,
      factor,
      stage,
      later,
    });
    return [{ comes, ends, design, factor }];
  });
  return campus.intervals.map((_, i) => ({
    constant: existing(i),
    terms: taken
      .filter(({ comes, ends }) => i >= comes && i < ends)
      .map(({ design, factor }) => ({ design, coefficient: factor })),
  }));
}
