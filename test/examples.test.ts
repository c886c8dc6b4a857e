/** Every example is planned, verified, and compared with its golden figures: objective, KPIs and sizes. */
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { loadScenario } from "../src/scenario/load.ts";
import { plan } from "../src/plan.ts";
import type { Package } from "../src/report/package.ts";

const FOLDER = join(import.meta.dirname, "..", "examples");
/** Set to rewrite the goldens; the change belongs in CHANGELOG.md. */
const UPDATE = process.env["UPDATE_GOLDENS"] === "1";

/** Hours of the goldens of examples that state none: all hours take a plan ten times as long. */
const RESOLUTION = "weeks:8";

interface Golden {
  readonly resolution: string;
  readonly objective: number;
  readonly kpis: Readonly<Record<string, number | null>>;
}

/** What a golden keeps: figures that do not depend on which of several equal optima was found. */
function goldenOf(pack: Package): Golden {
  const {
    costUSDPerYear,
    effectiveEFLOPShPerYear,
    usdPerEFLOPSh,
    chips,
    pueAnnual,
    unservedEFLOPSh,
  } = pack.kpis;
  return {
    resolution: pack.resolution,
    objective: pack.solve.objective,
    kpis: {
      costUSDPerYear,
      effectiveEFLOPShPerYear,
      usdPerEFLOPSh,
      chips,
      pueAnnual,
      unservedEFLOPSh,
    },
  };
}

async function planned(name: string): Promise<Package> {
  const text = readFileSync(join(FOLDER, name, "scenario.yaml"), "utf8");
  const loaded = await loadScenario(text, { resolution: RESOLUTION });
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.issues));
  // Odds are no part of a golden.
  const result = await plan(loaded.scenario, { confirm: 0, draws: 100 });
  if (result.status !== "planned") throw new Error(`${name} is ${result.status}`);
  return result.package;
}

describe("examples", () => {
  it.each(readdirSync(FOLDER).filter((name) => /^\d\d-/.test(name)))(
    "%s plans, verifies and matches its golden",
    async (name) => {
      const pack = await planned(name);
      expect(pack.status).toBe("optimal");
      expect(pack.verified.checks.filter(({ ok }) => !ok)).toEqual([]);
      const file = join(FOLDER, name, "expected.json");
      const found = goldenOf(pack);
      if (UPDATE || !existsSync(file)) {
        if (!UPDATE) throw new Error(`${name} has no expected.json; make it with UPDATE_GOLDENS=1`);
        writeFileSync(file, `${JSON.stringify(found, null, 2)}\n`);
      }
      const golden = JSON.parse(readFileSync(file, "utf8")) as Golden;
      expect(found.resolution).toBe(golden.resolution);
      // Plans with whole stages are proven to 1e-3 only: another search may find another of them.
      const loose = pack.solve.gap > 2e-4;
      expect(Math.abs(found.objective - golden.objective)).toBeLessThanOrEqual(
        (loose ? 1e-3 : 2e-4) * Math.max(1, Math.abs(golden.objective)),
      );
      for (const [kpi, value] of Object.entries(golden.kpis))
        expect(Math.abs((found.kpis[kpi] ?? NaN) - (value ?? NaN))).toBeLessThanOrEqual(
          (loose ? 2e-2 : 1e-3) * Math.max(1, Math.abs(value ?? 0)),
        );
    },
    // A proof over whole stages takes long on a busy machine.
    600_000,
  );

  it("caps chips and buys more of them when megawatts are scarce, and not when chips are", async () => {
    const text = readFileSync(
      join(FOLDER, "09-megawatts-or-chips-scarce", "scenario.yaml"),
      "utf8",
    );
    const run = async (set: string[]) => {
      const loaded = await loadScenario(text, { set, resolution: RESOLUTION });
      if (!loaded.ok) throw new Error(JSON.stringify(loaded.issues));
      const result = await plan(loaded.scenario, { confirm: 0 });
      if (result.status !== "planned") throw new Error(result.status);
      const fleet = result.package.sites[0]!.assets.find(({ kind }) => kind === "gb200-nvl72")!;
      const share = fleet.rows.find(
        ({ label }) => label === "Mean IT power over full power",
      )!.value;
      return { share, tflopPerMWh: result.package.kpis.tflopPerMWh! };
    };
    const powerScarce = await run([]);
    const chipsScarce = await run(["accelerators.gb200-nvl72.maxChips=40000"]);
    expect(powerScarce.share).toBeLessThan(0.9);
    expect(chipsScarce.share).toBeGreaterThan(0.999);
    expect(powerScarce.tflopPerMWh).toBeGreaterThan(1.05 * chipsScarce.tflopPerMWh);
  });
});
