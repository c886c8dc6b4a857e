/**
 * Whole-number sizes: a level method. Cuts from chain solves at chosen whole sizes bound the cost of all
 * others; a small master problem picks the next ones.
 *
 *     level    = bound + share·(best − bound), at most best − gap
 *     next     the whole sizes nearest the best ones that the cuts let cost at most `level`
 *     none     proves that nothing costs less: bound = level
 *     solved   everything but the whole sizes is chosen anew: a plan, and one more cut per slice
 *     no plan  the prices of least shortfall cut the choice off
 *
 * The bound holds whatever was not explored, so that the gap reported is always proven.
 * Source: Lemaréchal, Nemirovskii, Nesterov 1995 (level bundle); Benders 1962.
 */
import type { Problem } from "../../problem/problem.ts";
import type { Solution } from "../../problem/solution.ts";
import { elasticProblem, nameShortfall } from "../chain/doubt.ts";
import { solveContinuous } from "../chain/chain.ts";
import type { ChainOptions } from "../chain/chain.ts";
import { shortageCut, totalCut, valueCuts } from "./cuts.ts";
import type { TotalCut } from "./cuts.ts";
import type { Master, MasterPoint } from "./master.ts";
import { tighten, wholeLimits } from "./tighten.ts";

/** Where between bound and best cost the next level lies. */
const LEVEL_SHARE = 0.6;
/** Least scaled shortfall that proves a choice to have no plan. */
const SHORT = 1e-6;

/** Why a search ended before its gap was proven. */
type Ending = { readonly kind: "proven" } | { readonly kind: "early"; readonly reason: string };

/** One search: the best plan so far and the proven bound. */
export class WholeSearch {
  best: Solution | undefined;
  bound: number;
  solves = 1;
  iterations: number;
  /** Why the last choice without a plan had none. */
  shortfall: string | undefined;
  private centre: Float64Array;
  private readonly whole: readonly number[];
  private readonly limits: { readonly lower: Float64Array; readonly upper: Float64Array };
  private readonly totals: TotalCut[] = [];
  private readonly tried = new Set<string>();

  constructor(
    private readonly problem: Problem,
    private readonly options: ChainOptions,
    private readonly started: number,
    private readonly root: Solution,
    private readonly master: Master,
    centre: Float64Array,
  ) {
    this.whole = problem.design.flatMap((variable, k) => (variable.integer ? [k] : []));
    this.limits = wholeLimits(problem);
    this.bound = root.bound;
    this.iterations = root.iterations;
    this.centre = Float64Array.from(this.whole, (k) => centre[k]!);
  }

  private get gap(): number {
    return this.options.gap ?? 1e-4;
  }

  /** Nothing above this is worth finding. */
  private get cutoff(): number {
    if (!this.best) return Infinity;
    return this.best.objective - 0.9 * this.gap * Math.max(1, Math.abs(this.best.objective));
  }

  private get level(): number {
    const { best, bound, cutoff } = this;
    if (!best) return Infinity;
    // Close to the end, one proof less is worth more than a lower level.
    const near = 3 * (best.objective - cutoff);
    const level = bound + LEVEL_SHARE * (best.objective - bound);
    return cutoff - level < near ? cutoff : level;
  }

  private get secondsLeft(): number {
    const { timeLimitSeconds = Infinity } = this.options;
    return timeLimitSeconds - (performance.now() - this.started) / 1000;
  }

  private limitsOfSolve(): ChainOptions {
    const { signal, timeLimitSeconds } = this.options;
    return {
      settle: false,
      ...(signal ? { signal } : {}),
      ...(timeLimitSeconds === undefined
        ? {}
        : { timeLimitSeconds: Math.max(0, this.secondsLeft) }),
    };
  }

  /** Takes the cuts of a solve in; false when its prices prove nothing. */
  learn(solution: Solution): boolean {
    const cuts = valueCuts(this.problem, solution);
    for (const cut of cuts) this.master.addValue(cut);
    if (cuts.length === this.problem.slices.length)
      this.totals.push(totalCut(this.problem, solution, cuts));
    return cuts.length === this.problem.slices.length;
  }

  private interruption(): string | undefined {
    if (this.options.signal?.aborted) return "stopped by the caller";
    if (this.secondsLeft <= 0)
      return `reached the time limit of ${this.options.timeLimitSeconds} s`;
    return undefined;
  }

