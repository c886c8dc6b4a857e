/** Random problems with whole sizes: those of `random-problem.ts` with unit counts and stages added. */
import { makeRandom } from "../../bench/solver/campus.ts";
import type { DesignVariable, Problem } from "../../src/problem/problem.ts";
import { randomProblem } from "./random-problem.ts";

/** One random problem with one to six whole sizes; the same for the same seed. */
export function randomWholeProblem(seed: number): Problem {
  const random = makeRandom(seed * 6007 + 5);
  for (let i = 0; i < 5; i++) random();
  const base = randomProblem(seed);
  const design = base.design.map((variable): DesignVariable => ({
    ...variable,
    integer: variable.lower > -Infinity && random() < 0.6,
    upper: Math.min(variable.upper, Math.max(0, variable.lower) + 15),
  }));
  const wanted = 1 + Math.floor(6 * random());
  const first = design.length;
  while (design.filter((variable) => variable.integer).length < wanted)
    design.push({
      name: `unit${design.length}`,
      lower: 0,
      upper: random() < 0.5 ? 1 : 6,
      cost: Math.round(200 * random()) / 4,
      integer: true,
    });
  const slices = base.slices.map((slice) => ({
    ...slice,
    capacities: slice.capacities.map((capacity) => ({
      ...capacity,
      terms: [
        ...capacity.terms,
        ...design
          .slice(first)
          .flatMap((_, i) =>
            random() < 0.5
              ? [{ design: first + i, coefficient: Math.round(60 * random() + 5) / 10 }]
              : [],
          ),
      ],
    })),
  }));
  return { ...base, name: `whole${seed}`, design, slices };
}
