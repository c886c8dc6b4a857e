/** Figures of modelled hours and days, of all sites or of one: `hour.4811.worth`, `lulea.day.201.facilityMW`. */
import { converted, moneyUnit } from "../../units/money.ts";
import { fiveFigures } from "../bottlenecks.ts";
import { energyBands } from "../html/energy-flow.ts";
import {
  campusHours,
  columnOf,
  dayWords,
  hourWords,
  importMW,
  scores,
  supplies,
  yearly,
} from "../html/hours.ts";
import type { CampusHours, Flow } from "../html/hours.ts";
import { exceeded, PUE_SHARES, pueCurve } from "../html/pue.ts";
import { byHourOfDay, worthUnit } from "../html/year-heat-map.ts";
import type { AssumptionReport, HourlyReport, Package } from "../package.ts";
import { shownYearWords } from "../shown-year.ts";
import { endingWith } from "./family.ts";
import type { Explanation, Family, Named } from "./family.ts";
import { dayName, flowName, hourName, hourOfDayName, pueName } from "./names.ts";
import type { HourOfDayPart } from "./names.ts";

/** Hours of some sites, as the page shows them. */
interface Of {
  readonly pack: Package;
  /** Empty for all together. */
  readonly site: string;
  readonly sites: readonly HourlyReport[];
  readonly hours: CampusHours;
}

/** A series that is told by hour. */
interface Series {
  readonly what: string;
  readonly title: string;
  readonly unit: string;
  readonly formula: string;
  readonly values: Float64Array;
  /** Its value at a site in a step. */
  readonly at: (site: HourlyReport, step: number) => number;
  readonly fields: readonly string[];
}

/** An amount to five figures; money in the currency that is written. */
const inWords = (value: number, unit: string) =>
  unit.startsWith("USD")
    ? `${fiveFigures(converted(value))} ${moneyUnit(unit)}`
    : `${fiveFigures(value)} ${unit}`;

const column = ({ columns }: HourlyReport, name: string, step: number) =>
  columns.find((one) => one.name === name)?.values[step] ?? 0;

const HEAT = ["electricalEfficiencyFrac", "fansPumpsFrac", "houseLoadFrac", "chillerCOPReference"];
const GRID = ["priceUSDPerMWh", "gridCO2KgPerMWh", "gridCleanFrac", "firmMW", "nonFirmMW"];

const flowSeries = (flow: Flow): Series => ({
  what: columnOf(flow),
  title: flow.title,
  unit: "MW",
  formula:
    "power given to the busbar in the hour, as the optimiser runs it; of a store what it gives, charging being 0",
  values: flow.values,
  at: (site, step) => Math.max(0, column(site, columnOf(flow), step)),
  fields: flow.role === "grid" ? GRID : ["maxMW", "minMW", "priceUSDPerMWh"],
});

function seriesOf({ pack, hours }: Of): Series[] {
  const sum = (name: string) => (site: HourlyReport, step: number) => column(site, name, step);
  return [
    {
      what: "facilityMW",
      title: "Power drawn at the busbar",
      unit: "MW",
      formula: "IT + cooling + electrical losses + house load in the hour",
      values: hours.facilityMW,
      at: sum("facilityMW"),
      fields: HEAT,
    },
    {
      what: "worth",
      title: "Worth of one more MWh",
      unit: pack.objective === "mostCompute" ? worthUnit(pack.objective) : "USD/MWh",
      formula:
        "shadow price of the electricity of the site in the hour: what the objective would gain by one more MWh there and then; several sites weighted by what they draw",
      values: hours.marginalValue,
      at: sum("marginalValue"),
      fields: ["priceUSDPerMWh", "networkUSDPerMWh", "taxUSDPerMWh", "usdPerEFLOPSh"],
    },
    {
      what: "import",
      title: "Grid import",
      unit: "MW",
      formula: "Σ over connections of what they import in the hour",
      values: importMW(hours),
      at: (site, step) =>
        site.columns
          .filter(({ role }) => role === "grid")
          .reduce((total, { values }) => total + Math.max(0, values[step]!), 0),
      fields: GRID,
    },
    {
      what: "clean",
      title: "Clean hour by hour",
      unit: "frac",
      formula:
        "the lesser of load and clean supply that counts in the hour / load; charging of stores counts against clean supply; at least 0",
      values: scores(hours),
      at: (site, step) => column(site, "matchedMW", step) / column(site, "facilityMW", step),
      fields: ["gridCleanFrac"],
    },
    ...supplies(hours).map(flowSeries),
  ];
}

