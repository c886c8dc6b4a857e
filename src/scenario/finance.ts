/** The `finance:` table: taxes, write-offs, credits and debt of the solved plan's pro forma. It moves no megawatt. */
import { z } from "zod";
import { findPlace } from "../climate/place.ts";
import { choice, flag, fromCatalog, optional } from "../blocks/fields.ts";
import { nominalFrac } from "../finance/present-value.ts";
import { waccOf } from "../finance/wacc.ts";
import { WRITE_OFFS } from "../finance/project.ts";
import type { ProjectTerms, WaccFrom } from "../finance/project.ts";
import {
  corporateTax,
  lossOffsetFigure,
  lossOffsetFrac,
  taxCountries,
} from "../finance/tax-law.ts";
import type { Figure } from "../catalog/table.ts";
import { assumptionsIn } from "./assumptions-in.ts";
import { toUSD } from "./currency.ts";
import { nearest, shown } from "./issue.ts";
import type { UnplacedIssue } from "./issue.ts";
import type { Assumption, Money, SiteScenario } from "./scenario.ts";
import { validate } from "./validate.ts";

const usual = fromCatalog("tax", "project-finance");
const FRACTION = { min: 0, max: 1 };

export const debtSchema = z.strictObject({
  mostGearingFrac: usual.number("mostGearingFrac", "Most debt over capital", FRACTION),
  dscr: usual.number("dscr", "Cash over debt service, by which debt is sized", { min: 1, max: 10 }),
  interestFrac: usual.number("interestFrac", "Nominal interest", { min: 0, max: 0.5 }),
  termYears: usual.number("termYears", "Years of repayment", { min: 1, max: 50 }),
  repayment: choice(
    "Service in step with cash, or the same every year",
    ["sculpted", "level"],
    "sculpted",
  ),
  buildInterest: flag("Interest runs while the project is built, and is drawn like capital", true),
});

export const financeSchema = z.strictObject({
  country: z
    .string()
    .regex(/^[A-Za-z]{2}$/, "two letters such as US")
    .optional()
    .meta({ description: "Country whose tax law holds; that of the first site when left out" }),
  taxFrac: optional("Income tax; the country's corporate rate when left out", { min: 0, max: 0.9 }),
  losses: choice(
    "Losses wait for profit, or lower other tax at once",
    ["carriedForward", "usedAtOnce"],
    "carriedForward",
  ),
  depreciation: choice("How cost is written off for tax", WRITE_OFFS, "law"),
  bonus: flag("Take first-year parts such as bonus depreciation", true),
  credit: choice(
    "Tax credit taken where the law still grants it",
    ["investment", "production", "none"],
    "investment",
  ),
  buildYears: optional("Years from begin of construction to service, for the dates of credits", {
    min: 0,
    max: 20,
  }),
  inflationFrac: fromCatalog("tax", "escalation-default").number(
    "inflationFracPerYear",
    "Inflation",
    { min: -0.05, max: 0.5 },
  ),
  projectYears: usual.number("projectYears", "Years the design year is repeated", {
    min: 1,
    max: 60,
  }),
  waccFrac: optional("Nominal cost of capital; see waccFrom when left out", FRACTION),
  waccFrom: choice(
    "Nominal cost of capital where waccFrac is left out: the plan's with inflation, or from equity, interest after tax and the most gearing",
    ["plan", "parts"],
    "plan",
  ),
  costOfEquityFrac: usual.number("costOfEquityFrac", "Nominal cost of equity after tax", FRACTION),
  priceUSDPerEFLOPSh: optional("Price of compute sold; the break-even price when left out"),
  debt: debtSchema.nullable().optional().meta({ description: "Debt; none when left out" }),
});

/** What a pro forma is made with. */
export interface FinanceScenario {
  readonly terms: ProjectTerms;
  readonly projectYears: number;
  readonly assumptions: readonly Assumption[];
}

type FinanceInput = z.output<typeof financeSchema>;

