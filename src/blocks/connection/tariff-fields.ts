/** The `tariff:` of a connection: a ready-made one of data/tariffs.csv, own parts, or both. */
import { z } from "zod";
import { catalog } from "../../catalog/catalog.ts";
import type { Entry } from "../../catalog/table.ts";
import { optionalNumberIn } from "../../catalog/table.ts";
import { month } from "../dates.ts";
import type { FieldContext, FieldIssue } from "../field-issue.ts";
import { fraction, number, optional } from "../fields.ts";
import { billsYearPeak } from "./tariff.ts";
import type { Part } from "./tariff.ts";

const CHARGES = [
  "energy",
  "network",
  "tax",
  "demand",
  "coincident",
  "contracted",
  "fixed",
] as const;
const monthOfYear = z.int().min(1).max(12);
const months = (description: string) =>
  z.array(monthOfYear).min(1).max(12).optional().meta({ description });

const tier = z.strictObject({
  upTo: optional("Up to this many MWh a month (energy) or MW (demand); the last has none"),
  usdPerUnit: number("Price of a MWh or MW in this tier", 0, { min: -1000 }),
});

const part = z.strictObject({
  charge: z.enum(CHARGES).meta({ description: "What it is charged on" }),
  usdPerMWh: optional("Of energy, network or tax", { min: -1000 }),
  usdPerMWMonth: optional("Of demand, per MW billed and month"),
  usdPerMWMonthByMonth: z
    .array(z.number().min(0))
    .length(12)
    .optional()
    .meta({ description: "Of demand: twelve rates, January first" }),
  usdPerMWYear: optional("Of coincident peaks or contracted MW, per MW and year"),
  usdPerMonth: optional("Of a fixed charge"),
  tiers: z.array(tier).min(2).max(6).optional().meta({
    description: "Of energy or demand: prices by quantity in place of one",
  }),
  months: months("Months it holds in; all when left out"),
  fromHour: optional("First local hour it holds in", { min: 0, max: 23 }),
  toHour: optional("Local hour at which it ends", { min: 1, max: 24 }),
  weekdays: z.boolean().optional().meta({ description: "Only on weekdays" }),
  from: month("First month in which it is in force").optional(),
  until: month("First month in which it is no longer").optional(),
  minimumTakeFrac: optional("Share of contracted MW billed whether used or not", {
    min: 0,
    max: 1,
  }),
  rampFracs: z.array(z.number().min(0).max(1)).max(10).optional().meta({
    description: "Share of contracted MW that counts in each year of the plan; then all of it",
  }),
  ratchetFrac: optional(
    "Share of the look-back's highest peak billed at least; 1 bills the year's peak",
    {
      min: 0,
      max: 1,
    },
  ),
  ratchetMonths: months("Months the ratchet looks at"),
  ratchetLookbackMonths: z.int().min(1).max(60).optional().meta({
    description:
      "Months back the ratchet looks at; 11 when left out, or with ratchetFrac 1 the calendar year",
  }),
  peaks: z
    .int()
    .min(1)
    .max(100)
    .optional()
    .meta({ description: "Of coincident peaks: hours of highest market price that count" }),
  onePerMonth: z.boolean().optional().meta({ description: "At most one such hour a month" }),
  hoursOfYear: z
    .array(z.int().min(1).max(8784))
    .max(200)
    .optional()
    .meta({ description: "Those hours, counted from 1, in place of the highest prices" }),
  measure: z
    .enum(["mean", "max"])
    .optional()
    .meta({ description: "Mean load in those hours (as is usual), or the highest" }),
  on: z
    .enum(["all", "firm", "flexible"])
    .optional()
    .meta({ description: "Of contracted MW: which of them" }),
  fullLoadHours: optional("Hours of full use a year that the plan must keep for this rate", {
    min: 0,
    max: 8784,
  }),
});

const NAMES = [...catalog("tariffs").keys()].filter((id) => !id.includes("/")) as [
  string,
  ...string[],
];

