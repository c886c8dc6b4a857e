/** Checks that look at several parts of a scenario at once. */
import { figureText } from "./issue.ts";
import type { UnplacedIssue } from "./issue.ts";
import { checkPlacement } from "./placement.ts";
import type { OuterScenario } from "./schema.ts";
import { technologiesOf } from "./scenario.ts";
import type { BlockEntry, Objective, SiteScenario } from "./scenario.ts";

/** What cross-checks look at. */
interface Parts {
  readonly outer: OuterScenario;
  readonly workloads: readonly BlockEntry[];
  readonly sites: readonly SiteScenario[];
  readonly contracts: readonly BlockEntry[];
  readonly objective: Objective;
  /** Something is wrong already, so parts may be missing for that reason. */
  readonly broken: boolean;
}

function checkDemand({ outer, workloads, objective }: Parts): UnplacedIssue[] {
  if (Object.keys(outer.demand ?? {}).length === 0)
    return [
      {
        code: "missing",
        path: ["demand"],
        message: "No workload is named, so there is nothing to plan for",
        hint: "Add for example demand: { training: { targetEFLOPShPerYear: 100000 } }",
        atKey: true,
      },
    ];
  return workloads.flatMap(({ spec, path, name }): UnplacedIssue[] => {
    const asked = ["targetEFLOPShPerYear", "peakEFLOPS", "arrivalsEFLOPShPerDay"].some(
      (field) => spec[field] !== undefined,
    );
    const valued =
      spec["valueUSDPerEFLOPSh"] !== undefined ||
      (objective.kind === "mostValue" && objective.usdPerEFLOPSh !== undefined);
    return asked || valued || objective.kind === "mostCompute"
      ? []
      : [
          {
            code: "missing",
            path: path.split("."),
            message: `${name} asks for nothing and is worth nothing`,
            hint: "State targetEFLOPShPerYear, or valueUSDPerEFLOPSh, or the objective mostCompute.",
            atKey: true,
          },
        ];
  });
}

/** Two entries of a site by one name: the plan would mix them up. */
function checkNames(site: SiteScenario): UnplacedIssue[] {
  const first = new Map<string, string>();
  return technologiesOf(site).flatMap(({ name, path }): UnplacedIssue[] => {
    const other = first.get(name);
    first.set(name, other ?? path);
    return other === undefined || other === path
      ? []
      : [
          {
            code: "contradiction",
            path: path.split("."),
            message: `${site.name} has two entries called ${name}`,
            beside: other.split("."),
            hint: "Give one of them another name, with its kind inside.",
            atKey: true,
          },
        ];
  });
}

/** The most own dispatchable MW a site may have, and the entry that limits them where only one does. */
function mostOwnMW(site: SiteScenario): { mw: number; path: string | undefined } {
  const plants = [...site.supply, ...site.contracts].flatMap(({ path, spec, block }) => {
    const limit = Number(spec["maxMW"] ?? Infinity);
    if (block.gives?.includes("power")) return [{ path, mw: limit }];
    return "minimumFrac" in spec ? [{ path, mw: limit + Number(spec["existingMW"] ?? 0) }] : [];
  });
  return {
    mw: plants.reduce((sum, { mw }) => sum + mw, 0),
    path: plants.length === 1 ? plants[0]!.path : undefined,
  };
}

/** A stage that asks for more own dispatchable power than may be built can never be met. */
function checkOwnGeneration(site: SiteScenario): UnplacedIssue[] {
  const most = mostOwnMW(site);
  return site.connections.flatMap(({ path, spec }) => {
    const stages = (spec["stages"] ?? []) as readonly {
      readonly firmMW: number;
      readonly ownGenerationFrac?: number;
    }[];
    return stages.flatMap(({ firmMW, ownGenerationFrac = 0 }, i): UnplacedIssue[] => {
      const asked = firmMW * ownGenerationFrac;
      if (asked <= most.mw * (1 + 1e-9)) return [];
      const asks = `Stage ${i + 1} asks for ${figureText(asked)} MW of own dispatchable power, and ${site.name} may build`;
      const share = Math.floor((1000 * most.mw) / firmMW) / 1000;
      return [
        {
          code: "contradiction",
          path: [...path.split("."), "stages", String(i), "ownGenerationFrac"],
          message: `${asks} ${most.mw > 0 ? `${figureText(most.mw)} MW` : "none"}: it can never be met`,
          beside: most.path === undefined ? ["sites", site.name] : most.path.split("."),
          hint:
            most.mw > 0
              ? `Raise maxMW, or write ownGenerationFrac: ${share} or less.`
              : "Add for example supply: { reciprocating-engine: {} }, or leave ownGenerationFrac out.",
        },
      ];
    });
  });
}

