/**
 * A worker: as many plans at once as it has threads, each claimed, beaten for, finished.
 *
 *     take → claim → known already? → plan in a thread → finish, in one transaction
 *
 * While the queue is empty, idle threads help with the plans that run; the answer does not depend on it.
 * Threads do not wait for the store: while plans are short it claims a few ahead, and stores those that
 * ended together. When the store is away it waits for it; what it held and did not finish is taken over and
 * planned again.
 */
import { setTimeout as wait } from "node:timers/promises";
import { issueLine } from "../../../src/scenario/issue.ts";
import { beat, finishPlans, giveBack, silenceGone, takeOver } from "../store/claims.ts";
import type { Claim, Ended, Ending } from "../store/claims.ts";
import { wantsDetail } from "../store/plans.ts";
import { inputOf } from "../store/scenarios.ts";
import { isConnectionLoss } from "../store/store.ts";
import type { Store } from "../store/store.ts";
import type { PlanProgress } from "../store/tables.ts";
import { claimAhead } from "./ahead.ts";
import type { Program } from "./program.ts";
import type { Queue } from "./queue.ts";
import type { ScenarioInput, TaskResult } from "./task.ts";
import { isGone, workerName } from "./worker-name.ts";
import { createThreads, TaskFailure } from "./threads.ts";
import type { Running } from "./threads.ts";

const IDLE_MS = 200;
const BEAT_MS = 300;
const UPKEEP_MS = 2000;
/** Ends of plans are gathered for so long while the next are at hand. */
const GATHER_MS = 300;
/** Most plans stored at once. */
const MOST_STORED = 32;
/** Time for a plan to stop by itself with what it has; then its thread is ended. */
const GRACE_MS = 400;
/** Longest that any plan may take. */
const MOST_SECONDS = 4 * 3600;

export interface WorkerOptions {
  readonly store: Store;
  readonly queue: Queue;
  readonly program: Program;
  readonly threads: number;
  readonly log: (line: string) => void;
}

export interface PlanWorker {
  readonly id: string;
  readonly close: () => Promise<void>;
}

interface Held {
  readonly running: Running;
  progress: PlanProgress | undefined;
}

const words = (error: unknown) => (error instanceof Error ? error.message : String(error));

/** What a task's result means for its plan. */
function endingOf(result: TaskResult, stopped: boolean): Ending {
  if (result.kind === "answer") return { state: stopped ? "cancelled" : "done", answer: result };
  if (result.kind === "refused")
    return {
      state: "failed",
      reason: result.issues
        .slice(0, 5)
        .map((issue) => issueLine(issue, "scenario"))
        .join("\n"),
    };
  return { state: "failed", reason: "the planner gave something else than a plan" };
}

