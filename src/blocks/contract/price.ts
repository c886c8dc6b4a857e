/**
 * What a contract's price is worth in the money of the plan.
 *
 *     paid_y  = price·(1 + g)^(y − priceYear)                 g: growth of the index in money of the day
 *     real_y  = paid_y·(1 + i)^(year of the plan's prices − y)      i: general inflation
 *     design year: Σ_k real_{y+k}·d_k / Σ_k d_k over the term, d_k = (1 + wacc)^−(k + ½)
 *
 * A fixed price therefore falls in real terms; one that follows general inflation stays.
 */
import { amountWords } from "../../units/money.ts";
import { z } from "zod";
import { catalog } from "../../catalog/catalog.ts";
import { numberIn } from "../../catalog/table.ts";
import type { FieldContext, FieldIssue } from "../field-issue.ts";
import type { Conditions } from "../block.ts";
import { quarter, readQuarter } from "../dates.ts";
import { optional } from "../fields.ts";

const INDICES = [...catalog("indices").keys()] as [string, ...string[]];
const CURRENCIES = [...catalog("currencies").keys()].map((id) => id.toUpperCase()) as [
  string,
  ...string[],
];

const step = z.strictObject({
  from: quarter("First quarter of this price"),
  until: quarter("First quarter it no longer holds; to the end when left out").optional(),
  priceUSDPerMWh: optional("Price in these quarters, in the scenario's money", { min: -1000 }),
  overSpotUSDPerMWh: optional("Margin over the hourly market price in these quarters", {
    min: -1000,
  }),
});

/** Fields of a price per MWh; `usual` is the field that states it in the scenario's money. */
export function priceFields<Usual extends z.ZodType>(usual: Usual) {
  return {
    priceUSDPerMWh: usual,
    price: optional("Price per MWh in another currency, with currency and priceYear", {
      min: -1_000_000,
    }),
    ...indexFields(),
    steps: z
      .array(step)
      .max(40)
      .default([])
      .meta({ description: "Other prices by quarter, such as a margin over spot later on" }),
  };
}

/** Fields that say how a price moves over the term, and in what money it is stated. */
export function indexFields() {
  return {
    currency: z.enum(CURRENCIES).optional().meta({ description: "Currency of price" }),
    priceYear: z
      .int()
      .min(2000)
      .max(2100)
      .optional()
      .meta({ description: "Year of the price; the scenario's price year when left out" }),
    index: z.enum(INDICES).optional().meta({
      description: "Index the price follows; general inflation when left out, fixed for none",
    }),
    escalatorFracPerYear: optional("Rise a year in money of the day, instead of an index", {
      min: -0.2,
      max: 0.3,
    }),
  };
}

/** How a price moves. */
export interface Indexed {
  readonly priceYear?: number | undefined;
  readonly index?: string | undefined;
  readonly escalatorFracPerYear?: number | undefined;
}

export interface PriceStep {
  readonly from: string;
  readonly until?: string | undefined;
  readonly priceUSDPerMWh?: number | undefined;
  readonly overSpotUSDPerMWh?: number | undefined;
}

export interface Priced extends Indexed {
  readonly priceUSDPerMWh: number;
  readonly price?: number | undefined;
  readonly currency?: string | undefined;
  readonly steps: readonly PriceStep[];
}

/** A price per MWh: a part of its own and a share of the hourly market price. */
export interface HourlyPrice {
  readonly usdPerMWh: number;
  readonly spotFrac: number;
}

type Money = Pick<Conditions, "priceYear" | "firstYear" | "waccFrac" | "inflationFrac">;

/** Real worth in year `year` of 1 stated in the price year of the terms. */
export function indexAt(terms: Indexed, { priceYear, inflationFrac }: Money, year: number): number {
  const stated = terms.priceYear ?? priceYear;
  const growth =
    terms.escalatorFracPerYear ??
    (terms.index === undefined
      ? inflationFrac
      : numberIn(catalog("indices").get(terms.index)!, "growthFracPerYear"));
  return (1 + growth) ** (year - stated) * (1 + inflationFrac) ** (priceYear - year);
}

/** Mean over the years of a term from the start of the plan, each as it is worth then. */
function levelled(money: Money, termYears: number, of: (year: number) => number): number {
  let sum = 0;
  let weights = 0;
  for (let k = 0; k < Math.max(1, Math.round(termYears)); k++) {
    const worth = (1 + money.waccFrac) ** -(k + 0.5);
    sum += worth * of(money.firstYear + k + 0.5);
    weights += worth;
  }
  return sum / weights;
}

/** Real worth of 1 as stated: at a time, or levelled over the term where the plan is one year. */
export function indexFactor(
  terms: Indexed,
  money: Money,
  termYears: number,
  calendarYear?: number,
): number {
  return calendarYear === undefined
    ? levelled(money, termYears, (year) => indexAt(terms, money, year))
    : indexAt(terms, money, calendarYear);
}

/** Payments stated as `usd`, by the same index. */
export const indexedUSD =
  (usd: number, terms: Indexed & { readonly termYears: number }, money: Money) =>
  (calendarYear?: number): number =>
    usd * indexFactor(terms, money, terms.termYears, calendarYear);

function stepAt(steps: readonly PriceStep[], year: number): PriceStep | undefined {
  const now = Math.floor(year * 4);
  return steps.find(
    ({ from, until }) => readQuarter(from)! <= now && now < (readQuarter(until) ?? Infinity),
  );
}

