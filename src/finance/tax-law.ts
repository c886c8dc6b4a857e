/**
 * Tax law as data: corporate rate by country, how each class of things is written off, which credit
 * it earns at which date. Not tax advice; every figure with its source in data/tax.csv.
 *
 *     basis = cost·(1 − ½·credit) in the United States, else cost
 */
import { catalog } from "../catalog/catalog.ts";
import { numberIn, numbersIn, optionalNumberIn } from "../catalog/table.ts";
import type { Entry, Figure } from "../catalog/table.ts";
import { sharesOf } from "./depreciation.ts";
import type { WriteOffMethod } from "./depreciation.ts";

/** General inflation a year where a scenario states none. */
export const usualInflationFrac = () =>
  numberIn(catalog("tax").get("escalation-default")!, "inflationFracPerYear");

/** What tax law calls a thing. */
export const TAX_CLASSES = [
  "accelerators",
  "hall",
  "electrical",
  "cooling",
  "grid-connection",
  "storage",
  "solar",
  "wind",
  "hydro",
  "geothermal",
  "nuclear",
  "gas-turbine",
  "ccgt",
  "engine",
  "fuel-cell",
] as const;
export type TaxClass = (typeof TAX_CLASSES)[number];

/** Countries with a corporate rate in data/tax.csv, two capital letters. */
export function taxCountries(): string[] {
  return [...catalog("tax")]
    .filter(([, entry]) => entry.has("corporateTaxFrac"))
    .map(([id]) => id.toUpperCase());
}

function entryOf(country: string): Entry {
  const entry = catalog("tax").get(country.toLowerCase());
  if (!entry?.has("corporateTaxFrac"))
    throw new Error(
      `No tax rate for ${country} in data/tax.csv; known: ${taxCountries().join(", ")}`,
    );
  return entry;
}

/** Corporate tax rate with its source. @throws Error when the country is not in data/tax.csv. */
export function corporateTax(country: string): Figure {
  return entryOf(country).get("corporateTaxFrac")!;
}

/** Share of a year's profit that old losses may be set against. */
export function lossOffsetFrac(country: string): number {
  return optionalNumberIn(entryOf(country), "lossOffsetFrac") ?? 1;
}

/** The same with its source; undefined where no limit is on file. */
export function lossOffsetFigure(country: string): Figure | undefined {
  return entryOf(country).get("lossOffsetFrac");
}

/** Deductions by tax year, and where they come from. */
export interface Schedule {
  readonly name: string;
  readonly method: WriteOffMethod;
  /** Part written off at once; the method holds for the rest. */
  readonly firstFrac: number;
  readonly shares: Float64Array;
  /** What it rests on; undefined where the economic life stands in. */
  readonly figure: Figure | undefined;
}

/** A schedule with its shares worked out. */
export function scheduleBy(
  name: string,
  method: WriteOffMethod,
  figure: Figure | undefined,
  firstFrac = 0,
): Schedule {
  return { name, method, firstFrac, shares: sharesOf(method, firstFrac), figure };
}

/** A thing to be written off. */
export interface TaxedThing {
  readonly taxClass: TaxClass;
  readonly lifeYears: number;
  /** Calendar year, with its part, in which it comes into service. */
  readonly inServiceYear: number;
}

/** Part that may be written off at once in the United States. */
function americanBonus(inServiceYear: number): number {
  const entry = catalog("tax").get("us-bonus-depreciation")!;
  if (inServiceYear >= numberIn(entry, "permanentFromYear"))
    return numberIn(entry, "firstYearFrac");
  const years = numbersIn(entry, "inServiceYears");
  const at = years.findLastIndex((year) => year <= Math.floor(inServiceYear));
  return at < 0 ? 0 : numbersIn(entry, "inServiceFracPoints")[at]!;
}

function americanSchedule({ taxClass, inServiceYear }: TaxedThing, bonus: boolean): Schedule {
  const figure = catalog("tax").get(`us-class-${taxClass}`)!.get("schedule")!;
  const id = figure.text;
  if (!id.startsWith("macrs")) {
    const years = numberIn(catalog("tax").get(id)!, "lifeYears");
    const month = Math.floor((inServiceYear % 1) * 12) + 1;
    return scheduleBy(id, { kind: "midMonth", years, month }, figure);
  }
  const first = bonus ? americanBonus(inServiceYear) : 0;
  const name = first > 0 ? `${id}, ${Math.round(first * 100)} % in the first year` : id;
  return scheduleBy(name, { kind: "table", id }, figure, first);
}

/** Tax class of a kind of plant; undefined where data/tax.csv knows none. */
export function plantClass(kind: string): TaxClass | undefined {
  const named = catalog("tax").get(`kind-${kind}`)?.get("taxClass")?.text;
  return TAX_CLASSES.find((taxClass) => taxClass === named);
}

/** Parameter of a country's straight-line life for a class. */
function lifeParameter(taxClass: TaxClass): string {
  const named = { accelerators: "Compute", hall: "Building", solar: "Solar", wind: "Wind" }[
    taxClass as string
  ];
  return `straightLineYears${named ?? "Plant"}`;
}

