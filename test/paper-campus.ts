/** A campus small enough for paper over two years of quarters, and its figures by hand. */
import { expect } from "vitest";
import { plan } from "../src/plan.ts";
import type { PlanResult } from "../src/plan.ts";
import { loadScenario } from "../src/scenario/load.ts";
import type { Scenario } from "../src/scenario/scenario.ts";

/** Nothing takes time: every milestone of a chain in no month. */
const AT_ONCE =
  "timing: { priceChangeFracPerYear: 0, milestones: { allocation: { p50Months: 0 }, manufacture-and-delivery: { p50Months: 0 }, rack-commissioning: { p50Months: 0 } } }";
export const SITE = `
    place: lulea
    electricalEfficiencyFrac: 0.9
    cooling: { cold-plate-dry-cooler: { existingMW: 200, maxMW: 200, fansPumpsFrac: 0.02, capexUSDPerMW: 0, spareFrac: 0, fixedOMUSDPerMWYear: 0, lifeYears: 20 } }
    halls: { hall-modular: { existingMW: 100, maxMW: 100, capexUSDPerMW: 0, fixedOMUSDPerMWYear: 0, electricalCapexUSDPerMW: 0, electricalFixedOMUSDPerMWYear: 0, lifeYears: 15, houseLoadFrac: 0 } }
`;
export const FREE =
  "energy: fixed, fixedUSDPerMWh: 50, worksUSDPerMW: 0, networkUSDPerMWh: 0, taxUSDPerMWh: 0, demandUSDPerMWMonth: 0";
export const PAPER = `
firmwatt: 1
resolution: weeks:1
money: { waccFrac: 0.08 }
horizon: { start: 2023-Q1, years: 2, residualValue: false, spendMonths: 0 }
demand: { training: { targetEFLOPShPerYear: 87600, mfuFrac: 0.4, availabilityFrac: 1, precision: bf16 } }
accelerators:
  h100-sxm: { itKWPerChip: 1, bf16TFLOPS: 1000, priceUSD: 20000, lifeYears: 5, fixedOMFracPerYear: 0.05, liquidHeatFrac: 1, liquidSupplyMaxC: 45, powerCapSegments: 1, ${AT_ONCE} }
sites:
  lulea:
    connection: { existingMW: 100, ${FREE} }
${SITE}`;

/** 87,600 EFLOPS·h over 8,760 h is 10 EFLOPS; a chip gives 1 PFLOPS · 0.4. */
export const CHIPS = (10 * 1000) / 0.4;
export const BUSBAR_MW = (CHIPS / 1000) * (1 / 0.9 + 0.02);
export const discount = (quarter: number) => 1.08 ** (-(quarter + 0.5) / 4);
export const sum = (from: number, to: number, of: (quarter: number) => number) =>
  Array.from({ length: to - from }, (_, k) => of(from + k)).reduce((a, b) => a + b, 0);
export const energyUSD = (from: number, to: number) =>
  sum(from, to, (q) => discount(q) * BUSBAR_MW * 2190 * 50);
export const upkeepUSD = (from: number, to: number) =>
  sum(from, to, (q) => discount(q) * CHIPS * 20_000 * 0.05 * 0.25);

export async function loadedPaper(text: string, set: string[] = []): Promise<Scenario> {
  const found = await loadScenario(text, { set });
  if (!found.ok) throw new Error(JSON.stringify(found.issues));
  return found.scenario;
}

export async function plannedPaper(
  text: string,
  set: string[] = [],
): Promise<Extract<PlanResult, { status: "planned" }>> {
  const result = await plan(await loadedPaper(text, set), { confirm: 0, draws: 500, gap: 1e-7 });
  if (result.status !== "planned")
    throw new Error(`${result.status}: ${"shortage" in result ? result.shortage.sentence : ""}`);
  return result;
}

export async function presentUSD(text: string, set: string[] = []): Promise<number> {
  const { package: pack } = await plannedPaper(text, set);
  expect(pack.verified.ok).toBe(true);
  return pack.timeline!.presentUSD;
}

/** Relative distance of a found figure from the one by hand. */
export function off(found: number, hand: number): number {
  return Math.abs(found - hand) / Math.abs(hand);
}
