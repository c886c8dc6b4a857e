/** A server over a store of its own for one test file: real PostgreSQL, no network, ended with its files. */
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { chmod } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createApp } from "../../apps/server/app.ts";
import type { App, Service } from "../../apps/server/http/service.ts";
import { findProgram } from "../../apps/server/jobs/program.ts";
import { openQueue } from "../../apps/server/jobs/queue.ts";
import { createThreads } from "../../apps/server/jobs/threads.ts";
import { startWorker } from "../../apps/server/jobs/worker.ts";
import { LOCAL, LOCAL_RATES } from "../../apps/server/serve.ts";
import { batchReader, planReader } from "../../apps/server/store/plans.ts";
import { openStore } from "../../apps/server/store/store.ts";

export const ROOT = join(import.meta.dirname, "../..");
export const HOST = "localhost:4780";

export interface TestServer {
  readonly app: App;
  readonly service: Service;
  /** The same store, where everyone needs a token. */
  readonly closed: App;
  readonly ask: (path: string, init?: AskInit) => Promise<Response>;
  readonly startWorker: (threads?: number) => ReturnType<typeof startWorker>;
  /** What the server logged. */
  readonly log: readonly string[];
  readonly close: () => Promise<void>;
}

export interface AskInit {
  readonly method?: string;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  readonly app?: App;
}

/** Starts a store and an application on it. Fails with the reason where PostgreSQL cannot be started. */
export async function startTestServer(): Promise<TestServer> {
  const folder = mkdtempSync(join(tmpdir(), "firmwatt-store-"));
  await chmod(folder, 0o711);
  const store = await openStore({ folder });
  const program = findProgram(ROOT);
  const lines: string[] = [];
  const log = (line: string) => lines.push(line);
  const queue = await openQueue(store, (error) => log(error.message));
  const checkers = createThreads(program.threadFile, 1, 512);
  const service: Service = {
    store,
    queue,
    findPlan: planReader(store.db),
    findBatch: batchReader(store.db),
    program,
    checkers,
    root: ROOT,
    version: "test",
    local: LOCAL,
    hosts: new Set(["localhost"]),
    rates: LOCAL_RATES,
    log,
  };
  const app = createApp(service);
  const closed = createApp({ ...service, local: undefined });
  const workers: ReturnType<typeof startWorker>[] = [];
  return {
    app,
    service,
    closed,
    log: lines,
    ask: async (path, { method = "GET", body, headers = {}, app: other = app } = {}) =>
      other.request(`http://${HOST}${path}`, {
        method,
        headers: {
          host: HOST,
          ...(body === undefined ? {} : { "content-type": "application/json" }),
          ...headers,
        },
        ...(body === undefined
          ? {}
          : { body: typeof body === "string" ? body : JSON.stringify(body) }),
      }),
    startWorker: (threads = 1) => {
      const worker = startWorker({ store, queue, program, threads, log });
      workers.push(worker);
      return worker;
    },
    close: async () => {
      for (const worker of workers) await worker.close();
      await checkers.close();
      await queue.close();
      await store.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

export const example = (name: string): string =>
  readFileSync(join(ROOT, "examples", name, "scenario.yaml"), "utf8");

/** Looks again and again until `look` gives something. @throws Error after `seconds`. */
export async function until<Value>(
  look: () => Promise<Value | undefined>,
  seconds = 60,
): Promise<Value> {
  const end = Date.now() + seconds * 1000;
  while (Date.now() < end) {
    const found = await look();
    if (found !== undefined) return found;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`nothing within ${seconds} s`);
}
