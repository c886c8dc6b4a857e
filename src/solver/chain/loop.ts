/**
 * Runs iterations until the gap is closed, progress ends, or someone says stop. Gives the event loop a
 * turn between iterations, so that a caller on the same thread can cancel.
 */
import type { SolveProgress } from "../../problem/solution.ts";
import type { ChainOptions } from "./chain.ts";
import { iterate, measureRun } from "./drive.ts";
import { unrestOf } from "./midway.ts";
import type { Midway } from "./midway.ts";
import type { Measure } from "./residual.ts";
import type { Run } from "./run.ts";
import { copyOf, copyVectors, makeVectors } from "./state.ts";
import type { Vectors } from "./state.ts";

/** How a run ended; `run.point` holds the best point. */
export interface Outcome {
  readonly kind: "converged" | "stopped" | "stalled";
  readonly iterations: number;
  readonly measure: Measure;
  readonly reason?: string;
  readonly midways: readonly Midway[];
}

/** Relative residuals asked of a converged point, and allowed where precision ends. */
const FINE = 1e-8;
const FAIR = 1e-6;
/**
 * Largest residual of a row beside its own right-hand side that needs no more iterations once all else is
 * met: beside another row's right-hand side of a million, FINE leaves it open. As many more as this are
 * spent, while each halves it.
 */
export const CLOSED = 3e-8;
const CLOSING = 4;
/**
 * Σ a·b over the objective of the points kept for warm starts: from one that moves far to one from which
 * little is left to do. (The gap of a point that misses its rows may be small by chance.)
 */
const MIDWAYS = [1e-2, 1e-3, 5e-5] as const;
/** Pairs above which the first of them alone is kept, for the sake of memory. */
const MANY_PAIRS = 2e6;
/** Iterations without a better point before a run counts as stalled. */
const PATIENCE = 20;

/** A turn for the event loop; timers would wait a millisecond or more. */
export function takeTurn(): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.addEventListener("message", () => {
      port1.close();
      resolve();
    });
    port1.start();
    port2.postMessage(0);
  });
}

interface Scores {
  readonly gap: number;
  /** Σ a·b. */
  readonly products: number;
  readonly primal: number;
  readonly dual: number;
}

function largestOf(arrays: readonly Float64Array[]): number {
  let best = 0;
  for (const array of arrays)
    for (let k = 0; k < array.length; k++) {
      const size = Math.abs(array[k]!);
      if (size > best && size < Infinity) best = size;
    }
  return best;
}

/** Errors relative to the data; gap and products to the objective in the problem's own units. */
function makeScorer(run: Run): (measure: Measure) => Scores {
  const { form } = run.machine;
  const sizes = Float64Array.of(
    -largestOf([...form.slices.map((slice) => slice.rhs), form.linkRhs]),
    -largestOf(form.slices.map((slice) => slice.cost)),
  );
  run.machine.team.lowest(sizes);
  const rhs = 1 - sizes[0]!;
  const cost = 1 - sizes[1]!;
  return (measure) => {
    const objective = measure.primal / form.objectiveScale + form.constant;
    const distance = Math.abs(measure.primal - measure.dual) / form.objectiveScale;
    const size = Math.max(1, Math.abs(objective));
    return {
      gap: distance / size,
      products: measure.complementarity / form.objectiveScale / size,
      primal: measure.primalError / rhs,
      dual: measure.dualError / cost,
    };
  };
}

function worstOf(scores: Scores): number {
  return Math.max(scores.gap, scores.primal, scores.dual);
}

/** Keeps a copy of the best point once it is worth having. */
class Best {
  score = Infinity;
  measure: Measure | undefined;
  scores: Scores | undefined;
  private copy: Vectors | undefined;

  offer(run: Run, measure: Measure, scores: Scores): boolean {
    const score = worstOf(scores);
    if (!(score < this.score)) return false;
    this.score = score;
    this.measure = measure;
    this.scores = scores;
    if (score < 1e-3) {
      this.copy ??= makeVectors(run.machine.form);
      copyVectors(run.point, this.copy);
    }
    return true;
  }

  restore(run: Run): void {
    if (this.copy) copyVectors(this.copy, run.point);
  }
}

