/** A planner thread: one task at a time, progress on the way. It is ended from outside when it must stop at once. */
import { getPriority, setPriority } from "node:os";
import { parentPort } from "node:worker_threads";
import type { SolveProgress } from "../../../src/problem/solution.ts";
import type { PlanProgress } from "../store/tables.ts";
import { computePlan } from "./compute.ts";
import { checkScenario, inspectSeries } from "./inspect.ts";
import type { FromThread, Task, TaskResult, ToThread } from "./task.ts";

/** Progress is told no more often than this, ms. */
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

/** A signal that reads shared memory: solvers ask it in between, though no message reaches a busy thread. */
function sharedSignal(flag: Int32Array): AbortSignal {
  const { signal } = new AbortController();
  Object.defineProperty(signal, "aborted", { get: () => Atomics.load(flag, 0) === 1 });
  return signal;
}

async function run(task: Task, flag: Int32Array): Promise<TaskResult> {
  if (task.kind === "check") return checkScenario(task.scenario, task.set, task.slips);
  if (task.kind === "import") return inspectSeries(task.name, task.text, task.utcOffsetHours);
  let told = 0;
  return computePlan(task.scenario, task.request, task.detail, {
    signal: sharedSignal(flag),
    onProgress: (progress) => {
      const now = performance.now();
      if (now - told < TELL_EVERY) return;
      told = now;
      tell({ type: "progress", progress: progressOf(progress) });
    },
  });
}

port.on("message", ({ task, flag }: ToThread) => {
  run(task, flag).then(
    (result) => tell({ type: "done", result }),
    (error: unknown) =>
      tell({ type: "failed", message: error instanceof Error ? error.message : String(error) }),
  );
});
