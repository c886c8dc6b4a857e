/** Servers and workers as processes of their own, over a store in a folder of their own: for benches and for killing them. */
import { spawn } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { readFileSync } from "node:fs";
import { chmod, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { SMALL_CAMPUS } from "./small-campus.ts";

const ROOT = process.cwd();

/** Those that still run; they end with this program, however it ends short of SIGKILL. */
const children = new Set<ChildProcess>();
process.once("exit", () => children.forEach((child) => child.kill("SIGTERM")));
for (const signal of ["SIGINT", "SIGTERM"] as const)
  process.once(signal, () => process.exit(signal === "SIGINT" ? 130 : 143));

export interface Running {
  readonly child: ChildProcess;
  /** What it said first: a server's address, a worker's name. */
  readonly said: string;
  readonly kill: (signal: NodeJS.Signals) => Promise<void>;
}

/** A folder for a store that the user Postgres runs as may enter. */
export async function makeStoreFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "firmwatt-store-"));
  await chmod(folder, 0o711);
  return folder;
}

export const removeStoreFolder = (folder: string) => rm(folder, { recursive: true, force: true });

/** As in deploy/: a worker plans on every core, so helpers of the garbage collector would only take them from plans. */
export const WORKER_FLAGS = ["--single-threaded-gc"];

/** Starts `firmwatt …` and waits for its first line on standard output. @throws Error with what it said when it ends before. */
async function startFirmwatt(
  args: readonly string[],
  environment: Readonly<Record<string, string>>,
  nodeFlags: readonly string[] = [],
): Promise<Running> {
  const child = spawn(process.execPath, [...nodeFlags, join(ROOT, "bin", "firmwatt"), ...args], {
    env: { ...process.env, DATABASE_URL: "", ...environment },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let errors = "";
  child.stderr.on("data", (some: Buffer) => {
    errors = (errors + some.toString()).slice(-4000);
    if (process.env["FIRMWATT_DEBUG"]) process.stderr.write(some);
  });
  children.add(child);
  child.once("exit", () => children.delete(child));
  const ended = new Promise<void>((done) => child.once("exit", () => done()));
  const said = await new Promise<string>((done, fail) => {
    let text = "";
    child.stdout.on("data", (some: Buffer) => {
      text += some.toString();
      if (text.includes("\n")) done(text.slice(0, text.indexOf("\n")));
    });
    child.once("exit", () => fail(new Error(`firmwatt ${args.join(" ")} ended: ${errors}`)));
  });
  return {
    child,
    said,
    kill: async (signal) => {
      child.kill(signal);
      await ended;
    },
  };
}

/** Starts a server; `url` is where it answers, without a slash at the end. */
export async function startServer(folder: string, workers: number, more: readonly string[] = []) {
  const args = ["serve", "--port", "0", "--workers", String(workers), ...more];
  const running = await startFirmwatt(args, { FIRMWATT_DATA: folder });
  const url = /http:\S+/.exec(running.said)![0].replace(/\/$/, "");
  return { ...running, url };
}

export const startWorker = (folder: string, threads = 1) =>
  startFirmwatt(["worker", "--threads", String(threads)], { FIRMWATT_DATA: folder }, WORKER_FLAGS);

/** The process of the store's PostgreSQL. */
export function postgresOf(folder: string): number {
  const file = resolve(folder, "postgres", "data", "postmaster.pid");
  return Number(readFileSync(file, "utf8").split("\n")[0]);
}

/** Asks the API. @throws Error with the answer when it refuses. */
export async function ask<Value>(url: string, path: string, body?: unknown): Promise<Value> {
  const post = {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  };
  const answer = await fetch(`${url}/api/v1${path}`, body === undefined ? {} : post);
  if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
  return (await answer.json()) as Value;
}

export interface SweepView {
  readonly id: string;
  readonly total: number;
  readonly state: "running" | "over";
  readonly counts: Readonly<Record<"queued" | "running" | "done" | "failed" | "cancelled", number>>;
}

/** A sweep of `plans` small plans, each of another size; under another name none of it is known yet. */
export const smallSweep = (plans: number, name = "Small campus") => ({
  scenario: { text: SMALL_CAMPUS.replace("Small campus", name) },
  over: [
    {
      path: "sites.lulea.connection.firmMW",
      values: Array.from({ length: plans }, (_, i) => Number((10 + i * 0.01).toFixed(2))),
    },
  ],
});

/** Waits until a sweep is over, through refusals and lost connections on the way. @throws Error after `seconds`. */
export async function untilOver(url: string, id: string, seconds: number): Promise<SweepView> {
  const end = performance.now() + seconds * 1000;
  let last: unknown;
  while (performance.now() < end) {
    const view = await ask<SweepView>(url, `/sweeps/${id}`).catch((error: unknown) => {
      last = error;
      return undefined;
    });
    if (view?.state === "over") return view;
    last = view ?? last;
    await wait(500);
  }
  throw new Error(
    `sweep ${id} is not over after ${seconds} s: ${last instanceof Error ? last.message : JSON.stringify(last)}`,
  );
}
