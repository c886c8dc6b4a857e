/** Reads a scenario: text → document → outer shape → blocks → places and files → cross-checks. */
import { readDocument } from "./document.ts";
import type { ScenarioDocument } from "./document.ts";
import { readBlocks } from "./blocks.ts";
import { catalogRate, knownCurrencies } from "./currency.ts";
import { crossCheck } from "./cross-check.ts";
import type { Issue, UnplacedIssue } from "./issue.ts";
import { nearest } from "./issue.ts";
import { scenarioSchema, TOP_REGISTRIES } from "./schema.ts";
import type { OuterScenario } from "./schema.ts";
import type { Money, Objective, Resolution, Scenario, SiteScenario } from "./scenario.ts";
import { readSite } from "./site.ts";
import { applySettings } from "./settings.ts";
import { validate } from "./validate.ts";

/** What loading needs from outside: how to read a file the scenario names. */
export interface LoadOptions {
  /** Text of a named file. @throws Error with a reason a person understands. */
  readonly readFile?: (path: string) => Promise<string>;
  /** `path=value` settings on top of the file, in order. */
  readonly set?: readonly string[];
  /** Resolution when the file names none. */
  readonly resolution?: string;
}

export type LoadResult =
  | { readonly ok: true; readonly scenario: Scenario }
  | { readonly ok: false; readonly issues: readonly Issue[] };

/** Resolution when neither file nor caller names one. */
export const DEFAULT_RESOLUTION = "weeks:8";

function readResolution(text: string): Resolution {
  return text === "full" ? { kind: "full" } : { kind: "weeks", count: Number(text.split(":")[1]) };
}

function readMoney(outer: OuterScenario, issues: UnplacedIssue[]): Money {
  const { currency, usdPerUnit, priceYear, waccFrac } = outer.money;
  const rate = usdPerUnit ?? catalogRate(currency);
  if (rate === undefined) {
    const meant = nearest(currency, knownCurrencies());
    issues.push({
      code: "unknown-word", path: ["money", "currency"], message: `No exchange rate is known for ${currency}`,
      hint: `State money.usdPerUnit${meant ? `, or did you mean ${meant}?` : "."}`,
    });
  }
  return { currency, usdPerUnit: rate ?? 1, priceYear, waccFrac };
}

function readObjective(outer: OuterScenario, issues: UnplacedIssue[]): Objective {
  const { mostValue, mostCompute } = outer.objective;
  const stated = Object.keys(outer.objective);
  if (stated.length > 1)
    issues.push({
      code: "contradiction", path: ["objective", stated[1]!], message: `Two objectives: ${stated.join(" and ")}`,
      expected: "one of leastCost, mostValue, mostCompute", atKey: true,
    });
  if (mostValue !== undefined) return { kind: "mostValue", usdPerEFLOPSh: mostValue?.usdPerEFLOPSh };
  if (mostCompute !== undefined) return { kind: "mostCompute", budgetUSDPerYear: mostCompute?.budgetUSDPerYear };
  return { kind: "leastCost" };
}

async function readInside(
  outer: OuterScenario, source: ScenarioDocument, options: LoadOptions,
): Promise<LoadResult> {
  const issues: UnplacedIssue[] = [];
  const notices: string[] = [];
  const money = readMoney(outer, issues);
  const objective = readObjective(outer, issues);
  const read = (key: "demand" | "accelerators" | "compute" | "rules") =>
    readBlocks(outer[key] ?? {}, TOP_REGISTRIES[key]!, [key], money, issues);
  const workloads = read("demand");
  const fleets = read("accelerators");
  const compute = read("compute");
  const rules = read("rules");
  const sites: SiteScenario[] = [];
  for (const [name, value] of Object.entries(outer.sites)) {
    const site = await readSite(name, value, { money, year: outer.year, seed: outer.seed, fleets, issues, notices, ...options });
    if (site) sites.push(site);
  }
  issues.push(...crossCheck({ outer, workloads, sites, compute, objective, broken: issues.length > 0 }));
  if (issues.length > 0)
    return { ok: false, issues: issues.map(source.place).sort((a, b) => a.line - b.line || a.column - b.column) };
  const resolution = readResolution(outer.resolution ?? options.resolution ?? DEFAULT_RESOLUTION);
  return {
    ok: true,
    scenario: {
      name: outer.name, year: outer.year, seed: outer.seed, resolution, money, objective,
      workloads, sites, compute, rules, text: String(source.document), notices,
    },
  };
}

/** Loads scenario text; gives the scenario, or every issue at once. Never throws on bad input. */
export async function loadScenario(text: string, options: LoadOptions = {}): Promise<LoadResult> {
  const source = readDocument(text);
  if (Array.isArray(source)) return { ok: false, issues: source };
  const settings = applySettings(source, options.set ?? []);
  if (settings.issues.length > 0) return { ok: false, issues: settings.issues };
  const outer = validate(scenarioSchema, settings.source.value, []);
  if (!outer.ok) return { ok: false, issues: outer.issues.map(settings.source.place) };
  return readInside(outer.value, settings.source, options);
}

