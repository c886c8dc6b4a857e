/**
 * Sizes and budgets that stand in a part of the year alone: billed peaks of seasons, a store rented for one, a
 * limit on what is bought in one. Rings are cut for them; the answers are those of HiGHS.
 */
import { describe, expect, it } from "vitest";
import { campusProblem } from "../../bench/solver/campus.ts";
import { certify, findFault } from "../../src/problem/certificate.ts";
import type { Problem, Slice } from "../../src/problem/problem.ts";
import { isContradiction } from "../../src/solver/chain/form.ts";
import { buildForm } from "../../src/solver/chain/presolve.ts";
import { cutRings } from "../../src/solver/chain/segments.ts";
import { solveContinuous } from "../../src/solver/chain/chain.ts";
import { solveWithHighs } from "../../src/solver/highs.ts";

const IMPORT_MW = 0;

/** 1 in the season's share of each ring, else 0, so many steps later round its end. */
function during(slice: Slice, season: number, seasons: number, later = 0): Float64Array {
  const mask = new Float64Array(slice.steps);
  slice.ringStarts.forEach((from, i) => {
    const length = (slice.ringStarts[i + 1] ?? slice.steps) - from;
    const at = (share: number) => Math.round((share * length) / seasons);
    for (let t = at(season); t < at(season + 1); t++)
      mask[from + ((t + later + length) % length)] = 1;
  });
  return mask;
}

function addSize(problem: Problem, slice: Slice, name: string, cost: number): number {
  const design = problem.design.push({ name, lower: 0, upper: 90, cost, integer: false }) - 1;
  return slice.capacities.push({ name, constant: 0, terms: [{ design, coefficient: 1 }] }) - 1;
}

/** A campus whose peak of imports is billed by season, on one ring or more. */
function billedBySeason(
  seed: number,
  hours: number,
  seasons: number,
  ringStarts: readonly number[],
  later = 0,
): Problem {
  const problem = campusProblem({ hours, seed });
  const slice: Slice = { ...problem.slices[0]!, ringStarts };
  const { variables, rows, states } = slice;
  problem.slices[0] = slice;
  const peaks = Array.from({ length: seasons }, (_, season) => ({
    capacity: addSize(problem, slice, `peak${season}MW`, 50 + 10 * season),
    coefficient: during(slice, season, seasons, later).map((here) => -here),
  }));
  rows.push({
    name: "billed",
    sense: "<=",
    rhs: 0,
    terms: [{ variable: IMPORT_MW, coefficient: 1 }],
    capacityTerms: peaks,
  });
  const rented = addSize(problem, slice, "rentedMWh", 1);
  const add = (name: string, upper: Slice["variables"][number]["upper"]) =>
    variables.push({ name, lower: 0, upper, cost: 0.01 }) - 1;
  const open = { kind: "series", value: Infinity } as const;
  const profile = during(slice, 1, seasons, later);
  const level = add("rentedMWh", { kind: "capacity", capacity: rented, profile });
  const charge = add("rentedInMW", open);
  const discharge = add("rentedOutMW", open);
  rows[0]!.terms.push({ variable: charge, coefficient: -1 });
  rows[0]!.terms.push({ variable: discharge, coefficient: 1 });
  const terms = [
    { variable: charge, coefficient: 0.9 },
    { variable: discharge, coefficient: -1 },
  ];
  states.push({ name: "rented", level, retention: 1, terms, rhs: 0 });
  problem.budgets.push({
    name: "boughtMWh",
    designTerms: [],
    sense: "<=",
    rhs: (40 * hours) / seasons,
    terms: [{ slice: 0, variable: IMPORT_MW, coefficient: during(slice, 2, seasons, later) }],
  });
  return problem;
}

function cuttingOf(problem: Problem) {
  const form = buildForm(problem);
  if (isContradiction(form)) throw new Error(form.reason);
  return { slice: form.slices[0]!, cutting: cutRings(form.slices[0]!) };
}

describe("borders that stand in a part of a ring", () => {
  it.each([
    [1, 240, 12, [0]],
    [2, 300, 18, [0]],
    [3, 400, 12, [0, 200]],
    [4, 480, 14, [0, 240]],
    [5, 450, 13, [0, 1, 225]],
    [6, 481, 16, [0]],
    [7, 360, 12, [0], -1],
    [8, 360, 12, [0], 1],
    [9, 480, 14, [0, 240], -1],
    [10, 450, 13, [0, 1, 225], 2],
    [11, 300, 12, [0], -9],
    [12, 300, 12, [0], 5],
  ])("seed %i, %i hours, %i seasons, rings from %j, %s later", async (...stated) => {
    const problem = billedBySeason(...(stated as Parameters<typeof billedBySeason>));
    const { cutting } = cuttingOf(problem);
    expect(Math.max(...cutting.rings.map(({ segments }) => segments.length))).toBeGreaterThan(2);
    const expected = await solveWithHighs(problem, { method: "simplex" });
    const found = await solveContinuous(problem);
    expect([found.status, expected.status]).toEqual(["optimal", "optimal"]);
    expect(findFault(certify(problem, found))).toBeUndefined();
    expect(Math.abs(found.objective / expected.objective - 1)).toBeLessThan(1e-7);
  });

  it("are carried in fewer columns, each in a slot of its own wherever it stands", () => {
    const { slice, cutting } = cuttingOf(billedBySeason(1, 240, 12, [0]));
    const borders = slice.capacities.length + slice.budgets.length;
    const [ring] = cutting.rings;
    expect(ring!.segments.map(({ from }) => from)).toEqual(
      Array.from({ length: 12 }, (_, season) => 20 * season),
    );
    expect(ring!.closings).toBe(12 * slice.states);
    expect(cutting.wide).toBeLessThan(2 * slice.states + borders);
    const held = new Set(ring!.segments.flatMap(({ holds }) => [...holds]));
    for (let border = 0; border < borders; border++)
      expect([border, held.has(ring!.closings + border)]).toEqual([border, true]);
  });

  it.each([1, -1, 7])("are no more where one goes round the ring's end by %i steps", (later) => {
    const { cutting } = cuttingOf(billedBySeason(1, 240, 12, [0], later));
    expect(cutting.rings[0]!.segments.length).toBe(13);
    expect(cutting.wide).toBe(cuttingOf(billedBySeason(1, 240, 12, [0])).cutting.wide);
    const [shortest] = cutting.rings[0]!.segments.map(({ from, to }) => to - from).sort((a, b) => a - b); // prettier-ignore
    expect(shortest).toBe(Math.abs(later));
  });

  it("leave rings whole where nothing is gained", () => {
    const { cutting } = cuttingOf(campusProblem({ hours: 240 }));
    expect(cutting.rings[0]!.segments.length).toBe(1);
  });
});
