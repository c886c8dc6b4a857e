/** Every block that can be named works with its defaults: alone in a small campus, planned and verified. */
import { describe, expect, it } from "vitest";
import { plan } from "../src/plan.ts";
import { loadScenario } from "../src/scenario/load.ts";
import { SITE_REGISTRIES, TOP_REGISTRIES } from "../src/scenario/schema.ts";

/** Small, feasible, with one fleet cooled by air and liquid. */
const BASE = `
firmwatt: 1
resolution: weeks:2
demand: { training: { targetEFLOPShPerYear: 20000 } }
accelerators: { gb200-nvl72: {} }
sites:
  a:
    place: dallas
    connection: { firmMW: 30, nonFirmMW: 5 }
    supply: { reciprocating-engine: {} }
    cooling: { air-economiser: {}, cold-plate-dry-cooler: {} }
`;

/** What blocks with fields that must be stated are given. */
const STATED: Readonly<Record<string, string>> = {
  "co2-cap": "{ maxTPerYear: 100000 }",
  "nox-cap": "{ maxTPerYear: 50 }",
  "carbon-price": "{ priceUSDPerT: 80 }",
  "energy-cap": "{ maxGWhPerYear: 60 }",
  "water-cap": "{ maxM3PerYear: 100000 }",
  "annual-clean-share": "{ minFrac: 0.3 }",
  "hourly-clean-share": "{ minFrac: 0.3 }",
  "monthly-clean-share": "{ minFrac: 0.1 }",
  "water-month-cap": "{ maxM3PerMonth: 20000 }",
  "emergency-cover": "{ minFrac: 0.2 }",
  "pue-limit": "{ maxPUE: 1.3 }",
  "heat-reuse": "{ minFrac: 0 }",
  "heat-sale": "{ maxMW: 2 }",
  inference: "{ peakEFLOPS: 1 }",
  "fixed-load": "{ powerMW: 1, shedUSDPerMWh: 5000 }",
  batch: "{ arrivalsEFLOPShPerDay: 20 }",
};

async function planWith(setting: string) {
  const loaded = await loadScenario(BASE, { set: [setting] });
  if (!loaded.ok)
    throw new Error(loaded.issues.map(({ path, message }) => `${path}: ${message}`).join("; "));
  return plan(loaded.scenario, { confirm: 0 });
}

const inSites = Object.entries(SITE_REGISTRIES).flatMap(([table, registry]) =>
  Object.keys(registry)

    .map((kind) => ({ kind, setting: `sites.a.${table}.${kind}=${STATED[kind] ?? "{}"}` })),
);
const atTop = Object.entries(TOP_REGISTRIES)
  .filter(([table]) => table === "demand" || table === "contracts")
  .flatMap(([table, registry]) =>
    Object.keys(registry)
      .filter((kind) => kind !== "training")
      .map((kind) => ({ kind, setting: `${table}.${kind}=${STATED[kind] ?? "{}"}` })),
  );

/** Chips whose maker publishes no BF16 peak cannot train alone; the fleet then stays empty and says so. */
const CANNOT_TRAIN = new Set(["vera-rubin-nvl72", "next-generation-1", "next-generation-2"]);

describe("every block", () => {
  it.each([...inSites, ...atTop].filter(({ kind }) => !CANNOT_TRAIN.has(kind)))(
    "$kind",
    async ({ setting }) => {
      const result = await planWith(setting);
      expect(result.status).toBe("planned");
      const checks = result.status === "planned" ? result.package.verified.checks : [];
      expect(checks.filter(({ ok }) => !ok)).toEqual([]);
      expect(checks.length).toBeGreaterThan(5);
    },
  );
});
