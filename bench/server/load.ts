/** Many readers at once while a plan runs: how long each waits for its answer. */
import { Agent, get } from "node:http";
import { performance } from "node:perf_hooks";
import { readFileSync } from "node:fs";
import {
  ask,
  makeStoreFolder,
  removeStoreFolder,
  smallSweep,
  startServer,
  untilOver,
} from "../../scripts/server-processes.ts";
import { SMALL_CAMPUS } from "../../scripts/small-campus.ts";
import type { SweepView } from "../../scripts/server-processes.ts";
import type { Row, Table } from "../table.ts";

/** Longest that 99 of 100 answers may take, ms. */
const ALLOWED_MS = 250;

interface Reader {
  readonly name: string;
  readonly paths: readonly string[];
}

function once(url: string, agent: Agent): Promise<number> {
  return new Promise((resolve, reject) => {
    get(url, { agent, headers: { "accept-encoding": "gzip" } }, (answer) => {
      answer.resume();
      answer.once("end", () => resolve(answer.statusCode ?? 0));
    }).once("error", reject);
  });
}

/** Waits of `readers` who each ask one thing after another for `seconds`, ms, sorted. @throws Error at an answer that is not 200. */
async function read(url: string, paths: readonly string[], readers: number, seconds: number) {
  const agent = new Agent({ keepAlive: true, maxSockets: readers });
  const waits: number[] = [];
  const end = performance.now() + seconds * 1000;
  const one = async (reader: number) => {
    for (let turn = reader; performance.now() < end; turn++) {
      const path = paths[turn % paths.length]!;
      const started = performance.now();
      const status = await once(`${url}/api/v1${path}`, agent);
      if (status !== 200) throw new Error(`${path}: ${status}`);
      waits.push(performance.now() - started);
    }
  };
  await Promise.all(Array.from({ length: readers }, (_, i) => one(i)));
  agent.destroy();
  return Float64Array.from(waits).sort();
}

export async function loadTable(readers: number, seconds: number): Promise<Table> {
  const folder = await makeStoreFolder();
  const server = await startServer(folder, 1);
  const rows: Row[] = [];
  try {
    const { id: sweep } = await ask<SweepView>(server.url, "/sweeps", smallSweep(50));
    await untilOver(server.url, sweep, 600);
    const done = await ask<{ id: string }>(server.url, "/plans", {
      scenario: { text: SMALL_CAMPUS },
    });
    const state = async (id: string) =>
      (await ask<{ state: string }>(server.url, `/plans/${id}`)).state;
    while ((await state(done.id)) !== "done") await new Promise((next) => setTimeout(next, 100));
    const heavy = await ask<{ id: string }>(server.url, "/plans", {
      scenario: {
        text: readFileSync("examples/08-three-sites-one-training/scenario.yaml", "utf8"),
      },
      resolution: "full",
      solver: "highs",
    });
    while ((await state(heavy.id)) !== "running") await new Promise((next) => setTimeout(next, 50));
    const kinds: readonly Reader[] = [
      { name: "a plan's state", paths: [`/plans/${heavy.id}`] },
      { name: "a plan's result", paths: [`/plans/${done.id}/result`] },
      {
        name: "all sorts",
        paths: [
          `/plans/${heavy.id}`,
          "/plans?limit=20",
          `/plans/${done.id}/result`,
          `/plans/${done.id}/files/hourly-lulea.csv`,
          `/sweeps/${sweep}`,
          "/places",
          "/catalog",
          "/me",
          "/examples",
          "/openapi.json",
        ],
      },
    ];
    for (const { name, paths } of kinds) {
      await read(server.url, paths, readers, 2);
      const waits = await read(server.url, paths, readers, seconds);
      const at = (share: number) =>
        waits[Math.min(waits.length - 1, Math.floor(waits.length * share))]!;
      if ((await state(heavy.id)) !== "running")
        throw new Error("the heavy plan was over before the readers were");
      rows.push({
        name,
        answers: waits.length,
        perSecond: waits.length / seconds,
        p50: at(0.5),
        p99: at(0.99),
        most: waits.at(-1)!,
        ratio: at(0.99) / ALLOWED_MS,
      });
    }
    await ask(server.url, `/plans/${heavy.id}/cancel`, {});
  } finally {
    await server.kill("SIGTERM");
    await removeStoreFolder(folder);
  }
  return {
    id: "load",
    title: `${readers} readers at once while a plan runs`,
    reading: `Each reader asks again as soon as it is answered, without a pause; readers, server, PostgreSQL and the running plan share the cores. Ratio: what 99 of 100 answers stay within, over the ${ALLOWED_MS} ms allowed.`,
    columns: [
      { key: "name", head: "what is read" },
      { key: "answers", head: "answers" },
      { key: "perSecond", head: "per s" },
      { key: "p50", head: "p50 ms", decimals: 1 },
      { key: "p99", head: "p99 ms", decimals: 1 },
      { key: "most", head: "longest ms", decimals: 1 },
      { key: "ratio", head: "ratio", decimals: 2 },
    ],
    rows,
  };
}