  private report(): void {
    const objective = this.best?.objective ?? NaN;
    this.options.onProgress?.({
      stage: "whole sizes",
      iteration: this.solves,
      objective,
      bound: this.bound,
      gap: Math.max(0, objective - this.bound) / Math.max(1, Math.abs(objective)),
      seconds: (performance.now() - this.started) / 1000,
    });
  }

  /** The next whole sizes, or what the master says instead. */
  private async ask(): Promise<MasterPoint> {
    const { lower, upper } = this.limits;
    tighten(this.totals, this.cutoff, this.whole, this.limits);
    if (this.whole.some((k) => lower[k]! > upper[k]!))
      return { status: "infeasible", design: new Float64Array(0) };
    for (const k of this.whole) this.master.limit(k, lower[k]!, upper[k]!);
    return this.master.nearest(this.centre, this.level, () => this.interruption() !== undefined);
  }

  private fixed(values: Float64Array): Problem {
    const design = this.problem.design.map((variable) => ({ ...variable, integer: false }));
    this.whole.forEach((k, i) => {
      design[k] = { ...design[k]!, lower: values[i]!, upper: values[i]! };
    });
    return { ...this.problem, design };
  }

  /** Cuts off a choice that has no plan; false when that is not proven. */
  private async exclude(fixed: Problem): Promise<boolean> {
    const elastic = elasticProblem(fixed);
    const short = await solveContinuous(elastic, { ...this.limitsOfSolve(), gap: 1e-7 });
    this.iterations += short.iterations;
    if (short.status !== "optimal" || !(short.bound > SHORT)) return false;
    const cut = shortageCut(elastic, short, this.problem.design.length);
    if (!cut) return false;
    this.master.addShortage(cut);
    this.shortfall = nameShortfall(fixed, elastic, short);
    return true;
  }

  /** Solves for everything but the whole sizes; a reason when that settles nothing. */
  private async explore(values: Float64Array): Promise<string | undefined> {
    const fixed = this.fixed(values);
    const limits = this.limitsOfSolve();
    const quick = { ...limits, quick: true, gap: Math.max(1e-8, Math.min(1e-5, 0.1 * this.gap)) };
    const once = { ...quick, warmStart: this.root, recall: false, once: true };
    let found = await solveContinuous(fixed, once);
    this.solves++;
    this.iterations += found.iterations;
    if (found.status === "stopped") return found.reason;
    if (found.status !== "optimal") {
      if (await this.exclude(fixed)) return undefined;
      found = await solveContinuous(fixed, { ...limits, gap: 1e-6 });
      this.iterations += found.iterations;
    }
    if (found.status !== "optimal")
      return (
        this.interruption() ??
        `one choice of sizes was not settled: ${found.reason ?? found.status}`
      );
    if (!this.best || found.objective < this.best.objective) {
      this.best = found;
      this.centre = values;
    }
    return this.learn(found) ? undefined : "the prices of one choice of sizes prove nothing";
  }

  /** Explores until the gap is proven or someone says stop. */
  async run(): Promise<Ending> {
    for (;;) {
      this.report();
      if (this.bound >= this.cutoff) return { kind: "proven" };
      const stop = this.interruption();
      if (stop !== undefined) return { kind: "early", reason: stop };
      const { level } = this;
      const next = await this.ask();
      if (next.status === "infeasible") {
        this.bound = level;
        if (level === Infinity) return { kind: "proven" };
        continue;
      }
      if (next.design.length === 0)
        return { kind: "early", reason: this.interruption() ?? "the master problem gave no sizes" };
      const values = Float64Array.from(this.whole, (k) => Math.round(next.design[k]!));
      const key = values.join(",");
      if (this.tried.has(key))
        return { kind: "early", reason: "the gap asked for is finer than the cuts" };
      this.tried.add(key);
      const reason = await this.explore(values);
      if (reason !== undefined) return { kind: "early", reason };
    }
  }

  /** The best plan, solved once more to full accuracy when there is time. */
  async polish(): Promise<void> {
    const { best } = this;
    if (!best || this.interruption() !== undefined) return;
    const values = Float64Array.from(this.whole, (k) => best.design[k]!);
    const found = await solveContinuous(this.fixed(values), {
      ...this.limitsOfSolve(),
      gap: 1e-6,
      warmStart: best,
    });
    this.iterations += found.iterations;
    if (found.status === "optimal") this.best = found;
  }
}
