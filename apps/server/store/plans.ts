/** Plans and batches of plans: what was asked, how far it is, what came out. Each change is one transaction. */
import { randomUUID } from "node:crypto";
import { sql } from "kysely";
import type { Queue } from "../jobs/queue.ts";
import { groupedReads } from "./grouped.ts";
import { orderedJSON, sha256 } from "./hash.ts";
import { findAnswers } from "./results.ts";
import type { Database, Store } from "./store.ts";
import type { BatchKind, PlanRequest, PlanState } from "./tables.ts";
import type { Identity } from "./tokens.ts";

/** Priority of a plan a person waits for. */
const ALONE = 10;

export interface NewPlan {
  readonly label: string;
  readonly request: PlanRequest;
}

export interface NewBatch {
  readonly kind: BatchKind;
  readonly name: string;
  readonly scenario: string;
  readonly settings: Readonly<Record<string, unknown>>;
}

export const requestHashOf = (request: PlanRequest) => sha256(orderedJSON(request));

/** Whether files are made with a result, such as hourly series and a report: plans of batches are many and have figures only. */
export const wantsDetail = (batch: string | null, request: PlanRequest) =>
  batch === null && request.kind !== "rank";

function rowOf(
  { label, request }: NewPlan,
  owner: Identity,
  batch: string | null,
  position: number,
) {
  return {
    id: randomUUID(),
    workspace: owner.workspace,
    batch,
    position,
    label,
    scenario: request.scenario,
    request: JSON.stringify(request),
    request_hash: requestHashOf(request),
    state: "queued" as const,
    created_by: owner.actor,
  };
}

/**
 * Stores a plan and queues it. The same request in the same workspace is the same plan while it waits or
 * runs; where its answer is known, the new plan is done at once.
 */
export async function addPlan(
  store: Store,
  queue: Queue,
  plan: NewPlan,
  owner: Identity,
  program: string,
): Promise<{ id: string; isNew: boolean }> {
  return store.db.transaction().execute(async (trx) => {
    const row = rowOf(plan, owner, null, 0);
    await sql`select pg_advisory_xact_lock(hashtext(${`${owner.workspace} ${row.request_hash}`}))`.execute(
      trx,
    );
    const live = await trx
      .selectFrom("plans")
      .where("workspace", "=", owner.workspace)
      .where("request_hash", "=", row.request_hash)
      .where("batch", "is", null)
      .where("state", "in", ["queued", "running"])
      .where("cancel_asked", "=", false)
      .select("id")
      .executeTakeFirst();
    if (live) return { id: live.id, isNew: false };
    const asked = { requestHash: row.request_hash, detail: wantsDetail(null, plan.request) };
    const known = (await findAnswers(trx, program, [asked])).get(row.request_hash);
    if (known !== undefined) {
      const now = new Date();
      await trx
        .insertInto("plans")
        .values({ ...row, state: "done", result: known, started_at: now, finished_at: now })
        .execute();
      return { id: row.id, isNew: true };
    }
    await trx.insertInto("plans").values(row).execute();
    await queue.add(trx, [{ id: row.id, priority: ALONE }]);
    return { id: row.id, isNew: true };
  });
}

/** Plans of a workspace that wait for a worker. */
export async function countWaiting(db: Database, workspace: string): Promise<number> {
  const { count } = await db
    .selectFrom("plans")
    .where("workspace", "=", workspace)
    .where("state", "=", "queued")
    .select(({ fn }) => fn.countAll<string>().as("count"))
    .executeTakeFirstOrThrow();
  return Number(count);
}

/** Stores a batch with all its plans and queues them: all or none. */
export async function addBatch(
  store: Store,
  queue: Queue,
  batch: NewBatch,
  plans: readonly NewPlan[],
  owner: Identity,
): Promise<string> {
  const id = randomUUID();
  const rows = plans.map((plan, position) => rowOf(plan, owner, id, position));
  await store.db.transaction().execute(async (trx) => {
    await trx
      .insertInto("batches")
      .values({
        id,
        workspace: owner.workspace,
        kind: batch.kind,
        name: batch.name,
        scenario: batch.scenario,
        settings: JSON.stringify(batch.settings),
        total: plans.length,
        created_by: owner.actor,
      })
      .execute();
    for (let at = 0; at < rows.length; at += 500) {
      const some = rows.slice(at, at + 500);
      await trx.insertInto("plans").values(some).execute();
      await queue.add(
        trx,
        some.map((row) => ({ id: row.id, priority: 0 })),
      );
    }
  });
  return id;
}