/** Starts a worker. */
export function startWorker({ store, queue, program, threads, log }: WorkerOptions): PlanWorker {
  const id = workerName(process.pid);
  const pool = createThreads(program.threadFile, threads);
  const ahead = claimAhead(store, queue, id, program.id, threads);
  const held = new Map<string, Held>();
  const stopping = new Set<string>();
  const inputs = new Map<string, ScenarioInput>();
  let closing = false;
  const end = new AbortController();
  /** Waits, but not beyond the worker's end. */
  const pause = (ms: number) => wait(ms, undefined, { signal: end.signal }).catch(() => {});

  /** Threads that no plan asks for help those that run; the first has what cannot be shared. */
  const shareThreads = () => {
    const each = Math.floor(threads / held.size);
    [...held.values()].forEach(({ running }, i) =>
      running.allow(each + (i < threads % held.size ? 1 : 0)),
    );
  };

  const input = async (scenario: string): Promise<ScenarioInput> => {
    const known = inputs.get(scenario);
    if (known) return known;
    const loaded = await inputOf(store.db, scenario);
    if (inputs.size >= 8) inputs.delete(inputs.keys().next().value!);
    inputs.set(scenario, loaded);
    return loaded;
  };

  const planned = async (claim: Claim): Promise<Ending | undefined> => {
    const scenario = await input(claim.scenario);
    const detail = wantsDetail(claim.batch, claim.request);
    const started = performance.now();
    const entry: Held = {
      running: pool.run(
        { kind: "plan", scenario, request: claim.request, detail },
        { seconds: MOST_SECONDS, onProgress: (progress) => void (entry.progress = progress) },
      ),
      progress: undefined,
    };
    held.set(claim.id, entry);
    shareThreads();
    try {
      return endingOf(await entry.running.result, stopping.has(claim.id));
    } catch (error) {
      if (closing) return undefined;
      if (error instanceof TaskFailure && error.reason === "cancelled")
        return stopping.has(claim.id) ? { state: "cancelled", reason: "cancelled" } : undefined;
      return { state: "failed", reason: words(error) };
    } finally {
      ahead.took(performance.now() - started);
      held.delete(claim.id);
      shareThreads();
      stopping.delete(claim.id);
    }
  };

  /** Stores endings, trying again while the store is away: a plan that is done is not planned again. */
  const finish = async (some: readonly Ended[]): Promise<void> => {
    for (let attempt = 0; ; attempt++)
      try {
        await finishPlans(store, queue, id, program.id, some);
        return;
      } catch (error) {
        if (!isConnectionLoss(error) || attempt >= 60 || closing) throw error;
        await store.revive().catch(() => {});
        await pause(500);
      }
  };

  /** Stores endings together; where the store refuses that, each by itself, and says of which it was refused. */
  const finishAll = async (some: readonly Ended[]): Promise<void> => {
    try {
      await finish(some);
    } catch (error) {
      log(`storing ${some.length}: ${words(error)}`);
      if (closing || isConnectionLoss(error)) return;
      if (some.length > 1) for (const one of some) await finishAll([one]);
      else if (!("reason" in some[0]!.ending)) {
        const reason = `its result could not be stored: ${words(error)}`;
        await finishAll([{ claim: some[0]!.claim, ending: { state: "failed", reason } }]);
      }
    }
  };

  const ended: Ended[] = [];
  let storing: Promise<void> | undefined;
  const storeEnded = async () => {
    while (ended.length > 0) {
      // One that a person waits for is not kept waiting.
      if (ahead.ids().length > 0 && ended.every(({ claim }) => claim.batch !== null))
        await pause(GATHER_MS);
      await finishAll(ended.splice(0, MOST_STORED));
    }
  };

  const over = (claim: Claim, ending: Ending) => {
    ended.push({ claim, ending });
    storing ??= storeEnded().finally(() => (storing = undefined));
  };

  /** What one thread does again and again. */
  const step = async (): Promise<boolean> => {
    const next = await ahead.next();
    if (next === undefined) return false;
    const { claim, known } = next;
    let ending: Ending | undefined;
    try {
      ending = known === undefined ? await planned(claim) : { state: "done", known };
    } catch (error) {
      if (isConnectionLoss(error)) throw error;
      ending = { state: "failed", reason: words(error) };
    }
    if (ending === undefined) return true;
    over(claim, ending);
    if (ended.length > MOST_STORED) await storing;
    return true;
  };

  const repeat = async (name: string, ms: number, work: () => Promise<boolean>) => {
    while (!closing)
      try {
        if (!(await work())) await pause(ms);
      } catch (error) {
        if (closing) return;
        log(`${name}: ${words(error)}`);
        await store.revive().catch((reason: unknown) => log(words(reason)));
        await pause(500);
      }
  };

  const beats = async (): Promise<boolean> => {
    const mine = [
      ...[...held].map(([plan, { progress }]) => ({ id: plan, progress })),
      ...ahead.ids().map((plan) => ({ id: plan, progress: undefined })),
    ];
    if (mine.length === 0) return false;
    const answers = await beat(store.db, id, mine);
    for (const { id: plan } of mine) {
      const answer = answers.get(plan);
      if (answer?.stop === false) continue;
      const running = held.get(plan)?.running;
      if (running === undefined) {
        const claim = ahead.drop(plan);
        if (claim && answer) over(claim, { state: "cancelled", reason: "cancelled" });
      } else {
        if (answer) stopping.add(plan);
        running.cancel(answer ? GRACE_MS : 0);
      }
    }
    await ahead.giveBackLate();
    return false;
  };

  const loops = [
    ...Array.from({ length: threads }, () => repeat("planning", IDLE_MS, step)),
    repeat("heartbeat", BEAT_MS, beats),
    repeat("upkeep", UPKEEP_MS, async () => {
      // An embedded store is of this machine, so its processes can be asked for.
      if (store.kind === "embedded") await silenceGone(store.db, isGone);
      const taken = await takeOver(store, queue);
      if (taken > 0) log(`took over ${taken} ${taken === 1 ? "plan" : "plans"}`);
      return false;
    }),
  ];
  return {
    id,
    close: async () => {
      closing = true;
      end.abort();
      for (const { running } of held.values()) running.cancel(0);
      await pool.close();
      await Promise.all(loops);
      await storing;
      await giveBack(store, queue, id).catch(() => {});
    },
  };
}
