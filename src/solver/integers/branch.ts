/**
 * Whole-number sizes: branch and bound over chain solves.
 *
 *     node        a box of limits on the whole sizes; its relaxation bounds it from below
 *     incumbent   whole sizes of a relaxation rounded up, to the nearest, and by diving; then all else re-solved
 *     fixing      a size whose reduced cost alone would lift the bound past the incumbent stays where it is
 *     order       lowest bound first; branches on the fraction that costs most by pseudo-costs
 *
 * The bound is the lowest of all open boxes: the gap reported is proven, whatever was not explored.
 */
import type { Problem } from "../../problem/problem.ts";
import type { Solution } from "../../problem/solution.ts";
import { solveContinuous } from "../chain/chain.ts";
import type { ChainOptions } from "../chain/chain.ts";
import { halves, PseudoCosts } from "./branching.ts";
import type { Box, Branched } from "./branching.ts";
import { WHOLE } from "./tighten.ts";

/** A box and what its parent knew. */
interface Node extends Box {
  readonly bound: number;
  readonly parent: Solution | undefined;
  readonly branched: Branched | undefined;
}

/** State of one search. */
class Search {
  incumbent: Solution | undefined;
  solves = 0;
  iterations = 0;
  private readonly whole: readonly number[];
  private readonly pseudo: PseudoCosts;
  private readonly tried = new Set<string>();
  private open: Node[] = [];

  constructor(
    private readonly problem: Problem,
    private readonly options: ChainOptions,
    private readonly started: number,
    known: Solution | undefined,
  ) {
    this.incumbent = known;
    this.whole = problem.design.flatMap((variable, k) => (variable.integer ? [k] : []));
    this.pseudo = new PseudoCosts(this.whole.length);
  }

  private get gap(): number {
    return this.options.gap ?? 1e-4;
  }

  /** Nothing above this is worth exploring. */
  private get cutoff(): number {
    if (!this.incumbent) return Infinity;
    return (
      this.incumbent.objective - 0.9 * this.gap * Math.max(1, Math.abs(this.incumbent.objective))
    );
  }

  get bound(): number {
    const open = this.open.reduce((low, node) => Math.min(low, node.bound), Infinity);
    return Math.min(open, this.cutoff);
  }

  private boxed(lower: Float64Array, upper: Float64Array): Problem {
    const design = this.problem.design.map((variable) => ({ ...variable, integer: false }));
    this.whole.forEach((k, i) => {
      design[k] = { ...design[k]!, lower: lower[i]!, upper: upper[i]! };
    });
    return { ...this.problem, design };
  }

  private async relax(
    lower: Float64Array,
    upper: Float64Array,
    parent: Solution | undefined,
    exact: boolean,
  ): Promise<Solution> {
    const { signal, timeLimitSeconds } = this.options;
    const left =
      timeLimitSeconds === undefined
        ? undefined
        : timeLimitSeconds - (performance.now() - this.started) / 1000;
    const solution = await solveContinuous(this.boxed(lower, upper), {
      gap: exact ? Math.max(1e-6, 0.02 * this.gap) : 0.1 * this.gap,
      quick: !exact,
      ...(signal ? { signal } : {}),
      ...(left === undefined ? {} : { timeLimitSeconds: Math.max(0, left) }),
      ...(this.incumbent ? { cutoff: this.cutoff } : {}),
      ...(parent ? { warmStart: parent, recall: false } : {}),
    });
    this.solves++;
    this.iterations += solution.iterations;
    return solution;
  }

  private values(solution: Solution): Float64Array {
    return Float64Array.from(this.whole, (k) => solution.design[k]!);
  }

  /** Fixes the whole sizes and solves for everything else; keeps the result when it is better. */
  private async tryValues(values: Float64Array, parent: Solution | undefined): Promise<void> {
    const key = values.join(",");
    if (this.tried.has(key)) return;
    this.tried.add(key);
    const found = await this.relax(values, values, parent, true);
    if (found.status !== "optimal") return;
    if (!this.incumbent || found.objective < this.incumbent.objective) this.incumbent = found;
  }

  private inBox(values: Float64Array, node: Node): Float64Array {
    return values.map((value, i) => Math.min(node.upper[i]!, Math.max(node.lower[i]!, value)));
  }

  private async heuristics(node: Node, relaxed: Solution, thorough: boolean): Promise<void> {
    const values = this.values(relaxed);
    const round = (change: (value: number) => number) => this.inBox(values.map(change), node);
    await this.tryValues(
      round((value) => Math.round(value)),
      relaxed,
    );
    if (thorough || !this.incumbent)
      await this.tryValues(
        round((value) => Math.ceil(value - WHOLE)),
        relaxed,
      );
  }

