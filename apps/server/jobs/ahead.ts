/**
 * Plans claimed ahead: while plans are short, the next few are at hand before a thread is free, asked for
 * together. While plans are long nothing is: whoever is free first shall have them.
 */
import { claimPlans, giveBack } from "../store/claims.ts";
import type { Claim } from "../store/claims.ts";
import { wantsDetail } from "../store/plans.ts";
import { findAnswers } from "../store/results.ts";
import type { Store } from "../store/store.ts";
import type { Queue } from "./queue.ts";

/** Work kept at hand for each thread. */
const AHEAD_MS = 250;
const MOST_AHEAD = 16;
/** Longest that a plan stays at hand; then others may have it. */
const LATE_MS = 1500;
/** Weight of the last plan in the usual time of a plan. */
const LAST_FRAC = 0.3;

/** Whether a worker that held the plan died. */
const isSuspect = (claim: Claim | undefined) => claim !== undefined && claim.attempts > 1;

/** A claimed plan, with its result where the same was planned before. */
export interface Ready {
  readonly claim: Claim;
  readonly known: string | undefined;
}

export interface Ahead {
  /** The next plan; undefined when the queue has none. */
  readonly next: () => Promise<Ready | undefined>;
  /** Tells how long a plan took, ms. */
  readonly took: (ms: number) => void;
  /** Ids of the plans at hand. */
  readonly ids: () => string[];
  /** Takes one from those at hand; undefined when it is not among them. */
  readonly drop: (plan: string) => Claim | undefined;
  /** Puts back in the queue what has been at hand for too long. */
  readonly giveBackLate: () => Promise<void>;
}

/** Claims for `worker` of so many threads, which plans with `program`. */
export function claimAhead(
  store: Store,
  queue: Queue,
  worker: string,
  program: string,
  threads: number,
): Ahead {
  let ready: (Ready & { readonly since: number })[] = [];
  let usualMS: number | undefined;
  let taking: Promise<number> | undefined;
  const wanted = () =>
    usualMS === undefined ? 0 : Math.min(MOST_AHEAD, Math.floor((AHEAD_MS * threads) / usualMS));

  const take = async (): Promise<number> => {
    const plans = await queue.take(1 + wanted());
    const claims = new Map(
      (await claimPlans(store.db, plans, worker)).map((claim) => [claim.id, claim]),
    );
    await queue.complete(
      store.db,
      plans.filter((plan) => !claims.has(plan)),
    );
    const known = await findAnswers(
      store.db,
      program,
      [...claims.values()].map(({ requestHash, batch, request }) => ({
        requestHash,
        detail: wantsDetail(batch, request),
      })),
    );
    const apart: string[] = [];
    const since = performance.now();
    const first = claims.get(plans.find((plan) => claims.has(plan)) ?? "");
    for (const plan of plans) {
      const claim = claims.get(plan);
      // Another worker may have died of it: it is planned with no other at hand, which would count as its fault too.
      const isApart = claim !== first && (isSuspect(first) || isSuspect(claim));
      if (claim && isApart) apart.push(plan);
      else if (claim) ready.push({ claim, known: known.get(claim.requestHash), since });
    }
    if (apart.length > 0) await giveBack(store, queue, worker, apart);
    return plans.length;
  };
  /** Gives how many jobs there were. */
  const refill = () => (taking ??= take().finally(() => (taking = undefined)));

  return {
    next: async () => {
      for (;;) {
        const found = ready.shift();
        if (found) {
          // What fails here fails again, and is told, when nothing is left at hand.
          if (ready.length < wanted() / 2) refill().catch(() => {});
          return found;
        }
        if ((await refill()) === 0) return undefined;
      }
    },
    took: (ms) =>
      void (usualMS = usualMS === undefined ? ms : (1 - LAST_FRAC) * usualMS + LAST_FRAC * ms),
    ids: () => ready.map(({ claim }) => claim.id),
    drop: (plan) => {
      const found = ready.find(({ claim }) => claim.id === plan);
      ready = ready.filter((one) => one !== found);
      return found?.claim;
    },
    giveBackLate: async () => {
      const before = performance.now() - LATE_MS;
      const late = ready.filter(({ since }) => since < before).map(({ claim }) => claim.id);
      ready = ready.filter(({ since }) => since >= before);
      if (late.length > 0) await giveBack(store, queue, worker, late);
    },
  };
}
