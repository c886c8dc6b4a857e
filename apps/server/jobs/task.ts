/** What is handed to a planner thread, and what comes back. Plain data only, since it crosses threads. */
import type { Issue } from "../../../src/scenario/issue.ts";
import type { Slip } from "../../../src/scenario/scenario.ts";
import type { HourlyOptions } from "../../../src/climate/readers/hourly-options.ts";
import type { SeriesIssue } from "../../../src/climate/readers/issue.ts";
import type { PlanProgress, PlanRequest } from "../store/tables.ts";

/** A scenario with the texts of the files it names. */
export interface ScenarioInput {
  readonly text: string;
  readonly files: Readonly<Record<string, string>>;
}

export type Task =
  | {
      readonly kind: "plan";
      readonly scenario: ScenarioInput;
      readonly request: PlanRequest;
      /** Also make hourly series and the report. */
      readonly detail: boolean;
    }
  | {
      readonly kind: "check";
      readonly scenario: ScenarioInput;
      readonly set: readonly string[];
      readonly slips: readonly Slip[];
    }
  | {
      readonly kind: "import";
      readonly name: string;
      readonly text: string;
      readonly stated: HourlyOptions;
    };

/** A file made with a result. */
export interface ResultFile {
  readonly name: string;
  readonly type: string;
  /** False when the bytes are gzip of the content. */
  readonly packed: boolean;
  readonly body: Uint8Array;
}

/** A computed answer: infeasible and unsolved are answers too. */
export interface Answer {
  readonly kind: "answer";
  readonly status: string;
  /** Whether computing again gives the same; what a limit cut short does not. */
  readonly repeatable: boolean;
  /** SHA-256 of the content before packing. */
  readonly hash: string;
  /** Gzip of the content as JSON. */
  readonly body: Uint8Array;
  /** A few figures for lists. */
  readonly summary: unknown;
  readonly seconds: number;
  readonly files: readonly ResultFile[];
}

export interface Checked {
  readonly kind: "checked";
  readonly ok: boolean;
  readonly issues: readonly Issue[];
  /** Empty when there are issues. */
  readonly name: string;
  readonly horizon: boolean;
  readonly notices: readonly string[];
}

/** An hourly file as read: its series with the first week as a picture needs it. */
export interface Imported {
  readonly kind: "imported";
  readonly ok: boolean;
  readonly format: "epw" | "hourly";
  readonly issues: readonly SeriesIssue[];
  readonly notices: readonly string[];
  readonly startUTC: string;
  readonly steps: number;
  readonly columns: readonly {
    readonly name: string;
    readonly unit: string;
    readonly sourceColumn: string;
    readonly mean: number;
    readonly least: number;
    readonly most: number;
    readonly firstWeek: readonly number[];
  }[];
}

/** The scenario does not load. */
export interface Refused {
  readonly kind: "refused";
  readonly issues: readonly Issue[];
}

export type TaskResult = Answer | Checked | Imported | Refused;

export type FromThread =
  | { readonly type: "progress"; readonly progress: PlanProgress }
  | { readonly type: "done"; readonly result: TaskResult }
  | { readonly type: "failed"; readonly message: string };

/** What may change while a task runs, in memory that the thread and its program share. */
export interface Control {
  /** One element: 1 when the task should stop with what it has. */
  readonly stop: Int32Array;
  /** One element: the threads its next solve may use. */
  readonly threads: Int32Array;
}

export interface ToThread {
  readonly task: Task;
  readonly control: Control;
}
