/**
 * Solves a form with a team of workers. The calling thread only calls them, passes progress and the wish
 * to stop on, and puts the parts together; its event loop stays free.
 */
import type { ChainOptions } from "../chain.ts";
import type { ChainForm } from "../form.ts";
import type { Outcome } from "../loop.ts";
import type { Vectors } from "../state.ts";
import { restWorker, takeWorker } from "./host.ts";
import type { Worker } from "./host.ts";
import { joinPoints } from "./messages.ts";
import type { Ending, Order, Reply } from "./messages.ts";
import { exchangeLength, formOfMember, shareSlices } from "./share.ts";
import { cancelTeam, makeSharedRoom } from "./team.ts";

/** Fewer numbers than this are solved sooner than workers start. */
const WORTH_COLUMNS = 30_000;

/** How many members suit `form`. */
export function teamSize(form: ChainForm, threads: number): number {
  const columns = form.slices.reduce((sum, slice) => sum + slice.columns, 0);
  return columns < WORTH_COLUMNS ? 1 : Math.max(1, Math.min(threads, form.slices.length));
}

function limitsOf(options: ChainOptions): Order["options"] {
  const { gap, timeLimitSeconds, maxIterations, cutoff, quick, careful } = options;
  return {
    ...(gap === undefined ? {} : { gap }),
    ...(timeLimitSeconds === undefined ? {} : { timeLimitSeconds }),
    ...(maxIterations === undefined ? {} : { maxIterations }),
    ...(cutoff === undefined ? {} : { cutoff }),
    ...(quick === undefined ? {} : { quick }),
    ...(careful === undefined ? {} : { careful }),
  };
}

/** What the team found; undefined when a worker could not start or ended early. */
export async function solveByTeam(
  form: ChainForm,
  members: number,
  options: ChainOptions,
  started: number,
): Promise<{ outcome: Outcome; point: Vectors; release?: () => void } | undefined> {
  const owners = shareSlices(form, members);
  const room = makeSharedRoom(exchangeLength(form, members));
  const endings: Ending[] = [];
  const workers: Worker[] = [];
  let complete = false;
  let onAbort: (() => void) | undefined;
  try {
    complete = await new Promise<boolean>((resolve) => {
      const onMessage = (message: unknown) => {
        const reply = message as Reply;
        if (reply.kind === "report")
          options.onProgress?.({
            ...reply.progress,
            seconds: (performance.now() - started) / 1000,
          });
        else if (reply.kind === "fault") resolve(false);
        else endings[reply.rank] = reply;
        if (Object.keys(endings).length === members) resolve(true);
      };
      const onEnd = () => {
        resolve(false);
      };
      onAbort = () => {
        cancelTeam(room);
      };
      options.signal?.addEventListener("abort", onAbort);
      if (options.signal?.aborted) onAbort();
      for (let rank = 0; rank < members; rank++) {
        const worker = takeWorker({ onMessage, onEnd });
        if (!worker) {
          resolve(false);
          return;
        }
        workers.push(worker);
      }
      const limits = limitsOf(options);
      workers.forEach((worker, rank) => {
        const order: Order = {
          form: formOfMember(form, owners, rank),
          room,
          rank,
          members,
          owners,
          spentMs: performance.now() - started,
          options: limits,
        };
        worker.post(order);
      });
    });
    if (!complete) return undefined;
  } finally {
    if (onAbort) options.signal?.removeEventListener("abort", onAbort);
    // A member of a team that did not end may wait for another for ever.
    for (const worker of workers)
      if (complete) restWorker(worker);
      else worker.stop();
  }
  const point = joinPoints(
    endings.map((ending) => ending.point),
    owners,
  );
  const midways = endings[0]!.midways.map(({ unrest }, i) => ({
    point: joinPoints(
      endings.map((ending) => ending.midways[i]!.point),
      owners,
    ),
    unrest,
  }));
  return { outcome: { ...endings[0]!.outcome, midways }, point };
}
