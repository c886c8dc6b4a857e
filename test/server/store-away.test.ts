/** A store that goes away in the midst of something is told from one that refuses what it is asked. */
import { sql } from "kysely";
import { afterAll, beforeAll, expect, it } from "vitest";
import { isConnectionLoss } from "../../apps/server/store/store.ts";
import type { Database } from "../../apps/server/store/store.ts";
import { startTestServer } from "./harness.ts";
import type { TestServer } from "./harness.ts";

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.close());

/** How a transaction fails that does `work`. */
const failure = (work: (db: Database) => Promise<unknown>) =>
  server.service.store.db
    .transaction()
    .execute(work)
    .then(
      () => undefined,
      (error: unknown) => error,
    );

/** Number of a transaction's connection, and how to end it from another one. */
async function connectionOf(db: Database) {
  const { rows } = await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(db);
  const other = server.service.store.db;
  return { cut: () => sql`select pg_terminate_backend(${rows[0]!.pid})`.execute(other) };
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

it("is away when the connection breaks between two queries of a transaction, or within one", async () => {
  const between = await failure(async (db) => {
    await (await connectionOf(db)).cut();
    await pause(300);
    await sql`select 1`.execute(db);
  });
  const within = await failure(async (db) => {
    const { cut } = await connectionOf(db);
    await Promise.all([sql`select pg_sleep(5)`.execute(db), pause(300).then(cut)]);
  });
  for (const error of [between, within])
    expect([String(error), isConnectionLoss(error)]).toEqual([String(error), true]);
});

it("is not away when it refuses", async () => {
  for (const refused of [
    await failure((db) => sql`select nothing from nowhere`.execute(db)),
    await failure((db) => sql`insert into workspaces (name) values (null)`.execute(db)),
    await failure(async () => {
      throw new RangeError("too long");
    }),
  ])
    expect([String(refused), isConnectionLoss(refused)]).toEqual([String(refused), false]);
});