const behind = ({ pack, site }: Of, fields: readonly string[]): AssumptionReport[] =>
  endingWith(
    pack,
    fields.filter((field) => field !== "usdPerEFLOPSh"),
    site === "" ? "sites." : `sites.${site}.`,
  ).concat(fields.includes("usdPerEFLOPSh") ? endingWith(pack, ["usdPerEFLOPSh"]) : []);

const where = ({ site, pack }: Of) =>
  site === "" && pack.sites.length > 1 ? "all sites" : site || pack.sites[0]?.name || "";

/** Which year the hours are of, and what a modelled hour stands for. */
const yearLine = ({ pack }: Of) =>
  `hours: ${pack.modelledHours} modelled, ${pack.timeline ? shownYearWords(pack.timeline) : `of ${pack.year}`}`;

/** Amounts of other series in the same hour: what it stands beside. */
function hourLines(of: Of, all: readonly Series[], one: Series, step: number): string[] {
  return [
    ...of.sites.map((site) => `${site.site}: ${inWords(one.at(site, step), one.unit)}`),
    ...all
      .filter(({ what, unit }) => what !== one.what && unit === "MW")
      .map(({ title, values }) => `${title}: ${fiveFigures(values[step]!)} MW`),
    ...of.sites.flatMap((site) =>
      (["marketUSDPerMWh", "gridCO2KgPerMWh"] as const).flatMap((name) =>
        site.columns.some((found) => found.name === name)
          ? [
              `${site.site}, ${name === "marketUSDPerMWh" ? "market price" : "grid's CO₂"}: ${inWords(column(site, name, step), name === "marketUSDPerMWh" ? "USD/MWh" : "kg/MWh")}`,
            ]
          : [],
      ),
    ),
  ];
}

function* hourFigures(of: Of, all: readonly Series[]): Iterable<Named> {
  const { hours, site } = of;
  for (const one of all)
    for (const [step, stepOfYear] of hours.stepOfYear.entries())
      yield [
        hourName(site, stepOfYear, one.what),
        () => ({
          title: `${one.title}, ${where(of)}, ${hourWords(hours.year, stepOfYear)}`,
          value: one.values[step]!,
          unit: one.unit,
          formula: one.formula,
          inputs: [...hourLines(of, all, one, step), yearLine(of)],
          behind: behind(of, one.fields),
        }),
      ];
}

function* dayFigures(of: Of, all: readonly Series[]): Iterable<Named> {
  const { hours, site } = of;
  for (const one of all)
    for (const { from, to, dayOfYear } of hours.days) {
      const part = () => one.values.subarray(from, to);
      yield [
        dayName(site, dayOfYear, one.what),
        () => ({
          title: `${one.title}, ${where(of)}, ${dayWords(hours.year, dayOfYear)}`,
          value: part().reduce((sum, value) => sum + value, 0) / (to - from),
          unit: one.unit,
          formula: `mean over the day's modelled hours of: ${one.formula}`,
          inputs: [
            ...Array.from(
              part(),
              (value, i) =>
                `${hours.stepOfYear[from + i]! % 24}:00 UTC: ${inWords(value, one.unit)}`,
            ),
            yearLine(of),
          ],
          behind: behind(of, one.fields),
        }),
      ];
    }
}

const PARTS: Readonly<Record<HourOfDayPart, string>> = {
  mean: "mean, hours weighted by what they stand for, of",
  lowest: "lowest of",
  highest: "highest of",
};

