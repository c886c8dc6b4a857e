/** Backup and restore: all comes back as it was, plans that waited wait again, and a broken file changes nothing. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gunzipSync, gzipSync } from "node:zlib";
import { afterAll, beforeAll, expect, it } from "vitest";
import { restoreBackup, writeBackup } from "../../apps/server/store/backup.ts";
import { createToken } from "../../apps/server/store/tokens.ts";
import { SMALL_CAMPUS } from "../../scripts/small-campus.ts";
import { startTestServer, until } from "./harness.ts";
import type { TestServer } from "./harness.ts";

let server: TestServer;
const folder = mkdtempSync(join(tmpdir(), "firmwatt-backup-"));
const file = join(folder, "store.backup");
const tables = ["scenarios", "tokens", "results", "result_files", "answers", "audit"] as const;

beforeAll(async () => {
  server = await startTestServer();
});
afterAll(async () => {
  await server.close();
  rmSync(folder, { recursive: true, force: true });
});

async function contents(): Promise<string> {
  const { db } = server.service.store;
  const all = await Promise.all(
    tables.map((table) => db.selectFrom(table).selectAll().execute() as Promise<unknown[]>),
  );
  return JSON.stringify(all.map((rows) => rows.map((row) => JSON.stringify(row)).toSorted()));
}
const ask = async (set: string) => {
  const answer = await server.ask("/api/v1/plans", {
    method: "POST",
    body: { scenario: { text: SMALL_CAMPUS }, set: [set], confirm: 0 },
  });
  return ((await answer.json()) as { id: string }).id;
};
const stateOf = async (id: string) =>
  ((await (await server.ask(`/api/v1/plans/${id}`)).json()) as { state: string }).state;
const isDone = (id: string) =>
  until(async () => ((await stateOf(id)) === "done" ? true : undefined));

it("brings all back to the byte, and plans that waited are planned then", async () => {
  const { store } = server.service;
  await createToken(store.db, { name: "someone", role: "viewer", workspace: "local" });
  let worker = server.startWorker();
  const done = await ask("seed=1");
  await isDone(done);
  await worker.close();
  const waiting = await ask("seed=2");
  const before = await contents();
  const counts = await writeBackup(store, file);
  expect(counts).toMatchObject({ plans: 2, results: 1, scenarios: 1, tokens: 1 });
  await store.db.deleteFrom("plans").execute();
  await store.db.deleteFrom("tokens").execute();
  await expect(restoreBackup(store, file, false)).rejects.toThrow("not empty");
  expect(counts).toMatchObject(await restoreBackup(store, file, true));
  expect(await contents()).toBe(before);
  expect(await stateOf(done)).toBe("done");
  expect(await stateOf(waiting)).toBe("queued");
  // The audit goes on after the lines that came back.
  await ask("seed=3");
  worker = server.startWorker();
  await isDone(waiting);
  await worker.close();
});

it("refuses a file that is cut, changed, forged or something else, and changes nothing", async () => {
  const { store } = server.service;
  const whole = readFileSync(file);
  const text = gunzipSync(whole).toString("utf8");
  const before = await contents();
  const cases: readonly [string, Buffer, RegExp][] = [
    ["cut", whole.subarray(0, whole.length - 200), /cannot be read|not whole/],
    ["without its end", gzipSync(text.trimEnd().split("\n").slice(0, -1).join("\n")), /not whole/],
    ["changed", gzipSync(text.replace("someone", "another")), /digest/],
    ["forged content", gzipSync(text.replace("name: Small campus", "name: Large campus")), /hash/],
    [
      "of other tables",
      gzipSync(text.replace(/"migration":"[^"]+"/, '"migration":"9999-later"')),
      /9999-later/,
    ],
    ["something else", Buffer.from("hello"), /is not a backup of Firmwatt/],
  ];
  for (const [name, bytes, reason] of cases) {
    const broken = join(folder, "broken.backup");
    writeFileSync(broken, bytes);
    await expect(restoreBackup(store, broken, true), name).rejects.toThrow(reason);
    expect(await contents(), name).toBe(before);
  }
});
