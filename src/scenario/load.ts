/** Reads a scenario: text → document → outer shape → blocks → places and files → cross-checks. */
import type { z } from "zod";
import { readDocument } from "./document.ts";
import { planAssumptions } from "./plan-assumptions.ts";
import type { ScenarioDocument } from "./document.ts";
import { readBlocks } from "./blocks.ts";
import { catalogRate, knownCurrencies, toUSD } from "./currency.ts";
import { offeredTo, readBuyer, waccOfRating } from "./buyer.ts";
import type { BuyerScenario } from "./buyer.ts";
import { readClaims } from "./claims.ts";
import { readFinance } from "./finance.ts";
import { readLaw } from "./law.ts";
import { crossCheck } from "./cross-check.ts";
import { checkSharedPlants } from "./shared-plant.ts";
import type { Issue, UnplacedIssue } from "./issue.ts";
import { nearest, noticeText, shown } from "./issue.ts";
import { scenarioSchema, siteSchema, TOP_REGISTRIES } from "./schema.ts";
import type { OuterScenario } from "./schema.ts";
import type { Money, Objective, Resolution, Scenario, SiteScenario } from "./scenario.ts";
import { farFromUsual } from "./plausible.ts";
import { technologiesOf } from "./scenario.ts";
import { readSite } from "./site.ts";
import { readHorizon } from "./horizon.ts";
import { checkHorizon } from "./horizon-check.ts";
import { applySettings } from "./settings.ts";
import { validate, without } from "./validate.ts";
import { withMFUOfPrecision } from "./workload-defaults.ts";

/** What loading needs from outside: how to read a file the scenario names. */
export interface LoadOptions {
  /** Text of a named file. @throws Error with a reason a person understands. */
  readonly readFile?: (path: string) => Promise<string>;
  /** `path=value` settings on top of the file, in order. */
  readonly set?: readonly string[];
  /** Resolution when the file names none. */
  readonly resolution?: string;
  /** Many plans are to come of it, or one at once: fewer hours when neither file nor caller names a resolution. */
  readonly quick?: boolean;
}

export type LoadResult =
  | { readonly ok: true; readonly scenario: Scenario }
  | { readonly ok: false; readonly issues: readonly Issue[] };

/** Resolution when neither file nor caller names one. */
export const DEFAULT_RESOLUTION = "full";
/** The same where many plans are held against each other, or one is wanted at once. */
export const QUICK_RESOLUTION = "weeks:8";
/** The same for a plan over time: that many weeks of every quarter. Why not all hours: docs/weeks-over-horizons.md. */
export const HORIZON_RESOLUTION = "weeks:1";

function readResolution(text: string): Resolution {
  return text === "full" ? { kind: "full" } : { kind: "weeks", count: Number(text.split(":")[1]) };
}

function readMoney(outer: OuterScenario, issues: UnplacedIssue[]): Money {
  const { currency, usdPerUnit, priceYear, waccFrac } = outer.money;
  const rate = usdPerUnit ?? catalogRate(currency);
  if (rate === undefined) {
    const meant = nearest(currency, knownCurrencies());
    issues.push({
      code: "unknown-word",
      path: ["money", "currency"],
      message: `No exchange rate is known for ${currency}`,
      hint: `State money.usdPerUnit${meant ? `, or did you mean ${meant}?` : "."}`,
    });
  }
  return { currency, usdPerUnit: rate ?? 1, priceYear, waccFrac };
}

/** A scenario's table with the money of its objective in USD; a currency without a rate is told with `money`. */
function withObjectiveInUSD(value: unknown): unknown {
  const { money, objective } = (value ?? {}) as {
    money?: { currency?: unknown; usdPerUnit?: unknown } | null;
    objective?: unknown;
  };
  const currency = money?.currency;
  if (typeof currency !== "string" || typeof objective !== "object" || !objective) return value;
  const { usdPerUnit = catalogRate(currency) } = money!;
  return typeof usdPerUnit === "number"
    ? { ...(value as object), objective: toUSD({ ...objective }, currency, usdPerUnit) }
    : value;
}

