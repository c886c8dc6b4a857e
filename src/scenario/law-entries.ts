/** What the law of a scenario says of its sites: findings, the blocks of linear rules, taxes by law. */
import type { AnyBlock } from "../blocks/block.ts";
import type { TaxStep } from "../blocks/connection/tariff-of.ts";
import { offeredMW, stagedMW } from "../blocks/milestones.ts";
import { ruleBlocks } from "../blocks/rule/index.ts";
import { optionalNumberIn } from "../catalog/table.ts";
import { findPlace } from "../climate/place.ts";
import { factsOf } from "../law/facts.ts";
import type { Facts } from "../law/facts.ts";
import { jurisdictionsOf } from "../law/library.ts";
import { METRICS } from "../law/metric.ts";
import type { Provision } from "../law/provision.ts";
import { lawAt } from "../law/select.ts";
import type { Finding, LawChoice } from "../law/select.ts";
import { dayLabel } from "../units/day.ts";
import { commissionedOn, firstDay } from "./commissioning.ts";
import { catalogRate } from "./currency.ts";
import type { BlockEntry, Scenario, SiteScenario } from "./scenario.ts";

/** Grid MW on offer at a site, stages added up; not known without a connection. */
function gridOf({ connections }: SiteScenario): { siteMW?: number; nonFirmMW?: number } {
  if (connections.length === 0) return {};
  const sum = (of: (spec: BlockEntry["spec"]) => number) =>
    connections.reduce((total, { spec }) => total + of(spec), 0);
  return { siteMW: sum(offeredMW), nonFirmMW: sum((spec) => stagedMW(spec, "nonFirmMW")) };
}

/** What the law asks about a site. */
export function siteFacts(scenario: Scenario, site: SiteScenario): Facts {
  return factsOf(site.siting, gridOf(site), commissionedOn(scenario, site));
}

/** Days the law is read on: one, or the first of every quarter of a horizon where the file states none. */
export function lawDays({ law, horizon }: Scenario): number[] {
  return horizon && !law.statedAt
    ? Array.from({ length: horizon.quarters }, (_, i) => firstDay(horizon.start + i))
    : [law.at];
}

/** Findings on every provision at a site under the scenario's law, on a day. */
function findingsAt(scenario: Scenario, site: SiteScenario, facts: Facts, at: number): Finding[] {
  const { provisions, choice } = scenario.law;
  const jurisdictions = [
    ...jurisdictionsOf(findPlace(site.placeId)!),
    ...(site.siting.jurisdictions ?? []),
  ];
  return lawAt(provisions, choice, { jurisdictions, facts }, at);
}

/** A provision with the sites it concerns: each by itself, or all of a jurisdiction together. */
export interface LawAtSites {
  /** As of the last day on which it applies. */
  readonly finding: Finding;
  readonly sites: readonly string[];
  /** By quarter of a horizon, whether it holds; undefined: all the time. */
  readonly holds: readonly boolean[] | undefined;
}

/**
 * Everything the law says of the sites of a scenario that applies or may apply. Read in every quarter of a
 * horizon, a rule holds from the first quarter that begins when it is in force and its time to be met is over.
 */
export function lawAtSites(scenario: Scenario): LawAtSites[] {
  const days = lawDays(scenario);
  const byQuarter = days.length > 1;
  const together = new Map<string, { finding: Finding; sites: string[]; holds: boolean[] }>();
  for (const site of scenario.sites) {
    const facts = siteFacts(scenario, site);
    days.forEach((day, i) => {
      for (const finding of findingsAt(scenario, site, facts, day)) {
        if (finding.applies === "no") continue;
        if (byQuarter && finding.dueFrom !== undefined && day < finding.dueFrom) continue;
        const { id, scope } = finding.provision;
        const key = scope === "site" ? `${id}@${site.name}` : id;
        const found = together.get(key) ?? { finding, sites: [], holds: days.map(() => false) };
        found.finding = finding;
        found.holds[i] = true;
        if (!found.sites.includes(site.name)) found.sites.push(site.name);
        together.set(key, found);
      }
    });
  }
  return [...together.values()].map(({ holds, ...found }) => ({
    ...found,
    holds: holds.every(Boolean) ? undefined : holds,
  }));
}

/** A rule of law as a block of the plan. */
export interface LawEntry {
  readonly entry: BlockEntry;
  readonly provision: Provision;
  readonly sites: readonly string[];
  readonly holds: LawAtSites["holds"];
}

/**
 * The rules of law that bind in the plan: linear, hard (or added by name), with a threshold that is known.
 * Where it is open whether a rule applies, it is taken to apply.
 */
