/** The outer shape of a scenario; blocks inside it are checked against their own schemas. */
import { z } from "zod";
import { ruleBlocks } from "../blocks/rule/index.ts";
import { fleetBlocks } from "../blocks/compute/index.ts";
import { computeContracts, contractBlocks } from "../blocks/contract/index.ts";
import { connectionBlocks } from "../blocks/connection/index.ts";
import { coolingBlocks } from "../blocks/cooling/index.ts";
import type { AnyBlock } from "../blocks/block.ts";
import { fromCatalog, optional } from "../blocks/fields.ts";
import { sitingSchema } from "../law/facts.ts";
import { horizonSchema } from "./horizon.ts";
import { hallBlocks } from "../blocks/hall/index.ts";
import { loadBlocks } from "../blocks/load/index.ts";
import { heatBlocks } from "../blocks/heat/index.ts";
import { storageBlocks } from "../blocks/storage/index.ts";
import { supplyBlocks } from "../blocks/supply/index.ts";
import { workloadBlocks } from "../blocks/workload/index.ts";

/** A block by kind. */
export type Registry = Readonly<Record<string, AnyBlock>>;

/** Tables of blocks inside a site, by the key they stand under. */
export const SITE_REGISTRIES: Readonly<Record<string, Registry>> = {
  supply: supplyBlocks,
  contracts: contractBlocks,
  storage: storageBlocks,
  cooling: coolingBlocks,
  halls: hallBlocks,
  heat: heatBlocks,
  loads: loadBlocks,
  accelerators: fleetBlocks,
  rules: ruleBlocks,
  offers: connectionBlocks,
};

/** Tables of blocks at the top of a scenario. */
export const TOP_REGISTRIES: Readonly<Record<string, Registry>> = {
  demand: workloadBlocks,
  accelerators: fleetBlocks,
  contracts: computeContracts,
  rules: ruleBlocks,
};

export const CONNECTION: Registry = connectionBlocks;

/** Where a block table stands, the value is looked at later; null is read as an empty table. */
const table = (description: string) =>
  z.record(z.string(), z.unknown()).nullable().default({}).meta({ description });

const file = z.strictObject({
  file: z.string().min(1).meta({ description: "CSV or EPW file, relative to the scenario" }),
  utcOffsetHours: optional("Offset from UTC of stamps that do not say their clock", {
    min: -14,
    max: 14,
  }),
  year: z
    .int()
    .min(1900)
    .max(2200)
    .optional()
    .meta({ description: "Year of rows without stamps, which need utcOffsetHours too" }),
});

export const siteSchema = z.strictObject({
  place: z
    .string()
    .meta({ description: "Place of the catalogue: weather, price, carbon, tax (firmwatt places)" }),
  weather: file.optional().meta({ description: "Hourly weather of your own (EPW or CSV)" }),
  market: file.optional().meta({ description: "Hourly price and carbon of your own (CSV)" }),
  electricalEfficiencyFrac: fromCatalog("campus", "electrical-chain").number(
    "electricalEfficiencyFrac",
    "IT power over power drawn at the busbar",
    { min: 0.5, max: 1 },
  ),
  latencyMs: z
    .number()
    .min(0)
    .max(1000)
    .optional()
    .meta({ description: "Delay to the users whom workloads with maxLatencyMs serve" }),
  connection: z
    .record(z.string(), z.unknown())
    .nullable()
    .optional()
    .meta({ description: "The grid connection on offer" }),
  offers: table("Further connection offers; each may be taken or left"),
  supply: table("Power plants that may be built"),
  contracts: table("Contracts for power or space that may be signed"),
  storage: table("Stores that may be chosen"),
  cooling: table("Cooling that may be chosen"),
  halls: z
    .record(z.string(), z.unknown())
    .nullable()
    .optional()
    .meta({ description: "Halls that may be chosen; stick-built when left out" }),
  heat: table("Uses of waste heat"),
  loads: table("Other electricity use at the site"),
  accelerators: z
    .record(z.string(), z.unknown())
    .nullable()
    .optional()
    .meta({ description: "Accelerators allowed here; those of the scenario when left out" }),
  rules: table("Rules for this site"),
  siting: sitingSchema.prefault({}).meta({ description: "What rules of law ask about the site" }),
});

