/**
 * Delays that move together: one common factor over the groups of chains that are drawn independently.
 *
 *     score_{group,draw} = √ρ Φ⁻¹(u(seed, "delays", draw)) + √(1 − ρ) Φ⁻¹(u(seed, group, draw))
 *     the group's k-th shortest draw is given to the draw with its k-th lowest score
 *
 * A Gaussian copula over the months of the groups, made by reordering (Iman and Conover, 1982): whole draws of a
 * group change places, so that the months of its milestones and their joint odds, exits, and what is conditioned
 * on being under way stay what they were. Any two groups have a rank correlation of (6/π) asin(ρ/2).
 * A group is what shares milestones; within it nothing is coupled, since chains of the catalogue are split from
 * totals that hold so. Exits do not move together. Draws are spread evenly over all draws of a group but no longer
 * within each run, so standard errors err to the large side; draw d depends on how many are drawn.
 */
import { completeMonths, type CompiledChain } from "../timing/chain.ts";
import type { DrawnChain } from "../timing/draw-chains.ts";
import { fillUniforms, keyWords } from "../timing/draws.ts";
import { normalQuantile } from "../timing/normal.ts";

export interface GroupMember {
  chain: CompiledChain;
  drawn: DrawnChain;
}

/** Normal numbers of all draws that hang on a key alone. */
function normals(seed: string, key: string, draws: number): Float64Array {
  const column = new Float64Array(draws);
  fillUniforms(keyWords(seed, key), 0, column);
  return column.map(normalQuantile);
}

/** The common factor of a seed, one a draw. */
export function commonFactor(seed: string, draws: number): Float64Array {
  return normals(seed, "delays", draws);
}

/** Indices from the least to the greatest value; equal values keep their order. */
function ascending(values: Float64Array): Int32Array {
  return Int32Array.from(values, (_, i) => i).sort((a, b) => values[a]! - values[b]! || a - b);
}

/** Reorders the draws of one group in place; `key` names it, `correlation` is ρ, from 0 to 1. */
export function coupleGroup(
  members: readonly GroupMember[],
  factor: Float64Array,
  correlation: number,
  seed: string,
  key: string,
): void {
  const draws = factor.length;
  const months = new Float64Array(draws);
  for (const { chain, drawn } of members) {
    const finish = new Float64Array(chain.names.length);
    for (let draw = 0; draw < draws; draw++)
      months[draw]! += completeMonths(chain, drawn.months, draw * finish.length, finish);
  }
  const own = normals(seed, `${key}|own`, draws);
  const [common, alone] = [Math.sqrt(correlation), Math.sqrt(1 - correlation)];
  const scores = own.map((z, draw) => alone * z + common * factor[draw]!);
  const [from, to] = [ascending(months), ascending(scores)];
  for (const { chain, drawn } of members) {
    const count = chain.names.length;
    const [oldMonths, oldExits] = [drawn.months.slice(), drawn.exits.slice()];
    for (let rank = 0; rank < draws; rank++) {
      const [source, target] = [from[rank]!, to[rank]!];
      drawn.exits[target] = oldExits[source]!;
      for (let i = 0; i < count; i++)
        drawn.months[target * count + i] = oldMonths[source * count + i]!;
    }
  }
}
