/** A store of the first release opens under this program: what is in it stays, what waited in it is planned. */
import { mkdtempSync, rmSync } from "node:fs";
import { chmod } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Kysely, Migrator, PostgresDialect, sql } from "kysely";
import { Pool } from "pg";
import { expect, it } from "vitest";
import { embeddedPostgres } from "../../apps/server/store/embedded-postgres.ts";
import { migrations } from "../../apps/server/store/migrations.ts";
import { scenarioHash } from "../../apps/server/store/scenarios.ts";
import { openWorks } from "../../apps/server/wiring.ts";
import { SMALL_CAMPUS } from "../../scripts/small-campus.ts";
import { ROOT, until } from "./harness.ts";

const PLAN = "00000000-0000-4000-8000-000000000001";
const scenario = scenarioHash({ text: SMALL_CAMPUS, files: {} });
/** As the first release wrote it: slips and ways came later. */
const request = {
  kind: "plan",
  scenario,
  set: [],
  solver: "chain",
  resolution: null,
  gap: null,
  confirm: 0,
  draws: null,
  timeLimitSeconds: null,
  place: null,
  firmMW: null,
};

/** Makes a store with the tables of the first release, and in it one plan that waits without a job. */
async function makeOldStore(folder: string): Promise<void> {
  const postgres = await embeddedPostgres(folder);
  const db = new Kysely<unknown>({
    dialect: new PostgresDialect({ pool: new Pool({ connectionString: postgres.url, max: 2 }) }),
  });
  const migrator = new Migrator({
    db,
    provider: { getMigrations: async () => ({ "0001-first": migrations["0001-first"]! }) },
  });
  const { error } = await migrator.migrateToLatest();
  expect(error).toBeUndefined();
  await sql`insert into scenarios (hash, name, text, files)
    values (${scenario}, 'Small campus', ${SMALL_CAMPUS}, '{}')`.execute(db);
  await sql`insert into scenario_owners (workspace, scenario, created_by)
    values ('local', ${scenario}, 'local')`.execute(db);
  await sql`insert into plans
      (id, workspace, position, label, scenario, request, request_hash, state, created_by, created_at)
    values (${PLAN}, 'local', 0, 'old', ${scenario}, ${JSON.stringify(request)}, 'old', 'queued', 'local',
      now() - interval '1 day')`.execute(db);
  await sql`insert into audit (workspace, actor, action, subject, detail)
    values ('local', 'local', 'plan.create', ${PLAN}, '{}')`.execute(db);
  await db.destroy();
  await postgres.stop();
}

it("keeps what a first store holds, and plans what waited in it", async () => {
  const folder = mkdtempSync(join(tmpdir(), "firmwatt-store-"));
  await chmod(folder, 0o711);
  try {
    await makeOldStore(folder);
    const works = await openWorks(ROOT, { folder }, () => {});
    const { db } = works.store;
    const worker = works.startWorker(1);
    const plan = await until(async () => {
      const row = await db
        .selectFrom("plans")
        .where("id", "=", PLAN)
        .selectAll()
        .executeTakeFirst();
      return row?.state === "done" || row?.state === "failed" ? row : undefined;
    });
    expect([plan.state, plan.reason, plan.label]).toEqual(["done", null, "old"]);
    expect(await db.selectFrom("audit").select("subject").execute()).toEqual([{ subject: PLAN }]);
    expect(await db.selectFrom("sessions").selectAll().execute()).toEqual([]);
    await worker.close();
    await works.close();
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