function usdRate(currency: string | undefined): number {
  return currency === undefined
    ? 1
    : numberIn(catalog("currencies").get(currency.toLowerCase())!, "usdPerUnit");
}

/** The price of the terms: at a time, or levelled over the term where the plan is one year. */
export function priceAt(
  terms: Priced,
  money: Money,
  termYears: number,
  calendarYear?: number,
): HourlyPrice {
  const base =
    terms.price === undefined ? terms.priceUSDPerMWh : terms.price * usdRate(terms.currency);
  const ownAt = (year: number) => {
    const now = stepAt(terms.steps, year);
    // Prices of steps are stated in the scenario's money, whatever that of the base price is.
    const { priceYear: _, ...moves } = terms;
    if (now?.overSpotUSDPerMWh !== undefined)
      return now.overSpotUSDPerMWh * indexAt(moves, money, year);
    if (now?.priceUSDPerMWh !== undefined) return now.priceUSDPerMWh * indexAt(moves, money, year);
    return base * indexAt(terms, money, year);
  };
  const spotAt = (year: number) =>
    stepAt(terms.steps, year)?.overSpotUSDPerMWh === undefined ? 0 : 1;
  return calendarYear === undefined
    ? { usdPerMWh: levelled(money, termYears, ownAt), spotFrac: levelled(money, termYears, spotAt) }
    : { usdPerMWh: ownAt(calendarYear), spotFrac: spotAt(calendarYear) };
}

/** How a price moves, in words. */
export function indexWords({ index, escalatorFracPerYear }: Indexed): string {
  if (escalatorFracPerYear !== undefined)
    return `rising ${(escalatorFracPerYear * 100).toFixed(1)} % a year`;
  if (index === undefined) return "following general inflation";
  return index === "fixed" ? "fixed in money of the day" : `following ${index}`;
}

/** A price per MWh and how it moves, in words. */
export function priceWords(terms: Priced, { priceYear }: Pick<Conditions, "priceYear">): string {
  const amount =
    terms.price === undefined
      ? amountWords(terms.priceUSDPerMWh)
      : `${terms.price} ${terms.currency}`;
  const steps = terms.steps.map((one) =>
    one.overSpotUSDPerMWh === undefined
      ? `${amountWords(one.priceUSDPerMWh!)} from ${one.from}`
      : `spot and ${amountWords(one.overSpotUSDPerMWh)} from ${one.from}`,
  );
  return [
    `${amount} per MWh of ${terms.priceYear ?? priceYear}, ${indexWords(terms)}`,
    ...steps,
  ].join("; ");
}

function checkSteps(steps: readonly PriceStep[]): FieldIssue[] {
  return steps.flatMap((one, i): FieldIssue[] => {
    const at = `steps.${i}`;
    const issues: FieldIssue[] = [];
    const [from, until] = [readQuarter(one.from)!, readQuarter(one.until) ?? Infinity];
    if (from >= until)
      issues.push({
        code: "contradiction",
        field: `${at}.from`,
        message: "The step ends before it begins",
        expected: `before ${one.until}`,
        got: one.from,
        beside: `${at}.until`,
      });
    if ((one.priceUSDPerMWh === undefined) === (one.overSpotUSDPerMWh === undefined))
      issues.push({
        code: "missing",
        field: at,
        message: "A step has one price: of its own, or a margin over spot",
        hint: "State priceUSDPerMWh or overSpotUSDPerMWh.",
      });
    steps.slice(0, i).forEach((other, k) => {
      if (from < (readQuarter(other.until) ?? Infinity) && readQuarter(other.from)! < until)
        issues.push({
          code: "contradiction",
          field: `${at}.from`,
          message: `Terms overlap: step ${i + 1} begins while step ${k + 1} still holds`,
          got: one.from,
          beside: `steps.${k}.${other.until === undefined ? "from" : "until"}`,
          hint: `End step ${k + 1} with until: ${one.from}, or begin this one later.`,
        });
    });
    return issues;
  });
}

/** What is wrong between the fields of an index. */
export function checkIndex(terms: Indexed): FieldIssue[] {
  return terms.index !== undefined && terms.escalatorFracPerYear !== undefined
    ? [
        {
          code: "contradiction",
          field: "escalatorFracPerYear",
          message: "A price follows an index or an escalator, not both",
          beside: "index",
          hint: "Leave one of them out.",
        },
      ]
    : [];
}

/** What is wrong between the fields of a price. */
export function checkPrice(terms: Priced, { given, currency }: FieldContext): FieldIssue[] {
  const issues = [...checkIndex(terms), ...checkSteps(terms.steps)];
  const missing = (field: string, message: string, hint: string) =>
    issues.push({ code: "missing", field, message, hint });
  if (terms.price === undefined) {
    if (terms.currency !== undefined)
      missing("currency", "currency stands without a price", "State price, or leave it out.");
    return issues;
  }
  if (given.has("priceUSDPerMWh"))
    issues.push({
      code: "contradiction",
      field: "price",
      message: "price and priceUSDPerMWh state the same figure twice",
      beside: "priceUSDPerMWh",
      hint: "Keep one of them.",
    });
  if (terms.currency === undefined)
    missing(
      "price",
      "price has no currency",
      `Write currency: EUR and priceYear: 2026, or price${currency}PerMWh in the scenario's money.`,
    );
  else if (terms.priceYear === undefined && terms.currency !== currency)
    missing(
      "price",
      `price in ${terms.currency} has no year`,
      "Write priceYear: 2026, the year in whose money it is stated.",
    );
  return issues;
}
