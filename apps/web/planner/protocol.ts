/** What the app and its planning worker say to each other. */
import type { Rating } from "../../../src/blocks/credit.ts";
import type { LeftOpen } from "../../../src/climate/readers/hourly.ts";
import type { HourlyOptions } from "../../../src/climate/readers/hourly-options.ts";
import type { BuyerComparison } from "../../../src/buyer/compare.ts";
import type { BuyerScenario } from "../../../src/scenario/buyer.ts";
import type { Issue } from "../../../src/scenario/issue.ts";
import type { ListedSite } from "../../../src/scenario/site-list.ts";
import type { TariffTable } from "../../../src/scenario/tariff-table.ts";
import type { HourlyReport, Package } from "../../../src/report/package.ts";
import type { Shortage } from "../../../src/repairs.ts";

/** A scenario as the app holds it: a text, settings on top of it, and slips of dates. */
export interface Input {
  readonly text: string;
  /** `path=value`, as `--set` takes them. */
  readonly set: readonly string[];
  /** Months of delay by what slips. */
  readonly slips: readonly { readonly what: string; readonly months: number }[];
  /** Files the scenario names, by name. */
  readonly files: Readonly<Record<string, string>>;
}

/**
 * Quick: the verified package at once, over eight weeks where the scenario states no resolution. Stated: over
 * the hours it states, all of them where it states none. Full: that, with bottlenecks confirmed by planning
 * again and every draw of the dates.
 */
export type Effort = "quick" | "stated" | "full";

/** Something a person can move, with the range that makes sense for it. */
export interface Lever {
  readonly id: string;
  readonly group: "Megawatts" | "Dates" | "Prices" | "Limits" | "Compute";
  readonly label: string;
  readonly help: string;
  readonly unit: string;
  /** What the scenario says; null when it says nothing, which is "off". */
  readonly value: number | null;
  readonly min: number;
  readonly max: number;
  readonly step: number;
}

export type Outcome =
  | {
      readonly status: "planned";
      readonly package: Package;
      readonly hourly: readonly HourlyReport[];
      readonly effort: Effort;
      readonly milliseconds: number;
    }
  | { readonly status: "issues"; readonly issues: readonly Issue[] }
  | { readonly status: "infeasible"; readonly shortage: Shortage }
  | { readonly status: "unsolved"; readonly reason: string }
  | { readonly status: "stopped" };

/** What a check of a scenario gives: issues, or the values in it and what is worth a second look. */
export interface Checked {
  readonly issues: readonly Issue[];
  readonly notices: readonly string[];
  readonly fields: readonly Field[];
}

/** A single value of the scenario, or a default behind it, as the form shows it. */
export interface Field {
  readonly path: string;
  readonly value: string | number | boolean;
  readonly unit: string;
  readonly stated: boolean;
  readonly help: string;
  readonly source: string;
  readonly confidence: string;
}

/** A tariff or bill that could be read. */
export type ImportedTariff = Extract<TariffTable, { ok: true }>;

/** What a file that was dropped or pasted holds. */
export type Imported =
  | {
      readonly kind: "hours";
      readonly use: "market" | "weather";
      readonly startUTC: string;
      readonly notices: readonly string[];
      readonly columns: readonly {
        readonly name: string;
        readonly unit: string;
        readonly header: string;
        readonly values: Float64Array;
      }[];
    }
  | {
      readonly kind: "sites";
      readonly sites: readonly ListedSite[];
      readonly settings: readonly string[];
    }
  | { readonly kind: "tariff"; readonly table: ImportedTariff }
  | {
      readonly kind: "refused";
      readonly issues: readonly ImportIssue[];
      /** What an hourly file does not say of its year and clock. */
      readonly open?: LeftOpen;
    };

/** Something wrong with a file; `line` and `cell` from 1, 0 where the whole of it is meant. */
export interface ImportIssue {
  readonly line: number;
  readonly cell: number;
  /** Signs of the line that are meant, from 0, where it has no cells. */
  readonly signs?: readonly [from: number, to: number];
  readonly message: string;
  readonly hint: string;
}

/** A text with settings written into it, comments kept; or why that cannot be. */
export type Edited =
  | { readonly ok: true; readonly text: string }
  | { readonly ok: false; readonly issues: readonly Issue[] };

/** What a comparison of own, colocate and rent is asked for; null: what is usual, or none. */
export interface WaysAsk {
  readonly sizesMW: readonly number[] | null;
  readonly pool: { readonly buyers: number; readonly rating: Rating | null } | null;
}

/** A comparison, or why there is none. */
export type Compared =
  | { readonly status: "compared"; readonly comparison: BuyerComparison }
  | { readonly status: "issues"; readonly issues: readonly Issue[] }
  | { readonly status: "refused"; readonly reason: string }
  | { readonly status: "stopped" };

/** The buyer that a scenario states; null where it states none. */
export type StatedBuyer = Omit<BuyerScenario, "given"> | null;

export type Request =
  | { readonly id: number; readonly kind: "plan"; readonly input: Input; readonly effort: Effort }
  | {
      readonly id: number;
      readonly kind: "check" | "levers" | "buyer" | "rehearse";
      readonly input: Input;
    }
  | {
      readonly id: number;
      readonly kind: "compare";
      readonly input: Input;
      readonly ask: WaysAsk;
    }
  | {
      readonly id: number;
      readonly kind: "read";
      readonly text: string;
      readonly stated: HourlyOptions;
    }
  | {
      readonly id: number;
      readonly kind: "edit";
      readonly text: string;
      readonly set: readonly string[];
    }
  | {
      readonly id: number;
      readonly kind: "law";
      readonly place: string;
      /** `2027-03-01` */
      readonly at: string;
      readonly siteMW: number | null;
    }
  | {
      readonly id: number;
      readonly kind: "tariff";
      readonly text: string;
      readonly site: string;
      readonly table: ImportedTariff;
      readonly inPlaceOfMarket: boolean;
    }
  | { readonly id: number; readonly kind: "stop"; readonly target: number };

export interface Progress {
  readonly stage: string;
  readonly iteration: number;
  readonly gap: number;
  readonly seconds: number;
}

export type Reply =
  | { readonly id: number; readonly kind: "progress"; readonly progress: Progress }
  /** A verified answer, while it is being confirmed. */
  | { readonly id: number; readonly kind: "first"; readonly value: Outcome }
  | { readonly id: number; readonly kind: "done"; readonly value: unknown }
  | { readonly id: number; readonly kind: "fault"; readonly message: string };
