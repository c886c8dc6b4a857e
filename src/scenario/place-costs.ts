/**
 * Costs that hang on where something stands, where the file states none.
 *
 *     plants            gas at the place's price; solar and onshore wind in Europe at European capital cost
 *     halls and coolers capital cost of the catalogue × what building costs at the place over the United States' mean
 *
 * Turbines are bought on one world market, and the European figure of offshore wind leaves its grid connection
 * out: these keep the catalogue's own, as does all where the place has no index of building costs.
 */
import { catalog } from "../catalog/catalog.ts";
import type { Figure } from "../catalog/table.ts";
import type { Place } from "../climate/place.ts";
import { metaOf } from "./field-meta.ts";
import type { BlockEntry } from "./scenario.ts";

/** Price of gas at a place, USD/MWh thermal. */
const GAS = "gasUSDPerMWhThermal";
/** kg CO2 per MWh thermal of natural gas, and how far a fuel may be from it to be gas. */
const [GAS_CO2, GAS_CO2_BAND] = [202, 8];
/** Kinds whose capital cost in Europe is the catalogue's `capexEuropeUSDPerMW`. */
const CHEAPER_IN_EUROPE: ReadonlySet<string> = new Set(["solar", "onshore-wind"]);
/** Capital costs that building costs move. */
const BUILT = ["capexUSDPerMW", "electricalCapexUSDPerMW"];

const isInEurope = ({ timeZone }: Place) => timeZone.startsWith("Europe/");

/** Whether a plant burns natural gas, by the CO2 of its fuel. */
export function burnsGas({ spec }: BlockEntry): boolean {
  const co2 = spec["co2KgPerMWhThermal"];
  return typeof co2 === "number" && Math.abs(co2 - GAS_CO2) < GAS_CO2_BAND;
}

/** A field and the figure that fills it at a place; undefined where none is known. */
type Filling = readonly [field: string, figure: Figure | undefined];

/** An entry with the figures of its place in fields that the file leaves out. */
function filled(entry: BlockEntry, fillings: readonly Filling[]): BlockEntry {
  const known = fillings.flatMap(([field, figure]) =>
    figure && !entry.given.has(field) ? [[field, figure] as const] : [],
  );
  if (known.length === 0) return entry;
  const values = known.map(([field, { text }]) => [field, Number(text)]);
  return {
    ...entry,
    spec: { ...entry.spec, ...Object.fromEntries(values) },
    defaultFigures: new Map(known),
  };
}

/** Plants of a site with the costs of its place. */
export function withPlantCosts(entries: readonly BlockEntry[], place: Place): BlockEntry[] {
  const capital = isInEurope(place) ? "capexEuropeUSDPerMW" : "capexUSDPerMW";
  return entries.map((entry) => {
    const { kind } = entry.block;
    return filled(entry, [
      ...(burnsGas(entry) ? [["fuelUSDPerMWhThermal", place.figures.get(GAS)] as const] : []),
      ...(CHEAPER_IN_EUROPE.has(kind)
        ? [["capexUSDPerMW", catalog("supply").get(kind)!.get(capital)] as const]
        : []),
    ]);
  });
}

/** The usual cost at what building costs there; as it is where that is the mean, or not known. */
function scaled(usual: Figure | undefined, index: Figure | undefined): Figure | undefined {
  if (!usual || !index || Number(index.text) === 1) return usual;
  return {
    ...usual,
    text: String(Number(usual.text) * Number(index.text)),
    source: `${usual.source}; × ${index.text} for building there (${index.source})`,
    confidence: "estimated",
  };
}

/** Halls or coolers of a site at what building costs at its place. */
export function withBuildingCosts(entries: readonly BlockEntry[], place: Place): BlockEntry[] {
  const index = place.figures.get("constructionIndexFrac");
  return entries.map((entry) =>
    filled(
      entry,
      BUILT.map((field) => [field, scaled(metaOf(entry, field).figure, index)] as const),
    ),
  );
}
