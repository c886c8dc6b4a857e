/** The back-tests of docs/backtests.md: examples 11 and 12 against the MW that came. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { readCells } from "../src/catalog/table.ts";
import { plan } from "../src/plan.ts";
import { backtest, facilityOverIT } from "../src/report/backtest.ts";
import type { BacktestRow, Observation } from "../src/report/backtest.ts";
import { simulationPlanOf } from "../src/report/simulation-plan.ts";
import { loadScenario } from "../src/scenario/load.ts";

/** Days on which Epoch saw the MW of Colossus 1 change, and what they were. */
function memphisSeen(shared: string): Observation[] {
  const [header, ...rows] = readCells(
    readFileSync(join(shared, "data/economics/xai_datacenter_timelines.csv"), "utf8"),
  );
  const [day, site, mw] = ["Date", "Data center", "Power (MW)"].map((name) =>
    header!.indexOf(name),
  ) as [number, number, number];
  let before = 0;
  return rows.flatMap((row) => {
    const facilityMW = Number(row[mw]);
    if (row[site] !== "xAI Colossus 1" || facilityMW === before || facilityMW === 0) return [];
    before = facilityMW;
    return [{ month: row[day]!.slice(0, 7), facilityMW }];
  });
}

/** What ran at Abilene by the middle of 2026. */
function abileneSeen(shared: string): Observation[] {
  const [header, ...rows] = readCells(
    readFileSync(join(shared, "data/sites/epoch_ai_frontier_data_centers.csv"), "utf8"),
  );
  const mw = header!.indexOf("Current power (MW)");
  const row = rows.find(([name]) => name === "OpenAI Stargate Abilene")!;
  return [{ month: "2026-06", facilityMW: Number(row[mw]) }];
}

/** Plans an example and holds it against what was seen. */
export async function rowsOf(
  example: string,
  seen: readonly Observation[],
  draws = 10_000,
): Promise<BacktestRow[]> {
  const loaded = await loadScenario(readFileSync(`examples/${example}/scenario.yaml`, "utf8"));
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.issues));
  const result = await plan(loaded.scenario, { confirm: 0, draws: 100 });
  if (result.status !== "planned" || !result.package.timeline) throw new Error(result.status);
  const { timeline } = result.package;
  const simulated = simulationPlanOf(result, timeline, undefined);
  const seed = String(loaded.scenario.seed);
  return backtest(simulated, facilityOverIT(timeline.sites), seen, { seed, draws });
}

const mw = (value: number) => value.toFixed(0);

/** A row of the page. */
export function tableRow(row: BacktestRow): string {
  const band = (from: number, to: number) => `${mw(from)} to ${mw(to)}`;
  const { mean, standardError } = row.oddsFrac;
  const cells = [
    row.month,
    mw(row.facilityMW),
    band(row.powerP10MW, row.powerP90MW),
    row.powerContained ? "yes" : "no",
    `${band(row.p10MW, row.p90MW)} (${mw(row.p50MW)})`,
    row.contained ? "yes" : "no",
    `${(100 * mean).toFixed(1)} ± ${(100 * standardError).toFixed(1)}`,
  ];
  return `| ${cells.join(" | ")} |`;
}

/** Examples with what was seen. */
export function cases(shared: string): [example: string, seen: Observation[]][] {
  return [
    ["12-memphis-turbines-first", memphisSeen(shared)],
    ["11-abilene-bridging", abileneSeen(shared)],
  ];
}
