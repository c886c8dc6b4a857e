/** The `horizon:` table: a plan over quarters instead of one design year. */
import { z } from "zod";
import type { CostCategory } from "../blocks/block.ts";
import { quarter, readQuarter } from "../blocks/dates.ts";
import { flag, number } from "../blocks/fields.ts";
import type { HorizonScenario } from "./scenario.ts";

/** Every category of cost, by name; the type says when one is missing. */
const CATEGORIES = {
  servers: "servers",
  shell: "shell",
  electrical: "electrical",
  cooling: "cooling",
  supply: "supply",
  storage: "storage",
  connection: "connection",
  contracts: "contracts",
  energy: "energy",
  fuel: "fuel",
  tax: "tax",
  operations: "operations",
  water: "water",
  carbon: "carbon",
  "rented compute": "rented compute",
  colocation: "colocation",
  unserved: "unserved",
  "heat sale": "heat sale",
  export: "export",
  "compute value": "compute value",
} as const satisfies { readonly [Category in CostCategory]: Category };

const resiting = z.strictObject({
  costFrac: number("Cost of moving, as a share of the price of a new one", 0.08, {
    min: 0,
    max: 1,
  }),
  quarters: z.int().min(0).max(8).default(1).meta({ description: "Quarters out of use" }),
});

export const horizonSchema = z.strictObject({
  start: quarter("First quarter of the plan; decisions start with it"),
  years: z.int().min(1).max(20).default(10).meta({ description: "Years of the plan" }),
  percentile: number("Percentile of milestone dates to plan on: 50 or 90", 50, {
    min: 1,
    max: 99,
  }),
  orderEveryQuarters: z
    .int()
    .min(1)
    .max(8)
    .default(1)
    .meta({ description: "New capacity comes in every n-th quarter only" }),
  orderSlackMonths: number(
    "Months by which everything is ordered before the last moment; 120 orders all at once",
    0,
    { min: 0, max: 120 },
  ),
  delaysCorrelation: number(
    "How far delays of different things move together when dates are drawn: 0 not at all, 1 all by the same luck",
    0,
    { min: 0, max: 1 },
  ),
  priceChangeFracPerYear: z
    // Contracts say themselves how their prices move.
    .partialRecord(z.enum(CATEGORIES).exclude(["contracts"]), z.number().min(-0.9).max(1))
    .default({})
    .meta({ description: "Real change a year of costs by category, such as { energy: 0.01 }" }),
  residualValue: flag("Count what still has life at the end at its straight-line rest", true),
  spendMonths: number("Most months over which capital is spent before the thing comes", 24, {
    min: 0,
    max: 120,
  }),
  resiting: resiting.optional().meta({ description: "Allow accelerators to move between sites" }),
});

/** The horizon of a scenario; undefined for a design year. */
export function readHorizon(
  outer: z.output<typeof horizonSchema> | undefined,
): HorizonScenario | undefined {
  if (!outer) return undefined;
  const { start, years, percentile, resiting: moving, ...rest } = outer;
  return {
    ...rest,
    start: readQuarter(start)!,
    quarters: years * 4,
    percentile: percentile / 100,
    resiting: moving,
    slips: [],
  };
}