/** Cost of capital of a buyer whose file states none. */
function withRate(
  money: Money,
  buyer: BuyerScenario | undefined,
  value: unknown,
  notices: string[],
): Money {
  const stated = (value as { money?: { waccFrac?: unknown } | null } | null)?.money?.waccFrac;
  if (!buyer || stated !== undefined) return money;
  const waccFrac = waccOfRating(buyer.rating);
  notices.push(
    `buyer: cost of capital ${(100 * waccFrac).toFixed(1)} %, the catalogue's and what rating ${buyer.rating} pays beyond rating a; money.waccFrac states another`,
  );
  return { ...money, waccFrac };
}

function readObjective(outer: OuterScenario, issues: UnplacedIssue[]): Objective {
  const { mostValue, mostCompute } = outer.objective;
  const stated = Object.keys(outer.objective);
  if (stated.length > 1)
    issues.push({
      code: "contradiction",
      path: ["objective", stated[1]!],
      message: `Two objectives: ${stated.join(" and ")}`,
      expected: "one of leastCost, mostValue, mostCompute",
      atKey: true,
      hint: "Keep one of them.",
    });
  if (mostValue !== undefined)
    return { kind: "mostValue", usdPerEFLOPSh: mostValue?.usdPerEFLOPSh };
  if (mostCompute !== undefined)
    return { kind: "mostCompute", budgetUSDPerYear: mostCompute?.budgetUSDPerYear };
  return { kind: "leastCost" };
}

/** Most issues told at once, and most that are looked for. */
const MOST_ISSUES = 100;
const ENOUGH_ISSUES = 500;

/** A value checked as far as it can be: what is wrong goes to `issues`, the rest is read as if it were left out. */
function readable<Output>(
  schema: z.ZodType<Output>,
  value: unknown,
  base: readonly string[],
  issues: UnplacedIssue[],
): Output | undefined {
  const whole = validate(schema, value, base);
  if (whole.ok) return whole.value;
  issues.push(...whole.issues);
  const rest = validate(
    schema,
    without(
      value,
      whole.issues.map(({ path }) => path.slice(base.length)),
    ),
    base,
  );
  return rest.ok ? rest.value : undefined;
}

/** Issues with their places, in the order of the file, no more than a person reads. */
function inFileOrder(issues: readonly UnplacedIssue[], source: ScenarioDocument): Issue[] {
  const placed = issues
    .slice(0, MOST_ISSUES)
    .map((issue) => source.place(issue))
    .sort((a, b) => a.line - b.line || a.column - b.column);
  return issues.length <= MOST_ISSUES
    ? placed
    : [
        ...placed,
        {
          code: "size",
          path: "",
          line: 0,
          column: 0,
          message: `Only the first ${MOST_ISSUES} faults are shown`,
          hint: "Mend these and check again.",
        },
      ];
}

/** The table of an entry as the file has it. */
function tableAt(value: unknown, path: string): Readonly<Record<string, unknown>> {
  const found = path
    .split(".")
    .reduce<unknown>((at, part) => (at as Record<string, unknown> | undefined)?.[part], value);
  return (found ?? {}) as Readonly<Record<string, unknown>>;
}

/** Whether an issue says of a table what an earlier one says of something in it. */
function isSaid({ path }: UnplacedIssue, issues: readonly UnplacedIssue[]): boolean {
  return issues.some((issue) => path.every((part, at) => issue.path[at] === part));
}

