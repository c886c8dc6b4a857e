/** A sweep of small plans on one worker, on two threads of one, and on two worker processes: how much of twice the speed is left. */
import { performance } from "node:perf_hooks";
import {
  ask,
  makeStoreFolder,
  removeStoreFolder,
  smallSweep,
  startServer,
  startWorker,
  untilOver,
} from "../../scripts/server-processes.ts";
import type { SweepView } from "../../scripts/server-processes.ts";
import type { Row, Table } from "../table.ts";

interface Crew {
  readonly name: string;
  /** Threads of each worker process. */
  readonly threads: readonly number[];
}

const CREWS: readonly Crew[] = [
  { name: "one worker", threads: [1] },
  { name: "one worker process, two plans at once", threads: [2] },
  { name: "two worker processes", threads: [1, 1] },
];
/** Plans before the clock starts, so that threads are warm. */
const WARM_UP = 40;

/** Seconds a crew takes, over a store of its own. @throws Error unless every plan is done, each computed once. */
async function secondsOf({ threads }: Crew, plans: number): Promise<number> {
  const folder = await makeStoreFolder();
  const server = await startServer(folder, 0);
  const workers = [];
  for (const count of threads) workers.push(await startWorker(folder, count));
  try {
    const warm = await ask<SweepView>(server.url, "/sweeps", smallSweep(WARM_UP, 50));
    await untilOver(server.url, warm.id, 600);
    const started = performance.now();
    const { id } = await ask<SweepView>(server.url, "/sweeps", smallSweep(plans));
    const { counts } = await untilOver(server.url, id, 3600);
    const seconds = (performance.now() - started) / 1000;
    const all = await ask<{ attempts: number }[]>(server.url, `/sweeps/${id}/plans`);
    if (counts.done !== plans || all.some(({ attempts }) => attempts !== 1))
      throw new Error(`not every plan is done once: ${JSON.stringify(counts)}`);
    return seconds;
  } finally {
    for (const worker of workers) await worker.kill("SIGTERM");
    await server.kill("SIGTERM");
    await removeStoreFolder(folder);
  }
}

export async function sweepTable(plans: number): Promise<Table> {
  const rows: Row[] = [];
  let alone = NaN;
  for (const crew of CREWS) {
    const seconds = await secondsOf(crew, plans);
    if (crew === CREWS[0]) alone = seconds;
    const workers = crew.threads.reduce((sum, count) => sum + count, 0);
    rows.push({
      name: crew.name,
      plans,
      seconds,
      perSecond: plans / seconds,
      ratio: alone / seconds / workers,
    });
  }
  return {
    id: "sweep",
    title: "A sweep over workers",
    reading:
      "Small plans (one site, one representative week), from the request until all are done and stored; server, PostgreSQL and the one who asks are on the same cores. Ratio: share of N times one worker's speed that N workers reach. Every plan is done, and computed once.",
    columns: [
      { key: "name", head: "workers" },
      { key: "plans", head: "plans" },
      { key: "seconds", head: "s", decimals: 1 },
      { key: "perSecond", head: "plans per s", decimals: 1 },
      { key: "ratio", head: "ratio", decimals: 2 },
    ],
    rows,
  };
}
