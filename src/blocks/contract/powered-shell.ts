/**
 * Powered shell: a building with power to it, rented per kW of IT and month; the tenant fits it out and cools it.
 *
 *     [itMW]  at rent·12 a year, and the tenant's fit-out and electrical plant per MW
 *     ⟨powerMW_t⟩ ≤ facility power per MW IT·[itMW]
 *     hall += [itMW];  electricity += power;  clean += grid's share·power
 *     cost += (spot + fee)·power;  CO2 of the grid likewise
 *
 * Source: CoreWeave–Core Scientific, 590 MW over 12 years, in data/compute-market.csv.
 */
import { z } from "zod";
import { defineBlock } from "../block.ts";
import { fromCatalog, number } from "../fields.ts";
import { chargeMetered } from "./metered.ts";
import { checkRent, rentFields, signRent, spaceAccount } from "./rent.ts";

const figures = fromCatalog("contracts", "powered-shell");
const MARKET = "bundled-powered-shell";
const schema = z.strictObject({
  ...rentFields(MARKET, 12),
  facilityPerITFrac: number("Facility MW the landlord provides per MW of IT", 1.3, {
    min: 1,
    max: 3,
  }),
  fitOutUSDPerMW: figures.number("fitOutUSDPerMW", "Fit-out the tenant pays, per MW IT"),
  electricalUSDPerMW: fromCatalog("campus", "electrical-chain").number(
    "capexUSDPerMW",
    "Electrical plant the tenant pays, per MW IT",
  ),
});

export const poweredShell = defineBlock<z.output<typeof schema>, null>({
  kind: "powered-shell",
  title: "Powered shell",
  schema,
  gives: ["power", "hall"],
  check: checkRent,
  prepare: () => null,
  contribute(spec, _profile, asset) {
    const { market } = asset.conditions;
    // What the tenant fits out stays with the landlord when the lease ends.
    const lease = signRent(MARKET, spec, asset, {
      usdPerMW: spec.fitOutUSDPerMW + spec.electricalUSDPerMW,
      years: spec.termYears,
    });
    const powers = asset.periods.map((period) => {
      const power = period.flow("powerMW", { size: lease.it, profile: spec.facilityPerITFrac });
      period.postSize("hall", lease.it, 1);
      period.post("electricity", power, 1, "colocation");
      period.post("clean", power, market.gridCleanFrac, "colocation");
      chargeMetered(period, power, market, 1, spec.energyFeeUSDPerMWh);
      return power;
    });
    return { account: spaceAccount(spec, lease, asset, powers, 1) };
  },
});
