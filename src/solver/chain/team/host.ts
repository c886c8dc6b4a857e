/**
 * Starts workers in Node and in browsers. The bundled program of a worker is looked for beside the
 * bundle this code is in; `placeMember` says where it is otherwise.
 */

/** A running worker. */
export interface Worker {
  readonly post: (message: unknown) => void;
  readonly stop: () => void;
}

interface Listeners {
  readonly onMessage: (message: unknown) => void;
  readonly onEnd: (reason: string) => void;
}

/** File name of the bundled worker. */
export const MEMBER_FILE = "chain-member.mjs";

let placed: URL | undefined;

/** Says where the bundled worker is. */
export function placeMember(url: URL): void {
  placed = url;
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
  worker.on("message", listeners.onMessage);
  worker.on("messageerror", (error) => {
    listeners.onEnd(error.message);
  });
  worker.on("error", (error: unknown) => {
    listeners.onEnd(String(error));
  });
  worker.on("exit", (code) => {
    listeners.onEnd(`worker ended with code ${code}`);
  });
  return {
    post: (message) => {
      worker.postMessage(message, []);
    },
    stop: () => void worker.terminate(),
  };
}

function startInBrowser(listeners: Listeners): Worker {
  const url = placed ?? new URL(`./${MEMBER_FILE}`, import.meta.url);
  const worker = new globalThis.Worker(url, { type: "module" });
  worker.addEventListener("message", (event: MessageEvent<unknown>) => {
    listeners.onMessage(event.data);
  });
  for (const name of ["error", "messageerror"])
    worker.addEventListener(name, () => {
      listeners.onEnd("worker failed");
    });
  return {
    post: (message) => {
      worker.postMessage(message, []);
    },
    stop: () => {
      worker.terminate();
    },
  };
}

/** Starts one worker; undefined where that cannot be. */
export function startWorker(listeners: Listeners): Worker | undefined {
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
