/** A worker's hold on plans: claim, beat, finish; and what becomes of plans whose worker has died. */
import { sql } from "kysely";
import type { Queue } from "../jobs/queue.ts";
import type { Answer } from "../jobs/task.ts";
import { putAnswers, putResults } from "./results.ts";
import type { Database, Store } from "./store.ts";
import type { PlanProgress, PlanRequest, PlanState } from "./tables.ts";

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

/**
 * Those of some plans that are in a state, locked in the order of their ids: whoever changes several at once
 * goes through them so, and nobody waits in a ring.
 */
const lockedInOrder = (db: Database, ids: readonly string[], state: PlanState) =>
  db
    .selectFrom("plans")
    .where("id", "in", ids)
    .where("state", "=", state)
    .select("id")
    .orderBy("id")
    .forUpdate();

/** Takes those of some plans for `worker` that are queued: not done, cancelled, or in another's hands. */
export async function claimPlans(
  db: Database,
  ids: readonly string[],
  worker: string,
): Promise<Claim[]> {
  if (ids.length === 0) return [];
  const rows = await db
    .updateTable("plans")
    .set((row) => ({
      state: "running",
      worker,
      attempts: row.eb("attempts", "+", 1),
      started_at: sql<Date>`coalesce(started_at, now())`,
      heartbeat_at: sql<Date>`now()`,
    }))
    .where("id", "in", lockedInOrder(db, ids, "queued"))
    .returning(["id", "batch", "scenario", "request", "request_hash", "attempts"])
    .execute();
  return rows.map((row) => ({ ...row, requestHash: row.request_hash }));
}

/** A plan that a worker holds, and how far it is. */
export interface Beat {
  readonly id: string;
  readonly progress: PlanProgress | undefined;
}

/** Says that `worker` still holds plans. Gives for each that is still its own whether it was asked to stop. */
export async function beat(
  db: Database,
  worker: string,
  beats: readonly Beat[],
): Promise<Map<string, { stop: boolean }>> {
  const ids = beats.map(({ id }) => id);
  const told = beats.map(({ progress }) => (progress ? JSON.stringify(progress) : null));
  const { rows } = await sql<{ id: string; cancel_asked: boolean }>`
    update plans set heartbeat_at = now(), progress = coalesce(told.progress::jsonb, plans.progress)
    from unnest(${ids}::uuid[], ${told}::text[]) as told (id, progress)
    where plans.id = told.id and worker = ${worker}
      and plans.id in (${lockedInOrder(db, ids, "running")})
    returning plans.id, cancel_asked`.execute(db);
  return new Map(rows.map(({ id, cancel_asked }) => [id, { stop: cancel_asked }]));
}

export type Ending =
  | { readonly state: "done" | "cancelled"; readonly answer: Answer }
  | { readonly state: "done"; readonly known: string }
  | { readonly state: "failed" | "cancelled"; readonly reason: string };

export interface Ended {
  readonly claim: Claim;
  readonly ending: Ending;
}

const resultOf = (ending: Ending) =>
  "answer" in ending ? ending.answer.hash : "known" in ending ? ending.known : null;

/**
 * Stores how plans ended, once each, all in one transaction; of one that is no longer this worker's nothing
 * is stored. Gives how many were.
 */
export async function finishPlans(
  store: Store,
  queue: Queue,
  worker: string,
  program: string,
  all: readonly Ended[],
): Promise<number> {
  return store.db.transaction().execute(async (trx) => {
    const plans = all.map(({ claim }) => claim.id);
    const held = await lockedInOrder(trx, plans, "running").where("worker", "=", worker).execute();
    const own = new Set(held.map(({ id }) => id));
    const ended = all.filter(({ claim }) => own.has(claim.id));
    if (ended.length === 0) return 0;
    const found = ended.flatMap(({ claim: { requestHash }, ending }) =>
      "answer" in ending ? [{ requestHash, answer: ending.answer, state: ending.state }] : [],
    );
    await putResults(
      trx,
      found.map(({ answer }) => answer),
    );
    await putAnswers(
      trx,
      program,
      found.filter(({ answer, state }) => state === "done" && answer.repeatable),
    );
    const ids = ended.map(({ claim }) => claim.id);
    const states = ended.map(({ ending }) => ending.state);
    const results = ended.map(({ ending }) => resultOf(ending));
    const reasons = ended.map(({ ending }) =>
      "reason" in ending ? ending.reason.slice(0, 2000) : null,
    );
    await sql`
      update plans set state = ended.state, result = ended.result, reason = ended.reason, finished_at = now()
      from unnest(${ids}::uuid[], ${states}::text[], ${results}::text[], ${reasons}::text[])
        as ended (id, state, result, reason)
      where plans.id = ended.id`.execute(trx);
    await queue.complete(trx, ids);
    return ids.length;
  });
}

