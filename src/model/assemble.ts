/** Builds the model of a scenario: every block adds itself, then the hourly ledgers are closed. */
import { writtenIn } from "../units/money.ts";
import type { Conditions, Workload } from "../blocks/block.ts";
import { stagedMW } from "../blocks/milestones.ts";
import { hourlyWorkloads } from "../blocks/workload/index.ts";
import { emergencyHoursAt, lawEntries, sitesUnderLaw } from "../scenario/law-entries.ts";
import { servedFrac } from "../scenario/placement.ts";
import { technologiesOf } from "../scenario/scenario.ts";
import type { BlockEntry, Scenario, SiteScenario } from "../scenario/scenario.ts";
import { assetFor } from "./asset.ts";
import { addBuyer } from "./buyer.ts";
import { createCampus } from "./campus.ts";
import type { Campus, SiteBooks } from "./campus.ts";
import { closeDesign, closeLedgers } from "./closing.ts";
import { intervalsOf } from "./interval.ts";
import { maximiseCompute } from "./objective.ts";
import type { Owner } from "./owner.ts";
import { addResiting } from "./resiting.ts";
import { successFrac } from "../timing/chain.ts";
import { usualInflationFrac } from "../finance/tax-law.ts";
import { timingOf } from "./timing.ts";
import type { AssetTiming } from "./timing.ts";

function workloadOf(entry: BlockEntry): Workload {
  const { spec, name, block } = entry;
  return {
    name,
    precision: spec["precision"] as Workload["precision"],
    mfuFrac: Number(spec["mfuFrac"]),
    availabilityFrac: Number(spec["availabilityFrac"]),
    powerCapCurve: String(spec["powerCapCurve"]),
    hourly: hourlyWorkloads.has(block.kind),
  };
}

/** The warmest supply that all allowed fleets accept; `usual` when there is none. */
function coolestLimit(
  site: SiteScenario,
  field: string,
  heatField: (liquidFrac: number) => boolean,
  usual: number,
): number {
  const limits = site.fleets
    .filter(({ spec }) => heatField(Number(spec["liquidHeatFrac"])))
    .map(({ spec }) => Number(spec[field]));
  return limits.length === 0 ? usual : Math.min(...limits);
}

/** Workloads a site may serve; one that it serves as a second home gets less out of the same chips. */
function workloadsAt(
  site: SiteScenario,
  entries: readonly BlockEntry[],
  workloads: readonly Workload[],
): Workload[] {
  return entries.flatMap((entry, w): Workload[] => {
    const served = servedFrac(entry, site);
    const workload = workloads[w]!;
    return served === 0 ? [] : [{ ...workload, mfuFrac: workload.mfuFrac * served }];
  });
}

function conditionsOf(
  scenario: Scenario,
  site: SiteScenario,
  workloads: readonly Workload[],
  everyHour: boolean,
): Conditions {
  const interruptible = site.connections.some(({ spec }) => mayBeAway(spec));
  return {
    siteName: site.name,
    climate: site.climate,
    market: site.market,
    airSupplyC: coolestLimit(site, "airSupplyMaxC", (liquid) => liquid < 1, 27),
    liquidSupplyC: coolestLimit(site, "liquidSupplyMaxC", (liquid) => liquid > 0, 40),
    workloads: workloadsAt(site, scenario.workloads, workloads),
    waccFrac: scenario.money.waccFrac,
    needYears: scenario.buyer?.needYears,
    priceYear: scenario.money.priceYear,
    inflationFrac: scenario.finance?.terms.inflationFrac ?? usualInflationFrac(),
    firstYear: scenario.horizon ? Math.floor(scenario.horizon.start / 4) : scenario.year,
    seed: scenario.seed,
    electricalEfficiencyFrac: site.electricalEfficiencyFrac,
    interruptible,
    emergencyHoursMax: interruptible ? emergencyHoursAt(scenario, site) : undefined,
    outageHours: site.connections.flatMap(
      ({ spec }) => (spec["outageHours"] ?? []) as readonly number[],
    ),
    everyHour,
  };
}

/** True for an offer with MW that may be cut, or that is stated to be out in some hours. */
function mayBeAway(spec: BlockEntry["spec"]): boolean {
  const { outageHours = [] } = spec as { readonly outageHours?: readonly number[] };
  return stagedMW(spec, "nonFirmMW") > 0 || outageHours.length > 0;
}

/**
 * The fields of an entry as its block sees them: a plant that is weighed by its odds has, over a horizon,
 * those of its milestone chain, so that the plan and its simulation count with the same.
 */
function specOf({ spec }: BlockEntry, { chain }: AssetTiming): BlockEntry["spec"] {
  const odds = spec["oddsFrac"];
  return chain && typeof odds === "number" && odds < 1
    ? { ...spec, oddsFrac: successFrac(chain) }
    : spec;
}

