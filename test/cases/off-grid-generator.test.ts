/**
 * REopt's off-grid generator (../shared/cases/02): fuel of a year from an ordinary scenario, lifecycle
 * figures from our finance functions under REopt's conventions (costs grow once before year 1, factor
 * rounded to five digits), which the case asks for.
 */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { presentDeductions, straightLine } from "../../src/finance/depreciation.ts";
import { growingWorth } from "../../src/finance/present-value.ts";
import { plan } from "../../src/plan.ts";
import { loadScenario } from "../../src/scenario/load.ts";

const FILE = join(
  import.meta.dirname,
  "../../../shared/cases/02_reopt_finance_offgrid_generator.json",
);
const absent = !existsSync(FILE);

interface Case {
  readonly inputs: {
    readonly load_kwh: number;
    readonly min_load_met_fraction: number;
    readonly generator: Readonly<Record<string, number>>;
    readonly offgrid_other_capital_usd: number;
    readonly years: number;
    readonly discount: number;
    readonly tax: number;
    readonly fuel_escalation: number;
  };
  readonly expect: Readonly<Record<string, number>>;
}

/** The case scaled a million times: kWh become GWh, USD become MUSD. A hall that uses its power as house load is a flat load. */
function scenarioOf({ inputs }: Case): string {
  const { generator } = inputs;
  const loadMW = (inputs.load_kwh * inputs.min_load_met_fraction * 1000) / 8760;
  const fuelUSDPerMWh =
    (generator["fuel_usd_per_gal"]! / generator["diesel_hhv_kwh_per_gal"]!) * 1000;
  return `firmwatt: 1
year: 2027
resolution: weeks:1
objective: { mostCompute: {} }
demand: { training: {} }
accelerators: { gb200-nvl72: { maxChips: 0 } }
sites:
  island:
    place: lulea
    supply:
      reciprocating-engine:
        existingMW: 1000
        efficiencyFrac: ${generator["electric_efficiency_hhv"]}
        fuelUSDPerMWhThermal: ${fuelUSDPerMWh}
        variableOMUSDPerMWh: 0
    cooling: { cold-plate-dry-cooler: {}, air-economiser: {} }
    halls: { hall-stick-built: { existingMW: ${loadMW}, maxMW: 0, houseLoadFrac: 1 } }
`;
}

describe.skipIf(absent)(
  `the off-grid generator of case 02${absent ? " (skipped: ../shared/cases is missing)" : ""}`,
  () => {
    const given = absent ? undefined : (JSON.parse(readFileSync(FILE, "utf8")) as Case);

    it("burns the fuel of the case in an ordinary scenario", async () => {
      const loaded = await loadScenario(scenarioOf(given!));
      if (!loaded.ok) throw new Error(JSON.stringify(loaded.issues));
      const result = await plan(loaded.scenario, { confirm: 0 });
      if (result.status !== "planned") throw new Error(result.status);
      const fuel = result.package.costs.find(({ category }) => category === "fuel")!;
      expect(Math.abs(fuel.usdPerYear / 1e6 - given!.expect["year_one_fuel_usd"]!)).toBeLessThan(
        0.01,
      );
    });

    it("costs over its life what REopt says", () => {
      const { inputs, expect: expected } = given!;
      const { years, discount, tax, fuel_escalation: growth, generator } = inputs;
      const factor = Math.round(growingWorth(discount, growth, years) * 1e5) / 1e5;
      expect(factor).toBe(expected["fuel_pwf"]);
      const kwh = inputs.load_kwh * inputs.min_load_met_fraction;
      const gallons =
        kwh / generator["electric_efficiency_hhv"]! / generator["diesel_hhv_kwh_per_gal"]!;
      const fuel = gallons * generator["fuel_usd_per_gal"]!;
      expect(fuel).toBeCloseTo(expected["year_one_fuel_usd"]!, 2);
      expect(
        Math.abs(fuel * factor * (1 - tax) - expected["lifecycle_fuel_after_tax_usd"]!),
      ).toBeLessThan(0.01);
      const size = generator["size_kw"]!;
      const replaced =
        (size * generator["replace_usd_per_kw"]! * (1 - tax)) /
        (1 + discount) ** generator["replacement_year"]!;
      expect(replaced).toBeCloseTo(expected["replacement_present_cost_after_tax_usd"]!, 4);
      const other = inputs.offgrid_other_capital_usd;
      expect(size * generator["capex_usd_per_kw"]! + other).toBe(expected["initial_capital_usd"]);
      const afterTax = other * (1 - tax * presentDeductions(straightLine(years), discount));
      expect(afterTax).toBeCloseTo(expected["offgrid_other_capital_after_tax_usd"]!, 2);
    });
  },
);