/** Those that hold plans and are gone, as `isGone` tells by their names, count as silent for long. */
export async function silenceGone(
  db: Database,
  isGone: (worker: string) => boolean,
): Promise<void> {
  const rows = await db
    .selectFrom("plans")
    .where("state", "=", "running")
    .select("worker")
    .distinct()
    .execute();
  const gone = rows.flatMap(({ worker }) => (worker !== null && isGone(worker) ? [worker] : []));
  if (gone.length === 0) return;
  await db
    .updateTable("plans")
    .set({ heartbeat_at: new Date(0) })
    .where("state", "=", "running")
    .where("worker", "in", gone)
    .execute();
}

/** Takes plans from dead workers and puts them, and any that lost their job, back in the queue. Gives how many. */
export async function takeOver(store: Store, queue: Queue): Promise<number> {
  return store.db.transaction().execute(async (trx) => {
    const silent = await trx
      .selectFrom("plans")
      .where("state", "=", "running")
      .where(sql<boolean>`heartbeat_at < now() - make_interval(secs => ${DEAD_AFTER_SECONDS})`)
      .select(["id", "batch", "cancel_asked", "attempts"])
      .orderBy("id")
      .forUpdate()
      // Another takes it over already, or it was not dead after all and stores its end.
      .skipLocked()
      .execute();
    const isOver = (plan: (typeof silent)[number]) =>
      plan.cancel_asked || plan.attempts >= MOST_ATTEMPTS;
    for (const { id, cancel_asked, attempts } of silent.filter(isOver))
      await trx
        .updateTable("plans")
        .set({
          state: cancel_asked ? "cancelled" : "failed",
          reason: cancel_asked ? "cancelled" : `it took down ${attempts} workers`,
          finished_at: sql<Date>`now()`,
        })
        .where("id", "=", id)
        .execute();
    const taken = silent.filter((plan) => !isOver(plan));
    if (taken.length > 0)
      await trx
        .updateTable("plans")
        .set({ state: "queued", worker: null })
        .where(
          "id",
          "in",
          taken.map(({ id }) => id),
        )
        .execute();
    const again = taken.map(({ id, batch }) => ({ id, priority: batch === null ? 10 : 0 }));
    const known = new Set(again.map(({ id }) => id));
    const lost = (await queue.orphans(trx)).filter(({ id }) => !known.has(id));
    await queue.restore(trx, [...again, ...lost]);
    return again.length + lost.length;
  });
}

/** Gives back what `worker` holds, or these of it: others need not wait for its heartbeat to stop. */
export async function giveBack(
  store: Store,
  queue: Queue,
  worker: string,
  ids?: readonly string[],
): Promise<void> {
  await store.db.transaction().execute(async (trx) => {
    let mine = trx
      .selectFrom("plans")
      .where("worker", "=", worker)
      .where("state", "=", "running")
      .select("id")
      .orderBy("id")
      .forUpdate();
    if (ids) mine = mine.where("id", "in", ids);
    const rows = await trx
      .updateTable("plans")
      .set((row) => ({ state: "queued", worker: null, attempts: row.eb("attempts", "-", 1) }))
      .where("id", "in", mine)
      .returning(["id", "batch"])
      .execute();
    await queue.restore(
      trx,
      rows.map(({ id, batch }) => ({ id, priority: batch === null ? 10 : 0 })),
    );
  });
}