export const tariffSchema = z.strictObject({
  name: z
    .enum(NAMES)
    .optional()
    .meta({ description: "Ready-made tariff (firmwatt catalog tariffs)" }),
  also: z
    .array(z.enum(NAMES))
    .max(5)
    .default([])
    .meta({ description: "Further ready-made tariffs billed beside it, such as pjm-capacity" }),
  parts: z.record(z.string(), part.nullable()).default({}).meta({
    description: "Parts by name; they replace those of the ready-made one, null removes one",
  }),
  thresholdMW: optional("Least MW it is for; the ready-made one's when left out"),
  termYears: optional("Years it is signed for; the ready-made one's when left out"),
  exitFeeMonths: optional("Months of minimum charges due when it is left early"),
  studyFeeUSD: optional("Fee of the load study"),
  collateralUSDPerMW: optional("Security held per MW; its interest is a cost"),
  netMeteringMaxMW: optional(
    "Own weather-driven plants up to which exports are credited at the price of energy bought",
  ),
  discountFrac: fraction(
    "Share taken off network, demand and contracted charges, for hours in which power may be cut",
    0,
  ),
});

export type TariffSpec = z.output<typeof tariffSchema>;

function readList(entry: Entry, name: string): number[] | undefined {
  return entry.get(name)?.text.split(" ").map(Number);
}

/** A part of a ready-made tariff, from its catalogue entry. */
function readyPart(name: string, entry: Entry): Part {
  const numbers = [
    "usdPerMWh",
    "usdPerMWMonth",
    "usdPerMWYear",
    "usdPerMonth",
    "fromHour",
    "toHour",
    "minimumTakeFrac",
    "ratchetFrac",
    "ratchetLookbackMonths",
    "peaks",
    "fullLoadHours",
  ] as const;
  const lists = ["months", "rampFracs", "ratchetMonths"] as const;
  const words = ["from", "until", "on", "measure"] as const;
  const flags = ["weekdays", "onePerMonth"] as const;
  return {
    name,
    charge: entry.get("charge")!.text as Part["charge"],
    ...Object.fromEntries(
      [
        ...numbers.map((field) => [field, optionalNumberIn(entry, field)]),
        ...lists.map((field) => [field, readList(entry, field)]),
        ...words.map((field) => [field, entry.get(field)?.text]),
        ...flags.map((field) => [field, entry.get(field)?.text === "true" ? true : undefined]),
      ].filter(([, value]) => value !== undefined),
    ),
  } as Part;
}

/** Parts of a ready-made tariff. */
export function readyParts(id: string): Part[] {
  return [...catalog("tariffs")]
    .filter(([key]) => key.startsWith(`${id}/`))
    .map(([key, entry]) => readyPart(key.slice(id.length + 1), entry));
}

/** A figure of the tariff: stated, or the ready-made one's. */
export function tariffFigure(
  spec: TariffSpec,
  field: "thresholdMW" | "termYears" | "exitFeeMonths" | "studyFeeUSD" | "collateralUSDPerMW",
): number | undefined {
  return (
    spec[field] ??
    (spec.name === undefined
      ? undefined
      : optionalNumberIn(catalog("tariffs").get(spec.name)!, field))
  );
}

/** The parts of a tariff: ready-made, replaced or joined by those stated; network discounted where agreed. */
export function partsOf(spec: TariffSpec): Part[] {
  const parts = new Map(
    [...(spec.name === undefined ? [] : [spec.name]), ...spec.also].flatMap((id) =>
      readyParts(id).map((one) => [one.name, one] as const),
    ),
  );
  for (const [name, stated] of Object.entries(spec.parts))
    if (stated === null) parts.delete(name);
    else parts.set(name, { ...stated, name });
  const keep = 1 - spec.discountFrac;
  const less = (value: number | undefined) => (value === undefined ? undefined : value * keep);
  return [...parts.values()].map((one) =>
    keep === 1 || !["network", "demand", "contracted"].includes(one.charge)
      ? one
      : {
          ...one,
          usdPerMWh: less(one.usdPerMWh),
          usdPerMWMonth: less(one.usdPerMWMonth),
          usdPerMWMonthByMonth: one.usdPerMWMonthByMonth?.map((rate) => rate * keep),
          usdPerMWYear: less(one.usdPerMWYear),
          tiers: one.tiers?.map((step) => ({ ...step, usdPerUnit: step.usdPerUnit * keep })),
        },
  );
}

