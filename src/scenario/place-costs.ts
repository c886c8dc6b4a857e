/**
 * Costs of plants that hang on where they stand, where the file states none: gas at the place's price, solar and
 * onshore wind in Europe at European capital cost. Turbines are bought on one world market, and the European
 * figure of offshore wind leaves its grid connection out: these keep the catalogue's own.
 */
import { catalog } from "../catalog/catalog.ts";
import type { Figure } from "../catalog/table.ts";
import type { Place } from "../climate/place.ts";
import type { BlockEntry } from "./scenario.ts";

/** Price of gas at a place, USD/MWh thermal. */
const GAS = "gasUSDPerMWhThermal";
/** kg CO2 per MWh thermal of natural gas, and how far a fuel may be from it to be gas. */
const [GAS_CO2, GAS_CO2_BAND] = [202, 8];
/** Kinds whose capital cost in Europe is the catalogue's `capexEuropeUSDPerMW`. */
const CHEAPER_IN_EUROPE: ReadonlySet<string> = new Set(["solar", "onshore-wind"]);

const isInEurope = ({ timeZone }: Place) => timeZone.startsWith("Europe/");

function burnsGas({ spec }: BlockEntry): boolean {
  const co2 = spec["co2KgPerMWhThermal"];
  return typeof co2 === "number" && Math.abs(co2 - GAS_CO2) < GAS_CO2_BAND;
}

/** Figures of the place, or of its continent, by the field they fill. */
function figuresAt(entry: BlockEntry, place: Place): [field: string, figure: Figure | undefined][] {
  const { kind } = entry.block;
  const capital = isInEurope(place) ? "capexEuropeUSDPerMW" : "capexUSDPerMW";
  return [
    ...(burnsGas(entry) ? [["fuelUSDPerMWhThermal", place.figures.get(GAS)] as const] : []),
    ...(CHEAPER_IN_EUROPE.has(kind)
      ? [["capexUSDPerMW", catalog("supply").get(kind)!.get(capital)] as const]
      : []),
  ].map(([field, figure]) => [field, figure]);
}

/** Plants of a site with the costs of its place; what the file states stays. */
export function withPlaceCosts(entries: readonly BlockEntry[], place: Place): BlockEntry[] {
  return entries.map((entry) => {
    const known = figuresAt(entry, place).flatMap(([field, figure]) =>
      figure && !entry.given.has(field) ? [[field, figure] as const] : [],
    );
    return known.length === 0
      ? entry
      : {
          ...entry,
          spec: {
            ...entry.spec,
            ...Object.fromEntries(known.map(([field, { text }]) => [field, Number(text)])),
          },
          defaultFigures: new Map(known),
        };
  });
}
