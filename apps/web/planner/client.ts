/** The app's side of the planning worker: asks, listens, stops within half a second whatever the worker is doing. */
import type { HourlyOptions } from "../../../src/climate/readers/hourly-options.ts";
import type { RuleAtPlace } from "../../../src/law/at-place.ts";
import type {
  Checked,
  Compared,
  Edited,
  Effort,
  Imported,
  ImportedTariff,
  Input,
  Lever,
  Outcome,
  Progress,
  Reply,
  Request,
  StatedBuyer,
  WaysAsk,
} from "./protocol.ts";

/** A worker that has not stopped after this long is ended and started anew. */
const PATIENCE_MS = 500;

/** A plan under way, or what else takes its time. */
export interface Job<Value = Outcome> {
  readonly outcome: Promise<Value>;
  readonly stop: () => void;
}

interface Waiting {
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: Error) => void;
  readonly onProgress: ((progress: Progress) => void) | undefined;
  readonly onFirst: ((outcome: Outcome) => void) | undefined;
}

/** Omit over each member of a union. */
type Without<Kind, Key extends PropertyKey> = Kind extends unknown ? Omit<Kind, Key> : never;

export interface Planner {
  /** `onFirst` is told a verified answer that is still being confirmed. */
  plan(
    input: Input,
    effort: Effort,
    onProgress?: (progress: Progress) => void,
    onFirst?: (outcome: Outcome) => void,
  ): Job;
  /** Has the worker plan unseen, so that the next plan comes sooner; gives how to leave off. */
  rehearse(input: Input): () => void;
  /** Own, colocate and rent side by side for the scenario's buyer. */
  compare(input: Input, ask: WaysAsk, onProgress?: (progress: Progress) => void): Job<Compared>;
  buyer(input: Input): Promise<StatedBuyer>;
  check(input: Input): Promise<Checked>;
  /** What can be moved in a scenario; empty when something is wrong with it. */
  levers(input: Input): Promise<readonly Lever[]>;
  /** What a file holds; `stated` is what an hourly one does not say itself. */
  read(text: string, stated: HourlyOptions): Promise<Imported>;
  edit(text: string, set: readonly string[]): Promise<Edited>;
  /** The law of a place on a day such as 2027-03-01. */
  law(place: string, at: string, siteMW: number | null): Promise<readonly RuleAtPlace[]>;
  /** The text with a tariff in it; `inPlaceOfMarket` when no other price of energy is to stand beside it. */
  writeTariff(
    text: string,
    site: string,
    table: ImportedTariff,
    inPlaceOfMarket: boolean,
  ): Promise<Edited>;
}

/** Starts a planning worker when it is first needed. */
export function createPlanner(): Planner {
  const waiting = new Map<number, Waiting>();
  let worker: Worker | undefined;
  let lastId = 0;

  function begin(): Worker {
    const fresh = new Worker(new URL("./worker.ts", import.meta.url), { type: "module" });
    fresh.addEventListener("message", ({ data }: MessageEvent<Reply>) => {
      const one = waiting.get(data.id);
      if (data.kind === "progress") {
        one?.onProgress?.(data.progress);
        return;
      }
      if (data.kind === "first") {
        one?.onFirst?.(data.value);
        return;
      }
      waiting.delete(data.id);
      if (data.kind === "done") one?.resolve(data.value);
      else one?.reject(new Error(data.message));
    });
    fresh.addEventListener("error", (event) => {
      end(event.message || "the planner could not be loaded");
    });
    return fresh;
  }

  function end(reason: string): void {
    worker?.terminate();
    worker = undefined;
    for (const { reject } of waiting.values()) reject(new Error(reason));
    waiting.clear();
  }

  function ask<Value>(
    request: Without<Exclude<Request, { kind: "stop" }>, "id">,
    onProgress?: (progress: Progress) => void,
    onFirst?: (outcome: Outcome) => void,
  ): { id: number; answer: Promise<Value> } {
    const id = ++lastId;
    worker ??= begin();
    const answer = new Promise<unknown>((resolve, reject) => {
      waiting.set(id, { resolve, reject, onProgress, onFirst });
    });
    worker.postMessage({ ...request, id });
    return { id, answer: answer as Promise<Value> };
  }

  function halt(id: number): void {
    worker?.postMessage({ id: ++lastId, kind: "stop", target: id } satisfies Request);
  }

  /** Something that can be stopped. */
  function start<Value extends { readonly status: string }>(
    request: Parameters<typeof ask>[0],
    onProgress: ((progress: Progress) => void) | undefined,
    onFirst?: (outcome: Outcome) => void,
  ): Job<Value | { readonly status: "stopped" }> {
    const { id, answer } = ask<Value>(request, onProgress, onFirst);
    let stopped = false;
    return {
      outcome: answer.catch((error: unknown) => {
        if (stopped) return { status: "stopped" } as const;
        throw error;
      }),
      stop() {
        stopped = true;
        const asked = worker;
        halt(id);
        setTimeout(() => {
          if (waiting.has(id) && worker === asked) end("stopped");
        }, PATIENCE_MS);
      },
    };
  }

  return {
    plan: (input, effort, onProgress, onFirst) =>
      start<Outcome>({ kind: "plan", input, effort }, onProgress, onFirst),
    rehearse: (input) => {
      const { id, answer } = ask({ kind: "rehearse", input });
      void answer.catch(() => {
        // The plan itself says what is wrong.
      });
      return () => {
        // It gives way at its next turn: ending the worker would lose what it has learnt.
        if (waiting.has(id)) halt(id);
      };
    },
    compare: (input, asked, onProgress) =>
      start<Compared>({ kind: "compare", input, ask: asked }, onProgress),
    buyer: (input) => ask<StatedBuyer>({ kind: "buyer", input }).answer,
    check: (input) => ask<Checked>({ kind: "check", input }).answer,
    levers: (input) => ask<readonly Lever[]>({ kind: "levers", input }).answer,
    read: (text, stated) => ask<Imported>({ kind: "read", text, stated }).answer,
    edit: (text, set) => ask<Edited>({ kind: "edit", text, set }).answer,
    law: (place, at, siteMW) =>
      ask<readonly RuleAtPlace[]>({ kind: "law", place, at, siteMW }).answer,
    writeTariff: (text, site, table, inPlaceOfMarket) =>
      ask<Edited>({ kind: "tariff", text, site, table, inPlaceOfMarket }).answer,
  };
}
