/**
 * The `buyer:` table: the balance sheet and rating behind a plan, and what they let it sign and pay.
 *
 *     committed   Σ payments due over the terms, worth today  ≤  max(equity·k, EBITDA·m) − debt      k, m by rating
 *     upfront     Σ capital + security                        ≤  cash − reserve + max(0, EBITDA·d − debt)
 *     rate        cost of capital = the catalogue's + spread of the rating − spread of rating a, where not stated
 */
import { z } from "zod";
import { meetsRating, ratingAskedFor, ratingFigure, RATINGS } from "../blocks/credit.ts";
import type { Rating } from "../blocks/credit.ts";
import { choice, fromCatalog, number, optional, required } from "../blocks/fields.ts";
import { catalog } from "../catalog/catalog.ts";
import { numberIn } from "../catalog/table.ts";
import { assumptionsIn } from "./assumptions-in.ts";
import { toUSD } from "./currency.ts";
import { shown } from "./issue.ts";
import type { UnplacedIssue } from "./issue.ts";
import type { Assumption, BlockEntry, Money } from "./scenario.ts";
import { validate } from "./validate.ts";

const ANY = { min: -1e15, max: 1e15 };
const SHARE = { min: 0.01, max: 1 };

export const buyerSchema = z.strictObject({
  rating: choice("Rating of an agency, or what a seller's own analysis gives", RATINGS, "none"),
  revenueUSDPerYear: optional("Sales a year"),
  ebitdaUSDPerYear: number("Earnings a year before interest, tax and write-offs", 0, ANY),
  equityUSD: required("Equity", ANY),
  cashUSD: required("Cash at hand, raised money included"),
  debtUSD: number("Debt there is", 0),
  reserveUSD: number("Cash that is not to be touched", 0),
  maxCommittedUSD: optional(
    "Most worth of payments committed to; by rating, equity and EBITDA when left out",
  ),
  maxUpfrontUSD: optional(
    "Most capital and security paid at the start; cash and what lenders give when left out",
  ),
  maxTermYears: optional("Longest term a seller signs; by rating when left out"),
  maxProviderShareFrac: optional("Most of the compute from one provider elsewhere", SHARE),
  needYears: optional("Years for which the compute is needed; without end when left out", {
    min: 0.25,
    max: 60,
  }),
  resaleFrac: fromCatalog("credit", "asset-sale").number(
    "resaleFrac",
    "What a sale brings of the straight-line rest when the need ends",
    { min: 0, max: 1 },
  ),
});

/** A buyer with its limits worked out. */
export interface BuyerScenario {
  readonly rating: Rating;
  readonly revenueUSDPerYear: number | undefined;
  readonly ebitdaUSDPerYear: number;
  readonly equityUSD: number;
  readonly cashUSD: number;
  readonly debtUSD: number;
  readonly reserveUSD: number;
  readonly maxCommittedUSD: number;
  readonly maxUpfrontUSD: number;
  readonly maxTermYears: number;
  readonly maxProviderShareFrac: number | undefined;
  readonly needYears: number | undefined;
  readonly resaleFrac: number;
  /** Fields the file states. */
  readonly given: ReadonlySet<string>;
  /** Its own figures, and those of its rating that set the limits. */
  readonly assumptions: readonly Assumption[];
}

type Stated = z.output<typeof buyerSchema>;

/** Most committed value that a balance sheet carries at a rating. */
export function committedLimitUSD(
  rating: Rating,
  {
    equityUSD,
    ebitdaUSDPerYear,
    debtUSD,
  }: Pick<Stated, "equityUSD" | "ebitdaUSDPerYear" | "debtUSD">,
): number {
  const byEquity = equityUSD * ratingFigure(rating, "committedOverEquity");
  const byEarnings = ebitdaUSDPerYear * ratingFigure(rating, "committedOverEBITDA");
  return Math.max(0, Math.max(byEquity, byEarnings) - debtUSD);
}

/** Most that can be paid at the start: own cash and what lenders still give. */
export function upfrontLimitUSD(
  rating: Rating,
  {
    cashUSD,
    reserveUSD,
    ebitdaUSDPerYear,
    debtUSD,
  }: Pick<Stated, "cashUSD" | "reserveUSD" | "ebitdaUSDPerYear" | "debtUSD">,
): number {
  const debt = ratingFigure(rating, "debtOverEBITDA") * ebitdaUSDPerYear - debtUSD;
  return Math.max(0, cashUSD - reserveUSD) + Math.max(0, debt);
}

/** Cost of capital of a buyer: the catalogue's, and the part of the spread that it pays beyond rating a. */
export function waccOfRating(rating: Rating): number {
  const base = numberIn(catalog("campus").get("network")!, "waccFrac");
  return base + ratingFigure(rating, "spreadFrac") - ratingFigure("a", "spreadFrac");
}

/** Why a buyer cannot sign a contract; undefined where it can. */
export function refusal(
  buyer: Pick<BuyerScenario, "rating" | "maxTermYears">,
  kind: string,
  terms: { readonly termYears: number; readonly minimumRating?: Rating | undefined },
): string | undefined {
  const asked = terms.minimumRating ?? ratingAskedFor(kind);
  if (!meetsRating(buyer.rating, asked))
    return `the seller asks rating ${asked} or better, the buyer has ${buyer.rating}`;
  return terms.termYears > buyer.maxTermYears
    ? `it runs ${terms.termYears} years, and ${buyer.maxTermYears} are the most that is signed with rating ${buyer.rating}`
    : undefined;
}