const objectiveSchema = z.strictObject({
  leastCost: z
    .strictObject({})
    .nullable()
    .optional()
    .meta({ description: "Least cost for the demand" }),
  mostValue: z
    .strictObject({
      usdPerEFLOPSh: optional("Worth of an EFLOPS·h; else each workload's own value"),
    })
    .nullable()
    .optional()
    .meta({ description: "Most value of compute less cost" }),
  mostCompute: z
    .strictObject({ budgetUSDPerYear: optional("Most to spend a year; no limit when left out") })
    .nullable()
    .optional()
    .meta({ description: "Most compute within the limits" }),
});

export const scenarioSchema = z.strictObject({
  firmwatt: z.literal(1).meta({ description: "Version of the scenario language" }),
  name: z
    .string()
    .min(1)
    .max(200)
    .default("Campus")
    .meta({ description: "What the plan is called" }),
  year: z
    .int()
    .min(1990)
    .max(2100)
    .default(2027)
    .meta({ description: "Calendar year of the design year" }),
  seed: z
    .int()
    .min(0)
    .max(2 ** 31 - 1)
    .default(1)
    .meta({ description: "Seed of everything drawn" }),
  resolution: z
    .string()
    .regex(/^(full|weeks:([1-9]|[1-4]\d|5[0-2]))$/, "full or weeks:N with N from 1 to 52")
    .optional()
    .meta({
      description:
        "full (every hour; what holds when nothing is stated), or weeks:N representative weeks; of every quarter with a horizon, then weeks:1 when nothing is stated",
    }),
  horizon: horizonSchema.optional().meta({ description: "Plan over quarters instead of one year" }),
  money: z
    .strictObject({
      currency: z
        .string()
        .regex(/^[A-Z]{3}$/)
        .default("USD")
        .meta({ description: "Currency of the file" }),
      usdPerUnit: optional("USD per unit of the currency; the catalogue's rate when left out", {
        min: 1e-6,
      }),
      priceYear: z.int().min(2000).max(2100).default(2025).meta({ description: "Year of prices" }),
      waccFrac: fromCatalog("campus", "network").number("waccFrac", "Real cost of capital", {
        min: 0,
        max: 1,
      }),
    })
    .prefault({})
    .meta({ description: "Currency, price year and cost of capital" }),
  objective: objectiveSchema
    .prefault({ leastCost: {} })
    .meta({ description: "What the plan strives for" }),
  demand: table("Workloads to serve"),
  accelerators: table("Accelerators that may be chosen at every site"),
  contracts: table("Contracts for compute that stands elsewhere"),
  sites: z.record(z.string(), z.unknown()).meta({ description: "Candidate sites" }),
  rules: table("Rules for all sites together"),
  law: z
    .unknown()
    .optional()
    .meta({ description: "The law the plan is made under: current, drafts, none, or a table" }),
  finance: z
    .record(z.string(), z.unknown())
    .nullable()
    .optional()
    .meta({ description: "Taxes, credits and debt of the plan's pro forma; none when left out" }),
  buyer: z
    .record(z.string(), z.unknown())
    .nullable()
    .optional()
    .meta({ description: "Balance sheet and rating of who signs; no limits when left out" }),
  claims: z
    .record(z.string(), z.unknown())
    .nullable()
    .optional()
    .meta({ description: "How clean power is counted in the claims beside the plan" }),
});

export type OuterScenario = z.output<typeof scenarioSchema>;
export type OuterSite = z.output<typeof siteSchema>;