function* hourOfDayFigures(of: Of, all: readonly Series[]): Iterable<Named> {
  for (const one of all)
    for (let hour = 0; hour < 24; hour++)
      for (const part of ["mean", "lowest", "highest"] as const)
        yield [
          hourOfDayName(of.site, hour, one.what, part),
          () => {
            const found = byHourOfDay(of.hours, one.values, hour);
            return {
              title: `${one.title} at ${hour}:00 UTC, ${part}, ${where(of)}`,
              value: found?.[part] ?? null,
              unit: one.unit,
              formula: `${PARTS[part]} the modelled hours at that hour of the day: ${one.formula}`,
              inputs: [
                ...(found
                  ? (["mean", "lowest", "highest"] as const).map(
                      (name) => `${name}: ${inWords(found[name], one.unit)}`,
                    )
                  : []),
                yearLine(of),
              ],
              behind: behind(of, one.fields),
            };
          },
        ];
}

function* flowFigures(of: Of): Iterable<Named> {
  const { hours, site } = of;
  const { sources, sinks } = energyBands(hours);
  const total = sources.reduce((sum, { mwh }) => sum + mwh, 0);
  for (const [way, bands] of [
    ["in", sources],
    ["out", sinks],
  ] as const)
    for (const { name, mwh } of bands) {
      const rest = (): Pick<Explanation, "inputs" | "behind"> => ({
        inputs: [
          ...bands.map((band) => `${band.name}: ${fiveFigures(band.mwh)} MWh`),
          `all that comes in: ${fiveFigures(total)} MWh`,
          yearLine(of),
        ],
        behind: behind(of, way === "in" ? GRID : HEAT),
      });
      yield [
        flowName(site, way, name, "MWh"),
        () => ({
          title: `${name} a year, ${way === "in" ? "into" : "out of"} the campus, ${where(of)}`,
          value: mwh,
          unit: "MWh",
          formula:
            "Σ over the modelled hours of its MW × the hours each stands for; what gives and takes counts net",
          ...rest(),
        }),
      ];
      yield [
        flowName(site, way, name, "share"),
        () => ({
          title: `${name}, share of the year's energy, ${where(of)}`,
          value: mwh / total,
          unit: "frac",
          formula: "its energy / all that comes into the campus",
          ...rest(),
        }),
      ];
    }
}

function* pueFigures(of: Of): Iterable<Named> {
  const { hours, site } = of;
  const curve = pueCurve(hours);
  if (curve.length === 0) return;
  for (const share of [0, ...PUE_SHARES, 1])
    yield [
      pueName(site, Math.round(100 * share)),
      () => ({
        title:
          share === 0
            ? `PUE in its highest hour, ${where(of)}`
            : share === 1
              ? `PUE in its lowest hour, ${where(of)}`
              : `PUE exceeded in ${Math.round(100 * share)} % of the hours, ${where(of)}`,
        value: share === 1 ? curve.at(-1)!.pue : exceeded(curve, share),
        unit: "",
        formula:
          "facility power / IT power of each hour with IT load, sorted from the highest, hours weighted by what they stand for",
        inputs: [
          `facility over the year: ${fiveFigures(yearly(hours, hours.facilityMW))} MWh`,
          `IT over the year: ${fiveFigures(yearly(hours, hours.itMW))} MWh`,
          `hours with IT load: ${curve.length}`,
          yearLine(of),
        ],
        behind: behind(of, HEAT),
      }),
    ];
}

export const hourFamily: Family = {
  words:
    "modelled hours (counted from 0 on 1 January) and days (from 1) of all sites, or with a site before it",
  form: "hour.<hour>.<what>, day.<day>.<what>, hourOfDay.<0 to 23>.<what>.<mean, lowest or highest>, what being facilityMW, worth, import, clean or <asset>.<role>MW; flow.<in or out>.<name>.<MWh or share>, pue.<percent>",
  *figures(pack, hourly) {
    if (hourly.length === 0) return;
    for (const site of ["", ...hourly.map((one) => one.site)]) {
      const sites = hourly.filter((one) => site === "" || one.site === site);
      const of = { pack, site, sites, hours: campusHours(pack, sites) };
      const all = seriesOf(of);
      yield* flowFigures(of);
      yield* pueFigures(of);
      yield* hourOfDayFigures(of, all);
      yield* dayFigures(of, all);
      yield* hourFigures(of, all);
    }
  },
};
