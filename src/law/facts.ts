/** What rules ask about a site before it is planned: the `siting:` table of a site, and what follows from the rest. */
import { z } from "zod";
import { optional } from "../blocks/fields.ts";
import { dayNumber } from "../units/day.ts";

/** A day such as 2027-07-01, a month or a year, which stand for their first day. */
export function day(description: string) {
  return z
    .string()
    .refine((text) => dayNumber(text) !== undefined, "a date such as 2027-07-01")
    .meta({ description: `${description}, such as 2027-07-01` });
}

const yesNo = (description: string) => z.boolean().optional().meta({ description });

/** Indicators that Article 12 of the Energy Efficiency Directive asks for. */
export const INDICATORS = ["PUE", "WUE", "ERF", "REF"] as const;

export const sitingSchema = z.strictObject({
  jurisdictions: z
    .array(z.string())
    .optional()
    .meta({ description: "Jurisdictions besides those of the place, such as US-TX" }),
  areaHa: optional("Area of the site"),
  zoneAllowed: yesNo("Whether data centres are allowed in the zone the site lies in"),
  nodeUnconstrained: yesNo("Whether the grid there is unconstrained"),
  heatNetworkNear: yesNo("Whether a feasible heat network lies within 5 km"),
  hub: yesNo("Whether the site lies in a national computing hub"),
  reported: z
    .array(z.enum(INDICATORS))
    .optional()
    .meta({ description: "Indicators that are measured and reported; all four when left out" }),
  backupFrac: optional("Backup plant over the demand of the site"),
  backupDeclared: yesNo("Whether backup plant is declared to the grid operator"),
  remoteDisconnect: yesNo("Whether the grid operator can disconnect the load from afar"),
  criticalLoadFrac: optional("Share of load that cannot be shed in a grid emergency", {
    min: 0,
    max: 1,
  }),
  marketDemandResponse: yesNo("Whether emergency sets are sold into market demand response"),
  majorSourcePermit: yesNo("Whether an air permit as a major source is held"),
  awardMW: optional("Capacity awarded by the authority"),
  waterPermitM3PerMonth: optional("Most water a month by permit"),
  moratoriumUntil: day("Last day of a moratorium on the spot").optional(),
  permitted: day("Day the permit is granted; that of commissioning when left out").optional(),
  labelPUE: optional("PUE limit of the rating class aimed at", { min: 1, max: 5 }),
  minimumStandardPUE: optional("PUE of a minimum standard", { min: 1, max: 5 }),
  minimumStandardWUE: optional("Water use of a minimum standard, L/kWh"),
  cleanClaimFrac: optional("Share of load the buyer wants to call clean", { min: 0, max: 1 }),
  product: z
    .enum(["compute", "hydrogen"])
    .optional()
    .meta({ description: "What the power is used for; compute when left out" }),
});

export type Siting = z.output<typeof sitingSchema>;

/** Facts by name: a number, yes or no, a word, or a day's number; what is not known is left out. */
export type Facts = Readonly<Record<string, number | boolean | string>>;

/** Facts that hold dates, so that conditions compare days. */
export const DATE_FACTS: ReadonlySet<string> = new Set([
  "commissioned",
  "moratoriumUntil",
  "permitted",
]);

/** Facts of the connection rather than of `siting:`. */
export const DERIVED_FACTS = ["siteMW", "nonFirmMW", "commissioned"] as const;

/** Every fact a condition or threshold may name. */
export const FACT_NAMES: readonly string[] = [
  ...DERIVED_FACTS,
  ...Object.keys(sitingSchema.shape).filter((name) => name !== "jurisdictions"),
];

/** Facts of a site from its siting, its grid MW as far as they are known, and the day it is commissioned. */
export function factsOf(
  siting: Siting,
  grid: { readonly siteMW?: number | undefined; readonly nonFirmMW?: number | undefined },
  commissioned: number,
): Facts {
  const { jurisdictions: _, reported, moratoriumUntil, permitted, ...plain } = siting;
  const stated = Object.fromEntries(
    Object.entries({ ...plain, ...grid }).filter(([, value]) => value !== undefined),
  ) as Record<string, number | boolean | string>;
  return {
    // What is usual, until the site says otherwise.
    product: "compute",
    hub: false,
    majorSourcePermit: false,
    marketDemandResponse: false,
    criticalLoadFrac: 0,
    ...stated,
    commissioned,
    permitted: permitted === undefined ? commissioned : dayNumber(permitted)!,
    reported: (reported ?? INDICATORS).length,
    ...(moratoriumUntil === undefined ? {} : { moratoriumUntil: dayNumber(moratoriumUntil)! }),
  };
}
