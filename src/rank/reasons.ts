/**
 * Why a place stands where it stands: the figures in which it differs most from the median place.
 *
 *     difference = |value − median| / standard deviation over the places
 */

/** A figure of a place, as it is told. */
export interface Trait {
  readonly label: string;
  readonly value: number | null;
  readonly text: (value: number) => string;
}

/** Differences below this many standard deviations are not worth telling. */
const LEAST = 0.25;
const MOST_TOLD = 3;

function medianOf(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

function deviationOf(values: readonly number[]): number {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length);
}

/** Reasons of every place; `traits[place]` names the same figures in the same order. */
export function reasonsOf(traits: readonly (readonly Trait[])[]): string[][] {
  const spread = (traits[0] ?? []).map((_, k) => {
    const values = traits.flatMap((place) => place[k]!.value ?? []);
    return { median: medianOf(values), deviation: deviationOf(values), count: values.length };
  });
  return traits.map((place) =>
    place
      .flatMap(({ label, value, text }, k) => {
        const { median, deviation, count } = spread[k]!;
        if (value === null || count < 2 || !(deviation > 0)) return [];
        const [told, usual] = [text(value), text(median)];
        const difference = Math.abs(value - median) / deviation;
        return difference < LEAST || told === usual
          ? []
          : [{ difference, words: `${label} ${told} against ${usual}` }];
      })
      .sort((a, b) => b.difference - a.difference)
      .slice(0, MOST_TOLD)
      .map(({ words }) => words),
  );
}