export function lawEntries(scenario: Scenario): LawEntry[] {
  if (!scenario.law.binds) return [];
  const { add } = scenario.law.choice;
  return lawAtSites(scenario).flatMap(
    ({ finding: { provision, limit }, sites, holds }): LawEntry[] => {
      const { rule } = METRICS[provision.metric]!;
      const binding =
        provision.effect === "hard" || add.includes(provision.id) || add.includes(provision.law);
      // A share of nothing asks for nothing: as a row it would have a price without a meaning.
      const empty = limit === 0 && provision.operator === ">=";
      if (!rule || !binding || limit === undefined || empty) return [];
      const block = (ruleBlocks as Readonly<Record<string, AnyBlock>>)[rule.kind]!;
      return [
        {
          provision,
          sites,
          holds,
          entry: {
            name: provision.id,
            block,
            spec: block.schema.parse({ ...rule.more, [rule.field]: limit }) as BlockEntry["spec"],
            path: `law.rules.${provision.id}`,
            given: new Set([rule.field]),
            timing: {},
          },
        },
      ];
    },
  );
}

/** True where something besides standby sets may carry a hall through cuts: firm MW, own plants, stores. */
function hasOtherSource({ connections, supply, storage, contracts }: SiteScenario): boolean {
  return (
    supply.length + storage.length > 0 ||
    contracts.some(({ block }) => block.gives?.includes("power")) ||
    connections.some(({ spec }) => offeredMW(spec) > stagedMW(spec, "nonFirmMW"))
  );
}

/**
 * Full-load hours a year that halls' standby sets keep to in cuts: those the law in force gives emergency sets
 * outside emergencies, where the file says nothing of law and something else may carry the halls. Law that is
 * stated binds by rules of its own, or is checked only.
 */
export function emergencyHoursAt(scenario: Scenario, site: SiteScenario): number | undefined {
  if (scenario.law.stated || !hasOtherSource(site)) return undefined;
  const facts = siteFacts(scenario, site);
  const limits = lawDays(scenario)
    .flatMap((day) => findingsAt(scenario, site, facts, day))
    .flatMap(({ applies, provision, limit }) =>
      applies !== "no" && provision.metric === "emergencyHoursPerYear" && limit !== undefined
        ? [limit]
        : [],
    );
  return limits.length === 0 ? undefined : Math.min(...limits);
}

/** The electricity tax among findings, USD per MWh; undefined where no rule says so. */
function taxByLaw(findings: readonly Finding[]): number | undefined {
  const found = findings.filter(
    ({ applies, limit, provision }) =>
      applies !== "no" && limit !== undefined && provision.metric === "taxPerMWh",
  );
  const usd = found.map(({ limit, provision }) => taxUSDPerMWh(provision, limit!));
  return usd.length === 0 ? undefined : Math.max(...usd);
}

/** A tax of a rule in USD per MWh. */
export function taxUSDPerMWh({ unit }: Pick<Provision, "unit">, limit: number): number {
  return limit * (catalogRate(unit.slice(0, 3)) ?? 1);
}

/** Taxes from day to day as steps, each until the next begins; the first has no beginning. */
function taxSteps(taxes: readonly number[], days: readonly number[]): TaxStep[] {
  const starts = taxes.flatMap((tax, i) => (i === 0 || tax !== taxes[i - 1] ? [i] : []));
  const month = (i: number | undefined) =>
    i === undefined || i === 0 ? undefined : dayLabel(days[i]!).slice(0, 7);
  return starts.map((i, k) => ({
    usdPerMWh: taxes[i]!,
    from: month(i),
    until: month(starts[k + 1]),
  }));
}

/** The sites of a plan, taxed by the law where the file leaves the tax to the place. */
export function sitesUnderLaw(scenario: Scenario): SiteScenario[] {
  if (!scenario.law.binds) return [...scenario.sites];
  const days = lawDays(scenario);
  return scenario.sites.map((site) => {
    const usual = optionalNumberIn(findPlace(site.placeId)!.figures, "taxUSDPerMWh");
    const facts = siteFacts(scenario, site);
    const byLaw = days.map((day) => taxByLaw(findingsAt(scenario, site, facts, day)));
    if (byLaw.every((tax) => tax === undefined)) return site;
    const steps = taxSteps(
      byLaw.map((tax) => tax ?? usual ?? 0),
      days,
    );
    const change = {
      taxUSDPerMWh: steps.at(-1)!.usdPerMWh,
      ...(steps.length > 1 ? { taxSteps: steps } : {}),
    };
    return {
      ...site,
      connections: site.connections.map((entry) =>
        entry.spec["taxUSDPerMWh"] === usual
          ? { ...entry, spec: { ...entry.spec, ...change } }
          : entry,
      ),
    };
  });
}

/** The scenario under another choice of law. */
export function underLaw(scenario: Scenario, change: Partial<LawChoice>): Scenario {
  const { law } = scenario;
  return { ...scenario, law: { ...law, choice: { ...law.choice, ...change } } };
}
