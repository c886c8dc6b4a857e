/**
 * The same package at another place: the scenario's first site alone, with all that belongs to its place
 * left out, so that the place's own weather, price, carbon, tax, network charge and gas price fill in.
 * Offers with dates are of one place: their MW stand together as one stage without a date, so that the
 * connection comes when the place's own milestone chain brings it.
 */
import { readDocument } from "../scenario/document.ts";
import { nameInUSD } from "../scenario/currency.ts";
import { loadScenario } from "../scenario/load.ts";
import type { LoadResult } from "../scenario/load.ts";
import { burnsGas } from "../scenario/place-costs.ts";
import type { Scenario } from "../scenario/scenario.ts";
import { PLACE_DEFAULTS } from "../scenario/site.ts";

type Table = Record<string, unknown>;

/** Fields of a connection that say what a place's operator asks or has promised. */
const OF_THE_OPERATOR: ReadonlySet<string> = new Set([
  ...PLACE_DEFAULTS,
  "fixedUSDPerMWh",
  "peakUSDPerMWh",
  "offPeakUSDPerMWh",
  "peakFromHour",
  "peakToHour",
  "timing",
]);

/** A package free of its place. */
export interface Movable {
  /** The scenario as a plain value, with one site. */
  readonly value: Table;
  readonly siteName: string;
  readonly firmMW: number;
  readonly nonFirmMW: number;
  /** What was left out or changed, in sentences. */
  readonly notices: readonly string[];
}

const isTable = (value: unknown): value is Table =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const numberOf = (value: unknown) => (typeof value === "number" ? value : 0);

/** Firm and flexible MW of a connection as stated, with its stages, and what the stages' works cost. */
function offered(connection: Table): { firmMW: number; nonFirmMW: number; works: Table } {
  const stages = Array.isArray(connection["stages"]) ? connection["stages"].filter(isTable) : [];
  const sum = (field: string) => stages.reduce((total, stage) => total + numberOf(stage[field]), 0);
  const worksField = stages
    .flatMap((stage) => Object.keys(stage))
    .find((field) => /^works[A-Z]{3}$/.test(field));
  return {
    firmMW: numberOf(connection["firmMW"]) + numberOf(connection["existingMW"]) + sum("firmMW"),
    nonFirmMW: numberOf(connection["nonFirmMW"]) + sum("nonFirmMW"),
    works: worksField ? { [worksField]: sum(worksField) } : {},
  };
}

/** The connection that any place could offer. */
function anywhere(
  connection: Table,
  currency: string,
  megawatts: number | undefined,
  notices: string[],
): Table {
  const { firmMW, nonFirmMW, works } = offered(connection);
  const { stages, existingMW, energy, ...rest } = connection;
  const dropped = Object.keys(rest).filter((field) =>
    OF_THE_OPERATOR.has(nameInUSD(field, currency)),
  );
  for (const field of dropped) delete rest[field];
  if (dropped.length > 0)
    notices.push(`Left out, as they are of one place: connection ${dropped.join(", ")}.`);
  if (existingMW !== undefined)
    notices.push("MW already connected are taken as MW to be connected: another place has none.");
  if (energy === "fixed" || energy === "time-of-use")
    notices.push(`Energy is bought at each place's spot price instead of a ${energy} price.`);
  const staged = Array.isArray(stages) && stages.length > 0;
  if (staged)
    notices.push(
      "Stages of the connection stand as one without a date: a date is the offer of one place.",
    );
  const size = { firmMW: megawatts ?? firmMW, nonFirmMW: megawatts === undefined ? nonFirmMW : 0 };
  return {
    ...rest,
    ...(energy === "none" ? { energy } : {}),
    ...(staged ? { firmMW: 0, nonFirmMW: 0, stages: [{ ...size, ...works, whole: false }] } : size),
  };
}

/** Leaves out fuel prices that stand for the gas of one place. */
function withoutGasPrices(scenario: Scenario, supply: Table, currency: string): string[] {
  const [site] = scenario.sites;
  const burners = (site?.supply ?? []).filter(
    (entry) => entry.given.has("fuelUSDPerMWhThermal") && burnsGas(entry),
  );
  for (const { name } of burners) {
    const plant = supply[name];
    if (!isTable(plant)) continue;
    for (const field of Object.keys(plant))
      if (nameInUSD(field, currency) === "fuelUSDPerMWhThermal") delete plant[field];
  }
  return burners.map(({ name }) => name);
}

/** The first site of a scenario as a package that may stand anywhere; a reason in words when it cannot. */
export function movable(scenario: Scenario, megawatts?: number): Movable | string {
  const source = readDocument(scenario.text);
  if (Array.isArray(source)) return "the scenario's text cannot be read again";
  const value = structuredClone(source.value) as Table;
  const sites = value["sites"] as Record<string, Table>;
  const [siteName] = Object.keys(sites);
  const site = sites[siteName!]!;
  const notices: string[] = [];
  const others = Object.keys(sites).slice(1);
  if (others.length > 0)
    notices.push(`The package is ${siteName}, the first site; left out: ${others.join(", ")}.`);
  for (const key of ["weather", "market"])
    if (site[key] !== undefined) {
      delete site[key];
      notices.push(`The ${key} file of ${siteName} is left out: every place has its own.`);
    }
  if (site["siting"] !== undefined) {
    delete site["siting"];
    notices.push(
      `What rules of law ask about ${siteName} (siting) is left out: it is of one place.`,
    );
  }
  const { currency } = scenario.money;
  const supply = isTable(site["supply"]) ? site["supply"] : {};
  const burners = withoutGasPrices(scenario, supply, currency);
  if (burners.length > 0)
    notices.push(`The gas price is each place's own (${burners.join(", ")}).`);
  const offers = isTable(site["offers"]) ? site["offers"] : {};
  const offer = Object.values(offers).find(isTable);
  const stated = isTable(site["connection"]) ? site["connection"] : offer;
  if (Object.keys(offers).length > 0) {
    const { kind: _, ...rest } = stated ?? {};
    site["connection"] = rest;
    delete site["offers"];
    notices.push("Of several connection offers the first stands for all: offers are of one place.");
  }
  const connection = isTable(site["connection"]) ? site["connection"] : undefined;
  if (!connection && megawatts === undefined)
    return `${siteName} has no connection to the grid, so no place's grid decides; state --mw to give it one`;
  site["connection"] = anywhere(connection ?? {}, currency, megawatts, notices);
  const size = offered(site["connection"] as Table);
  if (!(size.firmMW + size.nonFirmMW > 0))
    return `the connection of ${siteName} offers no MW; state --mw`;
  value["sites"] = { [siteName!]: site };
  return { value, siteName: siteName!, firmMW: size.firmMW, nonFirmMW: size.nonFirmMW, notices };
}

/** The package at a place, as a scenario of its own. */
export function atPlace(
  { value, siteName }: Movable,
  placeId: string,
  resolution: string,
): Promise<LoadResult> {
  const site = (value["sites"] as Record<string, Table>)[siteName]!;
  const moved = { ...value, sites: { [placeId]: { ...site, place: placeId } } };
  return loadScenario(JSON.stringify(moved), { resolution });
}
