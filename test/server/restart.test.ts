/** What a killed program of this machine held is taken over at once, as after a restart; what a living one holds is not. */
import { spawnSync } from "node:child_process";
import { afterAll, beforeAll, expect, it } from "vitest";
import { isGone, workerName } from "../../apps/server/jobs/worker-name.ts";
import { claimPlans, silenceGone, takeOver } from "../../apps/server/store/claims.ts";
import { SMALL_CAMPUS } from "../../scripts/small-campus.ts";
import { startTestServer, until } from "./harness.ts";
import type { TestServer } from "./harness.ts";

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.close());

const ended = spawnSync(process.execPath, ["--version"]).pid;

it("tells a worker that is gone by its name", () => {
  expect(isGone(workerName(ended))).toBe(true);
  expect(isGone(workerName(process.pid))).toBe(false);
  expect(isGone(workerName(ended).replace(/^/, "other-"))).toBe(false);
  for (const name of ["dead", "", "-1-", "x-y-z"]) expect(isGone(name)).toBe(false);
});

it("takes over what one that is gone held, and leaves alone what a living one holds", async () => {
  const { store, queue } = server.service;
  const ask = async (seed: number) => {
    const body = { scenario: { text: SMALL_CAMPUS }, set: [`seed=${seed}`], confirm: 0 };
    const answer = await server.ask("/api/v1/plans", { method: "POST", body });
    return ((await answer.json()) as { id: string }).id;
  };
  const [lost, held] = [await ask(1), await ask(2)];
  expect((await queue.take(5)).toSorted()).toEqual([lost, held].toSorted());
  await claimPlans(store.db, [lost], workerName(ended));
  await claimPlans(store.db, [held], workerName(process.pid));
  // However long this takes, the living one is not taken for silent.
  const later = new Date(Date.now() + 3_600_000);
  await store.db.updateTable("plans").set({ heartbeat_at: later }).where("id", "=", held).execute();
  await silenceGone(store.db, isGone);
  expect(await takeOver(store, queue)).toBe(1);
  const worker = server.startWorker();
  const state = async (id: string) =>
    (await (await server.ask(`/api/v1/plans/${id}`)).json()) as { state: string; attempts: number };
  const done = await until(async () => {
    const plan = await state(lost);
    return plan.state === "done" ? plan : undefined;
  });
  expect(done.attempts).toBe(2);
  expect(await state(held)).toMatchObject({ state: "running", attempts: 1 });
  await worker.close();
});
