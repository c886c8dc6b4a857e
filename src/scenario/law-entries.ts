/** What the law of a scenario says of its sites: findings, the blocks of linear rules, taxes by law. */
import type { AnyBlock } from "../blocks/block.ts";
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
import { catalogRate } from "./currency.ts";
import type { BlockEntry, Scenario, SiteScenario } from "./scenario.ts";

interface Stage {
  readonly firmMW?: number;
  readonly nonFirmMW?: number;
}

/** Grid MW on offer at a site, stages added up; not known without a connection. */
function gridOf({ connections }: SiteScenario): { siteMW?: number; nonFirmMW?: number } {
  if (connections.length === 0) return {};
  const sum = (field: "firmMW" | "nonFirmMW") =>
    connections.reduce((total, { spec }) => {
      const stages = Array.isArray(spec["stages"]) ? (spec["stages"] as readonly Stage[]) : [];
      return (
        total + Number(spec[field] ?? 0) + stages.reduce((of, stage) => of + (stage[field] ?? 0), 0)
      );
    }, 0);
  const existing = connections.reduce(
    (total, { spec }) => total + Number(spec["existingMW"] ?? 0),
    0,
  );
  const nonFirmMW = sum("nonFirmMW");
  return { siteMW: sum("firmMW") + nonFirmMW + existing, nonFirmMW };
}

/** What the law asks about a site. */
export function siteFacts({ law }: Scenario, site: SiteScenario): Facts {
  return factsOf(site.siting, gridOf(site), law.commissioned);
}

/** Findings on every provision at a site under the scenario's law. */
export function findingsAt(scenario: Scenario, site: SiteScenario): Finding[] {
  const { provisions, choice, at } = scenario.law;
  const jurisdictions = [
    ...jurisdictionsOf(findPlace(site.placeId)!),
    ...(site.siting.jurisdictions ?? []),
  ];
  return lawAt(provisions, choice, { jurisdictions, facts: siteFacts(scenario, site) }, at);
}

/** A provision with the sites it concerns: each by itself, or all of a jurisdiction together. */
export interface LawAtSites {
  readonly finding: Finding;
  readonly sites: readonly string[];
}

/** Everything the law says of the sites of a scenario that applies or may apply. */
export function lawAtSites(scenario: Scenario): LawAtSites[] {
  const together = new Map<string, { finding: Finding; sites: string[] }>();
  for (const site of scenario.sites)
    for (const finding of findingsAt(scenario, site)) {
      if (finding.applies === "no") continue;
      const { id, scope } = finding.provision;
      const key = scope === "site" ? `${id}@${site.name}` : id;
      const before = together.get(key);
      if (before) before.sites.push(site.name);
      else together.set(key, { finding, sites: [site.name] });
    }
  return [...together.values()];
}

/** A rule of law as a block of the plan. */
export interface LawEntry {
  readonly entry: BlockEntry;
  readonly provision: Provision;
  readonly sites: readonly string[];
}

/**
 * The rules of law that bind in the plan: linear, hard (or added by name), with a threshold that is known.
 * Where it is open whether a rule applies, it is taken to apply.
 */
export function lawEntries(scenario: Scenario): LawEntry[] {
  if (!scenario.law.binds) return [];
  const { add } = scenario.law.choice;
  return lawAtSites(scenario).flatMap(({ finding: { provision, limit }, sites }): LawEntry[] => {
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
  });
}

/** The electricity tax the law sets at a site, USD per MWh; undefined where no rule says so. */
export function taxByLaw(scenario: Scenario, site: SiteScenario): number | undefined {
  if (!scenario.law.binds) return undefined;
  const found = findingsAt(scenario, site).filter(
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

/** The sites of a plan, taxed by the law where the file leaves the tax to the place. */
export function sitesUnderLaw(scenario: Scenario): SiteScenario[] {
  return scenario.sites.map((site) => {
    const tax = taxByLaw(scenario, site);
    const usual = optionalNumberIn(findPlace(site.placeId)!.figures, "taxUSDPerMWh");
    if (tax === undefined) return site;
    return {
      ...site,
      connections: site.connections.map((entry) =>
        entry.spec["taxUSDPerMWh"] === usual
          ? { ...entry, spec: { ...entry.spec, taxUSDPerMWh: tax } }
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
