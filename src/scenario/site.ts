/** Reads one site: its place and files, its connection and tables of blocks. */
import { optionalNumberIn } from "../catalog/table.ts";
import { findPlace, listPlaces, placeYear } from "../climate/place.ts";
import type { Place } from "../climate/place.ts";
import { stepsInYear } from "../climate/climate.ts";
import type { Climate, Market } from "../climate/climate.ts";
import { NAME, NAME_WORDS, readBlock, readBlocks } from "./blocks.ts";
import { readMarketFile, readWeatherFile } from "./files.ts";
import { nameInUSD } from "./currency.ts";
import type { UnplacedIssue } from "./issue.ts";
import { nearest, shown } from "./issue.ts";
import { withBuildingCosts, withPlantCosts } from "./place-costs.ts";
import type { BlockEntry, Money, SiteScenario } from "./scenario.ts";
import { CONNECTION, SITE_REGISTRIES, siteSchema } from "./schema.ts";
import type { OuterSite } from "./schema.ts";
import { validate } from "./validate.ts";

/** What reading a site needs from the scenario around it. */
export interface SiteContext {
  readonly money: Money;
  readonly year: number;
  readonly seed: number;
  /** Fleets of the scenario, for sites that name none. */
  readonly fleets: readonly BlockEntry[];
  readonly issues: UnplacedIssue[];
  readonly notices: string[];
  readonly readFile?: (path: string) => Promise<string>;
}

/** Place figures that fill fields of the connection the file leaves out, when the catalogue has them. */
export const PLACE_DEFAULTS = [
  "taxUSDPerMWh",
  "networkUSDPerMWh",
  "demandUSDPerMWMonth",
  "contractedUSDPerMWYear",
];

/** Whether a file states a field, in USD or in its own currency. */
const states = (fields: object, field: string, currency: string) =>
  Object.keys(fields).some((key) => nameInUSD(key, currency) === field);

function withPlaceDefaults(
  fields: Record<string, unknown>,
  place: Place,
  currency: string,
): Record<string, unknown> {
  const filled = { ...fields };
  // A tariff says itself what is charged.
  if (fields["tariff"] !== undefined) return filled;
  for (const field of PLACE_DEFAULTS) {
    const value = optionalNumberIn(place.figures, field);
    if (value !== undefined && !states(fields, field, currency)) filled[field] = value;
  }
  return filled;
}

/** What was filled in from the place is no word of the file: such fields are told with the place's source. */
function withSources(
  entry: BlockEntry,
  stated: object,
  place: Place,
  currency: string,
): BlockEntry {
  const filled = PLACE_DEFAULTS.filter(
    (field) => entry.given.has(field) && !states(stated, field, currency),
  );
  return {
    ...entry,
    given: new Set([...entry.given].filter((field) => !filled.includes(field))),
    defaultFigures: new Map(filled.map((field) => [field, place.figures.get(field)!])),
  };
}

function mapValues(
  table: Readonly<Record<string, unknown>>,
  change: (value: unknown) => unknown,
): Record<string, unknown> {
  return Object.fromEntries(Object.entries(table).map(([key, value]) => [key, change(value)]));
}

async function readSeries(
  outer: OuterSite,
  place: Place,
  path: readonly string[],
  context: SiteContext,
): Promise<{ climate: Climate; market: Market } | undefined> {
  const typical = placeYear(place.id, { year: context.year, seed: context.seed });
  const weather = outer.weather
    ? await readWeatherFile(outer.weather, typical.climate, [...path, "weather"], context)
    : typical.climate;
  const market = outer.market
    ? await readMarketFile(
        outer.market,
        typical.market,
        typical.climate,
        [...path, "market"],
        context,
      )
    : typical.market;
  if (!weather || !market) return undefined;
  const steps = stepsInYear(context.year);
  for (const [what, length] of [
    ["weather", weather.steps],
    ["market", market.priceUSDPerMWh.length],
  ] as const)
    if (length !== steps) {
      context.issues.push({
        code: "series",
        path: [...path, what],
        message: `The ${what} file has ${length} hours, the year ${context.year} has ${steps}`,
        hint: `Set year: to the year of the file (${length === 8784 ? "a leap year such as 2024" : "not a leap year"}).`,
      });
      return undefined;
    }
  return { climate: weather, market };
}

