/** A server over a store of its own for one test file: real PostgreSQL, no network, ended with its files. */
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { chmod } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createApp } from "../../apps/server/app.ts";
import type { App, Service } from "../../apps/server/http/service.ts";
import type { PlanWorker } from "../../apps/server/jobs/worker.ts";
import { LOCAL, LOCAL_RATES } from "../../apps/server/serve.ts";
import { openWorks, serviceOver } from "../../apps/server/wiring.ts";

export const ROOT = join(import.meta.dirname, "../..");
export const HOST = "localhost:4780";

export interface TestServer {
  readonly app: App;
  readonly service: Service;
  /** The same store, where everyone needs a token. */
  readonly closed: App;
  readonly ask: (path: string, init?: AskInit) => Promise<Response>;
  readonly startWorker: (threads?: number) => PlanWorker;
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
  const log: string[] = [];
  const works = await openWorks(ROOT, { folder }, (line) => log.push(line));
  const hosts = new Set(["localhost"]);
  const service = serviceOver(works, { local: LOCAL, hosts, rates: LOCAL_RATES });
  const app = createApp(service);
  const closed = createApp({ ...service, local: undefined });
  return {
    app,
    service,
    closed,
    log,
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
    startWorker: (threads = 1) => works.startWorker(threads),
    close: async () => {
      await service.checkers.close();
      await works.close();
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
