/** The rules that come with the planner (data/rules.csv) and what each jurisdiction holds (data/jurisdictions.csv). */
import rulesText from "../../data/rules.csv";
import { catalog } from "../catalog/catalog.ts";
import { readCells } from "../catalog/table.ts";
import type { Place } from "../climate/place.ts";
import { listPlaces } from "../climate/place.ts";
import { readProvision } from "./provision.ts";
import type { Provision } from "./provision.ts";

let provisions: readonly Provision[] | undefined;

/**
 * Reads a table of provisions.
 * @throws Error naming the row when something is wrong with it: the table is our own file.
 */
export function readProvisions(text: string): Provision[] {
  const [header, ...rows] = readCells(text);
  const seen = new Set<string>();
  return rows.map((cells) => {
    const raw = Object.fromEntries(header!.map((name, i) => [name, cells[i] ?? ""]));
    const id = raw["id"]!;
    if (seen.has(id) || cells.length !== header!.length)
      throw new Error(`rules.csv: row ${id} stands twice or has ${cells.length} cells`);
    seen.add(id);
    const read = readProvision(id, raw);
    if (!read.ok)
      throw new Error(
        `rules.csv: ${id}: ${read.faults.map(({ field, message }) => `${field}: ${message}`).join("; ")}`,
      );
    if (read.provision.amends !== undefined && !seen.has(read.provision.amends))
      throw new Error(
        `rules.csv: ${id} amends ${read.provision.amends}, which does not stand before it`,
      );
    return read.provision;
  });
}

/** Every provision that is built in, in the order of the table. */
export function listProvisions(): readonly Provision[] {
  provisions ??= readProvisions(rulesText);
  return provisions;
}

/** Jurisdictions a place lies in: the world, its country, and what holds the country, its price zone or itself. */
export function jurisdictionsOf(place: Place): string[] {
  const inside = [...catalog("jurisdictions")].filter(([, figures]) => {
    const holds = (parameter: string, name: string) =>
      figures.get(parameter)?.text.split(" ").includes(name) ?? false;
    return (
      holds("countries", place.country) ||
      holds("priceZones", place.priceZone) ||
      holds("places", place.id)
    );
  });
  return ["world", place.country, ...inside.map(([id]) => id.toUpperCase())];
}

/** Every jurisdiction that rules or places name. */
export function knownJurisdictions(): string[] {
  return [
    ...new Set([
      ...listProvisions().map(({ jurisdiction }) => jurisdiction),
      ...listPlaces().map(({ country }) => country),
      ...[...catalog("jurisdictions").keys()].map((id) => id.toUpperCase()),
    ]),
  ];
}
