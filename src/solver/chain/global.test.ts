/** The sparse global system against the same system written out densely, on a horizon of quarters. */
import { describe, expect, it } from "vitest";
import { campusProblem, makeRandom } from "../../../bench/solver/campus.ts";
import { certify } from "../../problem/certificate.ts";
import type { Budget, DesignRow, DesignVariable, Problem, Slice } from "../../problem/problem.ts";
import { at } from "../../problem/series.ts";
import { solveWithHighs } from "../highs.ts";
import { makeRunFor, solveContinuous } from "./chain.ts";
import type { ChainForm } from "./form.ts";
import { isContradiction } from "./form.ts";
import { PROXIMAL } from "./dense.ts";
import { factorGlobal, LINK_PROXIMAL, makeGlobalFactor, solveGlobal } from "./global.ts";
import type { SliceFactor } from "./factor.ts";
import { buildForm } from "./presolve.ts";
import { startCold } from "./start.ts";
import type { GlobalVectors } from "./state.ts";

interface Horizon {
  readonly quarters: number;
  readonly sites: number;
  readonly hours: number;
}

/**
 * Every asset of every site has a stock in force, an order and a retirement per quarter:
 * stock_q − stock_{q−1} − order_q + retire_q = 0. Budgets of CO2 and clean energy per year.
 */
function horizonProblem({ quarters, sites, hours }: Horizon): Problem {
  const design: DesignVariable[] = [];
  const designRows: DesignRow[] = [];
  const slices: Slice[] = [];
  const budgets: Budget[] = [];
  for (let quarter = 0; quarter < quarters; quarter++) {
    const discount = 1.02 ** -quarter;
    const weight = (2190 / hours) * discount;
    for (let site = 0; site < sites; site++) {
      const campus = campusProblem({ hours, stores: 2, seed: 17 * site + (quarter % 8) + 1 });
      const slice = campus.slices[0]!;
      const index = slices.length;
      const assets = slice.capacities.length;
      const capacities = slice.capacities.map((capacity, a) => {
        const size = campus.design[a]!;
        const annual = (size.cost * 8760) / hours;
        const add = (kind: string, cost: number, upper: number) => {
          const name = `site${site}.${capacity.name}.${quarter}.${kind}`;
          design.push({ name, lower: 0, upper, cost: cost * discount, integer: false });
          return design.length - 1;
        };
        const stock = add("stock", 0.02 * annual, size.upper);
        const terms = [
          { design: stock, coefficient: 1 },
          { design: add("order", 6 * annual * 0.99 ** quarter, Infinity), coefficient: -1 },
          { design: add("retire", -0.2 * annual, Infinity), coefficient: 1 },
        ];
        if (quarter > 0) terms.push({ design: stock - 3 * assets * sites, coefficient: -1 });
        designRows.push({ name: `${design[stock]!.name}.balance`, terms, sense: "=", rhs: 0 });
        return { ...capacity, terms: [{ design: stock, coefficient: 1 }] };
      });
      slices.push({ ...slice, capacities, weightHours: new Float64Array(hours).fill(weight) });
      campus.budgets.forEach((budget, b) => {
        const place = 2 * Math.floor(quarter / 4) + b;
        const rhs = (b === 0 ? 18 : 30) * hours * sites * Math.min(4, quarters);
        budgets[place] ??= { ...budget, terms: [], rhs };
        for (const term of budget.terms) {
          const coefficient = at(term.coefficient, 0) / weight;
          budgets[place].terms.push({ ...term, slice: index, coefficient });
        }
      });
    }
  }
  return { name: "horizon", constant: 0, design, designRows, slices, budgets };
}

function formOf(problem: Problem): ChainForm {
  const form = buildForm(problem);
  if (isContradiction(form)) throw new Error(form.reason);
  return form;
}

/** K = [P, −Nᵀ; N, E] written out from the equations, and the largest term that went into each entry. */
function denseSystem(form: ChainForm, slices: readonly SliceFactor[], point: GlobalVectors) {
  const designs = form.designs.length;
  const size = designs + form.linkRhs.length;
  const matrix = Array.from({ length: size }, () => new Float64Array(size));
  const add = (i: number, j: number, value: number) => {
    matrix[i]![j]! += value;
  };
  form.designs.forEach((_, k) => {
    add(k, k, PROXIMAL);
    if (form.lower[k]! > -Infinity) add(k, k, point.zl[k]! / point.yl[k]!);
    if (form.upper[k]! < Infinity) add(k, k, point.zu[k]! / point.yu[k]!);
  });
  const couple = (link: number, design: number, value: number) => {
    add(designs + link, design, value);
    add(design, designs + link, -value);
  };
  form.linkRhs.forEach((_, i) => {
    add(designs + i, designs + i, LINK_PROXIMAL);
    if (form.linkSlack[i] !== 0) add(designs + i, designs + i, point.s[i]! / point.zs[i]!);
    for (let p = form.linkStarts[i]!; p < form.linkStarts[i + 1]!; p++)
      couple(i, form.linkDesigns[p]!, form.linkValues[p]!);
  });
  for (const { slice, plan, corner, gram } of slices) {
    const { capacities, budgets } = slice;
    const value = (i: number, j: number, sign: number) => {
      const source = Math.max(i, j) * plan.borders + Math.min(i, j);
      return corner[source]! + sign * gram[source]!;
    };
    capacities.forEach((terms, i) => {
      for (const a of terms) {
        capacities.forEach((others, j) => {
          for (const b of others)
            add(a.design, b.design, a.coefficient * b.coefficient * value(i, j, 1));
        });
        budgets.forEach((link, f) => {
          couple(link, a.design, a.coefficient * value(i, capacities.length + f, -1));
        });
      }
    });
    budgets.forEach((link, f) => {
      budgets.forEach((other, g) => {
        const both = value(capacities.length + f, capacities.length + g, -1);
        add(designs + link, designs + other, both);
      });
    });
  }
  return matrix;
}