function checkSite(site: SiteScenario, compute: readonly BlockEntry[]): UnplacedIssue[] {
  const path = ["sites", site.name];
  const issues = checkNames(site);
  const powered =
    site.supply.length > 0 || site.contracts.some(({ block }) => block.gives?.includes("power"));
  const offered = site.connections.some(
    ({ spec }) =>
      ["firmMW", "nonFirmMW", "existingMW"].some((field) => Number(spec[field] ?? 0) > 0) ||
      (Array.isArray(spec["stages"]) && spec["stages"].length > 0),
  );
  const [first] = site.connections;
  if (first && !offered && !powered)
    issues.push({
      code: "missing",
      path: first.path.split("."),
      message: `The connection of ${site.name} offers no power and there is no supply`,
      hint: "State firmMW, nonFirmMW or stages, or add supply.",
      atKey: true,
    });
  if (!first && !powered)
    issues.push({
      code: "missing",
      path,
      message: `${site.name} has no source of power`,
      hint: "Add a connection, supply, or contracts: { colocation: {} }.",
      atKey: true,
    });
  if (site.fleets.length === 0 && compute.length === 0)
    issues.push({
      code: "missing",
      path,
      message: `${site.name} has no accelerators`,
      hint: "Name some under accelerators:, for the scenario or this site.",
      atKey: true,
    });
  issues.push(...checkOwnGeneration(site));
  const tied = site.connections.find(({ spec }) => spec["rideThrough"] === true);
  const weak = site.halls.find(({ spec }) => spec["ridesThrough"] === false);
  if (tied && weak)
    issues.push({
      code: "contradiction",
      path: [...weak.path.split("."), "ridesThrough"],
      message: `The connection of ${site.name} is tied to riding through grid faults, and ${weak.name} does not`,
      got: "false",
      expected: "true",
      beside: [...tied.path.split("."), "rideThrough"],
      hint: "Build the hall to ride through (UPS, drives), or take another connection.",
    });
  const liquid = site.fleets.some(({ spec }) => Number(spec["liquidHeatFrac"]) > 0);
  const air = site.fleets.some(({ spec }) => Number(spec["liquidHeatFrac"]) < 1);
  const removes = (heat: string) =>
    [...site.cooling, ...site.contracts].some(
      ({ block }) => block.removes?.includes(heat) ?? false,
    );
  if (
    liquid &&
    !removes("liquidHeat") &&
    site.fleets.every(({ spec }) => Number(spec["liquidHeatFrac"]) > 0)
  )
    issues.push({
      code: "missing",
      path: [...path, "cooling"],
      message: `${site.name} has liquid-cooled chips but no liquid cooling`,
      hint: "Add for example cooling: { cold-plate-dry-cooler: {} }.",
      atKey: true,
    });
  if (
    air &&
    !removes("airHeat") &&
    site.fleets.every(({ spec }) => Number(spec["liquidHeatFrac"]) < 1)
  )
    issues.push({
      code: "missing",
      path: [...path, "cooling"],
      message: `${site.name} has heat to air but no air cooling`,
      hint: "Add for example cooling: { air-economiser: {} }.",
      atKey: true,
    });
  return issues;
}

/** All issues that span parts; none when the parts agree. */
export function crossCheck(parts: Parts): UnplacedIssue[] {
  const issues = checkDemand(parts);
  if (Object.keys(parts.outer.sites).length === 0)
    issues.push({
      code: "missing",
      path: ["sites"],
      message: "No site is named",
      hint: "Add for example sites: { lulea: { place: lulea } }",
      atKey: true,
    });
  if (parts.broken) return issues;
  return [
    ...issues,
    ...checkPlacement(parts.workloads, parts.sites, parts.contracts.length > 0),
    ...parts.sites.flatMap((site) => checkSite(site, parts.contracts)),
  ];
}
