/** Sweeps and rankings: many plans asked of the server at once, watched as one bar, stopped together. */
import type { Ranking } from "../../../src/rank/rank.ts";
import type { SweptPoint } from "../../../src/report/html/sweep.ts";
import { gridOf } from "../../../src/scenario/sweep-grid.ts";
import type { Axis } from "../../../src/scenario/sweep-grid.ts";
import type { components } from "../api/schema.ts";
import { api, issuesIn, refusalWords } from "./access.ts";
import type { Input } from "./protocol.ts";
import { upload } from "./server.ts";

export type Batch = components["schemas"]["Batch"];
export type BatchKind = Batch["kind"];

export interface RankingAsk {
  /** Ids; all when empty. */
  readonly places: readonly string[];
  /** Firm megawatts of the connection; the scenario's own when null. */
  readonly firmMW: number | null;
  readonly by: "score" | "date" | "cost" | "clean" | "odds";
  readonly weights: Readonly<Record<"date" | "cost" | "clean" | "odds", number>>;
}

/** @throws Error with the server's words; those of the first issue where the scenario has some. */
function refuse(error: unknown): never {
  const [first] = issuesIn(error);
  throw new Error(first ? `${first.path} ${first.message}` : refusalWords(error));
}

const scenarioOf = async ({ text, files }: Input) => ({ text, files: await upload(files) });

/** Asks for a plan of every combination. @throws Error with why not. */
export async function startSweep(
  input: Input,
  over: readonly Axis[],
  resolution: string | undefined,
): Promise<Batch> {
  const { data, error } = await api.POST("/sweeps", {
    body: {
      scenario: await scenarioOf(input),
      set: [...input.set],
      slips: [...input.slips],
      solver: "chain",
      confirm: 0,
      over: over.map(({ path, values }) => ({ path, values: [...values] })),
      ...(resolution === undefined ? {} : { resolution }),
    },
  });
  return data ?? refuse(error);
}

/** Asks for the package in each place. @throws Error with why not. */
export async function startRanking(
  input: Input,
  { places, firmMW, by, weights }: RankingAsk,
  resolution: string | undefined,
): Promise<Batch> {
  const { data, error } = await api.POST("/rankings", {
    body: {
      scenario: await scenarioOf(input),
      set: [...input.set],
      by,
      weights,
      ...(places.length > 0 ? { places: [...places] } : {}),
      ...(firmMW === null ? {} : { firmMW }),
      ...(resolution === undefined ? {} : { resolution }),
    },
  });
  return data ?? refuse(error);
}

/** A batch as it stands. @throws Error when the server has none of that id. */
export async function findBatch(kind: BatchKind, id: string): Promise<Batch> {
  const params = { params: { path: { id } } };
  const { data, error } = await (kind === "sweep"
    ? api.GET("/sweeps/{id}", params)
    : api.GET("/rankings/{id}", params));
  return data ?? refuse(error);
}

const folderOf = (kind: BatchKind) => (kind === "sweep" ? "sweeps" : "rankings");

/** Follows a batch until it is over, or until the function it gives is called. */
export function watchBatch(
  kind: BatchKind,
  id: string,
  onState: (batch: Batch) => void,
  onLost: () => void,
): () => void {
  const source = new EventSource(`/api/v1/${folderOf(kind)}/${id}/events`);
  source.addEventListener("state", ({ data }: MessageEvent<string>) => {
    onState(JSON.parse(data) as Batch);
  });
  source.addEventListener("end", () => {
    source.close();
  });
  source.addEventListener("error", () => {
    // The browser connects again by itself, unless the server refuses for good.
    if (source.readyState === EventSource.CLOSED) onLost();
  });
  return () => {
    source.close();
  };
}

/** Stops what waits and what runs; what is done stays. */
export async function cancelBatch(kind: BatchKind, id: string): Promise<void> {
  const params = { params: { path: { id } } };
  await (kind === "sweep"
    ? api.POST("/sweeps/{id}/cancel", params)
    : api.POST("/rankings/{id}/cancel", params));
}

/** Axes of a sweep as they were asked. */
export const axesOf = ({ settings }: Batch): Axis[] => (settings["over"] ?? []) as Axis[];

/** Values of every combination of the axes, by how the server labels its plan. */
function combinations(axes: readonly Axis[]): Map<string, readonly string[]> {
  const valueOf = (setting: string, i: number) => setting.slice(axes[i]!.path.length + 1);
  return new Map(gridOf(axes).map((settings) => [settings.join(" "), settings.map(valueOf)]));
}

/** The plans of a sweep so far. */
export async function sweepPoints(batch: Batch): Promise<SweptPoint[]> {
  const { data, error } = await api.GET("/sweeps/{id}/plans", {
    params: { path: { id: batch.id } },
  });
  if (!data) return refuse(error);
  const known = combinations(axesOf(batch));
  return data.map(({ label, state, status, reason, summary }) => ({
    values: known.get(label) ?? [],
    status: state === "done" ? status : state === "failed" ? "unsolved" : null,
    reason:
      reason ??
      (summary?.["sentence"] as string | undefined) ??
      (state === "cancelled" ? "stopped" : ""),
    kpis: (state === "done" && status === "planned"
      ? (summary?.["kpis"] ?? {})
      : {}) as SweptPoint["kpis"],
    money: (summary?.["money"] ?? undefined) as SweptPoint["money"],
  }));
}

/** The places planned so far, in order; null while there is none. */
export async function rankingSoFar(id: string): Promise<Ranking | null> {
  const { data, error } = await api.GET("/rankings/{id}/result", { params: { path: { id } } });
  if (!data) return refuse(error);
  return Array.isArray(data["notices"]) ? (data as unknown as Ranking) : null;
}