  private branch(node: Node, relaxed: Solution): void {
    const values = this.values(relaxed);
    const costs = Float64Array.from(this.whole, (k) => Math.abs(this.problem.design[k]!.cost));
    const i = this.pseudo.choose(values, costs);
    if (i < 0) return;
    const child = { bound: Math.max(node.bound, relaxed.bound), parent: relaxed };
    this.open.push(...halves(node, i, values[i]!).map((half) => ({ ...child, ...half })));
  }

  private async explore(node: Node): Promise<Solution> {
    const relaxed = await this.relax(
      node.lower,
      node.upper,
      node.parent,
      node.branched === undefined,
    );
    if (relaxed.status !== "optimal") return relaxed;
    if (node.branched && node.parent && node.branched.distance > 0)
      this.pseudo.learn(node.branched, Math.max(0, relaxed.bound - node.parent.bound));
    if (relaxed.bound >= this.cutoff) return relaxed;
    await this.heuristics(node, relaxed, node.branched === undefined);
    if (relaxed.bound < this.cutoff) this.branch(node, relaxed);
    return relaxed;
  }

  private takeLowest(): Node {
    let best = 0;
    this.open.forEach((node, i) => {
      if (node.bound < this.open[best]!.bound) best = i;
    });
    return this.open.splice(best, 1)[0]!;
  }

  private report(): void {
    if (!this.incumbent) return;
    const { objective } = this.incumbent;
    this.options.onProgress?.({
      stage: "whole sizes",
      iteration: this.solves,
      objective,
      bound: this.bound,
      gap: (objective - this.bound) / Math.max(1, Math.abs(objective)),
      seconds: (performance.now() - this.started) / 1000,
    });
  }

  /** Explores until the gap is proven; says why it stopped early, if it did, and on what. */
  async run(relaxed: Solution): Promise<{ reason?: string; undecided?: Solution }> {
    const root: Node = {
      lower: Float64Array.from(this.whole, (k) => Math.ceil(this.problem.design[k]!.lower - WHOLE)),
      upper: Float64Array.from(this.whole, (k) =>
        Math.floor(this.problem.design[k]!.upper + WHOLE),
      ),
      bound: relaxed.bound,
      parent: undefined,
      branched: undefined,
    };
    this.open = [root];
    await this.heuristics(root, relaxed, true);
    this.open = [];
    this.branch(root, relaxed);
    this.report();
    while (this.open.length > 0) {
      const node = this.takeLowest();
      if (node.bound >= this.cutoff) return {};
      const found = await this.explore(node);
      const interrupted =
        this.options.signal?.aborted ||
        (found.status === "stopped" && !found.reason?.startsWith("worse"));
      if (interrupted || found.status === "failed" || found.status === "unbounded") {
        this.open.push(node);
        return { reason: found.reason ?? "stopped by the caller", undecided: found };
      }
      this.report();
    }
    return {};
  }
}

/**
 * Explores boxes of `problem` from its relaxation `root` and a plan that is already known, if any.
 * The gap of the result is proven; a search that ends early says why.
 */
export async function searchBoxes(
  problem: Problem,
  options: ChainOptions,
  started: number,
  root: Solution,
  known: Solution | undefined,
): Promise<Solution> {
  const search = new Search(problem, options, started, known);
  const { reason, undecided } = await search.run(root);
  const seconds = (performance.now() - started) / 1000;
  const { incumbent } = search;
  const iterations = root.iterations + search.iterations;
  if (!incumbent) {
    const status = undecided?.status ?? "infeasible";
    return {
      ...root,
      status: status === "optimal" ? "failed" : status,
      seconds,
      iterations,
      objective: NaN,
      bound: NaN,
      gap: NaN,
      design: new Float64Array(0),
      slices: [],
      designRowDuals: new Float64Array(0),
      budgetDuals: new Float64Array(0),
      reason: reason ?? "no whole-number sizes meet every row",
    };
  }
  const bound = Math.min(incumbent.objective, search.bound);
  const gap = (incumbent.objective - bound) / Math.max(1, Math.abs(incumbent.objective));
  return {
    ...incumbent,
    status: reason === undefined ? "optimal" : "stopped",
    seconds,
    iterations,
    bound,
    gap,
    ...(reason === undefined ? {} : { reason }),
  };
}
