/**
 * A sweep of small plans on one worker, on two threads of one, and on two worker processes: how much of twice
 * the speed is left. Crews take turns, since other programs on the machine come and go.
 */
import { execFile } from "node:child_process";
import { performance } from "node:perf_hooks";
import { setTimeout as wait } from "node:timers/promises";
import { promisify } from "node:util";
import {
  ask,
  makeStoreFolder,
  postgresOf,
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
import { busySeconds, ownSeconds } from "./processor.ts";

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
/** The same planners without queue and store. */
const ALONE: readonly Crew[] = [
  { name: "planner alone, one thread", threads: [1] },
  { name: "planner alone, two threads", threads: [2] },
  { name: "planner alone, two processes", threads: [1, 1] },
];
const workersOf = (threads: readonly number[]) => threads.reduce((sum, count) => sum + count, 0);
/** Plans before the clock starts, so that threads are warm. */
const WARM_UP = 60;

/** Times that a row is taken again when other programs were too busy meanwhile. */
const MOST_TRIES = 20;
/** How long, and how often, it is looked before each time whether the machine has become quiet. */
const LOOK_MS = 3000;
const MOST_LOOKS = 200;

interface Measured {
  readonly seconds: number;
  readonly cpuSeconds: number;
  /** Processor seconds of the bench with all it started, and of other programs, per second. */
  readonly ownCores: number;
  readonly otherCores: number;
}

async function measured(roots: readonly number[], work: () => Promise<Timed>): Promise<Measured> {
  const [busy, own, started] = [busySeconds(), ownSeconds(roots), performance.now()];
  const { seconds, cpuSeconds } = await work();
  const passed = (performance.now() - started) / 1000;
  const spent = ownSeconds(roots) - own;
  const ownCores = spent / passed;
  return {
    seconds,
    cpuSeconds: cpuSeconds ?? spent,
    ownCores,
    otherCores: (busySeconds() - busy) / passed - ownCores,
  };
}

let sweeps = 0;
/** Seconds of a sweep nobody has planned before, until the last plan's end is stored. @throws Error unless every plan is done, each computed once. */
async function sweepSeconds(url: string, plans: number): Promise<number> {
  const started = Date.now();
  const sweep = smallSweep(plans, `Sweep ${++sweeps}`);
  const { id } = await ask<SweepView>(url, "/sweeps", sweep);
  const { counts } = await untilOver(url, id, 3600);
  const all = await ask<{ attempts: number; finishedAt: string }[]>(url, `/sweeps/${id}/plans`);
  if (counts.done !== plans || all.some(({ attempts }) => attempts !== 1))
    throw new Error(`not every plan is done once: ${JSON.stringify(counts)}`);
  // The plans' own clock: how often it is asked whether they are over does not count.
  return (Math.max(...all.map(({ finishedAt }) => Date.parse(finishedAt))) - started) / 1000;
}

/** Work that was timed; `cpuSeconds` where it counts its processor time itself. */
interface Timed {
  readonly seconds: number;
  readonly cpuSeconds?: number;
}

/** So many planner threads, of one program each, with no service around them. */
async function planAlone({ threads }: Crew, plans: number): Promise<Timed> {
  const workers = workersOf(threads);
  const program = async (count: number) => {
    const share = Math.round((plans * count) / workers);
    const args = ["bin/run", "bench/server/alone.ts", count, share, WARM_UP * count].map(String);
    const { stdout } = await promisify(execFile)(process.execPath, [...WORKER_FLAGS, ...args]);
    return stdout.trim().split(" ").map(Number) as [seconds: number, cpuSeconds: number];
  };
  const all = await Promise.all(threads.map(program));
  return {
    seconds: Math.max(...all.map(([seconds]) => seconds)),
    cpuSeconds: all.reduce((sum, [, cpuSeconds]) => sum + cpuSeconds, 0),
  };
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
      return { seconds };
    },
    end: async () => {
      tell("SIGCONT");
      for (const worker of workers) await worker.kill("SIGTERM");
    },
  };
}

export interface SweepOptions {
  readonly plans: number;
  readonly rounds: number;
  /** What other programs may take meanwhile for a time to count; else it is taken again. */
  readonly quietCores: number;
}

