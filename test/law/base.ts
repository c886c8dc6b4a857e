/** A small campus whose place, year and facts the tests of law change. */
import { plan } from "../../src/plan.ts";
import type { PlanResult } from "../../src/plan.ts";
import type { LawRow } from "../../src/report/law/law.ts";
import type { Package } from "../../src/report/package.ts";
import { loadScenario } from "../../src/scenario/load.ts";

export interface Campus {
  readonly place: string;
  readonly year: number;
  /** Fields of the site beside place, as YAML flow text by key. */
  readonly site?: Readonly<Record<string, string>>;
  readonly law?: string;
  readonly top?: string;
  readonly demand?: string;
}

const SITE: Readonly<Record<string, string>> = {
  connection: "{ firmMW: 100 }",
  cooling: "{ air-economiser: {}, cold-plate-dry-cooler: {} }",
};

/** The scenario text of a campus. */
export function campusText({
  place,
  year,
  site = {},
  law = "{ binds: false }",
  top = "",
  demand = "training: { targetEFLOPShPerYear: 20000 }",
}: Campus) {
  const fields = Object.entries({ ...SITE, ...site }).map(([key, value]) => `    ${key}: ${value}`);
  return `firmwatt: 1
resolution: weeks:1
year: ${year}
demand: { ${demand} }
accelerators: { gb200-nvl72: {} }
law: ${law}
${top}
sites:
  a:
    place: ${place}
${fields.join("\n")}
`;
}

export async function resultOf(text: string, set: readonly string[] = []): Promise<PlanResult> {
  const loaded = await loadScenario(text, { set });
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.issues, null, 1));
  return plan(loaded.scenario, { confirm: 0, draws: 200 });
}

export async function packageOf(text: string, set: readonly string[] = []): Promise<Package> {
  const result = await resultOf(text, set);
  if (result.status !== "planned") throw new Error(result.status);
  if (!result.package.verified.ok) throw new Error("not verified");
  return result.package;
}

/** The row of a provision, if it applies or may apply. */
export function rowOf(pack: Package, id: string): LawRow | undefined {
  return pack.law.rows.find((row) => row.id === id);
}