/**
 * How a thing is written off in a country. `bonus` false leaves out first-year parts. Where data/tax.csv
 * has neither a life nor a share for the class, straight line over the economic life, and the name says so.
 * @throws Error when the country is not in data/tax.csv.
 */
export function scheduleOf(country: string, thing: TaxedThing, bonus = true): Schedule {
  if (country.toUpperCase() === "US") return americanSchedule(thing, bonus);
  const entry = entryOf(country);
  const named = entry.get(lifeParameter(thing.taxClass));
  const life =
    named ??
    (thing.taxClass === "solar" || thing.taxClass === "wind"
      ? entry.get("straightLineYearsPlant")
      : undefined);
  const pool =
    thing.taxClass === "hall" ? undefined : optionalNumberIn(entry, "decliningFracPerYear");
  const first =
    bonus && thing.taxClass !== "hall" ? (optionalNumberIn(entry, "firstYearFrac") ?? 0) : 0;
  if (pool !== undefined)
    return scheduleBy(
      `${first > 0 ? `${first * 100} % at once, then ` : ""}declining ${pool * 100} %`,
      { kind: "declining", shareFrac: pool },
      entry.get("decliningFracPerYear"),
      first,
    );
  if (life === undefined) return overLife(thing.lifeYears, " (assumed)");
  const years = Number(life.text);
  return scheduleBy(`straight line, ${years} years`, { kind: "straightLine", years }, life);
}

/** Straight line over the economic life. */
export function overLife(lifeYears: number, remark = ""): Schedule {
  return scheduleBy(
    `straight line, life of ${lifeYears} years${remark}`,
    { kind: "straightLine", years: lifeYears },
    undefined,
  );
}

const WIND_AND_SUN: ReadonlySet<TaxClass> = new Set(["solar", "wind"] as const);
const OTHER_CLEAN: ReadonlySet<TaxClass> = new Set([
  "hydro",
  "geothermal",
  "nuclear",
  "storage",
] as const);

/** When construction began and when the thing is in service, calendar years with their parts. */
export interface CreditDates {
  readonly begunYear: number;
  readonly inServiceYear: number;
}

/** A date such as 2026-07-04 as a year with its part. */
export function yearOfDate(date: string): number {
  const at = Date.parse(`${date}T00:00:00Z`);
  const year = new Date(at).getUTCFullYear();
  const start = Date.UTC(year, 0, 1);
  return year + (at - start) / (Date.UTC(year + 1, 0, 1) - start);
}

/** Part of the credit that is left at those dates: 0 to 1. */
function creditShare(entry: Entry, taxClass: TaxClass, dates: CreditDates): number {
  if (WIND_AND_SUN.has(taxClass)) {
    const begun = yearOfDate(entry.get("windSolarBegunBy")!.text);
    const served = yearOfDate(entry.get("windSolarInServiceBy")!.text);
    return dates.begunYear <= begun || dates.inServiceYear <= served ? 1 : 0;
  }
  if (!OTHER_CLEAN.has(taxClass)) return 0;
  const years = numbersIn(entry, "otherBegunYears");
  const shares = numbersIn(entry, "otherCreditSharePoints");
  const at = years.findLastIndex((year) => year <= Math.floor(dates.begunYear));
  return at < 0 ? 1 : shares[at]!;
}

/** Investment credit as a share of the cost; wages and apprentices as the law asks. */
export function investmentCreditFrac(
  country: string,
  taxClass: TaxClass,
  dates: CreditDates,
): number {
  if (country.toUpperCase() !== "US") return 0;
  if (taxClass === "fuel-cell") {
    const cell = catalog("tax").get("us-fuel-cell-credit")!;
    return dates.begunYear >= numberIn(cell, "begunFromYear") ? numberIn(cell, "creditFrac") : 0;
  }
  const entry = catalog("tax").get("us-investment-credit")!;
  return numberIn(entry, "creditFrac") * creditShare(entry, taxClass, dates);
}

/** A production credit: nothing where the law grants none. */
export interface ProductionCredit {
  /** Money of `priceYear`; it follows inflation. */
  readonly usdPerMWh: number;
  readonly priceYear: number;
  /** Years from service in which it is paid. */
  readonly years: number;
}

/** Production credit of a plant at its dates; wages and apprentices as the law asks. Stores have none. */
export function productionCredit(
  country: string,
  taxClass: TaxClass,
  dates: CreditDates,
): ProductionCredit {
  const entry = catalog("tax").get("us-production-credit")!;
  const share =
    country.toUpperCase() === "US" && taxClass !== "storage"
      ? creditShare(entry, taxClass, dates)
      : 0;
  return {
    usdPerMWh: numberIn(entry, "creditUSDPerMWh") * share,
    priceYear: Number(entry.get("creditUSDPerMWh")!.year),
    years: numberIn(entry, "termYears"),
  };
}

/** Share of the cost that is deducted once a credit is taken. */
export function basisFrac(country: string, creditFrac: number): number {
  return country.toUpperCase() === "US" ? 1 - creditFrac / 2 : 1;
}
