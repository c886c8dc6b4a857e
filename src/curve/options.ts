/**
 * What could bring more megawatts to a plan: each option with what it sets free, how long it takes, and
 * whether the model knows its price.
 *
 *     grid          the firm MW of one connection
 *     contract      one contract; where it only delivers energy, with the connection that carries it, its
 *                   contracted MW growing with the load
 *     own power     one plant, with the stores of its site
 *     efficiency    levers.ts
 *     flexibility   stores; MW that may be cut, or power caps, with chips, halls and cooling to make up for them
 */
import { chainMonthsAt } from "../timing/chain-months.ts";
import type { SizedAsset } from "../model/ledgers.ts";
import type { Campus } from "../model/campus.ts";
import { chainOf, leadTimeOf } from "../scenario/lead-times.ts";
import type { BlockEntry, HorizonScenario, Scenario, SiteScenario } from "../scenario/scenario.ts";
import { leversOf } from "./levers.ts";
import type { Lever } from "./levers.ts";

export const GROUPS = ["grid", "contract", "own power", "efficiency", "flexibility"] as const;
export type Group = (typeof GROUPS)[number];

export interface Option {
  readonly id: string;
  readonly title: string;
  readonly group: Group;
  readonly site: string | undefined;
  readonly scenario: Scenario;
  readonly frees: (sized: SizedAsset) => boolean;
  readonly about?: (sized: SizedAsset) => boolean;
  readonly behind?: string;
  readonly priced: boolean;
  /** Median months until it is there; null where nothing says. */
  readonly months: number | null;
  readonly note: string;
  /** True for a lever: its worth is found by planning again with it, and it frees what it frees. */
  readonly lever: boolean;
}

/** Median months until something of an entry can come. */
function monthsOf(
  entries: readonly BlockEntry[],
  site: SiteScenario | undefined,
  horizon: HorizonScenario | undefined,
): number | null {
  const months = entries.map((entry) => {
    if (horizon)
      return leadTimeOf(entry, site?.placeId, { ...horizon, percentile: 0.5 }).leadMonths;
    const chain = chainOf(entry, site?.placeId);
    return chain ? chainMonthsAt(chain, 0.5) : 0;
  });
  return months.length === 0 ? null : Math.max(...months);
}

const assetOf = (site: SiteScenario, { name }: BlockEntry) => `${site.name}.${name}`;

/** Assets of entries, as a test of sizes. */
function ofEntries(site: SiteScenario, entries: readonly BlockEntry[]) {
  const names = new Set(entries.map((entry) => assetOf(site, entry)));
  return ({ asset }: SizedAsset) => names.has(asset);
}

/** Everything that stands behind compute at a site: chips, halls, cooling. */
const computing = (site: SiteScenario) => [...site.fleets, ...site.halls, ...site.cooling];

/** What a connection is called: with its own name where it has one. */
const connectionName = ({ name, block }: BlockEntry) =>
  `${block.title.toLowerCase()}${name === "connection" ? "" : ` ${name}`}`;

/** Whether a connection offers any MW of a kind, by itself or in a stage. */
function offers({ spec }: BlockEntry, field: "firmMW" | "nonFirmMW"): boolean {
  const stages = (spec["stages"] ?? []) as readonly Readonly<Record<string, unknown>>[];
  return [spec, ...stages].some((of) => Number(of[field] ?? 0) > 0);
}

function gridOptions(
  scenario: Scenario,
  site: SiteScenario,
  horizon: HorizonScenario | undefined,
): Option[] {
  return site.connections.flatMap((entry) => {
    const common = { site: site.name, scenario, priced: true, lever: false };
    const months = monthsOf([entry], site, horizon);
    const of = (field: string) => (sized: SizedAsset) =>
      sized.asset === assetOf(site, entry) && sized.request.name === field;
    const chips = ofEntries(site, computing(site));
    const firm: Option[] = [
      {
        ...common,
        id: `${entry.name}-firm`,
        title: `Firm ${connectionName(entry)}`,
        group: "grid" as const,
        frees: of("firmMW"),
        months,
        note: "firm MW of the offer that the plan does not take",
      },
    ];
    if (!offers(entry, "nonFirmMW")) return firm;
    return [
      ...firm,
      {
        ...common,
        id: `${entry.name}-flexible`,
        title: `Flexible ${connectionName(entry)}`,
        group: "flexibility" as const,
        frees: (sized: SizedAsset) => of("nonFirmMW")(sized) || chips(sized),
        about: of("nonFirmMW"),
        months,
        note: "MW that may be cut, with chips to make up for the hours lost",
      },
    ];
  });
}

