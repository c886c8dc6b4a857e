/**
 * The one interface of everything that can be added: a technology, a contract, a workload, a rule.
 * A block sees an Asset: its own name inside one site (or the portfolio), the periods it runs in, and
 * the ledgers it posts to. Series are given for the whole year; a period takes the steps it stands for.
 */
import type { z } from "zod";
import type { Climate, Market } from "../climate/climate.ts";
import type { Series } from "../problem/series.ts";
import type { BillAccount, ContractAccount } from "./account.ts";
import type { FieldContext, FieldIssue } from "./field-issue.ts";
import type { BalancedLedger, DesignLedger, OpenLedger, Role, TotalLedger } from "./ledger.ts";
import type { Precision } from "./precision.ts";

export type { BalancedLedger, DesignLedger, OpenLedger, Role, TotalLedger } from "./ledger.ts";

/** Where money goes; the report folds these into servers, power, cooling, shell and network. */
export type CostCategory =
  | "servers"
  | "shell"
  | "electrical"
  | "cooling"
  | "supply"
  | "storage"
  | "connection"
  | "contracts"
  | "energy"
  | "fuel"
  | "tax"
  | "operations"
  | "water"
  | "carbon"
  | "rented compute"
  | "colocation"
  | "unserved"
  | "heat sale"
  | "export"
  | "compute value";

/** A size to be decided, or given where minimum equals maximum. */
export interface SizeRequest {
  /** Last part of the name, with its unit: `powerMW`. */
  readonly name: string;
  readonly unit: string;
  readonly minimum?: number;
  readonly maximum?: number;
  /** Already there, on top of what is decided; costs no capital. */
  readonly existing?: number;
  /** When given, only whole multiples of this size. */
  readonly unitSize?: number;
  readonly category: CostCategory;
  readonly capexUSDPerUnit?: number;
  readonly lifeYears?: number;
  readonly fixedOMUSDPerUnitYear?: number;
  /** Over a horizon, in place of that, where it moves: USD per unit and year at a time in calendar years. */
  readonly usdPerUnitYearAt?: (calendarYear: number) => number;
  /** Further yearly costs per unit that belong to another category. */
  readonly also?: readonly {
    readonly category: CostCategory;
    readonly capexUSDPerUnit: number;
    readonly lifeYears: number;
    readonly fixedOMUSDPerUnitYear: number;
  }[];
  /** For accelerators: IT power of one at full load. */
  readonly itMWPerUnit?: number;
  /** Field of the scenario that sets `maximum`, relative to the asset; names the remedy when it binds. */
  readonly limitField?: string;
  /**
   * How it moves over a horizon. An asset is ordered, comes after its lead time and ends with its life;
   * a contract, once signed, stays for its term; a measure (a billed peak) is found anew in every quarter.
   */
  readonly nature?: "asset" | "contract" | "measure";
  /** For a contract: years after which it ends; for good without it. */
  readonly termYears?: number;
  /** Of a contract: what a year of a unit costs beyond its worth at the market, at the plan's last prices. */
  readonly lossUSDPerUnitYear?: number;
  /** For a contract: quarter (since the year 0) from which units of it may be given up for good. */
  readonly mayEndFrom?: number;
  /** Chance that a unit of it exists by its date, where its credits and costs are weighed with that. */
  readonly oddsFrac?: number;
  /** When given, the size comes in these steps and no other way. */
  readonly stages?: readonly SizeStage[];
}

/** A step of a size, taken or left, for some time. Stages of one asset with one label are one decision. */
export interface SizeStage {
  readonly label: string;
  readonly amount: number;
  /** Taken as a whole or not at all; else any part of it. */
  readonly whole: boolean;
  /** Capital beside that per unit, USD, when all of it is taken. */
  readonly worksUSD: number;
  /** Planned date of the first quarter in force, before its chain's percentile; undefined: from the start. */
  readonly from: number | undefined;
  /** First quarter no longer in force. */
  readonly until: number | undefined;
  /** Last quarter in which it may be accepted. */
  readonly expires: number | undefined;
  /** Yearly cost per unit from the acceptance until it is in force, such as the interest on a security. */
  readonly heldUSDPerUnitYear?: number;
}