/** Largest |K·x − b| relative to |K|·|x| + |b|, entry by entry. */
function errorOf(matrix: readonly Float64Array[], x: Float64Array, b: Float64Array): number {
  return matrix.reduce((worst, row, i) => {
    let sum = -b[i]!;
    let total = Math.abs(b[i]!);
    for (let j = 0; j < row.length; j++) {
      sum += row[j]! * x[j]!;
      total += Math.abs(row[j]! * x[j]!);
    }
    return Math.max(worst, Math.abs(sum) / total);
  }, 0);
}

/** Two capacities share a design, one capacity has two: every way two terms can meet. */
function withSharedSizes(problem: Problem): Problem {
  const slices = problem.slices.map((slice, s) => {
    const capacities = slice.capacities.map((capacity, i) =>
      i === 1 || i === 2
        ? {
            ...capacity,
            terms: [
              ...capacity.terms,
              { design: s, coefficient: 0.5 },
              { design: s + 1, coefficient: 0.25 * i },
            ],
          }
        : capacity,
    );
    return { ...slice, capacities };
  });
  return { ...problem, slices };
}

describe("the global system", () => {
  it("is solved to rounding at a start, and close to the boundary where entries differ by 1e16", () => {
    const horizon = horizonProblem({ quarters: 5, sites: 2, hours: 6 });
    for (const problem of [horizon, withSharedSizes(horizon)]) {
      const form = formOf(problem);
      const { run } = makeRunFor(form);
      const { machine, point } = run;
      startCold(run);
      const random = makeRandom(5);
      for (const decades of [0, 4, 8]) {
        const { global } = point;
        for (const [a, b] of [
          [global.yl, global.zl],
          [global.yu, global.zu],
          [global.s, global.zs],
        ] as const)
          for (let k = 0; k < a.length; k++) {
            const ratio = 10 ** (decades * (2 * random() - 1));
            a[k] = ratio;
            b[k] = 1 / ratio;
          }
        const factor = makeGlobalFactor(form);
        factorGlobal(form, machine.slices, global, factor);
        const b3 = form.designs.map(() => 0);
        const y = Float64Array.from(b3, () => random() - 0.5);
        const rho = Float64Array.from(form.linkRhs, () => random() - 0.5);
        const b = Float64Array.of(...y, ...rho);
        solveGlobal(form, factor, y, rho);
        const matrix = denseSystem(form, machine.slices, global);
        expect(errorOf(matrix, Float64Array.of(...y, ...rho), b)).toBeLessThan(1e-13);
      }
    }
  });

  it("fills little on forty quarters, and has no work that grows with their square", () => {
    const sizes = [20, 40].map((quarters) => {
      const { sparse } = makeGlobalFactor(formOf(horizonProblem({ quarters, sites: 3, hours: 2 })));
      const starts = sparse.columnStarts;
      const widths = starts.subarray(1).map((end, j) => end - starts[j]!);
      return {
        entries: sparse.pattern.columns.length,
        filled: sparse.lower.length,
        work: widths.reduce((sum, width) => sum + width ** 2, 0),
      };
    });
    const [half, whole] = [sizes[0]!, sizes[1]!];
    expect(whole.filled).toBeLessThan(5 * whole.entries);
    expect(whole.filled).toBeLessThan(2.5 * half.filled);
    expect(whole.work).toBeLessThan(2.5 * half.work);
  });

  it("carries a horizon to the optimum of HiGHS, design rows met to rounding", async () => {
    const problem = horizonProblem({ quarters: 8, sites: 1, hours: 24 });
    const found = await solveContinuous(problem);
    const known = await solveWithHighs(problem);
    expect(found.status).toBe("optimal");
    expect(Math.abs(found.objective - known.objective) / known.objective).toBeLessThan(1e-6);
    const balances = certify(problem, found).rows.filter((row) => row.name.endsWith(".balance"));
    expect(balances).toHaveLength(80);
    for (const row of balances) expect(row.relative).toBeLessThan(1e-12);
  });
});
