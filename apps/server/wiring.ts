/** Puts the parts together, once for every program: store, queue, planner; on top of them what answers requests. */
import type { RateLimit } from "./http/rate.ts";
import type { Service } from "./http/service.ts";
import { findProgram } from "./jobs/program.ts";
import type { Program } from "./jobs/program.ts";
import { openQueue } from "./jobs/queue.ts";
import type { Queue } from "./jobs/queue.ts";
import { createThreads } from "./jobs/threads.ts";
import { startWorker } from "./jobs/worker.ts";
import type { PlanWorker } from "./jobs/worker.ts";
import { batchReader, planLister, planReader } from "./store/plans.ts";
import { openStore } from "./store/store.ts";
import type { Store, StoreOptions } from "./store/store.ts";
import type { Identity } from "./store/tokens.ts";

type Log = (line: string) => void;

/** What every program that asks for plans or makes them holds. */
export interface Works {
  readonly store: Store;
  readonly queue: Queue;
  readonly program: Program;
  readonly root: string;
  readonly log: Log;
  /** Plans so many at once; ended with the works, or before. */
  readonly startWorker: (threads: number) => PlanWorker;
  /** Ends workers, queue and store, in this order. */
  readonly close: () => Promise<void>;
}

/** Opens the store at `where` with its queue, for the program built below `root`. @throws Error with the reason. */
export async function openWorks(root: string, where: StoreOptions, log: Log): Promise<Works> {
  const program = findProgram(root);
  const store = await openStore(where);
  const workers: PlanWorker[] = [];
  let queue: Queue;
  try {
    queue = await openQueue(store, (error) => log(`queue: ${error.message}`));
  } catch (error) {
    await store.close();
    throw error;
  }
  return {
    store,
    queue,
    program,
    root,
    log,
    startWorker: (threads) => {
      const worker = startWorker({ store, queue, program, threads, log });
      workers.push(worker);
      return worker;
    },
    close: async () => {
      for (const worker of workers) await worker.close();
      await queue.close();
      await store.close();
    },
  };
}

export interface ServiceSettings {
  /** Who asks without a token; undefined where everyone needs one. */
  readonly local: Identity | undefined;
  /** Host names it answers to. */
  readonly hosts: ReadonlySet<string>;
  readonly rates: { readonly read: RateLimit; readonly write: RateLimit };
}

/** What routes are given, over `works`; its checkers end before the works do. */
export function serviceOver(works: Works, settings: ServiceSettings): Service {
  const { store, program } = works;
  return {
    ...works,
    ...settings,
    findPlan: planReader(store.db),
    listPlans: planLister(store.db),
    findBatch: batchReader(store.db),
    checkers: createThreads(program.threadFile, 1, 1024),
    version: program.id.split("+")[0]!,
  };
}