/** A sum of decisions in one interval: constant + Σ coefficient × design variable. */
export interface Sum {
  readonly constant: number;
  readonly terms: readonly { readonly design: number; readonly coefficient: number }[];
}

/** A size in the problem: what is in force in every interval (one for the design year, else quarters). */
export interface Size {
  readonly inForce: readonly Sum[];
  readonly request: SizeRequest;
}

/** An hourly variable of one period. */
export interface Flow {
  readonly variable: number;
  readonly name: string;
}

/** What bounds a flow from above: nothing, a series, or profile × size. */
export type FlowLimit =
  | { readonly series: Series }
  | { readonly size: Size; readonly profile?: Series }
  | undefined;

export interface Term {
  readonly flow: Flow;
  readonly coefficient: Series;
}

export interface SizeTerm {
  readonly size: Size;
  readonly coefficient: Series;
}

/** The hours of one slice as an asset sees them. All series given are of the whole year. */
export interface Period {
  readonly name: string;
  /** Which interval of the plan it lies in: 0 for the design year, else the quarter's number. */
  readonly interval: number;
  /** Calendar time at the middle of a quarter, such as 2029.625; undefined for a design year, which stands for many. */
  readonly calendarYear: number | undefined;
  /** Its slice of the problem. */
  readonly slice: number;
  /** Hours of the year each modelled step stands for. */
  readonly weightHours: Float64Array;
  flow(name: string, limit?: FlowLimit): Flow;
  freeFlow(name: string): Flow;
  row(
    name: string,
    terms: readonly Term[],
    sense: "=" | "<=" | ">=",
    rhs: Series,
    sizes?: readonly SizeTerm[],
  ): void;
  /** Real price of a category in it, relative to the start of the plan. */
  priceIndex(category: CostCategory): number;
  /** A whole-year series cut to the steps of the slice. */
  cut(series: Series): Series;
  /** Mean of a whole-year series over all hours the slice stands for, modelled or not. */
  meanOf(series: Series): number;
  /** level_t = retention·level_{t−1} + Σ terms + inflow; the year (or week) closes on itself. */
  store(
    name: string,
    level: Flow,
    retention: Series,
    terms: readonly Term[],
    inflow?: Series,
  ): void;
  /** Posts coefficient × flow to an hourly ledger of the site. */
  post(ledger: BalancedLedger | OpenLedger, flow: Flow, coefficient: Series, role?: Role): void;
  /** Posts coefficient × size to an hourly ledger of the site. */
  postSize(ledger: BalancedLedger | OpenLedger, size: Size, coefficient: Series, role?: Role): void;
  /** Posts PFLOPS per unit of flow to a workload. */
  compute(workload: string, flow: Flow, pflopsPerUnit: Series): void;
  /** Adds USD per unit and hour. */
  charge(category: CostCategory, flow: Flow, usdPerUnitHour: Series): void;
  /** Adds kg or m3 per unit and hour to a yearly total. */
  count(total: TotalLedger, flow: Flow, perUnitHour: Series): void;
  /** Everything posted so far to an hourly ledger of this site, as terms. */
  posted(ledger: BalancedLedger | OpenLedger, roles?: readonly Role[]): Posted;
  /** The same for a workload. */
  postedCompute(workload: string): Posted;
}

/** A coefficient of a size: one for all intervals, or by year of the plan (from 0) and quarter (0…3). */
export type Coefficient = number | ((at: { year: number; quarter: number }) => number);

/** A size in a row over sizes. */
export interface DesignTerm {
  readonly size: Size;
  readonly coefficient: Coefficient;
  /** Quarters by which its value is that of an earlier (below 0) or later one; a row whose far term is none is left out. */
  readonly lag?: number;
}

