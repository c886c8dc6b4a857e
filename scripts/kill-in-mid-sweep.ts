/**
 * Kills a worker, the server and PostgreSQL with SIGKILL in mid-sweep, each so many times, and checks every
 * time that no plan was lost, none counted twice, and every result is the same to the byte as undisturbed.
 *
 *     node bin/run scripts/kill-in-mid-sweep.ts [--rounds 20] [--plans 40] [--only worker,server,postgres] [--seed 1]
 *
 * Server and two workers are processes of their own on one embedded PostgreSQL in a folder of their own.
 * Each round begins with an empty store, so that everything is computed again. The server is killed also
 * while it takes the sweep in; then either all of the sweep is stored or nothing of it.
 */
import { setTimeout as wait } from "node:timers/promises";
import { parseArgs } from "node:util";
import { Client } from "pg";
import { readFileSync } from "node:fs";
import { createHash } from "node:crypto";
import { join } from "node:path";
import { isConnectionLoss } from "../apps/server/store/store.ts";
import { randomFrom } from "../test/server/fuzz-requests.ts";
import {
  ask,
  makeStoreFolder,
  postgresOf,
  removeStoreFolder,
  smallSweep,
  startServer,
  startWorker,
  untilOver,
} from "./server-processes.ts";
import type { SweepView } from "./server-processes.ts";

const { values: options } = parseArgs({
  options: {
    rounds: { type: "string", default: "20" },
    plans: { type: "string", default: "40" },
    only: { type: "string", default: "worker,server,postgres" },
    seed: { type: "string", default: "1" },
  },
});
const rounds = Number(options.rounds);
const plans = Number(options.plans);
const random = randomFrom(Number(options.seed));
const sweep = smallSweep(plans);

const folder = await makeStoreFolder();
const databaseURL = () => {
  const password = readFileSync(join(folder, "postgres", "password"), "utf8").trim();
  const port = readFileSync(join(folder, "port"), "utf8").trim();
  return `postgres://firmwatt:${password}@127.0.0.1:${port}/postgres`;
};

/** Asks PostgreSQL, once it is back where it was killed. @throws Error when it is not within half a minute. */
async function query<Row>(text: string): Promise<Row[]> {
  for (let attempt = 1; ; attempt++)
    try {
      return await queryOnce<Row>(text);
    } catch (error) {
      if (!isConnectionLoss(error) || attempt === 60) throw error;
      await wait(500);
    }
}

async function queryOnce<Row>(text: string): Promise<Row[]> {
  const client = new Client({ connectionString: databaseURL() });
  // A connection that breaks while nothing is asked of it says so here, and would end the script.
  client.on("error", () => {});
  await client.connect();
  try {
    return (await client.query(text)).rows as Row[];
  } finally {
    await client.end();
  }
}

/** Empties the store but for its workspaces. */
const forget = () =>
  query(
    "truncate plans, batches, answers, result_files, results, scenario_owners, scenarios, audit; delete from pgboss.job",
  );

/** What is in the store for a finished sweep: hash of each result's bytes by place; and what would be wrong. */
async function inspect(id: string): Promise<{ bytes: string[]; wrong: string[] }> {
  const rows = await query<{ position: number; state: string; reason: string; body: Buffer }>(
    `select position, state, reason, body from plans left join results on hash = result where batch = '${id}' order by position`,
  );
  const [left] = await query<{ waiting: string; computed: string; kept: string }>(
    `select (select count(*) from pgboss.job where name = 'plans' and state < 'completed') waiting,
            (select count(*) from answers) computed, (select count(*) from results) kept`,
  );
  const wrong: string[] = [];
  if (rows.length !== plans) wrong.push(`${rows.length} plans instead of ${plans}`);
  rows.forEach(({ position, state, reason, body }, i) => {
    if (position !== i) wrong.push(`place ${i} holds plan ${position}`);
    if (state !== "done" || !body) wrong.push(`plan ${position} is ${state}: ${reason}`);
  });
  if (Number(left!.computed) !== plans || Number(left!.kept) !== plans)
    wrong.push(`${left!.computed} answers and ${left!.kept} results instead of ${plans}`);
  if (Number(left!.waiting) !== 0) wrong.push(`${left!.waiting} jobs left in the queue`);
  const sha = (bytes: Buffer | null) =>
    createHash("sha256")
      .update(bytes ?? "")
      .digest("hex");
  return { bytes: rows.map(({ body }) => sha(body)), wrong };
}

