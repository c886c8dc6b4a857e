/**
 * Which of several candidates comes first, and how sure that is.
 *
 *     scaled_c = (worst − value) / (worst − best), 0 at the worst and 1 at the best; 1 for all when they are equal
 *     score    = Σ weight_c·scaled_c / Σ weight_c
 *     Pareto-best: no other is at least as good in every criterion and better in one
 *     range of ranks: as weighted, and with each weight doubled in turn
 */

export const CRITERIA = ["date", "cost", "clean", "odds"] as const;
export type Criterion = (typeof CRITERIA)[number];

/** One value per criterion: months, USD per EFLOPS·h, share, share. Null counts as the worst. */
export type Values = Readonly<Record<Criterion, number | null>>;
export type Weights = Readonly<Record<Criterion, number>>;

export const EQUAL_WEIGHTS: Weights = { date: 1, cost: 1, clean: 1, odds: 1 };

const HIGHER_IS_BETTER: Readonly<Record<Criterion, boolean>> = {
  date: false,
  cost: false,
  clean: true,
  odds: true,
};

/** The value such that more is better; −∞ for none. */
function merit(values: Values, criterion: Criterion): number {
  const value = values[criterion];
  if (value === null || !Number.isFinite(value)) return -Infinity;
  return HIGHER_IS_BETTER[criterion] ? value : -value;
}

/** Every candidate between 0 (worst) and 1 (best) in one criterion. */
export function scaledBy(all: readonly Values[], criterion: Criterion): number[] {
  const merits = all.map((values) => merit(values, criterion));
  const known = merits.filter(Number.isFinite);
  const best = Math.max(...known);
  const worst = Math.min(...known);
  return merits.map((value) =>
    !Number.isFinite(value) ? 0 : best > worst ? (value - worst) / (best - worst) : 1,
  );
}

/** Weighted mean of the scaled criteria, one a candidate. */
export function scoresOf(all: readonly Values[], weights: Weights): number[] {
  const total = CRITERIA.reduce((sum, criterion) => sum + weights[criterion], 0);
  const scores = all.map(() => 0);
  for (const criterion of CRITERIA)
    scaledBy(all, criterion).forEach((value, i) => {
      scores[i]! += (weights[criterion] * value) / total;
    });
  return scores;
}

/** Indices from the highest to the lowest; those that are equal keep their order. */
export function orderBy(merits: readonly number[]): number[] {
  // Scores that differ by rounding alone are a tie.
  const same = (a: number, b: number) => a === b || Math.abs(a - b) < 1e-12;
  return merits
    .map((_, i) => i)
    .sort((a, b) => (same(merits[a]!, merits[b]!) ? a - b : merits[b]! - merits[a]!));
}

/** The order asked for: by score, or by one criterion. */
export function orderOf(
  all: readonly Values[],
  by: Criterion | "score",
  weights: Weights,
): number[] {
  return orderBy(by === "score" ? scoresOf(all, weights) : all.map((values) => merit(values, by)));
}

/** Which candidates no other beats, in the criteria that have a weight. */
export function paretoBest(all: readonly Values[], weights: Weights): boolean[] {
  const counted = CRITERIA.filter((criterion) => weights[criterion] > 0);
  const beats = (a: Values, b: Values) =>
    counted.every((criterion) => merit(a, criterion) >= merit(b, criterion)) &&
    counted.some((criterion) => merit(a, criterion) > merit(b, criterion));
  return all.map((one) => !all.some((other) => beats(other, one)));
}

/** Rank of every candidate, from 1. */
function ranksOf(order: readonly number[]): number[] {
  const ranks = order.map(() => 0);
  order.forEach((candidate, position) => {
    ranks[candidate] = position + 1;
  });
  return ranks;
}

/** Best and worst rank by score of every candidate over the weights as they are and each one doubled. */
export function rankRanges(
  all: readonly Values[],
  weights: Weights,
): { best: number; worst: number }[] {
  const trials = [
    weights,
    ...CRITERIA.map((criterion) => ({ ...weights, [criterion]: 2 * weights[criterion] })),
  ].map((one) => ranksOf(orderBy(scoresOf(all, one))));
  return all.map((_, i) => {
    const ranks = trials.map((ranking) => ranking[i]!);
    return { best: Math.min(...ranks), worst: Math.max(...ranks) };
  });
}
