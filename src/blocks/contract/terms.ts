/**
 * Terms that all contracts share: volume, term, security and what the seller may ask when it ends early.
 *
 *     security a year = collateral·cost of it;  collateral = months of payments by the buyer's rating, or as stated
 */
import { z } from "zod";
import type { ContractTerms } from "../account.ts";
import type { FieldIssue } from "../field-issue.ts";
import type { Asset, Size } from "../block.ts";
import { ratingFigure, RATINGS } from "../credit.ts";
import type { Rating } from "../credit.ts";
import { choice, number, optional } from "../fields.ts";
import { mostUnits } from "../most-units.ts";

/** Fields of who sells, and to whom. */
export function sellerFields() {
  return {
    minimumRating: z.enum(RATINGS).optional().meta({
      description: "Lowest rating the seller signs with; by the kind of contract when left out",
    }),
    provider: z.string().min(1).max(80).optional().meta({
      description:
        "Who stands behind it, where several contracts are with one; its name when left out",
    }),
  };
}

/** Fields of a contract's term and credit. */
export function termFields(termYears: number) {
  return {
    termYears: number("Years the contract lasts", termYears, { min: 0.25, max: 40 }),
    buyerRating: choice("Rating of the buyer, which sets the security asked", RATINGS, "a"),
    ...sellerFields(),
    collateralUSDPerMW: optional("Security held per MW; by rating when left out"),
    collateralCostFrac: optional("Cost a year of security put up; by rating when left out"),
    terminationUSDPerMW: number("Fee per MW when the buyer ends it early; reported as exposure", 0),
  };
}

/** Fields of a volume in MW with a plant behind it. */
export function volumeFields() {
  return {
    minMW: number("Least to contract", 0),
    maxMW: optional("Most MW on offer; unlimited when left out"),
    plantMW: optional("Size of the plant behind it: no more can be contracted"),
    plantName: z.string().min(1).max(80).optional().meta({
      description:
        "What the plant is called, where several contracts stand on one: together no more than plantMW",
    }),
    maxOfConnectionFrac: number(
      "Most energy it may bring in a year, as a share of what the connection could carry",
      1,
      { max: 20 },
    ),
  };
}

/** Field of the age of the plant. */
export const operatingSince = () =>
  z
    .string()
    .regex(/^\d{4}-(0[1-9]|1[0-2])$/, "a month such as 2019-05")
    .optional()
    .meta({ description: "Month the plant first ran, for claims; new when left out" });

export interface Credit {
  readonly buyerRating: Rating;
  readonly collateralUSDPerMW?: number | undefined;
  readonly collateralCostFrac?: number | undefined;
}

/** Security held per unit of volume, USD, given a year's payments for it. */
function collateralUSD(terms: Credit, paymentsUSDPerYear: number): number {
  return (
    terms.collateralUSDPerMW ??
    (Math.max(0, paymentsUSDPerYear) * ratingFigure(terms.buyerRating, "collateralMonths")) / 12
  );
}

/** Yearly cost of security per unit of volume, given a year's payments for it. */
export function securityUSDPerYear(terms: Credit, paymentsUSDPerYear: number): number {
  return (
    collateralUSD(terms, paymentsUSDPerYear) *
    (terms.collateralCostFrac ?? ratingFigure(terms.buyerRating, "collateralCostFrac"))
  );
}

/** Term, credit and end of a contract as the report tells them, given a year's payments per unit. */
export function reportedTerms(
  terms: Credit & {
    readonly termYears: number;
    readonly terminationUSDPerMW: number;
    readonly operatingSince?: string | undefined;
    readonly place?: string | undefined;
    readonly minimumRating?: Rating | undefined;
    readonly provider?: string | undefined;
  },
  paymentsUSDPerYear: number,
): Pick<
  ContractTerms,
  | "termYears"
  | "buyerRating"
  | "collateralUSDPerUnit"
  | "terminationUSDPerUnit"
  | "dueUSDPerUnitYear"
  | "minimumRating"
  | "provider"
  | "place"
  | "operatingSince"
> {
  return {
    termYears: terms.termYears,
    buyerRating: terms.buyerRating,
    collateralUSDPerUnit: collateralUSD(terms, paymentsUSDPerYear),
    terminationUSDPerUnit: terms.terminationUSDPerMW,
    dueUSDPerUnitYear: Math.max(0, paymentsUSDPerYear),
    ...sellerOf(terms),
    ...(terms.place === undefined ? {} : { place: terms.place }),
    ...(terms.operatingSince === undefined ? {} : { operatingSince: terms.operatingSince }),
  };
}

/** Who sells and whom it signs with, as far as the fields say. */
export function sellerOf(terms: {
  readonly minimumRating?: Rating | undefined;
  readonly provider?: string | undefined;
}): Pick<ContractTerms, "minimumRating" | "provider"> {
  return {
    ...(terms.minimumRating === undefined ? {} : { minimumRating: terms.minimumRating }),
    ...(terms.provider === undefined ? {} : { provider: terms.provider }),
  };
}

export interface Volume {
  readonly minMW: number;
  readonly maxMW?: number | undefined;
  readonly plantMW?: number | undefined;
}

/** Most MW that can be signed; undefined without a limit. */
export function mostMW({ maxMW, plantMW }: Volume): number | undefined {
  return maxMW === undefined ? plantMW : plantMW === undefined ? maxMW : Math.min(maxMW, plantMW);
}

/** Volumes beyond the plant. */
export function checkVolume(terms: Volume): FieldIssue[] {
  return (["maxMW", "minMW"] as const).flatMap((field): FieldIssue[] =>
    terms.plantMW !== undefined && (terms[field] ?? 0) > terms.plantMW
      ? [
          {
            code: "contradiction",
            field,
            message: `${field} is beyond the plant`,
            expected: `at most ${terms.plantMW} MW`,
            got: String(terms[field]),
            beside: "plantMW",
            hint: "Contract what the plant has, or name a larger plant.",
          },
        ]
      : [],
  );
}

/**
 * The volume to be signed, at yearly payments per MW beside those for energy. Power is bought to be used
 * here: over a year no more than a share of what the connection could carry.
 */
export function signedMW(
  asset: Asset,
  terms: Volume & { readonly termYears: number; readonly maxOfConnectionFrac: number },
  at: {
    /** Levelled over the term, or at a time in calendar years. */
    usdPerMWYear: (calendarYear?: number) => number;
    meanFrac: number;
    oddsFrac?: number;
    lossUSDPerMWYear?: number | undefined;
  },
): Size {
  const most = mostMW(terms);
  const contract = asset.size({
    name: "contractMW",
    unit: "MW",
    minimum: terms.minMW,
    ...mostUnits(most),
    category: "contracts",
    nature: "contract",
    termYears: terms.termYears,
    fixedOMUSDPerUnitYear: at.usdPerMWYear(),
    usdPerUnitYearAt: at.usdPerMWYear,
    limitField: terms.maxMW === undefined && most !== undefined ? "plantMW" : "maxMW",
    ...(at.oddsFrac === undefined ? {} : { oddsFrac: at.oddsFrac }),
    ...(at.lossUSDPerMWYear === undefined ? {} : { lossUSDPerUnitYear: at.lossUSDPerMWYear }),
  });
  const carried = asset.sites[0]!.designTotal("contractedMW");
  asset.designRow(
    "carried",
    [
      { size: contract, coefficient: at.meanFrac },
      ...carried.map(({ size, coefficient }) => ({
        size,
        coefficient: -coefficient * terms.maxOfConnectionFrac,
      })),
    ],
    "<=",
    0,
  );
  return contract;
}
