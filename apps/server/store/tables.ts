/** The store's tables as types. Times are Dates, hashes are SHA-256 in hex. */
import type { Rating } from "../../../src/blocks/credit.ts";
import type { Slip } from "../../../src/scenario/scenario.ts";
import type { ColumnType, Generated } from "kysely";

type Later = ColumnType<Date | null, Date | string | null | undefined, Date | string | null>;
type JSONColumn<Value> = ColumnType<Value, string, string>;

/** What a person may do: look; plan; grant and watch. */
export type Role = "viewer" | "planner" | "admin";

export type PlanState = "queued" | "running" | "done" | "failed" | "cancelled";
export type PlanKind = "plan" | "rank" | "ways";
export type BatchKind = "sweep" | "ranking";

/** How far a plan is, as its solver last said. */
export interface PlanProgress {
  readonly stage: string;
  readonly iteration: number;
  /** Best so far and proven bound, in the objective's unit; null before there are any. */
  readonly objective: number | null;
  readonly bound: number | null;
  readonly gap: number | null;
  readonly seconds: number;
}

/** What is asked of a planner, besides the scenario. The same request has the same hash and the same answer. */
export interface PlanRequest {
  readonly kind: PlanKind;
  readonly scenario: string;
  readonly set: readonly string[];
  /** Dates that come later or earlier; left out where none does. */
  readonly slips?: readonly Slip[];
  readonly solver: "chain" | "highs";
  readonly resolution: string | null;
  readonly gap: number | null;
  readonly confirm: number;
  readonly draws: number | null;
  readonly timeLimitSeconds: number | null;
  /** Of a ranking: the place, and the MW at its connection. */
  readonly place: string | null;
  readonly firmMW: number | null;
  /** Of a comparison of ways: sizes, and a pool; left out elsewhere. */
  readonly ways?: WaysRequest;
}

/** What a comparison of own, colocate and rent is asked for. */
export interface WaysRequest {
  /** MW of IT; those usual and the scenario's own when null. */
  readonly sizesMW: readonly number[] | null;
  /** Buyers that pool their power, with the rating that sellers give them; null: none are. */
  readonly pool: { readonly buyers: number; readonly rating: Rating | null } | null;
}

export interface Tables {
  workspaces: { id: string; name: string; created_at: Generated<Date> };
  tokens: {
    id: Generated<string>;
    name: string;
    secret_hash: string;
    role: Role;
    workspace: string;
    created_at: Generated<Date>;
    last_used_at: Later;
    revoked_at: Later;
  };
  /** Browsers that are signed in with a token. */
  sessions: {
    secret_hash: string;
    token: string;
    created_at: Generated<Date>;
    expires_at: ColumnType<Date>;
  };
  /** Text and named files of a scenario; the hash is over both. */
  scenarios: {
    hash: string;
    name: string;
    text: string;
    files: JSONColumn<Record<string, string>>;
    created_at: Generated<Date>;
  };
  /** Which workspaces may see which scenario. */
  scenario_owners: {
    workspace: string;
    scenario: string;
    created_by: string;
    created_at: Generated<Date>;
  };
  files: { hash: string; bytes: Buffer; created_at: Generated<Date> };
  file_owners: { workspace: string; file: string; name: string; created_at: Generated<Date> };
  batches: {
    id: string;
    workspace: string;
    kind: BatchKind;
    name: string;
    scenario: string;
    settings: JSONColumn<Record<string, unknown>>;
    total: number;
    created_by: string;
    created_at: Generated<Date>;
  };
  plans: {
    id: string;
    workspace: string;
    batch: string | null;
    /** Place in the batch, from 0. */
    position: number;
    label: string;
    scenario: string;
    request: JSONColumn<PlanRequest>;
    request_hash: string;
    state: PlanState;
    progress: ColumnType<PlanProgress | null, string | null | undefined, string | null>;
    /** Hash of the result's content, once there is one. */
    result: string | null;
    reason: string | null;
    cancel_asked: Generated<boolean>;
    worker: string | null;
    attempts: Generated<number>;
    created_by: string;
    created_at: Generated<Date>;
    started_at: Later;
    heartbeat_at: Later;
    finished_at: Later;
  };
  /** What was computed for a request by a program: found again by both. */
  answers: {
    request_hash: string;
    program: string;
    result: string;
    /** Seconds the first computation took; not part of the content, so that content repeats to the byte. */
    seconds: number;
    created_at: Generated<Date>;
  };
  /** Content by its hash: gzip of JSON. */
  results: {
    hash: string;
    status: string;
    summary: JSONColumn<unknown>;
    body: Buffer;
    created_at: Generated<Date>;
  };
  /** Files made with a result: hourly series, report. Gzip unless already packed. */
  result_files: { result: string; name: string; type: string; packed: boolean; body: Buffer };
  audit: {
    id: Generated<string>;
    at: Generated<Date>;
    workspace: string;
    actor: string;
    action: string;
    subject: string;
    detail: JSONColumn<Record<string, unknown>>;
  };
}
