/** A planner thread: one task at a time, progress on the way. It is ended from outside when it must stop at once. */
import { getPriority, setPriority } from "node:os";
import { parentPort } from "node:worker_threads";
import type { SolveProgress } from "../../../src/problem/solution.ts";
import type { PlanProgress } from "../store/tables.ts";
import { computePlan } from "./compute.ts";
import { checkScenario, inspectSeries } from "./inspect.ts";
import type { Control, FromThread, Task, TaskResult, ToThread } from "./task.ts";

/** Progress is told no more often than this, and not of plans that are over by then, ms. */
const TELL_EVERY = 100;

/** Planning yields to answering. On Linux alone the priority is that of the thread, elsewhere of the program. */
const NICENESS = 5;
if (process.platform === "linux") setPriority(0, Math.min(19, getPriority(0) + NICENESS));

const port = parentPort!;
const tell = (message: FromThread) => port.postMessage(message);

const finite = (value: number) => (Number.isFinite(value) ? value : null);

function progressOf({
  stage,
  iteration,
  objective,
  bound,
  gap,
  seconds,
}: SolveProgress): PlanProgress {
  return {
    stage,
    iteration,
    objective: finite(objective),
    bound: finite(bound),
    gap: finite(gap),
    seconds,
  };
}

/** How often it is looked whether to stop while others solve and this thread only waits for them, ms. */
const LOOK_EVERY = 50;

/**
 * A signal that reads shared memory: solvers ask it in between, though no message reaches a busy thread.
 * Those who listen instead hear of it while the thread is free.
 */
function sharedSignal(stop: Int32Array): { signal: AbortSignal; end: () => void } {
  const controller = new AbortController();
  const { signal } = controller;
  const isAsked = () => Atomics.load(stop, 0) === 1;
  Object.defineProperty(signal, "aborted", { get: isAsked });
  const timer = setInterval(() => {
    if (!isAsked()) return;
    clearInterval(timer);
    controller.abort();
  }, LOOK_EVERY);
  return { signal, end: () => clearInterval(timer) };
}

async function run(task: Task, { stop, threads }: Control): Promise<TaskResult> {
  if (task.kind === "check") return checkScenario(task.scenario, task.set, task.slips);
  if (task.kind === "import") return inspectSeries(task.name, task.text, task.stated);
  let told = performance.now();
  const { signal, end } = sharedSignal(stop);
  return computePlan(task.scenario, task.request, task.detail, {
    signal,
    threads: () => Atomics.load(threads, 0),
    onProgress: (progress) => {
      const now = performance.now();
      if (now - told < TELL_EVERY) return;
      told = now;
      tell({ type: "progress", progress: progressOf(progress) });
    },
  }).finally(end);
}

port.on("message", ({ task, control }: ToThread) => {
  run(task, control).then(
    (result) => tell({ type: "done", result }),
    (error: unknown) =>
      tell({ type: "failed", message: error instanceof Error ? error.message : String(error) }),
  );
});