/** Sum of terms of flows and sizes. */
export interface Posted {
  readonly terms: readonly Term[];
  readonly sizes: readonly SizeTerm[];
}

/** What a facility uses. */
export const LOAD_ROLES: readonly Role[] = ["it", "losses", "cooling", "house", "heat"];

/** A workload as fleets see it. */
export interface Workload {
  readonly name: string;
  /** Catalogue id of the power-cap curve that fits the work. */
  readonly powerCapCurve: string;
  readonly precision: Precision;
  readonly mfuFrac: number;
  /** Share of time the fleet does useful work: failures, restarts, checkpoints. */
  readonly availabilityFrac: number;
  /** True when sites share it hour by hour, so that their hours must stand in one slice. */
  readonly hourly: boolean;
}

/** What a site is before anything is decided. */
export interface Conditions {
  readonly siteName: string;
  readonly climate: Climate;
  readonly market: Market;
  /** Warmest supply that every allowed fleet accepts. */
  readonly airSupplyC: number;
  readonly liquidSupplyC: number;
  readonly workloads: readonly Workload[];
  readonly waccFrac: number;
  /** Years for which the compute is needed; without end when undefined. */
  readonly needYears: number | undefined;
  /** Year of the scenario's prices; general inflation a year, the catalogue's where the scenario states none. */
  readonly priceYear: number;
  readonly inflationFrac: number;
  /** Calendar year the plan begins with. */
  readonly firstYear: number;
  readonly seed: number;
  /** IT power over power drawn at the busbar. */
  readonly electricalEfficiencyFrac: number;
  /** Power of a connection of the site may be away, cut or in a stated outage: what must run meanwhile needs another source. */
  readonly interruptible: boolean;
  /** Full-load hours a year that standby sets keep to in cuts where nothing else is stated. */
  readonly emergencyHoursMax: number | undefined;
  /** Hours of the year, from 1, in which a connection of the site is stated to be out. */
  readonly outageHours: readonly number[];
  /** True when all hours of the year are modelled, false with representative weeks. */
  readonly everyHour: boolean;
}

/** A budget over the year: Σ postings of a yearly ledger, flows and sizes, against a limit. */
export interface BudgetTerms {
  readonly terms: readonly {
    readonly period: Period;
    readonly flow: Flow;
    readonly coefficient: Series;
  }[];
  /** Without a period, the coefficient is for a year of the size; with one, for that period. */
  readonly sizes?: readonly {
    readonly size: Size;
    readonly coefficient: number;
    readonly period?: Period;
  }[];
}

/** One site as rules and workloads see it. */
export interface SiteView {
  readonly name: string;
  readonly conditions: Conditions;
  readonly periods: readonly Period[];
  readonly total: (ledger: TotalLedger) => BudgetTerms;
  readonly designTotal: (
    ledger: DesignLedger,
  ) => readonly { readonly size: Size; readonly coefficient: number }[];
}

/** A named thing of the scenario while it adds itself to the problem. */
export interface Asset {
  /** Full name in the problem: `lulea.battery`. */
  readonly name: string;
  /** Where it stands in the scenario file: `sites.lulea.storage.battery`. */
  readonly path: string;
  readonly conditions: Conditions;
  readonly periods: readonly Period[];
  /** Sites this asset concerns: its own, or all for a portfolio rule or workload. */
  readonly sites: readonly SiteView[];
  size(request: SizeRequest): Size;
  /** PFLOPS posted to a workload by every site and supplier, as terms over the year. */
  compute(workload: string): BudgetTerms;
  credit(ledger: DesignLedger, size: Size, coefficient: number): void;
  /** A limit over the year, or the sum of those of its intervals; `limitField` is the field that sets it. */
  budget(
    name: string,
    terms: BudgetTerms,
    sense: "=" | "<=" | ">=",
    limit: number | ReadonlyMap<number, number>,
    limitField?: string,
    unit?: string,
  ): void;
  /** A limit over sizes alone, in every interval. */
  designRow(
    name: string,
    sizes: readonly DesignTerm[],
    sense: "=" | "<=" | ">=",
    limit: number,
  ): void;
  warn(message: string): void;
}

