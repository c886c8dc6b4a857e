/** A plan alone in the queue has the idle threads of its worker: the same bytes, and it stops as fast. */
import { readdirSync } from "node:fs";
import { afterAll, beforeAll, expect, it } from "vitest";
import { createThreads } from "../../apps/server/jobs/threads.ts";
import type { Threads } from "../../apps/server/jobs/threads.ts";
import type { Task } from "../../apps/server/jobs/task.ts";
import { requestOf } from "../../apps/server/routes/plan-view.ts";
import { example, startTestServer, until } from "./harness.ts";
import type { TestServer } from "./harness.ts";

const text = example("08-three-sites-one-training");
let server: TestServer;
let pool: Threads;
beforeAll(async () => {
  server = await startTestServer();
  pool = createThreads(server.service.program.threadFile, 1);
});
afterAll(async () => {
  await pool.close();
  await server.close();
});

const taskOf = (resolution: string): Task => ({
  kind: "plan",
  scenario: { text, files: {} },
  request: requestOf("", { set: [], solver: "chain", resolution }, { confirm: 0 }),
  detail: false,
});

/** Threads of this program, as Linux counts them; undefined elsewhere. */
const countThreads = () =>
  process.platform === "linux" ? readdirSync("/proc/self/task").length : undefined;

/** What `work` gives, and the most threads there were meanwhile. */
async function watched<Value>(work: () => Promise<Value>) {
  let most = 0;
  const timer = setInterval(() => (most = Math.max(most, countThreads() ?? 0)), 10);
  try {
    const value = await work();
    return { value, most };
  } finally {
    clearInterval(timer);
  }
}

it("answers with the same bytes on one thread and on a worker's two", async () => {
  const alone = await watched(() => pool.run(taskOf("weeks:6")).result);
  if (alone.value.kind !== "answer") throw new Error(JSON.stringify(alone.value));
  const worker = server.startWorker(2);
  const made = await server.ask("/api/v1/plans", {
    method: "POST",
    body: { scenario: { text }, resolution: "weeks:6", solver: "chain", confirm: 0 },
  });
  const { id } = (await made.json()) as { id: string };
  const planned = await watched(() =>
    until(async () => {
      const plan = (await (await server.ask(`/api/v1/plans/${id}`)).json()) as {
        state: string;
        result: string;
      };
      return plan.state === "done" ? plan : undefined;
    }),
  );
  await worker.close();
  expect(planned.value.result).toBe(alone.value.hash);
  // The worker's planner thread, and two that solve for it.
  if (countThreads() !== undefined) expect(planned.most).toBeGreaterThanOrEqual(alone.most + 3);
});

it("stops with what it has, though others do the work", async () => {
  let iterations = 0;
  const running = pool.run(taskOf("full"), {
    onProgress: ({ iteration }) => void (iterations = Math.max(iterations, iteration ?? 0)),
  });
  running.allow(2);
  await until(async () => (iterations > 2 ? true : undefined));
  const asked = performance.now();
  running.cancel(60_000);
  const result = await running.result;
  expect(result).toMatchObject({ kind: "answer", repeatable: false });
  expect(performance.now() - asked).toBeLessThan(20_000);
});
