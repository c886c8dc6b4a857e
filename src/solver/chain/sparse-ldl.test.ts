/** The sparse factor against dense elimination with pivoting, on random quasi-definite matrices. */
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { makeRandom } from "../../../bench/solver/campus.ts";
import { factorSparse, makeSparseFactor, residualSparse, solveSparse } from "./sparse-ldl.ts";
import type { LowerPattern } from "./sparse-ldl.ts";

interface Example {
  readonly pattern: LowerPattern;
  readonly values: Float64Array;
  readonly signs: Int8Array;
  readonly before: Float64Array;
  readonly dense: number[][];
}

/** [P, Nᵀ; N, −E] with P = diagonal + Σ v·vᵀ (v sparse), E likewise, rows of both kinds mixed. */
function makeExample(seed: number, size: number, spread: number): Example {
  const random = makeRandom(seed);
  const signs = Int8Array.from({ length: size }, () => (random() < 0.6 ? 1 : -1));
  const dense = Array.from({ length: size }, () => Array.from({ length: size }, () => 0));
  for (let i = 0; i < size; i++) dense[i]![i] = signs[i]! * 10 ** (spread * (random() - 0.5));
  for (let r = 0; r < size; r++) {
    const ends = Array.from({ length: 3 }, () => Math.floor(random() * size));
    const weights = ends.map(() => 2 * random() - 1);
    const sign = signs[ends[0]!]!;
    ends.forEach((i, p) => {
      ends.forEach((j, q) => {
        if (signs[i] === sign && signs[j] === sign)
          dense[i]![j]! += sign * weights[p]! * weights[q]!;
      });
    });
    const [i, j] = ends as [number, number, number];
    if (signs[i] !== signs[j]) {
      dense[i]![j]! += weights[2]!;
      dense[j]![i]! += weights[2]!;
    }
  }
  const starts = [0];
  const columns: number[] = [];
  const numbers: number[] = [];
  for (let i = 0; i < size; i++) {
    for (let j = 0; j < i; j++)
      if (dense[i]![j] !== 0) {
        columns.push(j);
        numbers.push(dense[i]![j]!);
      }
    starts.push(columns.length);
  }
  const diagonal = dense.map((row, i) => row[i]!);
  return {
    pattern: { size, starts: Int32Array.from(starts), columns: Int32Array.from(columns) },
    values: Float64Array.from([...diagonal, ...numbers]),
    signs,
    before: Float64Array.from(diagonal, Math.abs),
    dense,
  };
}

/** Gaussian elimination with partial pivoting. */
function solveDense(matrix: readonly (readonly number[])[], b: Float64Array): number[] {
  const rows = matrix.map((row, i) => [...row, b[i]!]);
  const size = rows.length;
  for (let k = 0; k < size; k++) {
    let best = k;
    for (let i = k; i < size; i++) if (Math.abs(rows[i]![k]!) > Math.abs(rows[best]![k]!)) best = i;
    [rows[k], rows[best]] = [rows[best]!, rows[k]!];
    for (let i = k + 1; i < size; i++) {
      const factor = rows[i]![k]! / rows[k]![k]!;
      for (let j = k; j <= size; j++) rows[i]![j]! -= factor * rows[k]![j]!;
    }
  }
  const x = Array.from({ length: size }, () => 0);
  for (let i = size - 1; i >= 0; i--) {
    let sum = rows[i]![size]!;
    for (let j = i + 1; j < size; j++) sum -= rows[i]![j]! * x[j]!;
    x[i] = sum / rows[i]![i]!;
  }
  return x;
}

function rightSide(seed: number, size: number): Float64Array {
  const random = makeRandom(seed + 1);
  return Float64Array.from({ length: size }, () => 2 * random() - 1);
}

function solveExample(example: Example, b: Float64Array): Float64Array {
  const factor = makeSparseFactor(example.pattern);
  factorSparse(factor, example.values, example.signs, example.before);
  const x = b.slice();
  solveSparse(factor, x);
  return x;
}

const SEED = fc.integer({ min: 1, max: 1e6 });
const SIZE = fc.integer({ min: 1, max: 40 });

