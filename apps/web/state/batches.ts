/** The sweep or ranking looked at: how far it is, what came of it so far. It goes on when another view is opened. */
import { create } from "zustand";
import type { Ranking } from "../../../src/rank/rank.ts";
import type { SweptPoint } from "../../../src/report/html/sweep.ts";
import {
  cancelBatch,
  findBatch,
  rankingSoFar,
  sweepPoints,
  watchBatch,
} from "../planner/batches.ts";
import type { Batch, BatchKind } from "../planner/batches.ts";

interface BatchState {
  readonly batch: Batch | null;
  readonly points: readonly SweptPoint[];
  readonly ranking: Ranking | null;
  readonly trouble: string;
  /** While it is being asked for. */
  readonly asking: boolean;
}

const NOTHING: BatchState = { batch: null, points: [], ranking: null, trouble: "", asking: false };

export const useBatch = create<BatchState>(() => NOTHING);

const put = useBatch.setState;
/** Answers so far are fetched at most this often while it runs. */
const EVERY_MS = 1500;

let unwatch: (() => void) | undefined;

const troubleOf = (error: unknown) => (error instanceof Error ? error.message : String(error));

async function fetchAnswers(batch: Batch): Promise<void> {
  try {
    if (batch.kind === "sweep") {
      const points = await sweepPoints(batch);
      if (useBatch.getState().batch?.id === batch.id) put({ points });
    } else {
      const ranking = await rankingSoFar(batch.id);
      if (useBatch.getState().batch?.id === batch.id) put({ ranking });
    }
  } catch (error) {
    put({ trouble: troubleOf(error) });
  }
}

/** Shows a batch and follows it to its end. */
function follow(batch: Batch): void {
  unwatch?.();
  put({ ...NOTHING, batch });
  let done = -1;
  let due: ReturnType<typeof setTimeout> | undefined;
  const stop = watchBatch(
    batch.kind,
    batch.id,
    (now) => {
      put({ batch: now });
      if (now.state === "over") {
        clearTimeout(due);
        due = undefined;
        void fetchAnswers(now);
      } else if (now.counts.done !== done && due === undefined) {
        ({ done } = now.counts);
        due = setTimeout(() => {
          due = undefined;
          void fetchAnswers(now);
        }, EVERY_MS);
      }
    },
    () => {
      put({ trouble: "The server went away; open the page again to see how far it is." });
    },
  );
  unwatch = () => {
    clearTimeout(due);
    stop();
  };
}

/** Starts a batch; gives its words for the address, or undefined where it was refused. */
export async function startBatch(ask: () => Promise<Batch>): Promise<string | undefined> {
  put({ asking: true, trouble: "" });
  try {
    const batch = await ask();
    follow(batch);
    return `${batch.kind}~${batch.id}`;
  } catch (error) {
    put({ trouble: troubleOf(error), asking: false });
    return undefined;
  }
}

const WORDS = /^(sweep|ranking)~([0-9a-f-]{36})$/;

/** Shows the batch an address names. */
export async function openBatch(words: string): Promise<void> {
  const [, kind, id] = WORDS.exec(words) ?? [];
  if (kind === undefined || id === undefined || useBatch.getState().batch?.id === id) return;
  try {
    follow(await findBatch(kind as BatchKind, id));
  } catch (error) {
    put({ trouble: `The plans of this link cannot be shown: ${troubleOf(error)}.` });
  }
}

/** Stops the batch looked at; what is done stays. */
export async function stopBatch(): Promise<void> {
  const { batch } = useBatch.getState();
  if (!batch) return;
  try {
    await cancelBatch(batch.kind, batch.id);
  } catch (error) {
    put({ trouble: troubleOf(error) });
  }
}
