/** An ordinary scenario of a site with a load and a connection and nothing else: the peers' buildings. */
import { plan } from "../../src/plan.ts";
import type { PlanOptions } from "../../src/plan.ts";
import type { Package } from "../../src/report/package.ts";
import { loadScenario } from "../../src/scenario/load.ts";

/** The scenario; kW of a peer's case are written as MW, kWh as MWh. */
export function plainSite(loads: string, connection: string, more = ""): string {
  return `
firmwatt: 1
year: 2022
resolution: full
objective: { mostValue: {} }
demand: { training: { valueUSDPerEFLOPSh: 0 } }
accelerators: { h100-sxm: { maxChips: 0 } }
sites:
  a:
    place: columbus
    connection: ${connection}
    loads: ${loads}
    halls: {}
    cooling: { air-economiser: { maxMW: 0 } }
${more}`;
}

export async function planned(text: string, options: PlanOptions = {}): Promise<Package> {
  const loaded = await loadScenario(text);
  if (!loaded.ok)
    throw new Error(loaded.issues.map(({ path, message }) => `${path}: ${message}`).join("; "));
  const result = await plan(loaded.scenario, { confirm: 0, ...options });
  if (result.status !== "planned") throw new Error(result.status);
  const failed = result.package.verified.checks.filter(({ ok }) => !ok);
  if (failed.length > 0)
    throw new Error(failed.map(({ name, detail }) => `${name} ${detail}`).join("; "));
  return result.package;
}

/** USD a year of one line of the first connection's bill; of all lines without a name. */
export function billed(pack: Package, name?: string): number {
  return pack.tariffs[0]!.lines.filter((line) => name === undefined || line.name === name).reduce(
    (sum, { usdPerYear }) => sum + usdPerYear,
    0,
  );
}
