/**
 * When a thing can come, in a plan over time: the `timing:` table every entry of a scenario may hold.
 *
 *     in force from  max(from, start of its chain + the chain's months at the planning percentile)
 *     ordered        at most maxPerQuarter, in quarters from … until
 *     price          (1 + priceChangeFracPerYear)^(years from the start of the plan)
 */
import { z } from "zod";
import { month, quarter } from "./dates.ts";
import { optional } from "./fields.ts";

const milestone = z.strictObject({
  p10Months: optional("Months in the best tenth of cases"),
  p50Months: optional("Months in half of the cases"),
  p90Months: optional("Months in nine tenths of the cases"),
  exitFrac: optional("Share of cases that end here", { min: 0, max: 1 }),
  after: z
    .array(z.string())
    .optional()
    .meta({ description: "Milestones that must be done first; none starts at the order" }),
});

/** Fields that say when an entry of a scenario can come. */
export const timingSchema = z.strictObject({
  chain: z
    .string()
    .optional()
    .meta({ description: "Milestone chain of the catalogue; that of the kind when left out" }),
  milestones: z
    .record(z.string(), milestone)
    .optional()
    .meta({ description: "Milestones that differ from the catalogue's, or that it does not have" }),
  ordered: month("When its chain was started, where that is before the plan").optional(),
  promised: quarter(
    "When it is promised for: the middle of its chain then falls on this quarter, counted from the start of the plan",
  ).optional(),
  from: quarter("Nothing of it comes before this quarter").optional(),
  until: quarter("Nothing of it is ordered to come after this quarter").optional(),
  retires: quarter("What is already there ends with the start of this quarter").optional(),
  maxPerQuarter: optional("Most that can come in one quarter, in the unit of its size"),
  priceChangeFracPerYear: optional("Real change of its price a year", { min: -0.9, max: 1 }),
  ramp: z
    .record(
      z.string().regex(/^\d{4}-Q[1-4]$/, "a quarter such as 2029-Q3"),
      z.number().min(0).max(1000),
    )
    .optional()
    .meta({
      description:
        "For demand: its share from each quarter on, such as { 2028-Q1: 0.3, 2030-Q1: 1 }",
    }),
});

export type TimingSpec = z.output<typeof timingSchema>;
export type MilestoneSpec = z.output<typeof milestone>;