function contradictions(
  stated: Stated,
  withHorizon: boolean,
  withFinance: boolean,
): UnplacedIssue[] {
  const issues: UnplacedIssue[] = [];
  const against = (field: string, message: string, hint: string, beside?: string) =>
    issues.push({
      code: "contradiction",
      path: ["buyer", field],
      message,
      got: shown(stated[field as keyof Stated]),
      hint,
      ...(beside === undefined ? {} : { beside: ["buyer", beside] }),
    });
  if (stated.revenueUSDPerYear !== undefined && stated.ebitdaUSDPerYear > stated.revenueUSDPerYear)
    against(
      "ebitdaUSDPerYear",
      "More is earned than is sold",
      "EBITDA is what is left of revenue: correct one of them.",
      "revenueUSDPerYear",
    );
  if (stated.reserveUSD > stated.cashUSD)
    against(
      "reserveUSD",
      "More cash is kept than there is",
      "Lower reserveUSD, or count the money that will be raised as cash.",
      "cashUSD",
    );
  if (stated.needYears !== undefined && withHorizon)
    against(
      "needYears",
      "A plan over quarters has an end of its own",
      "State horizon.years, or leave out the horizon.",
    );
  if (stated.needYears !== undefined && withFinance)
    against(
      "needYears",
      "A pro forma repeats the design year for finance.projectYears",
      "Leave out needYears or finance.",
    );
  return issues;
}

/** Figures of a rating, and the field that makes each needless. */
const RATING_FIGURES = [
  ["committedOverEquity", "maxCommittedUSD", "Most committed value, as a multiple of equity"],
  ["committedOverEBITDA", "maxCommittedUSD", "The same of EBITDA, where that is more"],
  ["debtOverEBITDA", "maxUpfrontUSD", "Most debt that lenders give, as a multiple of EBITDA"],
  ["maxTermYears", "maxTermYears", "Longest term that a seller signs"],
] as const;

function assumptionsOfBuyer(
  stated: Stated,
  written: Readonly<Record<string, unknown>>,
): Assumption[] {
  const entry = catalog("credit").get(`rating-${stated.rating}`)!;
  const ofRating = RATING_FIGURES.filter(([, field]) => stated[field] === undefined);
  return [
    ...assumptionsIn("buyer", buyerSchema.shape, stated, written),
    ...ofRating.map(([parameter, , help]): Assumption => ({
      path: `buyer.rating.${parameter}`,
      value: ratingFigure(stated.rating, parameter),
      origin: "default",
      figure: entry.get(parameter),
      help,
    })),
  ];
}

/** Contracts that must be signed and cannot be. */
function forcedAgainst(
  buyer: Pick<BuyerScenario, "rating" | "maxTermYears">,
  contracts: readonly BlockEntry[],
): UnplacedIssue[] {
  return contracts.flatMap(({ name, spec, path, block }): UnplacedIssue[] => {
    const forced = Number(spec["minMW"] ?? 0) > 0 ? "minMW" : spec["must"] === true ? "must" : "";
    const minimumRating = RATINGS.find((rating) => rating === spec["minimumRating"]);
    const termYears = Number(spec["termYears"] ?? 0);
    const refused = refusal(buyer, block.kind, { termYears, minimumRating });
    if (forced === "" || refused === undefined) return [];
    return [
      {
        code: "contradiction",
        path: [...path.split("."), forced],
        message: `${name} must be signed and cannot be: ${refused}`,
        beside: ["buyer"],
        hint: `Leave ${forced} out, or change its termYears or minimumRating, or the buyer.`,
      },
    ];
  });
}

/** The buyer of a scenario; undefined when it has none. Faults go to `issues`. */
export function readBuyer(
  value: Readonly<Record<string, unknown>> | null | undefined,
  money: Money,
  about: { readonly horizon: boolean; readonly finance: boolean },
  issues: UnplacedIssue[],
): BuyerScenario | undefined {
  if (value === undefined) return undefined;
  const written = toUSD(value ?? {}, money.currency, money.usdPerUnit);
  const checked = validate(buyerSchema, written, ["buyer"]);
  if (!checked.ok) {
    issues.push(...checked.issues);
    return undefined;
  }
  const stated = checked.value;
  issues.push(...contradictions(stated, about.horizon, about.finance));
  return {
    ...stated,
    revenueUSDPerYear: stated.revenueUSDPerYear,
    maxProviderShareFrac: stated.maxProviderShareFrac,
    needYears: stated.needYears,
    maxCommittedUSD: stated.maxCommittedUSD ?? committedLimitUSD(stated.rating, stated),
    maxUpfrontUSD: stated.maxUpfrontUSD ?? upfrontLimitUSD(stated.rating, stated),
    maxTermYears: stated.maxTermYears ?? ratingFigure(stated.rating, "maxTermYears"),
    given: new Set(Object.keys(written)),
    assumptions: assumptionsOfBuyer(stated, written),
  };
}

/** Contracts as this buyer is offered them: with its rating where the file names none of its own. */
export function offeredTo(
  buyer: BuyerScenario | undefined,
  contracts: readonly BlockEntry[],
  issues: UnplacedIssue[],
): BlockEntry[] {
  if (!buyer) return [...contracts];
  issues.push(...forcedAgainst(buyer, contracts));
  return contracts.map((entry) =>
    "buyerRating" in entry.spec && !entry.given.has("buyerRating")
      ? { ...entry, spec: { ...entry.spec, buyerRating: buyer.rating } }
      : entry,
  );
}
