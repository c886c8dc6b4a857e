/** Random small compact problems of every shape the chain solver must handle, from a seed. */
import { makeRandom } from "../../bench/solver/campus.ts";
import type {
  Budget,
  Capacity,
  DesignRow,
  DesignVariable,
  HourlyRow,
  HourlyTerm,
  HourlyVariable,
  Problem,
  Sense,
  Slice,
  StateRow,
} from "../../src/problem/problem.ts";
import type { Series } from "../../src/problem/series.ts";

type Random = () => number;

function pick<T>(random: Random, items: readonly T[]): T {
  return items[Math.floor(random() * items.length)]!;
}

/** A number, or a series of `steps` numbers, from `draw`. */
function series(random: Random, steps: number, draw: () => number): Series {
  return random() < 0.4 ? draw() : Float64Array.from({ length: steps }, draw);
}

function costDraw(random: Random): () => number {
  return pick<() => number>(random, [
    () => 0,
    () => pick(random, [1, 2, 2, 5]),
    () => Math.round(20 * random() * 10) / 10,
    () => 20 * random() - 1,
    () => 10 ** (4 * random() - 2),
  ]);
}

function upperOf(
  random: Random,
  steps: number,
  capacities: number,
  priced: boolean,
): HourlyVariable["upper"] {
  const kind = random();
  if (kind < 0.4 && capacities > 0) {
    const profile = series(random, steps, () =>
      random() < 0.25 ? 0 : Math.round(100 * random()) / 100,
    );
    return { kind: "capacity", capacity: Math.floor(random() * capacities), profile };
  }
  if (kind < 0.8 || priced)
    return {
      kind: "series",
      value: series(random, steps, () => (random() < 0.15 ? 0 : Math.round(15 * random()))),
    };
  return { kind: "series", value: Infinity };
}

function makeTerms(random: Random, steps: number, variables: number): HourlyTerm[] {
  const terms: HourlyTerm[] = [];
  for (let j = 0; j < variables; j++)
    if (random() < 0.55)
      terms.push({
        variable: j,
        coefficient: series(random, steps, () =>
          random() < 0.1 ? 0 : pick(random, [1, 1, -1, 0.5, -2, 3]),
        ),
      });
  return terms;
}

function makeSlice(random: Random, index: number, design: readonly DesignVariable[]): Slice {
  const rings = 1 + Math.floor(3 * random());
  const ringStarts: number[] = [];
  let steps = 0;
  for (let r = 0; r < rings; r++) {
    ringStarts.push(steps);
    steps += 1 + Math.floor(6 * random());
  }
  const capacities: Capacity[] = Array.from({ length: 1 + Math.floor(3 * random()) }, (_, i) => ({
    name: `s${index}.c${i}`,
    constant: random() < 0.4 ? Math.round(6 * random()) : 0,
    terms: design.flatMap((variable, k) =>
      variable.lower > -Infinity && random() < 0.45
        ? [{ design: k, coefficient: pick(random, [1, 1, 0.5, 2]) }]
        : [],
    ),
  }));
  const count = 3 + Math.floor(4 * random());
  const variables: HourlyVariable[] = Array.from({ length: count }, (_, j) => {
    const free = random() < 0.06;
    return {
      name: `s${index}.x${j}`,
      lower: free ? -Infinity : 0,
      upper: upperOf(random, steps, capacities.length, false),
      cost: series(random, steps, costDraw(random)),
    };
  });
  const rows: HourlyRow[] = Array.from({ length: 1 + Math.floor(4 * random()) }, (_, i) => {
    const terms = makeTerms(random, steps, count);
    const sense = pick<Sense>(random, ["=", "<=", ">=", "="]);
    const rhs = series(random, steps, () => Math.round(10 * random()) * (random() < 0.1 ? -1 : 1));
    return {
      name: `s${index}.row${i}`,
      terms,
      sense,
      rhs,
      capacityTerms:
        random() < 0.2
          ? [
              {
                capacity: Math.floor(random() * capacities.length),
                coefficient: pick(random, [1, -1]),
              },
            ]
          : [],
    };
  });
  // Shortfall and surplus at a price keep most problems feasible.
  for (const row of rows) {
    if (random() < 0.05) continue;
    for (const sign of [1, -1]) {
      variables.push({
        name: `${row.name}.slack${sign}`,
        lower: 0,
        upper: { kind: "series", value: Infinity },
        cost: 30 + Math.round(20 * random()),
      });
      row.terms.push({ variable: variables.length - 1, coefficient: sign });
    }
  }
  const states: StateRow[] = Array.from({ length: Math.floor(4 * random()) }, (_, i) => {
    const upper = upperOf(random, steps, capacities.length, true);
    variables.push({
      name: `s${index}.level${i}`,
      lower: 0,
      upper,
      cost: random() < 0.3 ? 0.1 : 0,
    });
    const level = variables.length - 1;
    if (random() < 0.2) pick(random, rows).terms.push({ variable: level, coefficient: 0.2 });
    return {
      name: `s${index}.store${i}`,
      level,
      retention: series(random, steps, () => pick(random, [1, 1, 0.9, 0.99])),
      terms: [
        { variable: Math.floor(random() * count), coefficient: 0.9 },
        { variable: Math.floor(random() * count), coefficient: -1.1 },
      ],
      rhs: random() < 0.3 ? series(random, steps, () => Math.round(4 * random() - 2) / 4) : 0,
    };
  });
  const weightHours = Float64Array.from({ length: steps }, () => (random() < 0.5 ? 1 : 2));
  return {
    name: `s${index}`,
    steps,
    stepHours: 1,
    weightHours,
    ringStarts,
    capacities,
    variables,
    rows,
    states,
  };
}

