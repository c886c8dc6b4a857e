/** REopt's outage cost and least hours of resilience (../shared/cases/03), by our functions and by ordinary scenarios. */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { outageCost } from "../../src/reliability/outage.ts";
import { plainSite, planned } from "./plain-site.ts";

const FILE = join(import.meta.dirname, "../../../shared/cases/03_reopt_outage_cost.json");
const absent = !existsSync(FILE);

interface Case {
  readonly id: string;
  readonly inputs: Readonly<Record<string, number & readonly number[]>>;
  readonly expect: Readonly<Record<string, number>>;
}

const cases = absent ? [] : (JSON.parse(readFileSync(FILE, "utf8")) as { cases: Case[] }).cases;
const caseOf = (id: string) => cases.find((one) => one.id === id)!;

/** REopt escalates already in year 1 and rounds to 5 digits. */
function presentWorthFactor(years: number, escalation: number, discount: number): number {
  let sum = 0;
  for (let n = 1; n <= years; n++) sum += ((1 + escalation) / (1 + discount)) ** n;
  return Math.round(sum * 1e5) / 1e5;
}

describe.skipIf(absent)(
  `outages of case 03${absent ? " (skipped: ../shared/cases is missing)" : ""}`,
  () => {
    it("costs what REopt says, past the end of the year", () => {
      const { inputs, expect: expected } = caseOf("expected_outage_cost");
      const criticalMW = (inputs["flat_load_kw"]! * inputs["critical_fraction"]!) / 1000;
      const factor = presentWorthFactor(
        inputs["years"]!,
        inputs["escalation"]!,
        inputs["discount"]!,
      );
      expect(factor).toBe(expected["pwf"]);
      const hours: readonly number[] = inputs["outage_durations_h"]!;
      const probabilities: readonly number[] = inputs["probabilities"]!;
      const cost = outageCost(
        { loadMW: new Float64Array(8760).fill(criticalMW) },
        // Step 8,758 of REopt counts from 1.
        [8757],
        hours.map((duration, i) => ({ hours: duration, probability: probabilities[i]! })),
        inputs["voll_usd_per_kwh"]! * 1000,
        factor,
      );
      const unservedMWh = cost.durations.reduce((sum, one) => sum + one.unservedMWh[0]!, 0);
      expect(unservedMWh * 1000).toBeCloseTo(expected["unserved_kwh_sum"]!, 9);
      expect(cost.expectedUSD).toBeCloseTo(expected["expected_outage_cost_usd"]!, 4);
      expect(cost.durations[0]!.worstUSD).toBeCloseTo(expected["max_outage_cost_1h_usd"]!, 4);
    });
    it("costs the same in ordinary scenarios with the grid out in those hours", async () => {
      const { inputs, expect: expected } = caseOf("expected_outage_cost");
      const critical = inputs["flat_load_kw"]! * inputs["critical_fraction"]!;
      const durations: readonly number[] = inputs["outage_durations_h"]!;
      const probabilities: readonly number[] = inputs["probabilities"]!;
      const costs = await Promise.all(
        durations.map(async (hours) => {
          const out = Array.from({ length: hours }, (_, i) => ((8757 + i) % 8760) + 1);
          const pack = await planned(
            plainSite(
              `{ fixed-load: { powerMW: ${critical}, shedUSDPerMWh: ${inputs["voll_usd_per_kwh"]!} } }`,
              `{ existingMW: ${critical}, energy: fixed, fixedUSDPerMWh: 0, networkUSDPerMWh: 0, taxUSDPerMWh: 0, demandUSDPerMWMonth: 0, contractedUSDPerMWYear: 0, outageHours: [${out.join(", ")}] }`,
            ),
          );
          return pack.kpis.costUSDPerYear;
        }),
      );
      // 10 kW for one hour, and for five that wrap round the year's end, at 1 USD per kWh.
      expect(costs[0]).toBeCloseTo(10, 6);
      expect(costs[1]).toBeCloseTo(50, 6);
      const year = costs.reduce((sum, usd, i) => sum + usd * probabilities[i]!, 0);
      const asked = expected["expected_outage_cost_usd"]!;
      expect(Math.abs(year * expected["pwf"]! - asked)).toBeLessThanOrEqual(1e-6 * asked);
    });
    it("serves the hours of resilience and sheds the hour after them, from each of twelve starts", async () => {
      const { inputs, expect: expected } = caseOf("min_resilience_hours");
      const [hours] = inputs["outage_durations_h"]! as readonly number[];
      // A thousand such loads: kW are written as MW, and unserved kWh come out as MWh.
      const power = inputs["flat_load_kw"]! * inputs["critical_fraction"]!;
      const shedFrom = async (start: number) => {
        const out = Array.from({ length: hours! }, (_, i) => start + i);
        const pack = await planned(
          plainSite(
            `{ fixed-load: { powerMW: ${power}, shedUSDPerMWh: ${inputs["voll_usd_per_kwh"]! * 1000}, servedHours: ${inputs["min_resil_hours"]!} } }`,
            `{ existingMW: ${power}, energy: fixed, fixedUSDPerMWh: 0, networkUSDPerMWh: 0, taxUSDPerMWh: 0, demandUSDPerMWMonth: 0, contractedUSDPerMWYear: 0, outageHours: [${out.join(", ")}] }`,
            `    supply: { reciprocating-engine: { existingMW: ${power}, maxMW: 0, availabilityFrac: 1 } }`,
          ),
        );
        const load = pack.sites[0]!.assets.find(({ kind }) => kind === "fixed-load")!;
        return load.rows.find(({ label }) => label === "Not served")!.value;
      };
      const starts: readonly number[] = inputs["starts"]!;
      let unserved = 0;
      for (const start of starts) {
        const shed = await shedFrom(start);
        expect(shed).toBeCloseTo(hours! - inputs["min_resil_hours"]!, 6);
        unserved += shed;
      }
      expect(unserved).toBeCloseTo(expected["unserved_kwh_sum"]!, 5);
    });
  },
);
