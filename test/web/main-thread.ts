/**
 * How long the page's main thread is kept busy in one piece, by the browser's own trace. Counted is the time the
 * processor gave to the thread, which other programs do not lengthen, against a piece of work of known size.
 */
import type { CDPSession, Page } from "playwright-core";

interface TraceEvent {
  readonly name: string;
  readonly ph: string;
  readonly pid: number;
  readonly tid: number;
  readonly ts: number;
  readonly dur?: number;
  /** Time the processor gave, µs. */
  readonly tdur?: number;
  readonly args?: { readonly name?: string };
}

async function stopTrace(session: CDPSession): Promise<TraceEvent[]> {
  const events: TraceEvent[] = [];
  const collect = ({ value }: { value: object[] }) => events.push(...(value as TraceEvent[]));
  session.on("Tracing.dataCollected", collect);
  const complete = new Promise((resolve) => session.once("Tracing.tracingComplete", resolve));
  await session.send("Tracing.end");
  await complete;
  session.off("Tracing.dataCollected", collect);
  return events;
}

/** Processor time in ms of the longest task of any page's main thread. */
function longestOf(events: readonly TraceEvent[]): number {
  const mains = new Set(
    events
      .filter(({ name, args }) => name === "thread_name" && args?.name === "CrRendererMain")
      .map(({ pid, tid }) => `${pid}:${tid}`),
  );
  const tasks = events.filter(
    ({ name, pid, tid }) => name.endsWith("RunTask") && mains.has(`${pid}:${tid}`),
  );
  if (tasks.every(({ tdur }) => tdur === undefined))
    throw new Error("the browser's trace tells no processor time of tasks");
  return Math.max(...tasks.map(({ tdur = 0 }) => tdur)) / 1000;
}

/** The longest task in ms of processor time while `act` runs. */
export async function longestTask(page: Page, act: () => Promise<void>): Promise<number> {
  const session = await page.context().newCDPSession(page);
  await session.send("Tracing.start", {
    transferMode: "ReportEvents",
    traceConfig: { includedCategories: ["toplevel"], recordMode: "recordUntilFull" },
  });
  await act();
  const events = await stopTrace(session);
  await session.detach();
  return longestOf(events);
}

/** Sorts that take about 100 ms of a server's core; on a slower machine, or a shared core, as much longer. */
const YARDSTICK_SORTS = 24;

/** What no machine does the sorts in: a trace that tells less has missed them, which a busy machine brings about. */
const LEAST_YARDSTICK_MS = 10;
const [WANTED, MOST_TRACES] = [3, 9];

/** Processor time in ms of the piece of work tasks are held against: the middle one of three. */
export async function yardstick(page: Page): Promise<number> {
  const found: number[] = [];
  for (let turn = 0; turn < MOST_TRACES && found.length < WANTED; turn++) {
    const ms = await longestTask(page, async () => {
      await page.evaluate((sorts) => {
        let seed = 1;
        for (let i = 0; i < sorts; i++) {
          const words = Array.from({ length: 8000 }, () => {
            seed = (seed * 48_271) % 2_147_483_647;
            return `${seed % 100_000} MW`;
          });
          words.sort((a, b) => (a < b ? -1 : 1));
        }
      }, YARDSTICK_SORTS);
    });
    if (ms >= LEAST_YARDSTICK_MS) found.push(ms);
  }
  if (found.length < WANTED)
    throw new Error("the browser's trace misses the work of the yardstick");
  return found.sort((a, b) => a - b)[1]!;
}
