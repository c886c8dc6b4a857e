/** A worker's hold on plans: claim, beat, finish; and what becomes of plans whose worker has died. */
import { sql } from "kysely";
import type { Queue } from "../jobs/queue.ts";
import type { Answer } from "../jobs/task.ts";
import { putAnswer, putResult } from "./results.ts";
import type { Database, Store } from "./store.ts";
import type { PlanProgress, PlanRequest } from "./tables.ts";

/** A worker that says nothing for so long is dead: its plans go to others. */
export const DEAD_AFTER_SECONDS = 8;
/** Workers that a plan may take down with it before it counts as failed. */
export const MOST_ATTEMPTS = 8;

export interface Claim {
  readonly id: string;
  readonly batch: string | null;
  readonly scenario: string;
  readonly request: PlanRequest;
  readonly requestHash: string;
  readonly attempts: number;
}

/** Takes a queued plan for `worker`; undefined when it is done, cancelled, or in another's hands. */
export async function claimPlan(
  db: Database,
  id: string,
  worker: string,
): Promise<Claim | undefined> {
  const row = await db
    .updateTable("plans")
    .set((row) => ({
      state: "running",
      worker,
      attempts: row.eb("attempts", "+", 1),
      started_at: sql<Date>`coalesce(started_at, now())`,
      heartbeat_at: sql<Date>`now()`,
    }))
    .where("id", "=", id)
    .where("state", "=", "queued")
    .returning(["id", "batch", "scenario", "request", "request_hash", "attempts"])
    .executeTakeFirst();
  return row && { ...row, requestHash: row.request_hash };
}

/** Says that `worker` still plans `id`, and how far it is. Gives whether to go on, to stop, or that it is another's now. */
export async function beat(
  db: Database,
  id: string,
  worker: string,
  progress: PlanProgress | undefined,
): Promise<"on" | "stop" | "lost"> {
  const row = await db
    .updateTable("plans")
    .set({
      heartbeat_at: sql<Date>`now()`,
      ...(progress === undefined ? {} : { progress: JSON.stringify(progress) }),
    })
    .where("id", "=", id)
    .where("worker", "=", worker)
    .where("state", "=", "running")
    .returning("cancel_asked")
    .executeTakeFirst();
  return row === undefined ? "lost" : row.cancel_asked ? "stop" : "on";
}

export type Ending =
  | { readonly state: "done" | "cancelled"; readonly answer: Answer }
  | { readonly state: "done"; readonly known: string }
  | { readonly state: "failed" | "cancelled"; readonly reason: string };

/** Stores how a plan ended, once: false when it is no longer this worker's, and then nothing is stored. */
export async function finishPlan(
  store: Store,
  queue: Queue,
  claim: Claim,
  worker: string,
  program: string,
  ending: Ending,
): Promise<boolean> {
  return store.db.transaction().execute(async (trx) => {
    const held = await trx
      .selectFrom("plans")
      .where("id", "=", claim.id)
      .where("worker", "=", worker)
      .where("state", "=", "running")
      .select("id")
      .forUpdate()
      .executeTakeFirst();
    if (!held) return false;
    if ("answer" in ending) {
      await putResult(trx, ending.answer);
      if (ending.state === "done" && ending.answer.repeatable)
        await putAnswer(trx, claim.requestHash, program, ending.answer);
    }
    const result =
      "answer" in ending ? ending.answer.hash : "known" in ending ? ending.known : null;
    await trx
      .updateTable("plans")
      .set({
        state: ending.state,
        result,
        reason: "reason" in ending ? ending.reason.slice(0, 2000) : null,
        finished_at: sql<Date>`now()`,
      })
      .where("id", "=", claim.id)
      .execute();
    await queue.complete(trx, claim.id);
    return true;
  });
}

/** Takes plans from dead workers and puts them, and any that lost their job, back in the queue. Gives how many. */
export async function takeOver(store: Store, queue: Queue): Promise<number> {
  return store.db.transaction().execute(async (trx) => {
    const old = sql<boolean>`heartbeat_at < now() - make_interval(secs => ${DEAD_AFTER_SECONDS})`;
    await trx
      .updateTable("plans")
      .set({
        state: sql`case when cancel_asked then 'cancelled' else 'failed' end`,
        reason: sql`case when cancel_asked then 'cancelled' else 'it took down ' || attempts || ' workers' end`,
        finished_at: sql<Date>`now()`,
      })
      .where("state", "=", "running")
      .where(old)
      .where((where) =>
        where.or([where.eb("cancel_asked", "=", true), where.eb("attempts", ">=", MOST_ATTEMPTS)]),
      )
      .execute();
    const taken = await trx
      .updateTable("plans")
      .set({ state: "queued", worker: null })
      .where("state", "=", "running")
      .where(old)
      .returning(["id", "batch"])
      .execute();
    const again = taken.map(({ id, batch }) => ({ id, priority: batch === null ? 10 : 0 }));
    const known = new Set(again.map(({ id }) => id));
    const lost = (await queue.orphans(trx)).filter(({ id }) => !known.has(id));
    await queue.restore(trx, [...again, ...lost]);
    return again.length + lost.length;
  });
}

/** Gives back what `worker` holds, when it ends in order: others need not wait for its heartbeat to stop. */
export async function giveBack(store: Store, queue: Queue, worker: string): Promise<void> {
  await store.db.transaction().execute(async (trx) => {
    const rows = await trx
      .updateTable("plans")
      .set((row) => ({ state: "queued", worker: null, attempts: row.eb("attempts", "-", 1) }))
      .where("worker", "=", worker)
      .where("state", "=", "running")
      .returning(["id", "batch"])
      .execute();
    await queue.restore(
      trx,
      rows.map(({ id, batch }) => ({ id, priority: batch === null ? 10 : 0 })),
    );
  });
}