/** Asks plans to stop: those that wait stop at once, those that run within a second. Gives how many. */
export async function cancelPlans(
  db: Database,
  workspace: string,
  which: { readonly plan: string } | { readonly batch: string },
): Promise<number> {
  const waiting = sql<"queued">`state = 'queued'`;
  const found = "plan" in which ? sql`id = ${which.plan}::uuid` : sql`batch = ${which.batch}::uuid`;
  const { numAffectedRows } = await sql`
    update plans set cancel_asked = true,
      state = case when ${waiting} then 'cancelled' else state end,
      finished_at = case when ${waiting} then now() else finished_at end
    where id in (
      select id from plans
      where ${found} and workspace = ${workspace} and state in ('queued', 'running')
      order by id for update)`.execute(db);
  return Number(numAffectedRows ?? 0n);
}

/** A plan with the status and summary of its result. */
function plansWithResults(db: Database) {
  return db
    .selectFrom("plans")
    .leftJoin("results", "results.hash", "plans.result")
    .select([
      "plans.id",
      "plans.workspace",
      "plans.batch",
      "plans.position",
      "plans.label",
      "plans.scenario",
      "plans.request",
      "plans.request_hash",
      "plans.state",
      "plans.progress",
      "plans.result",
      "plans.reason",
      "plans.attempts",
      "plans.created_by",
      "plans.created_at",
      "plans.started_at",
      "plans.finished_at",
      "results.status",
      "results.summary",
    ]);
}

export type PlanRow = Awaited<ReturnType<typeof plansById>>[number];

const plansById = (db: Database, ids: readonly string[]) =>
  plansWithResults(db).where("plans.id", "in", ids).execute();

/** Gives a function that finds a workspace's plan by its id. */
export function planReader(db: Database) {
  const read = groupedReads(
    async (ids) => new Map((await plansById(db, ids)).map((row) => [row.id, row] as const)),
  );
  return async (workspace: string, id: string): Promise<PlanRow | undefined> => {
    const row = await read(id);
    return row?.workspace === workspace ? row : undefined;
  };
}

interface ListOf {
  readonly workspace: string;
  /** Time in ISO; older ones are listed. */
  readonly before: string | undefined;
  readonly limit: number;
}

async function listPlans(db: Database, { workspace, before, limit }: ListOf) {
  let query = plansWithResults(db)
    .where("plans.workspace", "=", workspace)
    .where("plans.batch", "is", null);
  if (before !== undefined) query = query.where("plans.created_at", "<", new Date(before));
  return query.orderBy("plans.created_at", "desc").orderBy("plans.id").limit(limit).execute();
}

/** Gives a function that lists plans asked for one by one, newest first. Who asks for the same is answered by one query. */
export function planLister(db: Database) {
  const read = groupedReads(async (keys) => {
    const lists = keys.map(
      async (key) => [key, await listPlans(db, JSON.parse(key) as ListOf)] as const,
    );
    return new Map(await Promise.all(lists));
  });
  return async (of: ListOf): Promise<readonly PlanRow[]> => (await read(JSON.stringify(of))) ?? [];
}

export async function plansOfBatch(db: Database, batch: string) {
  return plansWithResults(db).where("plans.batch", "=", batch).orderBy("plans.position").execute();
}

export async function listBatches(db: Database, workspace: string, kind: BatchKind, limit: number) {
  return db
    .selectFrom("batches")
    .where("workspace", "=", workspace)
    .where("kind", "=", kind)
    .select("id")
    .orderBy("created_at", "desc")
    .limit(limit)
    .execute();
}

/** Batches with how many of their plans are in which state: their one bar each. */
async function batchesById(db: Database, ids: readonly string[]) {
  const batches = await db.selectFrom("batches").where("id", "in", ids).selectAll().execute();
  const rows = await db
    .selectFrom("plans")
    .where("batch", "in", ids)
    .select(({ fn }) => ["batch", "state", fn.countAll<string>().as("count")])
    .groupBy(["batch", "state"])
    .execute();
  return batches.map((batch) => {
    const count = (state: PlanState) =>
      Number(rows.find((row) => row.batch === batch.id && row.state === state)?.count ?? 0);
    const counts = {
      queued: count("queued"),
      running: count("running"),
      done: count("done"),
      failed: count("failed"),
      cancelled: count("cancelled"),
    };
    return { ...batch, counts };
  });
}

export type BatchRow = Awaited<ReturnType<typeof batchesById>>[number];

/** Gives a function that finds a workspace's batch by its id. */
export function batchReader(db: Database) {
  const read = groupedReads(
    async (ids) => new Map((await batchesById(db, ids)).map((row) => [row.id, row] as const)),
  );
  return async (workspace: string, id: string): Promise<BatchRow | undefined> => {
    const row = await read(id);
    return row?.workspace === workspace ? row : undefined;
  };
}
