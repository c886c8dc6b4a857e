/** Every assumption behind a plan: stated or default, with source, year and confidence. */
import { entriesOf } from "../scenario/scenario.ts";
import type { Assumption, BlockEntry, Scenario } from "../scenario/scenario.ts";
import { metaOf } from "../scenario/field-meta.ts";
import { unitOf } from "../scenario/validate.ts";
import { milestoneAssumptions } from "./milestone-assumptions.ts";
import type { AssumptionReport } from "./package.ts";

/** As the report shows it. */
function reported({ path, value, origin, figure, help }: Assumption): AssumptionReport {
  const stated = origin === "scenario";
  return {
    path,
    value,
    origin,
    unit: unitOf(path.slice(path.lastIndexOf(".") + 1)),
    source: stated ? "the scenario file" : (figure?.source ?? "Firmwatt default"),
    year: stated ? "" : (figure?.year ?? ""),
    confidence: stated ? "stated" : (figure?.confidence ?? "estimated"),
    help,
  };
}

function entryAssumptions(entry: BlockEntry): AssumptionReport[] {
  return Object.entries(entry.spec).flatMap(([field, value]): AssumptionReport[] => {
    if (value === undefined) return [];
    const { figure, description = "" } = metaOf(entry, field);
    const isGiven = entry.given.has(field);
    return [
      reported({
        path: `${entry.path}.${field}`,
        value,
        origin: isGiven ? "scenario" : "default",
        figure: entry.defaultFigures?.get(field) ?? figure,
        help: description,
      }),
    ];
  });
}

/** The place of the site that an entry stands at; undefined for what stands at none. */
const placeOf = ({ sites }: Scenario, { path }: BlockEntry) =>
  sites.find(({ name }) => path.startsWith(`sites.${name}.`))?.placeId;

/** Assumptions in scenario order: of the plan as a whole, series of each site, fields of each block, buyer, finance. */
export function assumptionsOf(scenario: Scenario): AssumptionReport[] {
  const series = scenario.sites.flatMap((site) =>
    [site.climate, site.market].flatMap(({ origins }) =>
      Object.entries(origins).map(([name, origin]): AssumptionReport => ({
        path: `sites.${site.name}.${name}`,
        value: "hourly series",
        origin: "default",
        unit: "",
        source: origin.source,
        year: String(scenario.year),
        confidence: origin.confidence,
        help: "",
      })),
    ),
  );
  const unique = new Map<string, BlockEntry>();
  for (const entry of entriesOf(scenario)) unique.set(entry.path, entry);
  return [
    ...scenario.assumptions.map(reported),
    ...series,
    ...[...unique.values()].flatMap((entry) => [
      ...entryAssumptions(entry),
      ...(scenario.horizon
        ? milestoneAssumptions(entry, placeOf(scenario, entry)).map(reported)
        : []),
    ]),
    ...(scenario.buyer?.assumptions ?? []).map(reported),
    ...(scenario.finance?.assumptions ?? []).map(reported),
  ];
}