function powerOptions(
  scenario: Scenario,
  site: SiteScenario,
  horizon: HorizonScenario | undefined,
): Option[] {
  const option = (
    group: Group,
    id: string,
    title: string,
    entries: readonly BlockEntry[],
    note: string,
  ): Option => ({
    id,
    title,
    group,
    site: site.name,
    scenario,
    frees: ofEntries(site, entries),
    priced: true,
    months: monthsOf(entries, site, horizon),
    note,
    lever: false,
  });
  const { supply, storage } = site;
  return [
    ...supply.map((entry) =>
      option(
        "own power",
        entry.name,
        storage.length > 0 ? `${entry.block.title} with stores` : entry.block.title,
        [entry, ...storage],
        "beside all that the plan has",
      ),
    ),
    ...(storage.length > 0
      ? [option("flexibility", "stores", "Stores", storage, "filled by what the plan has")]
      : []),
  ];
}

/** Whether an asset posts to a ledger of its site. */
function posts(campus: Campus, asset: string, ledger: "electricity" | "gridEnergy"): boolean {
  return campus.sites.some((site) =>
    site.periods.some((period) =>
      (period.books.get(ledger) ?? []).some((posting) => posting.asset === asset),
    ),
  );
}

function contractOptions(
  campus: Campus,
  scenario: Scenario,
  site: SiteScenario,
  horizon: HorizonScenario | undefined,
): Option[] {
  return site.contracts.flatMap((entry) => {
    const asset = assetOf(site, entry);
    const energy = posts(campus, asset, "gridEnergy");
    if (!energy && !posts(campus, asset, "electricity")) return [];
    const entries = energy ? [entry, ...site.connections] : [entry];
    const itself = ofEntries(site, entries);
    return [
      {
        id: entry.name,
        title: energy ? `${entry.block.title} over the connection` : entry.block.title,
        group: "contract" as const,
        site: site.name,
        scenario,
        frees: (sized: SizedAsset) => itself(sized) && sized.request.name !== "nonFirmMW",
        ...(energy ? { behind: asset } : {}),
        about: ofEntries(site, [entry]),
        priced: true,
        months: monthsOf(entries, site, horizon),
        note: energy
          ? "contracted MW grow with the load and firm MW of the connection carry them"
          : "beside all that the plan has",
        lever: false,
      },
    ];
  });
}

/** Compute that stands elsewhere: MW that need not be here. */
function elsewhere(scenario: Scenario, horizon: HorizonScenario | undefined): Option[] {
  return scenario.contracts.map((entry) => ({
    id: entry.name,
    title: `${entry.block.title}, elsewhere`,
    group: "contract" as const,
    site: undefined,
    scenario,
    frees: ({ asset }: SizedAsset) => asset === `portfolio.${entry.name}`,
    priced: true,
    months: monthsOf([entry], undefined, horizon),
    note: "compute bought elsewhere leaves MW free here",
    lever: false,
  }));
}

function powerCap(
  scenario: Scenario,
  site: SiteScenario,
  horizon: HorizonScenario | undefined,
): Option[] {
  const cappable = site.fleets.some(({ spec }) => Number(spec["powerCapSegments"]) > 1);
  if (!cappable) return [];
  return [
    {
      id: "power-cap",
      title: "Power caps with more chips",
      group: "flexibility",
      site: site.name,
      scenario,
      frees: ofEntries(site, computing(site)),
      priced: true,
      months: monthsOf(computing(site), site, horizon),
      note: "chips run slower and draw less; more of them compute as much",
      lever: false,
    },
  ];
}

function efficiency(lever: Lever): Option {
  const { asset } = lever;
  return {
    ...lever,
    group: "efficiency",
    frees: (sized) => asset !== undefined && sized.asset === asset,
    lever: true,
  };
}

/** Everything that could bring MW to the plan of `campus`; `itMW` has the sites that compute in it. */
export function optionsOf(
  campus: Campus,
  scenario: Scenario,
  itMW: ReadonlyMap<string, number>,
  horizon: HorizonScenario | undefined,
): Option[] {
  return [
    ...scenario.sites.flatMap((site) => [
      ...gridOptions(scenario, site, horizon),
      ...contractOptions(campus, scenario, site, horizon),
      ...powerOptions(scenario, site, horizon),
      ...(itMW.has(site.name) ? powerCap(scenario, site, horizon) : []),
    ]),
    ...elsewhere(scenario, horizon),
    ...leversOf(scenario, itMW).map(efficiency),
  ];
}