function findKnownPlace(
  id: string,
  path: readonly string[],
  issues: UnplacedIssue[],
): Place | undefined {
  const place = findPlace(id);
  if (!place) {
    const meant = nearest(
      id,
      listPlaces().map((known) => known.id),
    );
    issues.push({
      code: "unknown-word",
      path: [...path, "place"],
      message: `Unknown place ${shown(id)}`,
      hint: meant ? `Did you mean ${meant}?` : "firmwatt places lists them.",
    });
  }
  return place;
}

/** Reads one site; undefined when something is wrong, which is then in `context.issues`. */
export async function readSite(
  name: string,
  value: unknown,
  context: SiteContext,
): Promise<SiteScenario | undefined> {
  const { issues, money } = context;
  const path = ["sites", name];
  if (!NAME.test(name))
    issues.push({
      code: "unknown-key",
      path,
      message: `${shown(name)} cannot be a site's name`,
      hint: `Use ${NAME_WORDS}.`,
      atKey: true,
    });
  const outer = validate(siteSchema, value, path);
  if (!outer.ok) {
    issues.push(...outer.issues);
    return undefined;
  }
  const before = issues.length;
  const place = findKnownPlace(outer.value.place, path, issues);
  const read = (
    key: keyof typeof SITE_REGISTRIES,
    table: Record<string, unknown> | null | undefined,
  ) => readBlocks(table ?? {}, SITE_REGISTRIES[key]!, [...path, key], money, issues);
  const stated = outer.value.connection;
  const connection =
    stated &&
    readBlock(
      "connection",
      CONNECTION["grid-connection"]!,
      place ? withPlaceDefaults(stated, place, money.currency) : stated,
      [...path, "connection"],
      money,
      issues,
    );
  const offers = readBlocks(
    mapValues(outer.value.offers ?? {}, (offer) =>
      typeof offer === "object" && !Array.isArray(offer)
        ? {
            kind: "grid-connection",
            ...(place ? withPlaceDefaults({ ...offer }, place, money.currency) : offer),
          }
        : offer,
    ),
    SITE_REGISTRIES["offers"]!,
    [...path, "offers"],
    money,
    issues,
  );
  const supply = read("supply", outer.value.supply);
  const common = {
    contracts: read("contracts", outer.value.contracts),
    storage: read("storage", outer.value.storage),
    cooling: read("cooling", outer.value.cooling),
    halls: read(
      "halls",
      outer.value.halls === undefined ? { "hall-stick-built": {} } : outer.value.halls,
    ),
    heat: read("heat", outer.value.heat),
    loads: read("loads", outer.value.loads),
    fleets:
      outer.value.accelerators === undefined
        ? context.fleets
        : read("accelerators", outer.value.accelerators),
    rules: read("rules", outer.value.rules),
  };
  if (!place || issues.length > before) return undefined;
  const series = await readSeries(outer.value, place, path, context);
  if (!series) return undefined;
  return {
    name,
    placeId: place.id,
    ...series,
    electricalEfficiencyFrac: outer.value.electricalEfficiencyFrac,
    siting: outer.value.siting,
    latencyMs: outer.value.latencyMs,
    connections: [
      ...(connection ? [withSources(connection, stated, place, money.currency)] : []),
      ...offers.map((offer) =>
        withSources(offer, outer.value.offers?.[offer.name] ?? {}, place, money.currency),
      ),
    ],
    ...common,
    supply: withPlantCosts(supply, place),
    cooling: withBuildingCosts(common.cooling, place),
    halls: withBuildingCosts(common.halls, place),
  };
}