/** A row of the report: what an asset does in the plan. */
export interface SummaryRow {
  readonly label: string;
  readonly value: number;
  readonly unit: string;
}

/** Solved values as an asset sees them; series run over the steps of all its periods in order. */
export interface AssetResult {
  readonly weightHours: Float64Array;
  /** What is in force, on average over the plan. */
  size(size: Size): number;
  values(flows: readonly Flow[]): Float64Array;
  /** Σ weight × value: MWh for a flow in MW. */
  sum(flows: readonly Flow[]): number;
}

/** Report rows of an asset, given the solved values. */
export type Summarise = (result: AssetResult) => readonly SummaryRow[];

/** The plant behind power that is bought at the site: units that fail each by itself. */
export interface PlantUnits {
  /** MW of it that are in force. */
  readonly size: Size;
  /** Units it is made of; whole units of unitMW, at least one, where not stated. */
  readonly count: number | undefined;
  readonly unitMW: number;
  readonly forcedOutageFrac: number;
  readonly meanRepairHours: number;
  /** Share of its MW by hour of the year as the weather gives it; undefined where it gives what is asked. */
  readonly weather: Float64Array | undefined;
}

/** What a block gives back: rows for the report, and for a contract its account or a connection its bill. */
export interface Contribution {
  readonly summarise?: Summarise;
  readonly account?: ContractAccount;
  readonly bill?: BillAccount;
  readonly units?: PlantUnits;
}

/** A kind of thing the scenario can name. */
export interface Block<Spec = unknown, Profile = unknown> {
  /** The word in the scenario file, equal to the file's name. */
  readonly kind: string;
  /** What a person calls it. */
  readonly title: string;
  /** Heat ledgers it takes heat from, where it is cooling. */
  readonly removes?: readonly string[];
  /** What else it brings to a site beside its kind's own: power at the busbar, room for chips. */
  readonly gives?: readonly ("power" | "hall")[];
  /** Fields with unit, default, help and the source of the default. */
  readonly schema: z.ZodType<Spec>;
  /** Pure physics: whole-year profiles. */
  prepare(spec: Spec, conditions: Conditions): Profile;
  /** Milestone chain of what the fields describe, where that is not the kind's. */
  chainFor?(spec: Spec): string | undefined;
  /** What is wrong between its fields, each of which is right by itself. */
  check?(spec: Spec, context: FieldContext): readonly FieldIssue[];
  /** Adds variables, postings and rows; may return rows for the report, or more. */
  contribute(spec: Spec, profile: Profile, asset: Asset): Summarise | Contribution | void;
}

/** A block whose types are closed over: what registries hold. */
export interface AnyBlock {
  readonly kind: string;
  readonly title: string;
  readonly removes?: readonly string[];
  readonly gives?: readonly ("power" | "hall")[];
  readonly schema: z.ZodType;
  chainFor(spec: unknown): string | undefined;
  check(spec: unknown, context: FieldContext): readonly FieldIssue[];
  add(spec: unknown, asset: Asset): Contribution;
}

/** Closes a block over its types; `spec` has passed `schema` when `add` is called. */
export function defineBlock<Spec, Profile>(block: Block<Spec, Profile>): AnyBlock {
  return {
    kind: block.kind,
    title: block.title,
    schema: block.schema,
    ...(block.removes ? { removes: block.removes } : {}),
    ...(block.gives ? { gives: block.gives } : {}),
    chainFor: (spec) => block.chainFor?.(spec as Spec),
    check: (spec, context) => block.check?.(spec as Spec, context) ?? [],
    add(spec, asset) {
      const checked = spec as Spec;
      const given = block.contribute(checked, block.prepare(checked, asset.conditions), asset);
      return typeof given === "function" ? { summarise: given } : (given ?? {});
    },
  };
}
