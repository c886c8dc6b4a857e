/** Heavy plans: asked of the server that serves the page, watched as it works, stopped when asked; the result comes whole. */
import type { BuyerComparison } from "../../../src/buyer/compare.ts";
import { readPlainHours } from "../../../src/report/plain-hours.ts";
import type { PlainHours } from "../../../src/report/plain-hours.ts";
import type { HourlyReport, Package } from "../../../src/report/package.ts";
import { api, issuesIn, refusalWords, ServerAway } from "./access.ts";
import type { Job } from "./client.ts";
import type { Compared, Input, Outcome, Progress, WaysAsk } from "./protocol.ts";

type Refusal = Extract<Outcome, { status: "issues" }>;

/** A refusal of the server: its issues where the scenario has some. @throws Error with its words otherwise. */
function refused(error: unknown, response: Response): Refusal {
  if (response.status === 401)
    throw new Error("you are signed out of the server; sign in again at the top of the page");
  const issues = issuesIn(error);
  if (response.status === 422 && issues.length > 0) return { status: "issues", issues };
  throw new Error(refusalWords(error));
}

/** Gives the server the files a scenario names; their hashes by name. @throws Error with its words. */
export async function upload(files: Input["files"]): Promise<Record<string, string>> {
  const hashes: Record<string, string> = {};
  for (const [name, text] of Object.entries(files)) {
    const { data, error } = await api.POST("/files", { body: { name, text } });
    if (!data) throw new Error(refusalWords(error));
    hashes[name] = data.hash;
  }
  return hashes;
}

/** A stream of events that was lost this often without a word between is lost for good. */
const MOST_LOST = 4;

/** Follows a plan until it is over. @throws ServerAway when the server does not come back. */
function watch(id: string, onProgress: (progress: Progress) => void): Promise<string> {
  return new Promise((resolve, reject) => {
    const source = new EventSource(`/api/v1/plans/${id}/events`);
    let state = "queued";
    let lost = 0;
    let reason: string | null = null;
    source.addEventListener("state", ({ data }: MessageEvent<string>) => {
      const told = JSON.parse(data) as {
        state: string;
        reason: string | null;
        progress: { stage: string; iteration: number; gap: number | null; seconds: number } | null;
      };
      ({ state, reason } = told);
      lost = 0;
      if (told.progress) onProgress({ ...told.progress, gap: told.progress.gap ?? Infinity });
    });
    source.addEventListener("end", () => {
      source.close();
      if (state === "failed") reject(new Error(reason ?? "the server's plan failed"));
      else resolve(state);
    });
    source.addEventListener("error", () => {
      // The browser connects again by itself, unless the server refuses for good.
      lost += 1;
      if (lost < MOST_LOST && source.readyState !== EventSource.CLOSED) return;
      source.close();
      reject(new ServerAway());
    });
  });
}

async function readHours(id: string, sites: readonly string[]): Promise<HourlyReport[]> {
  return Promise.all(
    sites.map(async (site) => {
      const response = await fetch(
        `/api/v1/plans/${id}/files/${encodeURIComponent(`hourly-${site}.json`)}`,
      );
      if (!response.ok) throw new Error(`the hours of ${site} cannot be read`);
      return readPlainHours((await response.json()) as PlainHours);
    }),
  );
}

async function resultOf(id: string, started: number): Promise<Outcome> {
  const { data, error } = await api.GET("/plans/{id}/result", { params: { path: { id } } });
  if (!data) throw new Error(refusalWords(error));
  const content = data as unknown as
    | { status: "planned"; package: Package }
    | Extract<Outcome, { status: "infeasible" | "unsolved" }>;
  if (content.status !== "planned") return content;
  const hourly = await readHours(
    id,
    content.package.sites.map(({ name }) => name),
  );
  const milliseconds = performance.now() - started;
  return { status: "planned", package: content.package, hourly, effort: "full", milliseconds };
}

interface Asked {
  readonly data?: { readonly id: string };
  readonly error?: unknown;
  readonly response: Response;
}

/** Asks the server, watches until it is over, reads what came of it; stopped there when it is stopped here. */
function onServer<Value>(
  input: Input,
  ask: (files: Record<string, string>) => Promise<Asked>,
  read: (id: string) => Promise<Value>,
  onProgress: (progress: Progress) => void,
): Job<Value | Refusal | { readonly status: "stopped" }> {
  let id: string | undefined;
  let stopped = false;
  const cancel = async () => {
    if (id === undefined) return;
    await api.POST("/plans/{id}/cancel", { params: { path: { id } } }).catch(() => {
      // Who is away is told by whoever waits for the plan.
    });
  };
  const work = async () => {
    const { data, error, response } = await ask(await upload(input.files));
    if (!data) return refused(error, response);
    const known = data.id;
    id = known;
    if (stopped) void cancel();
    const state = await watch(known, onProgress);
    return state === "cancelled" ? ({ status: "stopped" } as const) : read(known);
  };
  return {
    outcome: work(),
    stop: () => {
      stopped = true;
      void cancel();
    },
  };
}

/** Plans on the server, bottlenecks confirmed. */
export function planOnServer(input: Input, onProgress: (progress: Progress) => void): Job {
  const started = performance.now();
  return onServer(
    input,
    (files) =>
      api.POST("/plans", {
        body: {
          scenario: { text: input.text, files },
          set: [...input.set],
          slips: [...input.slips],
          solver: "chain",
          confirm: 5,
        },
      }),
    (id) => resultOf(id, started),
    onProgress,
  );
}

async function comparisonOf(id: string): Promise<Compared> {
  const { data, error } = await api.GET("/plans/{id}/result", { params: { path: { id } } });
  if (!data?.comparison) throw new Error(refusalWords(error));
  return { status: "compared", comparison: data.comparison as unknown as BuyerComparison };
}

/** Compares own, colocate and rent on the server. */
export function compareOnServer(
  input: Input,
  { sizesMW, pool }: WaysAsk,
  onProgress: (progress: Progress) => void,
): Job<Compared> {
  return onServer(
    input,
    (files) =>
      api.POST("/comparisons", {
        body: {
          scenario: { text: input.text, files },
          set: [...input.set],
          ...(sizesMW ? { sizesMW: [...sizesMW] } : {}),
          ...(pool
            ? { pool: { buyers: pool.buyers, ...(pool.rating ? { rating: pool.rating } : {}) } }
            : {}),
        },
      }),
    comparisonOf,
    onProgress,
  );
}
