/**
 * Regret among packages valued on the same draws: what each loses against the best of its draw.
 *
 *     regret_{p,d} = max_q value_{q,d} − value_{p,d}
 */
import { estimate, quantiles, type Estimate } from "./statistics.ts";

export interface ValuedPackage {
  name: string;
  /** [draw] worth of the package, more is better; draw d stands for the same draw in every package. */
  values: Float64Array;
}

export interface Regret {
  name: string;
  value: Estimate;
  meanRegret: Estimate;
  /** Regret that nine draws in ten do not exceed. */
  p90Regret: number;
  /** Share of draws in which it is the best; draws with several best are shared equally. */
  bestFrac: number;
}

/**
 * Regret of each package, least mean regret first.
 * @throws Error when packages differ in their number of draws.
 */
export function regretAmong(packages: readonly ValuedPackage[]): Regret[] {
  const draws = packages[0]?.values.length ?? 0;
  if (packages.some(({ values }) => values.length !== draws))
    throw new Error("regretAmong: packages differ in their number of draws");
  const best = new Float64Array(draws).fill(-Infinity);
  const winners = new Float64Array(draws);
  for (const { values } of packages)
    for (let draw = 0; draw < draws; draw++) {
      if (values[draw]! > best[draw]!) {
        best[draw] = values[draw]!;
        winners[draw] = 1;
      } else if (values[draw] === best[draw]) winners[draw]!++;
    }
  const regrets = packages.map(({ name, values }): Regret => {
    const regret = best.map((most, draw) => most - values[draw]!);
    let wins = 0;
    for (let draw = 0; draw < draws; draw++) if (regret[draw] === 0) wins += 1 / winners[draw]!;
    return {
      name,
      value: estimate(values),
      meanRegret: estimate(regret),
      p90Regret: quantiles(regret)[2],
      bestFrac: wins / draws,
    };
  });
  return regrets.sort((a, b) => a.meanRegret.mean - b.meanRegret.mean);
}
