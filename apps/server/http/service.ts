/** What routes are given: the store, the queue, threads for checks, who is asking. */
import type { OpenAPIHono } from "@hono/zod-openapi";
import type { Program } from "../jobs/program.ts";
import type { Queue } from "../jobs/queue.ts";
import type { Threads } from "../jobs/threads.ts";
import type { batchReader, planLister, planReader } from "../store/plans.ts";
import type { Store } from "../store/store.ts";
import type { Identity } from "../store/tokens.ts";
import type { RateLimit } from "./rate.ts";

export interface Service {
  readonly store: Store;
  readonly queue: Queue;
  readonly findPlan: ReturnType<typeof planReader>;
  readonly listPlans: ReturnType<typeof planLister>;
  readonly findBatch: ReturnType<typeof batchReader>;
  readonly program: Program;
  /** Threads that check scenarios and files; plans have their own. */
  readonly checkers: Threads;
  /** Folder of the project: examples, built web app. */
  readonly root: string;
  readonly version: string;
  /** Who asks without a token; nobody when a token is needed. */
  readonly local: Identity | undefined;
  readonly hosts: ReadonlySet<string>;
  readonly rates: { readonly read: RateLimit; readonly write: RateLimit };
  readonly log: (line: string) => void;
}

/** The session a browser came with. */
export interface Session {
  readonly secret: string;
  /** Has it looked up again at the next request. */
  readonly forget: () => void;
}

/** What hangs on a request. */
export interface Env {
  Variables: { identity: Identity; session?: Session };
  Bindings: { incoming?: { socket?: { remoteAddress?: string } } };
}

export type App = OpenAPIHono<Env>;