async function readInside(
  outer: OuterScenario,
  source: ScenarioDocument,
  options: LoadOptions,
  issues: UnplacedIssue[],
): Promise<LoadResult> {
  const notices: string[] = [];
  const stated = readMoney(outer, issues);
  const buyer = readBuyer(
    outer.buyer,
    stated,
    { horizon: outer.horizon !== undefined, finance: outer.finance !== undefined },
    issues,
  );
  const money = withRate(stated, buyer, source.value, notices);
  const objective = readObjective(outer, issues);
  const read = (key: "demand" | "accelerators" | "contracts" | "rules") =>
    readBlocks(outer[key] ?? {}, TOP_REGISTRIES[key]!, [key], money, issues);
  const workloads = read("demand").map(withMFUOfPrecision);
  const fleets = read("accelerators");
  const contracts = offeredTo(buyer, read("contracts"), issues);
  const rules = read("rules");
  const sites: SiteScenario[] = [];
  for (const [name, value] of Object.entries(outer.sites)) {
    if (issues.length > ENOUGH_ISSUES) break;
    const before = issues.length;
    if (!readable(siteSchema, value, ["sites", name], issues)) continue;
    const sound =
      issues.length === before
        ? value
        : without(
            value,
            issues.slice(before).map(({ path }) => path.slice(2)),
          );
    const site = await readSite(name, sound, {
      money,
      year: outer.year,
      seed: outer.seed,
      fleets,
      issues,
      notices,
      ...options,
    });
    if (site) sites.push({ ...site, contracts: offeredTo(buyer, site.contracts, issues) });
  }
  const crossed = crossCheck({
    outer,
    workloads,
    sites,
    contracts,
    objective,
    broken: issues.length > 0,
  });
  const horizon = readHorizon(outer.horizon);
  if (issues.length === 0) crossed.push(...checkSharedPlants(sites, horizon));
  const single = options.quick ? QUICK_RESOLUTION : DEFAULT_RESOLUTION;
  const usual = horizon ? HORIZON_RESOLUTION : single;
  const resolution = readResolution(outer.resolution ?? options.resolution ?? usual);
  crossed.push(
    ...checkHorizon(
      { year: outer.year, horizon, resolution, workloads, contracts, sites, notices },
      issues.length + crossed.length > 0,
    ),
  );
  issues.push(...crossed.filter((issue) => !isSaid(issue, issues)));
  const claims = readClaims(outer.claims, money, sites, issues);
  const finance = readFinance(outer.finance, money, sites, issues);
  const law = readLaw(outer.law, { year: outer.year, horizon }, issues);
  if (issues.length > 0) return { ok: false, issues: inFileOrder(issues, source) };
  const entries = [...workloads, ...contracts, ...rules, ...sites.flatMap(technologiesOf)];
  const told = entries.flatMap((entry) =>
    farFromUsual(entry, tableAt(source.value, entry.path), money),
  );
  notices.push(...new Set(told.map((issue) => noticeText(source.place(issue)))));
  return {
    ok: true,
    scenario: {
      name: outer.name,
      year: outer.year,
      seed: outer.seed,
      resolution,
      horizon,
      money,
      objective,
      workloads,
      sites,
      contracts,
      rules,
      claims,
      finance,
      buyer,
      law,
      assumptions: planAssumptions(outer, source.value, { money, objective, buyer, sites }),
      text: String(source.document),
      notices,
    },
  };
}

/** Loads scenario text; gives the scenario, or every issue at once. Never throws on bad input. */
export async function loadScenario(text: string, options: LoadOptions = {}): Promise<LoadResult> {
  const source = readDocument(text);
  if (Array.isArray(source)) return { ok: false, issues: source };
  const settings = applySettings(source, options.set ?? []);
  if (settings.issues.length > 0) return { ok: false, issues: settings.issues };
  const issues: UnplacedIssue[] = [];
  const resolution = scenarioSchema.shape.resolution.safeParse(options.resolution);
  if (!resolution.success)
    issues.push({
      code: "unknown-word",
      path: ["--resolution"],
      message: "The resolution is not known",
      expected: "full or weeks:N with N from 1 to 52",
      got: shown(options.resolution),
    });
  const value = withObjectiveInUSD(settings.source.value);
  const outer = readable(scenarioSchema, value, [], issues);
  if (!outer) {
    // Without a version or sites nothing can be assumed for what is left out: stand-ins let the rest be checked.
    const rest = without(
      value,
      issues.map(({ path }) => path),
    ) as Record<string, unknown>;
    const stood = validate(scenarioSchema, { firmwatt: 1, sites: {}, ...rest }, []);
    return stood.ok
      ? readInside(stood.value, settings.source, options, issues)
      : { ok: false, issues: inFileOrder(issues, settings.source) };
  }
  return readInside(outer, settings.source, options, issues);
}
