/** Starts the server: store, queue, workers in this process, HTTP; and ends them in the opposite order. */
import { serve as listen } from "@hono/node-server";
import { createApp } from "./app.ts";
import { hostName } from "./http/guard.ts";
import type { RateLimit } from "./http/rate.ts";
import { whereStore } from "./store/where.ts";
import { hasAdmin } from "./store/tokens.ts";
import type { Identity } from "./store/tokens.ts";
import { openWorks, serviceOver } from "./wiring.ts";

/** Whoever sits at the machine: no token on a loopback address. */
export const LOCAL: Identity = { actor: "local", role: "admin", workspace: "local" };

export const LOCAL_RATES: { readonly read: RateLimit; readonly write: RateLimit } = {
  read: { perSecond: 20_000, burst: 100_000 },
  write: { perSecond: 200, burst: 1000 },
};
export const TEAM_RATES: { readonly read: RateLimit; readonly write: RateLimit } = {
  read: { perSecond: 100, burst: 500 },
  write: { perSecond: 10, burst: 100 },
};

export interface ServeOptions {
  readonly root: string;
  readonly host: string;
  readonly port: number;
  readonly workers: number;
  /** Further names it answers to, such as that of a proxy in front. */
  readonly allowedHosts: readonly string[];
  /** Asks for a token on a loopback address too, as behind a proxy on the same machine. */
  readonly needsToken: boolean;
  readonly log: (line: string) => void;
}

export interface Server {
  readonly url: string;
  /** Whether it answers at every address of the machine, not at that of `url` alone. */
  readonly isEverywhere: boolean;
  readonly close: () => Promise<void>;
}

const LOOPBACK = new Set(["localhost", "127.0.0.1", "[::1]", "::1"]);

export const isLoopback = (host: string) => LOOPBACK.has(host) || /^127(\.\d{1,3}){3}$/.test(host);

/** A reason why it may not listen so, for a person. */
export class ServeRefusal extends Error {}

/** Starts everything. @throws ServeRefusal when the options are unsafe, Error when something cannot start. */
export async function startServer(options: ServeOptions): Promise<Server> {
  const { root, host, log } = options;
  const works = await openWorks(root, whereStore(16), log);
  const needsToken = options.needsToken || !isLoopback(host);
  if (needsToken && !(await hasAdmin(works.store.db))) {
    await works.close();
    throw new ServeRefusal(
      `beyond loopback everyone needs a token, and there is none yet; make the first with: firmwatt token create --name NAME --role admin`,
    );
  }
  const service = serviceOver(works, {
    local: needsToken ? undefined : LOCAL,
    hosts: new Set([...LOOPBACK, hostName(host), ...options.allowedHosts.map(hostName)]),
    rates: needsToken ? TEAM_RATES : LOCAL_RATES,
  });
  const app = createApp(service);
  if (options.workers > 0) works.startWorker(options.workers);
  const ended = async () => {
    await service.checkers.close();
    await works.close();
  };
  const server = await new Promise<ReturnType<typeof listen>>((resolve, reject) => {
    const made = listen({ fetch: app.fetch, hostname: host, port: options.port }, () =>
      resolve(made),
    );
    made.once("error", reject);
    if ("requestTimeout" in made) {
      made.requestTimeout = 60_000;
      made.headersTimeout = 20_000;
      made.maxRequestsPerSocket = 0;
    }
  }).catch(async (error: NodeJS.ErrnoException) => {
    await ended();
    throw error.code === "EADDRINUSE"
      ? new ServeRefusal(
          `port ${options.port} is taken; choose another with --port N, or 0 for any`,
        )
      : error;
  });
  const { port } = server.address() as { port: number };
  const shown = host.includes(":") && !host.startsWith("[") ? `[${host}]` : host;
  const isEverywhere = ["0.0.0.0", "[::]"].includes(shown);
  return {
    url: `http://${isEverywhere || shown === "127.0.0.1" ? "localhost" : shown}:${port}/`,
    isEverywhere,
    close: async () => {
      if ("closeAllConnections" in server) server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
      await ended();
    },
  };
}
