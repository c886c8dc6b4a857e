/**
 * REopt's net-metering limit (../shared/cases/05) by ordinary scenarios: 10 kW of flat load at 210.60 USD/MWh,
 * solar credited as energy bought while it is no larger than 30 kW. kW are written as MW. The sun is that of a
 * place of the catalogue scaled to the case's 1,086.6 kWh/kW; tax credits and MACRS are in the price of the plant.
 */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { plainSite, planned } from "./plain-site.ts";

const FILE = join(import.meta.dirname, "../../../shared/cases/05_reopt_net_metering_limit.json");
const absent = !existsSync(FILE);
const given = absent
  ? undefined
  : (JSON.parse(readFileSync(FILE, "utf8")) as {
      inputs: {
        ElectricTariff: { blended_annual_energy_rate: number };
        ElectricUtility: { net_metering_limit_kw: number };
        PV: {
          installed_cost_per_kw: number;
          om_cost_per_kw: number;
          federal_itc_fraction: number;
          production_factor_series: number[];
        };
      };
      expect: { pv_size_kw: number };
      tol: number;
      case3: { expect: { pv_export_kwh: number } };
    });

/** The site of the case; `solar` are further fields of its plants. */
function site(solar: string, exportPriceFrac: number): string {
  const { ElectricTariff, ElectricUtility, PV } = given!.inputs;
  const meanFactor = PV.production_factor_series.reduce((sum, one) => sum + one, 0) / 8760;
  return plainSite(
    "{ fixed-load: { powerMW: 10 } }",
    `{ existingMW: 100, exportMW: 1000, exportPriceFrac: ${exportPriceFrac}, energy: fixed, fixedUSDPerMWh: ${ElectricTariff.blended_annual_energy_rate * 1000}, tariff: { netMeteringMaxMW: ${ElectricUtility.net_metering_limit_kw} } }`,
    // A third of the price comes back by the credit; depreciation is left out, which makes solar dearer.
    `    supply: { solar: { capexUSDPerMW: ${PV.installed_cost_per_kw * 1000 * (1 - PV.federal_itc_fraction)}, fixedOMUSDPerMWYear: ${PV.om_cost_per_kw * 1000}, lifeYears: 25, meanCapacityFactorFrac: ${meanFactor}${solar} } }\n`,
  ).replace("columbus", "lulea");
}

describe.skipIf(absent)(
  `net metering of case 05${absent ? " (skipped: ../shared/cases is missing)" : ""}`,
  () => {
    const solarOf = async (text: string) => {
      const pack = await planned(text);
      const solar = pack.sites[0]!.assets.find(({ kind }) => kind === "solar");
      return { pack, mw: solar!.sizes[0]!.value, mwh: solar!.energyMWh };
    };

    it("builds solar up to the limit and no further", async () => {
      const { mw } = await solarOf(site("", 0));
      expect(Math.abs(mw - given!.expect.pv_size_kw)).toBeLessThanOrEqual(given!.tol);
    });

    it("credits nothing once more than the limit must be built", async () => {
      const { pack, mw } = await solarOf(site(", minMW: 50", 0));
      expect(mw).toBeGreaterThanOrEqual(50 - 1e-6);
      const income = pack.costs.filter(({ category }) => category === "export");
      expect(income.reduce((sum, { usdPerYear }) => sum + usdPerYear, 0)).toBeCloseTo(
        given!.case3.expect.pv_export_kwh,
        3,
      );
    });
  },
);