/** Nominal cost of capital after tax, and how it was found. */
function costOfCapital(
  stated: FinanceInput,
  money: Money,
  taxFrac: number,
): { waccFrac: number; waccFrom: WaccFrom } {
  const { waccFrac, waccFrom, debt, costOfEquityFrac, inflationFrac } = stated;
  if (waccFrac !== undefined) return { waccFrac, waccFrom: "stated" };
  if (waccFrom === "plan")
    return { waccFrac: nominalFrac(money.waccFrac, inflationFrac), waccFrom };
  const parts = waccOf({
    debtFrac: debt?.mostGearingFrac ?? 0,
    interestFrac: debt?.interestFrac ?? 0,
    costOfEquityFrac,
    taxFrac,
    inflationFrac,
  });
  return { waccFrac: parts.nominalFrac, waccFrom };
}

function financeAssumptions(
  stated: FinanceInput,
  written: Readonly<Record<string, unknown>>,
  country: string,
): Assumption[] {
  const tax = corporateTax(country);
  const offset = lossOffsetFigure(country);
  const debtGiven = (written["debt"] ?? {}) as Readonly<Record<string, unknown>>;
  const from = (path: string, value: unknown, figure: Figure | undefined, help: string) =>
    ({ path, value, origin: "default", figure, help }) as const;
  return [
    ...assumptionsIn("finance", financeSchema.shape, stated, written),
    ...(stated.debt ? assumptionsIn("finance.debt", debtSchema.shape, stated.debt, debtGiven) : []),
    ...(stated.taxFrac === undefined
      ? [from("finance.taxFrac", Number(tax.text), tax, `Income tax of ${country}`)]
      : []),
    from(
      "finance.lossOffsetFrac",
      lossOffsetFrac(country),
      offset,
      "Share of a year's profit that old losses may be set against",
    ),
  ];
}

/** The finance of a scenario; undefined when it has none. Faults go to `issues`. */
export function readFinance(
  value: Readonly<Record<string, unknown>> | null | undefined,
  money: Money,
  sites: readonly SiteScenario[],
  issues: UnplacedIssue[],
): FinanceScenario | undefined {
  if (value === undefined) return undefined;
  const written = toUSD(value ?? {}, money.currency, money.usdPerUnit);
  const debt = written["debt"] === null ? {} : written["debt"];
  const checked = validate(financeSchema, "debt" in written ? { ...written, debt } : written, [
    "finance",
  ]);
  if (!checked.ok) {
    issues.push(...checked.issues);
    return undefined;
  }
  const stated = checked.value;
  const country = (
    stated.country ??
    (sites[0] && findPlace(sites[0].placeId)?.country) ??
    "US"
  ).toUpperCase();
  if (!Number.isInteger(stated.projectYears))
    issues.push({
      code: "type",
      path: ["finance", "projectYears"],
      message: "projectYears is not a whole number",
      expected: "whole years",
      got: shown(stated.projectYears),
    });
  if (stated.debt && !Number.isInteger(stated.debt.termYears))
    issues.push({
      code: "type",
      path: ["finance", "debt", "termYears"],
      message: "termYears is not a whole number",
      expected: "whole years",
      got: shown(stated.debt.termYears),
    });
  const known = taxCountries();
  if (!known.includes(country)) {
    const meant = nearest(country, known);
    issues.push({
      code: "unknown-word",
      path: stated.country === undefined ? ["finance"] : ["finance", "country"],
      message: `No tax law for ${shown(country)}`,
      expected: known.join(" or "),
      hint: `${meant ? `Did you mean ${meant}? ` : ""}State finance.country, and taxFrac where its rate differs.`,
    });
    return undefined;
  }
  const taxFrac = stated.taxFrac ?? Number(corporateTax(country).text);
  const { waccFrac, waccFrom } = costOfCapital(stated, money, taxFrac);
  return {
    projectYears: stated.projectYears,
    assumptions: financeAssumptions(stated, written, country),
    terms: {
      country,
      priceYear: money.priceYear,
      inflationFrac: stated.inflationFrac,
      writeOff: stated.depreciation,
      bonus: stated.bonus,
      credit: stated.credit,
      begunBeforeYears: stated.buildYears ?? 1,
      priceUSD: stated.priceUSDPerEFLOPSh,
      waccFrom,
      financing: {
        tax: { taxFrac, losses: stated.losses, lossOffsetFrac: lossOffsetFrac(country) },
        waccFrac,
        costOfEquityFrac: stated.costOfEquityFrac,
        debt: stated.debt ?? undefined,
      },
    },
  };
}