let server = await startServer(folder, 0);
const { port } = new URL(server.url);
const workers = [await startWorker(folder), await startWorker(folder)];

/** Asks for the sweep until it is taken in; a server that died on the way may have stored it or not. */
async function askForSweep(): Promise<string> {
  for (let attempt = 0; attempt < 100; attempt++) {
    const stored = await ask<SweepView[]>(server.url, "/sweeps").catch(() => undefined);
    if (stored && stored.length > 0) {
      if (stored.length > 1) throw new Error(`${stored.length} sweeps are stored instead of one`);
      return stored[0]!.id;
    }
    if (stored) {
      const made = await ask<SweepView>(server.url, "/sweeps", sweep).catch(() => undefined);
      if (made) return made.id;
    }
    await wait(200);
  }
  throw new Error("the server does not take the sweep");
}

async function strike(victim: string): Promise<void> {
  if (victim === "postgres") process.kill(postgresOf(folder), "SIGKILL");
  if (victim === "server") {
    await server.kill("SIGKILL");
    server = await startServer(folder, 0, ["--port", port]);
  }
  if (victim === "worker") {
    const which = random() < 0.5 ? 0 : 1;
    await workers[which]!.kill("SIGKILL");
    workers[which] = await startWorker(folder);
  }
}

let failures = 0;
try {
  const undisturbed = await ask<SweepView>(server.url, "/sweeps", sweep);
  await untilOver(server.url, undisturbed.id, 300);
  const reference = await inspect(undisturbed.id);
  if (reference.wrong.length > 0) throw new Error(`undisturbed: ${reference.wrong.join("; ")}`);
  console.log(`${plans} plans undisturbed: all done`);
  for (const victim of options.only.split(",")) {
    const told = { good: 0, amid: 0, slowest: 0 };
    for (let round = 1; round <= rounds; round++) {
      await forget();
      const started = performance.now();
      const asked = askForSweep();
      asked.catch(() => {});
      await wait(random() * (victim === "server" && round % 2 === 0 ? 200 : 2500));
      const before = await query<{ done: string }>(
        "select count(*) done from plans where state = 'done'",
      );
      await strike(victim);
      const id = await asked;
      const view = await untilOver(server.url, id, 120);
      const { bytes, wrong } = await inspect(id);
      const differing = bytes.filter((hash, i) => hash !== reference.bytes[i]).length;
      if (differing > 0) wrong.push(`${differing} results differ from the undisturbed`);
      if (view.counts.done !== plans) wrong.push(`the bar says ${JSON.stringify(view.counts)}`);
      if (Number(before[0]!.done) < plans) told.amid++;
      told.slowest = Math.max(told.slowest, (performance.now() - started) / 1000);
      if (wrong.length === 0) told.good++;
      else {
        failures++;
        console.log(`${victim}, round ${round}: ${wrong.join("; ")}`);
      }
    }
    console.log(
      `${victim} killed ${rounds} times (${told.amid} with plans left): ${told.good} times all ${plans} done once, the same to the byte; slowest ${told.slowest.toFixed(1)} s`,
    );
  }
} finally {
  for (const worker of workers) await worker.kill("SIGTERM");
  await server.kill("SIGTERM");
  await removeStoreFolder(folder);
}
process.exitCode = failures === 0 ? 0 : 1;
