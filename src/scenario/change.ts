/** Scenarios changed in memory: a field of a block, every block of a kind, one block more. */
import type { AnyBlock } from "../blocks/block.ts";
import type { BlockEntry, Scenario, SiteScenario } from "./scenario.ts";

/** The scenario with every block passed through `change`. */
export function mapEntries(
  scenario: Scenario,
  change: (entry: BlockEntry) => BlockEntry,
): Scenario {
  const all = (entries: readonly BlockEntry[]) => entries.map(change);
  return {
    ...scenario,
    workloads: all(scenario.workloads),
    contracts: all(scenario.contracts),
    rules: all(scenario.rules),
    sites: scenario.sites.map((site) => ({
      ...site,
      connections: all(site.connections),
      supply: all(site.supply),
      contracts: all(site.contracts),
      storage: all(site.storage),
      cooling: all(site.cooling),
      halls: all(site.halls),
      heat: all(site.heat),
      loads: all(site.loads),
      fleets: all(site.fleets),
      rules: all(site.rules),
    })),
  };
}

/** The block with fields changed. */
export function withFields(
  entry: BlockEntry,
  fields: Readonly<Record<string, unknown>>,
): BlockEntry {
  return { ...entry, spec: { ...entry.spec, ...fields } };
}

/** The scenario with one field of the block at `path` changed. */
export function withField(
  scenario: Scenario,
  path: string,
  field: string,
  value: unknown,
): Scenario {
  return mapEntries(scenario, (entry) =>
    entry.path === path ? withFields(entry, { [field]: value }) : entry,
  );
}

/** The scenario with one site changed. */
export function withSite(
  scenario: Scenario,
  name: string,
  change: (site: SiteScenario) => SiteScenario,
): Scenario {
  return {
    ...scenario,
    sites: scenario.sites.map((site) => (site.name === name ? change(site) : site)),
  };
}

/** A block with the catalogue's defaults but for the fields given. @throws ZodError when they do not fit. */
export function newEntry(
  block: AnyBlock,
  path: string,
  fields: Readonly<Record<string, unknown>>,
): BlockEntry {
  return {
    name: path.split(".").at(-1)!,
    block,
    spec: block.schema.parse(fields) as Readonly<Record<string, unknown>>,
    path,
    given: new Set(Object.keys(fields)),
    timing: {},
  };
}