/** Rate fields a charge is stated with, one of which it needs. */
const RATES: Readonly<Record<Part["charge"], readonly (keyof Part)[]>> = {
  energy: ["usdPerMWh", "tiers"],
  network: ["usdPerMWh"],
  tax: ["usdPerMWh"],
  demand: ["usdPerMWMonth", "usdPerMWMonthByMonth", "tiers"],
  coincident: ["usdPerMWYear"],
  contracted: ["usdPerMWYear"],
  fixed: ["usdPerMonth"],
};

function checkPart(name: string, stated: z.output<typeof part>): FieldIssue[] {
  const at = (field: string) => `tariff.parts.${name}${field ? `.${field}` : ""}`;
  const rates = RATES[stated.charge];
  const issues: FieldIssue[] = [];
  const given = rates.filter((field) => stated[field as keyof typeof stated] !== undefined);
  if (given.length === 0)
    issues.push({
      code: "missing",
      field: at(""),
      message: `${name} has no rate`,
      hint: `State ${rates.join(" or ")}.`,
    });
  if (given.length > 1)
    issues.push({
      code: "contradiction",
      field: at(given[1]!),
      message: `${name} has two rates`,
      beside: at(given[0]!),
      hint: "Keep one of them.",
    });
  stated.tiers?.forEach(({ upTo }, i, tiers) => {
    const last = i === tiers.length - 1;
    if ((upTo === undefined) !== last)
      issues.push({
        code: "contradiction",
        field: at(`tiers.${i}`),
        message: last ? "The last tier has an end" : "Only the last tier has no end",
        hint: "Give every tier but the last its upTo.",
      });
    else if (i > 0 && upTo !== undefined && upTo <= (tiers[i - 1]!.upTo ?? 0))
      issues.push({
        code: "contradiction",
        field: at(`tiers.${i}.upTo`),
        message: "Tiers do not rise",
        got: String(upTo),
        beside: at(`tiers.${i - 1}.upTo`),
      });
  });
  if (stated.fullLoadHours !== undefined && !billsYearPeak(stated))
    issues.push({
      code: "missing",
      field: at("fullLoadHours"),
      message: "Hours of full use are counted on the year's peak",
      hint: "Set ratchetFrac: 1.",
    });
  if (stated.from !== undefined && stated.until !== undefined && stated.from >= stated.until)
    issues.push({
      code: "contradiction",
      field: at("from"),
      message: `${name} ends before it begins`,
      beside: at("until"),
    });
  return issues;
}

/** Fields of the connection that a tariff takes the place of. */
export const REPLACED = [
  "demandUSDPerMWMonth",
  "ratchetFrac",
  "minimumTakeFrac",
  "networkUSDPerMWh",
  "taxUSDPerMWh",
  "contractedUSDPerMWYear",
  "collateralUSDPerMW",
] as const;

/** What is wrong with a tariff beside the fields of its connection; `offeredMW` is all that is on offer. */
export function checkTariff(
  spec: TariffSpec | undefined,
  offeredMW: number,
  { given }: FieldContext,
): FieldIssue[] {
  if (!spec) return [];
  const threshold = tariffFigure(spec, "thresholdMW") ?? 0;
  return [
    ...REPLACED.filter((field) => given.has(field)).map((field): FieldIssue => ({
      code: "contradiction",
      field,
      message: `${field} stands beside a tariff`,
      beside: "tariff",
      hint: "Leave it out, or state it as one of the tariff's parts.",
    })),
    ...(spec.name === undefined &&
    spec.also.length === 0 &&
    Object.keys(spec.parts).length === 0 &&
    spec.netMeteringMaxMW === undefined
      ? [
          {
            code: "missing",
            field: "tariff",
            message: "The tariff has neither a name nor parts",
            hint: "firmwatt catalog tariffs lists ready-made ones.",
          } as const,
        ]
      : []),
    ...(offeredMW < threshold
      ? [
          {
            code: "range",
            field: "tariff",
            message: `The tariff is for ${threshold} MW and more`,
            got: `${offeredMW} MW on offer`,
            hint: "Offer more MW, or name another tariff.",
          } as const,
        ]
      : []),
    ...Object.entries(spec.parts).flatMap(([name, stated]) =>
      stated === null ? [] : checkPart(name, stated),
    ),
  ];
}
