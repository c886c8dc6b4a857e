/**
 * A sweep of small plans on one worker, on two threads of one, and on two worker processes: how much of twice
 * the speed is left. Crews take turns, since other programs on the machine come and go.
 */
import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { performance } from "node:perf_hooks";
import { promisify } from "node:util";
import {
  ask,
  makeStoreFolder,
  removeStoreFolder,
  smallSweep,
  startServer,
  startWorker,
  untilOver,
  WORKER_FLAGS,
} from "../../scripts/server-processes.ts";
import type { Running, SweepView } from "../../scripts/server-processes.ts";
import { median } from "../table.ts";
import type { Row, Table } from "../table.ts";

interface Crew {
  readonly name: string;
  /** Plans at once of each worker process. */
  readonly threads: readonly number[];
}

const CREWS: readonly Crew[] = [
  { name: "one worker", threads: [1] },
  { name: "one worker process, two plans at once", threads: [2] },
  { name: "two worker processes", threads: [1, 1] },
];
/** Plans before the clock starts, so that threads are warm. */
const WARM_UP = 60;

/** Processor seconds of all programs since the machine started; 0 where the system does not say. */
function busySeconds(): number {
  try {
    const [, user, nice, system, , , irq, softIrq] = readFileSync("/proc/stat", "utf8")
      .split("\n")[0]!
      .split(/\s+/)
      .map(Number);
    return (user! + nice! + system! + irq! + softIrq!) / 100;
  } catch {
    return 0;
  }
}

interface Measured {
  readonly seconds: number;
  /** Processor seconds of everything on the machine meanwhile, per second. */
  readonly busyCores: number;
}

async function measured(work: () => Promise<number>): Promise<Measured> {
  const [busy, started] = [busySeconds(), performance.now()];
  const seconds = await work();
  return {
    seconds,
    busyCores: (busySeconds() - busy) / ((performance.now() - started) / 1000),
  };
}

let sweeps = 0;
/** Seconds of a sweep nobody has planned before. @throws Error unless every plan is done, each computed once. */
async function sweepSeconds(url: string, plans: number): Promise<number> {
  const started = performance.now();
  const sweep = smallSweep(plans, `Sweep ${++sweeps}`);
  const { id } = await ask<SweepView>(url, "/sweeps", sweep);
  const { counts } = await untilOver(url, id, 3600);
  const seconds = (performance.now() - started) / 1000;
  const all = await ask<{ attempts: number }[]>(url, `/sweeps/${id}/plans`);
  if (counts.done !== plans || all.some(({ attempts }) => attempts !== 1))
    throw new Error(`not every plan is done once: ${JSON.stringify(counts)}`);
  return seconds;
}

/** Seconds of so many planner threads with no service around them. */
async function aloneSeconds(threads: number, plans: number): Promise<number> {
  const args = ["bin/run", "bench/server/alone.ts", threads, plans, WARM_UP].map(String);
  const { stdout } = await promisify(execFile)(process.execPath, [...WORKER_FLAGS, ...args]);
  return Number(stdout);
}

/** A crew whose processes stand still when it is another's turn; nobody holds a plan between sweeps. */
async function hire(folder: string, url: string, { threads }: Crew) {
  const workers: Running[] = [];
  for (const count of threads) workers.push(await startWorker(folder, count));
  await sweepSeconds(url, WARM_UP * workers.length);
  const tell = (signal: NodeJS.Signals) => workers.forEach(({ child }) => child.kill(signal));
  tell("SIGSTOP");
  return {
    sweep: async (plans: number) => {
      tell("SIGCONT");
      const seconds = await sweepSeconds(url, plans);
      tell("SIGSTOP");
      return seconds;
    },
    end: async () => {
      tell("SIGCONT");
      for (const worker of workers) await worker.kill("SIGTERM");
    },
  };
}

/** Every crew's sweeps, and planners alone on one and two threads, in turns. */
async function measureAll(plans: number, rounds: number) {
  const folder = await makeStoreFolder();
  const server = await startServer(folder, 0);
  const crews: Awaited<ReturnType<typeof hire>>[] = [];
  const times = { crews: CREWS.map((): Measured[] => []), alone: [[], []] as Measured[][] };
  try {
    for (const crew of CREWS) crews.push(await hire(folder, server.url, crew));
    for (let round = 0; round < rounds; round++) {
      for (const [i, crew] of crews.entries())
        times.crews[i]!.push(await measured(() => crew.sweep(plans)));
      for (const threads of [1, 2])
        times.alone[threads - 1]!.push(await measured(() => aloneSeconds(threads, plans)));
    }
  } finally {
    for (const crew of crews) await crew.end();
    await server.kill("SIGTERM");
    await removeStoreFolder(folder);
  }
  return times;
}

export async function sweepTable(plans: number, rounds: number): Promise<Table> {
  const times = await measureAll(plans, rounds);
  const rowOf = (name: string, workers: number, mine: Measured[], one: Measured[]): Row => {
    const seconds = median(mine.map((time) => time.seconds));
    return {
      name,
      plans,
      seconds,
      perSecond: plans / seconds,
      busyCores: median(mine.map((time) => time.busyCores)),
      ratio: median(mine.map((time, round) => one[round]!.seconds / time.seconds / workers)),
    };
  };
  const rows = CREWS.map(({ name, threads }, i) => {
    const workers = threads.reduce((sum, count) => sum + count, 0);
    return rowOf(name, workers, times.crews[i]!, times.crews[0]!);
  });
  const [one, two] = times.alone as [Measured[], Measured[]];
  rows.push(rowOf("planner alone, one thread", 1, one, one));
  rows.push(rowOf("planner alone, two threads", 2, two, one));
  return {
    id: "sweep",
    title: "A sweep over workers",
    reading: `Small plans (one site, one representative week), from the request until all are done and stored; server, PostgreSQL and the one who asks are on the same cores. Medians of ${rounds} rounds in which the rows take turns. Ratio: share of N times one worker's speed that N workers reach. Every plan is done, and computed once. Busy cores: what all programs of the machine took meanwhile, others' work included. Planner alone: the same plans with no queue and no store, so what the machine itself gives to a second thread at that time.`,
    columns: [
      { key: "name", head: "workers" },
      { key: "plans", head: "plans" },
      { key: "seconds", head: "s", decimals: 1 },
      { key: "perSecond", head: "plans per s", decimals: 1 },
      { key: "busyCores", head: "busy cores", decimals: 2 },
      { key: "ratio", head: "ratio", decimals: 2 },
    ],
    rows,
  };
}
