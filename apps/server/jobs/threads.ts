/** Planner threads, kept warm: a task each, ended at once when cancelled, replaced when they die or grow old. */
import { setFlagsFromString } from "node:v8";
import { Worker } from "node:worker_threads";
import type { PlanProgress } from "../store/tables.ts";
import type { Control, FromThread, Task, TaskResult } from "./task.ts";

/** Tasks after which a thread is replaced where the program has grown large: WASM memory never shrinks. */
const MOST_TASKS = 400;
/** Memory of the program for each of its threads from which on it is large, bytes. A new thread compiles everything anew. */
const LARGE_BYTES = 768 * 2 ** 20;
/** Memory for what a thread has just made: most of a small plan is then gone before it is taken for old. */
const YOUNG_MB = 96;
/**
 * Work, in V8's own count, that a function has done before Node 20 compiles it for speed, instead of 66 kB. A plan calls
 * thousands of functions for a moment, and compiling those took a seventh of a sweep's processor time; the solver's loops
 * get there at once. Later versions of Node have a compiler between, and another flag.
 */
if (process.versions.node.startsWith("20.")) setFlagsFromString("--interrupt-budget=500000");

export interface RunOptions {
  readonly onProgress?: (progress: PlanProgress) => void;
  /** Longest it may take; then it counts as failed. */
  readonly seconds?: number;
}

/** Why a task gave nothing. */
export class TaskFailure extends Error {
  readonly reason: "cancelled" | "late" | "fault";
  constructor(reason: "cancelled" | "late" | "fault", message: string) {
    super(message);
    this.reason = reason;
  }
}

export interface Running {
  readonly result: Promise<TaskResult>;
  /** Asks to stop with what it has; ends the thread when it does not within `graceMS`. */
  readonly cancel: (graceMS: number) => void;
  /** Lets its next solves use so many threads. */
  readonly allow: (threads: number) => void;
}

export interface Threads {
  readonly run: (task: Task, options?: RunOptions) => Running;
  readonly close: () => Promise<void>;
}

interface Slot {
  readonly worker: Worker;
  tasks: number;
}

interface Waiting {
  readonly start: (slot: Slot) => void;
}

/** Up to `count` threads of the program `file`; tasks beyond wait in order. */
export function createThreads(file: string, count: number, heapMB = 4096): Threads {
  const idle: Slot[] = [];
  const all = new Set<Worker>();
  const waiting: Waiting[] = [];
  let closed = false;

  const isLarge = () => process.memoryUsage.rss() > LARGE_BYTES * count;
  const spawn = (): Slot => {
    const worker = new Worker(file, {
      resourceLimits: { maxOldGenerationSizeMb: heapMB, maxYoungGenerationSizeMb: YOUNG_MB },
      env: {},
    });
    worker.unref();
    all.add(worker);
    // Faults of a running task are told to it; of an idle thread there is no one to tell.
    worker.on("error", () => {});
    worker.once("exit", () => {
      all.delete(worker);
      const at = idle.findIndex((slot) => slot.worker === worker);
      if (at >= 0) idle.splice(at, 1);
      next();
    });
    return { worker, tasks: 0 };
  };
  const next = () => {
    while (!closed && waiting.length > 0 && (idle.length > 0 || all.size < count))
      waiting.shift()!.start(idle.pop() ?? spawn());
  };
  const free = (slot: Slot) => {
    if (closed || (slot.tasks >= MOST_TASKS && isLarge())) void slot.worker.terminate();
    else idle.push(slot);
    next();
  };

  const run = (task: Task, options: RunOptions = {}): Running => {
    const shared = () => new Int32Array(new SharedArrayBuffer(4));
    const control: Control = { stop: shared(), threads: shared() };
    const allow = (threads: number) => void Atomics.store(control.threads, 0, threads);
    allow(1);
    let stop: ((failure: TaskFailure) => void) | undefined;
    let cancelled = false;
    const result = new Promise<TaskResult>((resolve, reject) => {
      const start = (slot: Slot) => {
        const { worker } = slot;
        slot.tasks++;
        worker.ref();
        let timer: NodeJS.Timeout | undefined;
        const end = () => {
          clearTimeout(timer);
          worker.off("message", onMessage);
          worker.off("error", onError);
          worker.off("exit", onExit);
          worker.unref();
          stop = undefined;
        };
        const kill = (failure: TaskFailure) => {
          end();
          reject(failure);
          void worker.terminate();
        };
        const onMessage = (message: FromThread) => {
          if (message.type === "progress") options.onProgress?.(message.progress);
          else {
            end();
            free(slot);
            if (message.type === "done") resolve(message.result);
            else reject(new TaskFailure("fault", message.message));
          }
        };
        const onError = (error: Error) =>
          kill(new TaskFailure("fault", `the planner thread ended: ${error.message}`));
        const onExit = () => kill(new TaskFailure("fault", "the planner thread ended"));
        worker.on("message", onMessage);
        worker.on("error", onError);
        worker.on("exit", onExit);
        const { seconds } = options;
        if (seconds !== undefined)
          timer = setTimeout(
            () => kill(new TaskFailure("late", `it took longer than ${seconds} s`)),
            seconds * 1000,
          );
        stop = kill;
        worker.postMessage({ task, control });
      };
      const waitingTask: Waiting = { start };
      stop = (failure) => {
        const at = waiting.indexOf(waitingTask);
        if (at >= 0) waiting.splice(at, 1);
        reject(failure);
      };
      waiting.push(waitingTask);
      next();
    });
    return {
      result,
      allow,
      cancel: (graceMS) => {
        if (cancelled) return;
        cancelled = true;
        Atomics.store(control.stop, 0, 1);
        setTimeout(() => stop?.(new TaskFailure("cancelled", "cancelled")), graceMS);
      },
    };
  };
  return {
    run,
    close: async () => {
      closed = true;
      await Promise.all([...all].map((worker) => worker.terminate()));
    },
  };
}