function report(
  run: Run,
  measure: Measure,
  scores: Scores,
  iteration: number,
  started: number,
): SolveProgress {
  const { form } = run.machine;
  const objective = measure.primal / form.objectiveScale + form.constant;
  const bound = measure.dual / form.objectiveScale + form.constant;
  return {
    stage: "chain",
    iteration,
    objective,
    bound,
    gap: scores.gap,
    seconds: (performance.now() - started) / 1000,
  };
}

/** Why to stop now, if so; the first member decides for all. */
function interruption(run: Run, options: ChainOptions, started: number): string | undefined {
  const { team } = run.machine;
  const { signal, timeLimitSeconds = Infinity } = options;
  const asked = signal?.aborted === true || team.isCancelled();
  const late = performance.now() - started > timeLimitSeconds * 1000;
  const stop = team.agree(asked ? 1 : late ? 2 : 0);
  if (stop === 0) return undefined;
  return stop === 1 ? "stopped by the caller" : `reached the time limit of ${timeLimitSeconds} s`;
}

/** The dual is feasible enough for its objective to be a bound, and that is above the cutoff. */
function isCutOff(run: Run, measure: Measure, scores: Scores, cutoff: number | undefined): boolean {
  if (cutoff === undefined || scores.dual > FINE) return false;
  return measure.dual / run.machine.form.objectiveScale + run.machine.form.constant > cutoff;
}

/** Iterates `run` from its start to its end. */
export async function runToEnd(run: Run, options: ChainOptions, started: number): Promise<Outcome> {
  const score = makeScorer(run);
  const best = new Best();
  const target = options.quick
    ? (options.gap ?? FAIR)
    : Math.max(1e-9, Math.min(1e-8, (options.gap ?? 1e-6) / 100));
  const last = options.maxIterations ?? 300;
  let sinceBest = 0;
  const midways: Midway[] = [];
  let open = Infinity;
  let closing = 0;
  let measure = measureRun(run);
  const first = options.careful ? undefined : measure;
  for (let iterations = 0; ; iterations++) {
    const scores = score(measure);
    sinceBest = best.offer(run, measure, scores) ? 0 : sinceBest + 1;
    options.onProgress?.(report(run, measure, scores, iterations, started));
    const most = measure.pairs > MANY_PAIRS ? 1 : MIDWAYS.length;
    if (midways.length < most && scores.products < MIDWAYS[midways.length]!) {
      midways.push({ point: copyOf(run.machine.form, run.point), unrest: unrestOf(run, measure) });
    }
    if (scores.gap <= target && scores.primal <= FINE && scores.dual <= FINE) {
      const halved = measure.rowError <= 0.5 * open;
      if (measure.rowError <= CLOSED || closing === CLOSING || !halved)
        return { kind: "converged", iterations, measure, midways };
      open = measure.rowError;
      closing++;
    }
    if (isCutOff(run, measure, scores, options.cutoff))
      return { kind: "stopped", iterations, measure, reason: "worse than what is known", midways };
    const stop = interruption(run, options, started);
    const lost = Number.isNaN(worstOf(scores)) || sinceBest > PATIENCE || iterations >= last;
    const accurate = best.score <= FAIR && sinceBest >= 3;
    if (stop !== undefined || lost || accurate) {
      best.restore(run);
      const found = best.measure ?? measure;
      if (
        best.scores &&
        best.scores.gap <= (options.gap ?? FAIR) &&
        best.scores.primal <= FAIR &&
        best.scores.dual <= FAIR
      )
        return { kind: "converged", iterations, measure: found, midways };
      if (stop !== undefined)
        return { kind: "stopped", iterations, measure: found, reason: stop, midways };
      return {
        kind: "stalled",
        iterations,
        measure: found,
        reason: stallReason(best.scores, iterations),
        midways,
      };
    }
    await takeTurn();
    iterate(run, measure, first);
    measure = measureRun(run);
  }
}

function stallReason(scores: Scores | undefined, iterations: number): string {
  if (!scores) return "the first point was not finite";
  const say = (value: number) => value.toExponential(1);
  return `no progress after ${iterations} iterations: gap ${say(scores.gap)}, rows ${say(scores.primal)}, prices ${say(scores.dual)}`;
}
