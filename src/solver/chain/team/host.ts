/**
 * Workers in Node and in browsers. The bundled program of a worker is looked for beside the bundle this code
 * is in; `placeMember` says where it is otherwise. Workers that are done rest for a while: the next solve finds
 * its code compiled, which a new worker spends half a second on.
 */

/** A running worker. */
export interface Worker {
  readonly post: (message: unknown) => void;
  readonly stop: () => void;
  /** Whether the process waits for it; browsers have no such thing. */
  readonly hold: (held: boolean) => void;
  /** Who is told. */
  listeners: Listeners;
}

interface Listeners {
  readonly onMessage: (message: unknown) => void;
  readonly onEnd: (reason: string) => void;
}

/** Time that a worker rests before it is stopped. */
const REST_MS = 30_000;

/** File name of the bundled worker. */
export const MEMBER_FILE = "chain-member.mjs";

let placed: URL | undefined;

/** Workers that rest, each with what ends its rest. */
const resting = new Map<Worker, ReturnType<typeof setTimeout>>();

/** Says where the bundled worker is; workers of another place that rest are let go. */
export function placeMember(url: URL): void {
  placed = url;
  for (const worker of resting.keys()) {
    wake(worker);
    worker.stop();
  }
}

/** Node's threads, or undefined elsewhere: asked for, not imported, so that bundles for browsers need none. */
function nodeThreads() {
  return typeof process === "undefined"
    ? undefined
    : process.getBuiltinModule?.("node:worker_threads");
}

type NodeThreads = NonNullable<ReturnType<typeof nodeThreads>>;

function findMember(): URL | undefined {
  if (placed) return placed;
  const files = process.getBuiltinModule("node:fs");
  return [`./${MEMBER_FILE}`, `../${MEMBER_FILE}`]
    .map((name) => new URL(name, import.meta.url))
    .find((url) => url.protocol === "file:" && files.existsSync(url));
}

function startInNode(threads: NodeThreads, listeners: Listeners): Worker | undefined {
  const url = findMember();
  if (!url) return undefined;
  const worker = new threads.Worker(url);
  const started: Worker = {
    post: (message) => {
      worker.postMessage(message, []);
    },
    stop: () => void worker.terminate(),
    hold: (held) => {
      if (held) worker.ref();
      else worker.unref();
    },
    listeners,
  };
  worker.on("message", (message) => {
    started.listeners.onMessage(message);
  });
  worker.on("messageerror", (error) => {
    started.listeners.onEnd(error.message);
  });
  worker.on("error", (error: unknown) => {
    started.listeners.onEnd(String(error));
  });
  worker.on("exit", (code) => {
    started.listeners.onEnd(`worker ended with code ${code}`);
  });
  return started;
}

function startInBrowser(listeners: Listeners): Worker {
  const url = placed ?? new URL(`./${MEMBER_FILE}`, import.meta.url);
  const worker = new globalThis.Worker(url, { type: "module" });
  const started: Worker = {
    post: (message) => {
      worker.postMessage(message, []);
    },
    stop: () => {
      worker.terminate();
    },
    hold: () => undefined,
    listeners,
  };
  worker.addEventListener("message", (event: MessageEvent<unknown>) => {
    started.listeners.onMessage(event.data);
  });
  for (const name of ["error", "messageerror"])
    worker.addEventListener(name, () => {
      started.listeners.onEnd("worker failed");
    });
  return started;
}

function wake(worker: Worker): void {
  clearTimeout(resting.get(worker));
  resting.delete(worker);
}

/** Lets a worker rest that has answered all it was asked. */
export function restWorker(worker: Worker): void {
  const timer = setTimeout(() => {
    wake(worker);
    worker.stop();
  }, REST_MS);
  if (typeof timer === "object") timer.unref();
  worker.hold(false);
  worker.listeners = {
    onMessage: () => undefined,
    onEnd: () => {
      wake(worker);
    },
  };
  resting.set(worker, timer);
}

/** A worker that rests, or a new one; undefined where that cannot be. */
export function takeWorker(listeners: Listeners): Worker | undefined {
  const [rested] = resting.keys();
  if (rested) {
    wake(rested);
    rested.hold(true);
    rested.listeners = listeners;
    return rested;
  }
  const threads = nodeThreads();
  try {
    if (threads) return startInNode(threads, listeners);
    const shared = globalThis.crossOriginIsolated && typeof globalThis.Worker === "function";
    return shared ? startInBrowser(listeners) : undefined;
  } catch {
    return undefined;
  }
}

/** The other side: what a worker uses to talk to the thread that started it. */
export function listenAsWorker(onMessage: (message: unknown) => void): (message: unknown) => void {
  const threads = nodeThreads();
  if (threads) {
    threads.parentPort?.on("message", onMessage);
    return (message) => threads.parentPort?.postMessage(message);
  }
  globalThis.addEventListener("message", (event: MessageEvent<unknown>) => {
    onMessage(event.data);
  });
  return (message) => {
    globalThis.postMessage(message, { transfer: [] });
  };
}