/** The number a field of an entry holds; a rule of law has one number, under whatever name the law gives it. */
function statedIn({ spec, path }: BlockEntry, field: string): number | undefined {
  const value = path.startsWith("law.")
    ? Object.values(spec).find((one) => typeof one === "number")
    : spec[field];
  return typeof value === "number" ? value : undefined;
}

function add(
  campus: Campus,
  site: SiteBooks,
  prefix: string,
  entry: BlockEntry,
  scope: readonly SiteBooks[],
  placeId?: string,
  law?: Pick<Owner, "limitAs" | "holds">,
): void {
  const name = `${prefix}.${entry.name}`;
  const { path } = entry;
  const { kind } = entry.block;
  const timing = timingOf(campus, entry, placeId);
  const asset = assetFor(campus, { site, asset: name, path, kind, timing, ...law }, scope);
  const before = campus.limits.length;
  const { summarise, account, bill, units } = entry.block.add(specOf(entry, timing), asset);
  for (let i = before; i < campus.limits.length; i++) {
    const limit = campus.limits[i]!;
    const field = limit.stated === undefined && limit.value === 0 ? limit.field : undefined;
    const stated = field === undefined ? undefined : statedIn(entry, field);
    if (stated !== undefined) campus.limits[i] = { ...limit, stated };
  }
  campus.assets.push({
    name,
    path: entry.path,
    kind: entry.block.kind,
    title: entry.block.title,
    site: site.name,
    timing,
    summarise,
    account,
    bill,
    units,
  });
}

/** Workloads as the objective sees them: mostValue gives its price to those that have none. */
function valued(scenario: Scenario): BlockEntry[] {
  const { objective } = scenario;
  return scenario.workloads.map((entry) =>
    objective.kind === "mostValue" &&
    entry.spec["valueUSDPerEFLOPSh"] === undefined &&
    objective.usdPerEFLOPSh !== undefined
      ? { ...entry, spec: { ...entry.spec, valueUSDPerEFLOPSh: objective.usdPerEFLOPSh } }
      : objective.kind === "mostValue"
        ? entry
        : { ...entry, spec: { ...entry.spec, valueUSDPerEFLOPSh: undefined } },
  );
}

/** The model of a scenario, ready to be solved; its words are in the scenario's currency. */
export const assemble = (scenario: Scenario): Campus =>
  writtenIn(scenario.money, () => assembled(scenario));

function assembled(scenario: Scenario): Campus {
  const workloads = scenario.workloads.map(workloadOf);
  const sites = sitesUnderLaw(scenario);
  const intervals = intervalsOf(scenario);
  const everyHour = scenario.resolution.kind === "full";
  const campus = createCampus({
    name: scenario.name,
    sites: sites.map((site) => ({
      name: site.name,
      conditions: conditionsOf(scenario, site, workloads, everyHour),
    })),
    workloads,
    intervals,
    horizon: scenario.horizon,
    waccFrac: scenario.money.waccFrac,
    money: scenario.money,
    need:
      scenario.buyer?.needYears === undefined
        ? undefined
        : { years: scenario.buyer.needYears, resaleFrac: scenario.buyer.resaleFrac },
    shareHours: workloads.some(({ hourly }) => hourly),
  });
  sites.forEach((site, s) => {
    const books = campus.sites[s]!;
    for (const entry of technologiesOf(site))
      add(campus, books, site.name, entry, [books], site.placeId);
  });
  for (const entry of [...scenario.contracts, ...valued(scenario)])
    add(campus, campus.portfolio, "portfolio", entry, campus.sites);
  scenario.sites.forEach((site, s) => {
    for (const entry of site.rules)
      add(campus, campus.sites[s]!, site.name, entry, [campus.sites[s]!]);
  });
  for (const entry of scenario.rules)
    add(campus, campus.portfolio, "portfolio", entry, campus.sites);
  for (const { entry, sites: names, provision, holds } of lawEntries(scenario)) {
    const concerned = campus.sites.filter(({ name }) => names.includes(name));
    const [only] = concerned;
    const books = only && concerned.length === 1 ? only : campus.portfolio;
    const limitAs = { path: "law.limits", field: provision.id };
    add(campus, books, books.name, entry, concerned, undefined, { limitAs, holds });
  }
  for (const site of campus.sites) {
    closeLedgers(campus, site);
    closeDesign(campus, site);
  }
  addResiting(campus);
  if (scenario.buyer) addBuyer(campus, scenario.buyer);
  if (scenario.objective.kind === "mostCompute") maximiseCompute(campus, scenario);
  return campus;
}
