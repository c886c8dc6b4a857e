/** `firmwatt sweep`: many plans of one scenario, on all cores, or on the workers of the team's queue. */
import { mkdir } from "node:fs/promises";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { currencyNotices } from "../../src/report/currency-notices.ts";
import { converted, currencyOf, moneyField, writtenIn } from "../../src/units/money.ts";
import { gridOf, gridSize, MOST_PLANS, readAxis } from "../../src/scenario/sweep-grid.ts";
import type { Axis } from "../../src/scenario/sweep-grid.ts";
import { sweepCSV, sweepQuantiles } from "../server/jobs/sweep-table.ts";
import type { SweepQuantiles } from "../server/jobs/sweep-table.ts";
import { planView, requestOf } from "../server/routes/plan-view.ts";
import { ServeRefusal } from "../server/serve.ts";
import { record } from "../server/store/audit.ts";
import { addBatch, batchReader, cancelPlans, plansOfBatch } from "../server/store/plans.ts";
import { putFile, putScenario } from "../server/store/scenarios.ts";
import { isConnectionLoss } from "../server/store/store.ts";
import type { Store } from "../server/store/store.ts";
import { whereStore } from "../server/store/where.ts";
import { openWorks } from "../server/wiring.ts";
import { printIssues, stopAtInterrupt } from "./check.ts";
import { loadWithFiles } from "./files.ts";
import type { InputOptions, LoadedFile } from "./files.ts";
import { countPrinter } from "./rank.ts";
import { logLine, projectRoot, wholeNumber } from "./serve.ts";
import { runName, writeWhole } from "./write.ts";

interface SweepArguments extends InputOptions {
  readonly over: readonly string[];
  readonly resolution?: string;
  readonly workers?: string;
  readonly json?: boolean;
  readonly out: string;
}

const OWNER = { workspace: "local", actor: "command line", role: "planner" } as const;
const LOOK_MS = 200;

/** Axes as written. @throws ServeRefusal with the reason. */
function readAxes(texts: readonly string[]): Axis[] {
  if (texts.length === 0)
    throw new ServeRefusal("--over is missing: say what to change, such as --over seed=1..20");
  try {
    const axes = texts.map(readAxis);
    const size = gridSize(axes);
    if (size > MOST_PLANS)
      throw new Error(`that is ${size} plans; at most ${MOST_PLANS} are planned in one sweep`);
    return axes;
  } catch (error) {
    throw new ServeRefusal(error instanceof Error ? error.message : String(error));
  }
}

/** Stores a scenario with its files; gives its hash. */
async function store(db: Store["db"], { text, files }: LoadedFile, name: string): Promise<string> {
  const hashes: Record<string, string> = {};
  for (const [path, content] of Object.entries(files))
    hashes[path] = await putFile(db, OWNER.workspace, path, content);
  return putScenario(db, { text, files: hashes }, name, OWNER);
}

/** Waits until all plans are over; at Ctrl-C asks the rest to stop. */
async function watch(
  { db, revive }: Store,
  id: string,
  quiet: boolean,
  signal: AbortSignal,
): Promise<void> {
  const find = batchReader(db);
  const tell = countPrinter(quiet);
  let stopped = false;
  for (;;) {
    try {
      if (signal.aborted && !stopped) {
        await cancelPlans(db, OWNER.workspace, { batch: id });
        stopped = true;
      }
      const batch = (await find(OWNER.workspace, id))!;
      const { queued, running, failed } = batch.counts;
      const over = batch.total - queued - running;
      tell?.(over, batch.total, `${running} in work${failed ? `, ${failed} failed` : ""}`);
      if (queued + running === 0) {
        if (tell) process.stderr.write("\r\u001b[2K");
        return;
      }
    } catch (error) {
      if (!isConnectionLoss(error)) throw error;
      await revive().catch(() => {});
    }
    await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
  }
}

const shown = (value: number) =>
  Number(value.toPrecision(4)).toLocaleString("en-US", { maximumSignificantDigits: 4 });

/** Spread of the key figures as lines of text, money in the currency that is written. */
function quantilesText({ planned, infeasible, other, figures }: SweepQuantiles): string {
  const counts = [
    `${planned} planned`,
    ...(infeasible > 0 ? [`${infeasible} cannot be done`] : []),
    ...(other > 0 ? [`${other} without a plan`] : []),
  ];
  const names = Object.keys(figures);
  const width = Math.max(0, ...names.map((name) => name.length));
  const line = (cells: readonly string[]) =>
    cells.map((text, i) => (i === 0 ? text.padEnd(width) : text.padStart(14))).join("");
  const rows = names.map((name) => {
    const { p10, p50, p90 } = figures[name]!;
    const field = moneyField(name);
    const values = [p10, p50, p90].map((value) => (field === name ? value : converted(value)));
    return line([field, ...values.map(shown)]);
  });
  return [counts.join(", "), line(["", "P10", "P50", "P90"]), ...rows].join("\n");
}

/** 0 when at least one is planned and none is left open, 2 when none can be done, 3 when some have no answer. */
const exitCode = ({ planned, other }: SweepQuantiles) => (other > 0 ? 3 : planned > 0 ? 0 : 2);

async function sweep(file: string, options: SweepArguments): Promise<number> {
  const axes = readAxes(options.over);
  const grid = gridOf(axes);
  const threads = wholeNumber("workers", options.workers ?? String(availableParallelism()), 0, 256);
  const set = [
    ...(options.set ?? []),
    ...(options.resolution === undefined ? [] : [`resolution=${options.resolution}`]),
  ];
  const read = await loadWithFiles(file, { ...options, set: [...set, ...grid[0]!] });
  if (!read.loaded.ok) {
    printIssues(file, read.loaded.issues);
    return 1;
  }
  const { scenario: first } = read.loaded;
  const { name } = first;
  const money = currencyOf(first.money);
  const works = await openWorks(projectRoot(), whereStore(threads + 6), logLine);
  const { store: opened, queue } = works;
  if (threads > 0) works.startWorker(threads);
  try {
    const scenario = await store(opened.db, read, name);
    const plans = grid.map((settings) => ({
      label: settings.join(" "),
      request: requestOf(scenario, { set: [...set, ...settings], solver: "chain" }, { confirm: 0 }),
    }));
    const batch = { kind: "sweep", name, scenario, settings: { over: axes, set } } as const;
    const id = await addBatch(opened, queue, batch, plans, OWNER);
    await record(opened.db, OWNER, "sweep.create", id, { scenario, plans: plans.length });
    await watch(opened, id, options.json ?? false, stopAtInterrupt());
    const views = (await plansOfBatch(opened.db, id)).map(planView);
    const spread = sweepQuantiles(views);
    const folder = join(options.out, `${runName(file)}-sweep`);
    await mkdir(folder, { recursive: true });
    const table = join(folder, "sweep.csv");
    await writeWhole(table, sweepCSV(views));
    await writeWhole(
      join(folder, "sweep.json"),
      JSON.stringify({ money, ...spread, plans: views }, null, 2),
    );
    console.log(
      options.json
        ? JSON.stringify({ id, money, ...spread, plans: views }, null, 2)
        : [
            writtenIn(money, () => quantilesText(spread)),
            ...currencyNotices(first),
            `Every plan: ${table}`,
          ].join("\n"),
    );
    return exitCode(spread);
  } finally {
    await works.close();
  }
}

export async function runSweep(file: string, options: SweepArguments): Promise<number> {
  try {
    return await sweep(file, options);
  } catch (error) {
    if (!(error instanceof ServeRefusal)) throw error;
    process.stderr.write(`${error.message}\n`);
    return 1;
  }
}
