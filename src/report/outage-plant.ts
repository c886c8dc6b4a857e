/** What outages are drawn of at a site: units, stores and grid, with the catalogue's figures behind them. */
import { catalog } from "../catalog/catalog.ts";
import { numberIn, optionalNumberIn } from "../catalog/table.ts";
import type { Entry, Figure } from "../catalog/table.ts";
import type { ReliabilityInput } from "../reliability/input.ts";
import type { AssumptionReport } from "./package.ts";

/** The kind of standby sets, which halls have. */
export const STANDBY_KIND = "emergency-diesel";
/** Connections of this size and more stand at the highest voltages. */
const EXTRA_HIGH_MW = 100;

/** Units, stores and grid as they are drawn; `name` as in the package. */
export interface PlantReport {
  readonly loadMWhPerYear: number;
  readonly units: readonly {
    readonly name: string;
    readonly unitMW: number;
    readonly count: number;
    readonly forcedOutageFrac: number;
    readonly meanRepairHours: number;
  }[];
  readonly stores: readonly {
    readonly name: string;
    readonly powerMW: number;
    readonly energyMWh: number;
  }[];
  readonly gridMW: number;
  readonly interruptionsPerYear: number;
  readonly meanInterruptionHours: number;
  /** Figures of the catalogue that no block of the scenario has among its fields. */
  readonly assumptions: readonly AssumptionReport[];
}

const TABLES = ["supply", "storage"] as const;

/** A number of a plant's or store's kind; undefined where the catalogue has none. */
export function supplyFigure(kind: string, field: string): number | undefined {
  for (const table of TABLES) {
    const entry = catalog(table).get(kind);
    const value = entry && optionalNumberIn(entry, field);
    if (value !== undefined) return value;
  }
  return undefined;
}

/** Name of the grid's figures in the catalogue, by the MW of the connection. */
function gridName(mw: number): string {
  const mediumMW = numberIn(catalog("connection").get("medium-voltage")!, "maxMW");
  const level = mw >= EXTRA_HIGH_MW ? "extra-high" : mw > mediumMW ? "high" : "medium";
  return `grid-${level}-voltage`;
}

/** How often and how long the grid of a connection of so many MW is interrupted. */
export const gridFigures = (mw: number): Entry => catalog("reliability").get(gridName(mw))!;

const reported = (
  path: string,
  { text, unit, source, year, confidence, note }: Figure,
): AssumptionReport => ({
  path,
  value: Number(text),
  origin: "default",
  unit,
  source,
  year,
  confidence,
  help: note,
});

/** Figures of one entry of the catalogue, as assumptions. */
function figuresOf(table: string, id: string, entry: Entry | undefined, fields: readonly string[]) {
  return fields.flatMap((field) => {
    const figure = entry?.get(field);
    return figure ? [reported(`${table}.${id}.${field}`, figure)] : [];
  });
}

function assumptionsOf(kinds: readonly string[], gridMW: number): AssumptionReport[] {
  const grid =
    gridMW > 0
      ? figuresOf("reliability", gridName(gridMW), gridFigures(gridMW), [
          "interruptionsPerYear",
          "meanInterruptionHours",
        ])
      : [];
  const units = [...new Set(kinds)].flatMap((kind) => [
    ...TABLES.flatMap((table) =>
      figuresOf(table, kind, catalog(table).get(kind), [
        "unitMW",
        "forcedOutageFrac",
        "meanRepairHours",
      ]),
    ),
    ...figuresOf("reliability", kind, catalog("reliability").get(kind), ["startFailFrac"]),
  ]);
  return [...grid, ...units];
}

/** The plant of an input; `kindOf` says what kind in the catalogue a source is, and `scale` makes a year of its hours. */
export function plantOf(
  { loadMW, sources, stores, grid }: ReliabilityInput,
  kindOf: (source: string) => string,
  scale: number,
): PlantReport {
  const gridMW = Number(grid.availableMW);
  return {
    loadMWhPerYear: scale * loadMW.reduce((sum, mw) => sum + mw, 0),
    units: sources.map(({ name, unitMW, count, forcedOutageFrac, meanRepairHours }) => ({
      name,
      unitMW,
      count,
      forcedOutageFrac,
      meanRepairHours,
    })),
    stores: stores.map(({ name, powerMW, energyMWh }) => ({ name, powerMW, energyMWh })),
    gridMW,
    interruptionsPerYear: grid.interruptionsPerYear,
    meanInterruptionHours: grid.meanInterruptionHours,
    assumptions: assumptionsOf(
      sources.map(({ name }) => kindOf(name)),
      gridMW,
    ),
  };
}
