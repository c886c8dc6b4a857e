/** The catalogue tables of data/, read once each when first asked for. */
import accelerators from "../../data/accelerators.csv";
import campus from "../../data/campus.csv";
import computeMarket from "../../data/compute-market.csv";
import connection from "../../data/connection.csv";
import contracts from "../../data/contracts.csv";
import cooling from "../../data/cooling.csv";
import credit from "../../data/credit.csv";
import currencies from "../../data/currencies.csv";
import fuels from "../../data/fuels.csv";
import generations from "../../data/generations.csv";
import indices from "../../data/indices.csv";
import jurisdictions from "../../data/jurisdictions.csv";
import milestones from "../../data/milestones.csv";
import placeStatistics from "../../data/place-statistics.csv";
import places from "../../data/places.csv";
import powerCapCurves from "../../data/power-cap-curves.csv";
import reliability from "../../data/reliability.csv";
import storage from "../../data/storage.csv";
import supply from "../../data/supply.csv";
import synchronousAreas from "../../data/synchronous-areas.csv";
import tariffs from "../../data/tariffs.csv";
import tax from "../../data/tax.csv";
import workloads from "../../data/workloads.csv";
import { readTable } from "./table.ts";
import type { Table } from "./table.ts";

const TEXTS = {
  accelerators,
  campus,
  "compute-market": computeMarket,
  connection,
  contracts,
  cooling,
  credit,
  currencies,
  fuels,
  generations,
  indices,
  jurisdictions,
  milestones,
  "place-statistics": placeStatistics,
  places,
  "power-cap-curves": powerCapCurves,
  reliability,
  storage,
  supply,
  "synchronous-areas": synchronousAreas,
  tariffs,
  tax,
  workloads,
} as const;

/** A catalogue's name: its file in data/ without the ending. */
export type CatalogName = keyof typeof TEXTS;

/** All catalogues, in alphabetical order. */
export const catalogNames = Object.keys(TEXTS) as readonly CatalogName[];

const tables = new Map<CatalogName, Table>();

/**
 * A catalogue table.
 * @throws Error naming the row when the file is malformed: a catalogue is our own file.
 */
export function catalog(name: CatalogName): Table {
  const known = tables.get(name);
  if (known) return known;
  const table = readTable(TEXTS[name]);
  tables.set(name, table);
  return table;
}
