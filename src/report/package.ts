/** The package: everything a plan says, as plain data. The stable form behind `plan --json`. */
import type { Confidence } from "../catalog/table.ts";
import type { TariffReport } from "./tariffs/tariffs.ts";
import type { ContractsReport } from "./contracts/contracts.ts";
import type { BuyerReport } from "./buyer/buyer.ts";
import type { ClaimsReport } from "./claims/claims.ts";
import type { FinanceReport } from "./finance/finance.ts";
import type { LawReport } from "./law/law.ts";
import type { LedgerEntry } from "./ledger.ts";
import type { OddsReport } from "./odds.ts";
import type { ReliabilityReport } from "./reliability.ts";
import type { Timeline } from "./timeline.ts";

export const PACKAGE_VERSION = "firmwatt/1";

export interface SizeReport {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  /** Largest that was allowed; null when unlimited. */
  readonly maximum: number | null;
}

export interface AssetReport {
  readonly name: string;
  readonly path: string;
  readonly kind: string;
  readonly title: string;
  readonly site: string;
  readonly sizes: readonly SizeReport[];
  readonly energyMWh: number;
  readonly usdPerYear: number;
  readonly rows: readonly { label: string; value: number; unit: string }[];
}

export interface SiteReport {
  readonly name: string;
  readonly place: string;
  readonly itPeakMW: number;
  readonly facilityPeakMW: number;
  readonly facilityMWh: number;
  readonly pueAnnual: number | null;
  readonly puePeak: number | null;
  readonly importMWh: number;
  readonly assets: readonly AssetReport[];
}

/** One line of cost: yearly, with the capital behind it. */
export interface CostReport {
  readonly site: string;
  readonly asset: string;
  readonly category: string;
  readonly usdPerYear: number;
  readonly capexUSD: number;
}

export interface BottleneckReport {
  readonly path: string;
  readonly name: string;
  readonly unit: string;
  readonly limit: number;
  /** Change of the objective per unit of relief: USD a year, or PFLOPS·h for most compute. Positive = worth having. */
  readonly worthPerUnit: number;
  readonly worthUnit: string;
  /** The step by which the limit was loosened in its unit, and what the objective gained; null for a shadow price. */
  readonly confirmed: { readonly step: number; readonly gain: number } | null;
  readonly sentence: string;
}

export interface Check {
  readonly name: string;
  readonly ok: boolean;
  readonly measured: number;
  readonly allowed: number;
  readonly detail: string;
}

export interface AssumptionReport {
  readonly path: string;
  readonly value: unknown;
  readonly origin: "scenario" | "default";
  readonly unit: string;
  readonly source: string;
  readonly year: string;
  readonly confidence: Confidence | "stated";
  readonly help: string;
}

export interface Kpis {
  readonly itMW: number;
  readonly peakFacilityMW: number;
  readonly pueAnnual: number | null;
  readonly puePeak: number | null;
  readonly wueLPerKWh: number | null;
  readonly tflopPerMWh: number | null;
  readonly effectiveEFLOPShPerYear: number;
  readonly usdPerEFLOPSh: number | null;
  readonly usdPerGPUh: number | null;
  readonly chips: number;
  readonly unservedEFLOPSh: number;
  readonly costUSDPerYear: number;
  readonly capexUSD: number;
  readonly co2TPerYear: number;
  readonly waterM3PerYear: number;
  readonly cfeHourlyFrac: number | null;
  readonly cfeAnnualFrac: number | null;
  readonly energyMWhPerYear: number;
  readonly powerUSDPerMWh: number | null;
}

/** Hourly series of one site over the modelled steps. */
export interface HourlyReport {
  readonly site: string;
  readonly stepOfYear: Int32Array;
  readonly weightHours: Float64Array;
  readonly columns: readonly {
    readonly name: string;
    readonly unit: string;
    readonly role: string;
    readonly values: Float64Array;
  }[];
}

export interface Package {
  /** Currency it is written in for people, at USD per unit; fields whose name says USD hold USD. */
  readonly money: { readonly currency: string; readonly usdPerUnit: number };
  readonly version: typeof PACKAGE_VERSION;
  readonly status: string;
  readonly name: string;
  readonly sentence: string;
  readonly scenarioHash: string;
  readonly seed: number;
  readonly year: number;
  readonly resolution: string;
  readonly modelledHours: number;
  readonly objective: string;
  readonly solve: {
    readonly solver: string;
    readonly seconds: number;
    readonly iterations: number;
    readonly gap: number;
    readonly objective: number;
    readonly bound: number;
    readonly columns: number;
    readonly rows: number;
    readonly reason: string | null;
  };
  readonly verified: { readonly ok: boolean; readonly checks: readonly Check[] };
  readonly sites: readonly SiteReport[];
  readonly portfolio: readonly AssetReport[];
  readonly kpis: Kpis;
  readonly costs: readonly CostReport[];
  readonly bottlenecks: readonly BottleneckReport[];
  readonly rules: readonly AssetReport[];
  /** Clean power and CO2 counted three ways. */
  readonly claims: ClaimsReport;
  readonly law: LawReport;
  /** Contracts settled hour by hour, and the portfolio they make; null when none is on offer. */
  readonly contracts: ContractsReport | null;
  /** What the buyer's balance sheet and rating allow; null where the scenario has none. */
  readonly buyer: BuyerReport | null;
  /** Bills of connections, part by part. */
  readonly tariffs: readonly TariffReport[];
  /** Pro forma by year; null where the scenario asks for none. */
  readonly finance: FinanceReport | null;
  /** Quarter by quarter; null for a design year. */
  readonly timeline: Timeline | null;
  /** Dates drawn many times over; null for a design year. */
  readonly odds: OddsReport | null;
  /** What binds when, over a horizon; null for a design year. */
  readonly ledger: readonly LedgerEntry[] | null;
  /** Outages drawn over the plan's (last) year, site by site. */
  readonly reliability: readonly ReliabilityReport[];
  readonly warnings: readonly string[];
  readonly provenance: readonly AssumptionReport[];
}