describe("sparse L·D·Lᵀ", () => {
  it("solves like dense elimination", () => {
    fc.assert(
      fc.property(SEED, SIZE, (seed, size) => {
        const example = makeExample(seed, size, 2);
        const b = rightSide(seed, size);
        const expected = solveDense(example.dense, b);
        const found = solveExample(example, b);
        const scale = Math.max(1, ...expected.map(Math.abs));
        found.forEach((value, i) => {
          expect(Math.abs(value - expected[i]!)).toBeLessThan(1e-9 * scale);
        });
      }),
    );
  });

  it("multiplies back to the matrix, with pivots of the given signs", () => {
    fc.assert(
      fc.property(SEED, SIZE, (seed, size) => {
        const example = makeExample(seed, size, 2);
        const factor = makeSparseFactor(example.pattern);
        factorSparse(factor, example.values, example.signs, example.before);
        const lower = example.dense.map((_, i) => example.dense.map((__, j) => Number(i === j)));
        for (let j = 0; j < size; j++)
          for (let p = factor.columnStarts[j]!; p < factor.columnStarts[j + 1]!; p++)
            lower[factor.columnRows[p]!]![j] = factor.lower[p]!;
        for (let i = 0; i < size; i++) {
          expect(Math.sign(factor.inverse[i]!)).toBe(example.signs[i]);
          for (let j = 0; j <= i; j++) {
            let sum = 0;
            let sizes = 1;
            for (let k = 0; k <= j; k++) {
              const term = (lower[i]![k]! * lower[j]![k]!) / factor.inverse[k]!;
              sum += term;
              sizes += Math.abs(term);
            }
            expect(Math.abs(sum - example.dense[i]![j]!)).toBeLessThan(1e-12 * sizes);
          }
        }
      }),
    );
  });

  it("measures the residual of any x, with its size", () => {
    fc.assert(
      fc.property(SEED, SIZE, (seed, size) => {
        const { dense, pattern, values } = makeExample(seed, size, 2);
        const b = rightSide(seed, size);
        const x = rightSide(seed + 7, size);
        const residual = new Float64Array(size).fill(NaN);
        const sizes = new Float64Array(size).fill(NaN);
        residualSparse(pattern, values, b, x, residual, sizes);
        dense.forEach((row, i) => {
          const expected = row.reduce((sum, value, j) => sum - value * x[j]!, b[i]!);
          const total = row.reduce(
            (sum, value, j) => sum + Math.abs(value * x[j]!),
            Math.abs(b[i]!),
          );
          expect(residual[i]).toBeCloseTo(expected, 11);
          expect(sizes[i]).toBeCloseTo(total, 11);
        });
      }),
    );
  });

  it("holds the pivot of a dependent row, and solves what is consistent", () => {
    // y₀ + y₁ = 2 twice: the second row's pivot is nothing but rounding.
    const pattern: LowerPattern = {
      size: 4,
      starts: Int32Array.of(0, 0, 0, 2, 4),
      columns: Int32Array.of(0, 1, 0, 1),
    };
    const values = Float64Array.of(3, 0.7, 0, 0, 1, 1, 1, 1);
    const factor = makeSparseFactor(pattern);
    factorSparse(factor, values, Int8Array.of(1, 1, -1, -1), Float64Array.of(3, 0.7, 0, 0));
    expect(factor.inverse[3]).toBeLessThan(0);
    const x = Float64Array.of(1, 1, 2, 2);
    solveSparse(factor, x);
    expect(x[0]! + x[1]!).toBeCloseTo(2, 9);
    expect(x.every(Number.isFinite)).toBe(true);
  });

  it("gives a row without any entry a small pivot of its sign", () => {
    const pattern: LowerPattern = {
      size: 1,
      starts: Int32Array.of(0, 0),
      columns: new Int32Array(0),
    };
    const factor = makeSparseFactor(pattern);
    factorSparse(factor, Float64Array.of(0), Int8Array.of(-1), Float64Array.of(0));
    expect(factor.inverse[0]).toBeLessThan(0);
    expect(Number.isFinite(factor.inverse[0])).toBe(true);
  });
});