function makeBudget(
  random: Random,
  index: number,
  slices: readonly Slice[],
  designs: number,
): Budget {
  const terms = slices.flatMap((slice, s) =>
    slice.variables.slice(0, 3).flatMap((_, j) =>
      random() < 0.5
        ? [
            {
              slice: s,
              variable: j,
              coefficient: series(random, slice.steps, () => pick(random, [1, 0.5, 2])),
            },
          ]
        : [],
    ),
  );
  const sense = pick<Sense>(random, ["<=", ">=", "<=", "="]);
  return {
    name: `budget${index}`,
    terms,
    sense: sense,
    rhs: Math.round((sense === "<=" ? 80 : 25) * random() * slices.length),
    designTerms:
      random() < 0.3 && designs > 0
        ? [{ design: Math.floor(random() * designs), coefficient: 1 }]
        : [],
  };
}

/** Gives the first variable of every slice a twin: same cost, limit and coefficients, so that the split between them is free. */
function addTwins(slices: readonly Slice[]): void {
  for (const slice of slices) {
    const [first] = slice.variables;
    const twin = slice.variables.push({ ...first!, name: `${first!.name}.twin` }) - 1;
    for (const row of [...slice.rows, ...slice.states])
      for (const term of row.terms.filter(({ variable }) => variable === 0))
        row.terms.push({ ...term, variable: twin });
  }
}

/** One random problem; the same for the same seed. Every fifth has twin variables. */
export function randomProblem(seed: number): Problem {
  const random = makeRandom(seed * 7919 + 13);
  for (let i = 0; i < 5; i++) random();
  const design: DesignVariable[] = Array.from({ length: Math.floor(5 * random()) }, (_, k) => {
    const lower = random() < 0.15 ? Math.round(3 * random()) : random() < 0.05 ? -Infinity : 0;
    return {
      name: `y${k}`,
      lower,
      upper: random() < 0.4 ? Math.max(lower, 0) + Math.round(12 * random()) : Infinity,
      cost: random() < 0.1 ? 0 : random() < 0.03 ? -1 : Math.round(60 * random()) / 2,
      integer: false,
    };
  });
  const slices = Array.from({ length: 1 + Math.floor(3 * random()) }, (_, s) =>
    makeSlice(random, s, design),
  );
  const budgets = Array.from({ length: Math.floor(3 * random()) }, (_, i) =>
    makeBudget(random, i, slices, design.length),
  );
  const designRows: DesignRow[] = Array.from(
    { length: design.length > 1 ? Math.floor(2.5 * random()) : 0 },
    (_, i) => ({
      name: `link${i}`,
      terms: [
        { design: 0, coefficient: 1 },
        { design: 1, coefficient: pick(random, [1, -1, 2]) },
      ],
      sense: pick<Sense>(random, ["<=", ">=", "="]),
      rhs: Math.round(8 * random()),
    }),
  );
  if (seed % 5 === 0) addTwins(slices);
  return {
    name: `random${seed}`,
    constant: Math.round(10 * random()),
    design,
    designRows,
    slices,
    budgets,
  };
}