/** Every crew's sweeps, and planners alone on one and two threads, in turns. @throws Error when it does not get quiet. */
async function measureAll({ plans, rounds, quietCores }: SweepOptions) {
  const folder = await makeStoreFolder();
  const server = await startServer(folder, 0);
  const crews: Awaited<ReturnType<typeof hire>>[] = [];
  const times = { crews: CREWS.map((): Measured[] => []), alone: ALONE.map((): Measured[] => []) };
  const roots = [process.pid, postgresOf(folder)];
  const pause = async () => {
    await wait(LOOK_MS);
    return { seconds: LOOK_MS / 1000 };
  };
  const quiet = async (work: () => Promise<Timed>): Promise<Measured> => {
    for (let attempt = 0; attempt < MOST_TRIES; attempt++) {
      for (let looks = 0; looks < MOST_LOOKS; looks++)
        if ((await measured(roots, pause)).otherCores <= quietCores) break;
      const found = await measured(roots, work);
      if (found.otherCores <= quietCores) return found;
    }
    throw new Error(`other programs took more than ${quietCores} cores ${MOST_TRIES} times over`);
  };
  try {
    for (const crew of CREWS) crews.push(await hire(folder, server.url, crew));
    for (let round = 0; round < rounds; round++) {
      for (const [i, crew] of crews.entries())
        times.crews[i]!.push(await quiet(() => crew.sweep(plans)));
      for (const [i, crew] of ALONE.entries())
        times.alone[i]!.push(await quiet(() => planAlone(crew, plans)));
    }
  } finally {
    for (const crew of crews) await crew.end();
    await server.kill("SIGTERM");
    await removeStoreFolder(folder);
  }
  return times;
}

export async function sweepTable(options: SweepOptions): Promise<Table> {
  const { plans, rounds } = options;
  const times = await measureAll(options);
  const efficiency = (all: readonly Measured[][], i: number) =>
    all[i]!.map(
      ({ seconds }, round) => all[0]![round]!.seconds / seconds / workersOf(CREWS[i]!.threads),
    );
  const rowOf = ({ name }: Crew, i: number, all: readonly Measured[][]): Row => {
    const mine = all[i]!;
    const seconds = median(mine.map((time) => time.seconds));
    const shares = efficiency(all, i);
    const allowed = efficiency(times.alone, i);
    return {
      name,
      plans,
      seconds,
      perSecond: plans / seconds,
      ownCores: median(mine.map((time) => time.ownCores)),
      cpuMS: median(mine.map(({ cpuSeconds }) => (1000 * cpuSeconds) / plans)),
      otherCores: median(mine.map((time) => time.otherCores)),
      ratio: median(shares),
      ofMachine: median(shares.map((share, round) => share / allowed[round]!)),
    };
  };
  const rows = [
    ...CREWS.map((crew, i) => rowOf(crew, i, times.crews)),
    ...ALONE.map((crew, i) => rowOf(crew, i, times.alone)),
  ];
  return {
    id: "sweep",
    title: "A sweep over workers",
    reading: `Small plans (one site, one representative week), from the request until all are done and stored; server, PostgreSQL and the one who asks are on the same cores. Medians of ${rounds} rounds in which the rows take turns. Ratio: share of N times one worker's speed that N workers reach. Every plan is done, and computed once. Planner alone: the same plans with no queue and no store, so what the machine itself gives to a second thread or process at that time; over it: the ratio as a share of that of the planner alone. Cores: what all of the bench took, and what other programs of the machine took meanwhile; CPU: processor time of everything that the bench runs, PostgreSQL and who asks included, over plans, which other programs disturb less than seconds.`,
    columns: [
      { key: "name", head: "workers" },
      { key: "plans", head: "plans" },
      { key: "seconds", head: "s", decimals: 1 },
      { key: "perSecond", head: "plans per s", decimals: 1 },
      { key: "ownCores", head: "cores", decimals: 2 },
      { key: "cpuMS", head: "CPU ms per plan", decimals: 1 },
      { key: "otherCores", head: "others' cores", decimals: 2 },
      { key: "ratio", head: "ratio", decimals: 2 },
      { key: "ofMachine", head: "over planner alone", decimals: 2 },
    ],
    rows,
  };
}
