/** The queue: pg-boss on the store's PostgreSQL. A job names a plan and has the plan's id. */
import { CompiledQuery } from "kysely";
import PgBoss from "pg-boss";
import type { Database, Store } from "../store/store.ts";

const QUEUE = "plans";
/** Longest that pg-boss leaves a job to a worker; heartbeats notice a dead one long before. */
const EXPIRE_SECONDS = 23 * 3600;
const RETENTION_DAYS = 365;

export interface QueuedPlan {
  readonly id: string;
  /** Higher comes first: a person waits for a plan, nobody for one of a thousand. */
  readonly priority: number;
}

export interface Queue {
  /** Puts plans in the queue, within the transaction that stores them. */
  readonly add: (db: Database, plans: readonly QueuedPlan[]) => Promise<void>;
  /** The plans of the next jobs, at most so many. */
  readonly take: (most: number) => Promise<string[]>;
  readonly complete: (db: Database, plans: readonly string[]) => Promise<void>;
  /** Takes plans out of the queue, whatever their job's state, and puts those in `again` back in. */
  readonly restore: (db: Database, again: readonly QueuedPlan[]) => Promise<void>;
  /** Plans that wait for a job they do not have; one taken a moment ago is about to be claimed. */
  readonly orphans: (db: Database) => Promise<QueuedPlan[]>;
  readonly close: () => Promise<void>;
}

/** How pg-boss asks a Kysely database or transaction. */
function asked(db: Database): PgBoss.Db {
  return {
    executeSql: async (text, values) => {
      const { rows } = await db.executeQuery(CompiledQuery.raw(text, values ?? []));
      return { rows };
    },
  };
}

/** Opens the queue. `onError` hears of faults of its upkeep, which repeats by itself. */
export async function openQueue(store: Store, onError: (error: Error) => void): Promise<Queue> {
  const boss = new PgBoss({
    db: {
      executeSql: async (text, values) => {
        const result: unknown = await store.pool.query(text, values);
        // Several statements at once give several results; the last with rows is the one asked for.
        const all = Array.isArray(result)
          ? (result as { rows: unknown[] }[])
          : [result as { rows: unknown[] }];
        return all.findLast(({ rows }) => rows.length > 0) ?? { rows: [] };
      },
    },
    schedule: false,
    archiveCompletedAfterSeconds: 3600,
  });
  boss.on("error", onError);
  await boss.start();
  await boss.createQueue(QUEUE, { name: QUEUE, policy: "standard" });
  const jobsOf = (plans: readonly QueuedPlan[]) =>
    plans.map(({ id, priority }) => ({
      id,
      name: QUEUE,
      data: {},
      priority,
      retryLimit: 0,
      expireInSeconds: EXPIRE_SECONDS,
      keepUntil: new Date(Date.now() + RETENTION_DAYS * 86_400_000),
    }));
  return {
    add: async (db, plans) => {
      if (plans.length > 0) await boss.insert(jobsOf(plans), { db: asked(db) });
    },
    take: async (most) =>
      ((await boss.fetch(QUEUE, { batchSize: most })) ?? []).map(({ id }) => id),
    complete: async (db, plans) => {
      if (plans.length > 0) await boss.complete(QUEUE, [...plans], { db: asked(db) });
    },
    restore: async (db, again) => {
      if (again.length === 0) return;
      await boss.deleteJob(
        QUEUE,
        again.map(({ id }) => id),
        { db: asked(db) },
      );
      await boss.insert(jobsOf(again), { db: asked(db) });
    },
    orphans: async (db) => {
      const { rows } = await db.executeQuery<{ id: string; alone: boolean }>(
        CompiledQuery.raw(
          `select p.id, p.batch is null as alone from plans p
           left join pgboss.job j on j.name = $1 and j.id = p.id and
             (j.state < 'active' or j.state = 'active' and j.started_on > now() - interval '5 seconds')
           where p.state = 'queued' and j.id is null and p.created_at < now() - interval '5 seconds'
           limit 1000`,
          [QUEUE],
        ),
      );
      return rows.map(({ id, alone }) => ({ id, priority: alone ? 10 : 0 }));
    },
    close: () => boss.stop({ graceful: false, close: false, wait: true }),
  };
}
