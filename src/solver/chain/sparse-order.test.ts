/** Pivot orders: permutations, by stages, with as much fill as is known to be needed. */
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { makeRandom } from "../../../bench/solver/campus.ts";
import { makeSparseFactor } from "./sparse-ldl.ts";
import { orderPivots } from "./sparse-order.ts";
import type { Graph } from "./sparse-order.ts";

type Edge = readonly [number, number];

function graphOf(size: number, edges: readonly Edge[]): Graph {
  const sets = Array.from({ length: size }, () => new Set<number>());
  for (const [a, b] of edges) {
    if (a === b) continue;
    sets[a]!.add(b);
    sets[b]!.add(a);
  }
  const starts = [0];
  const adjacent: number[] = [];
  for (const set of sets) {
    adjacent.push(...set);
    starts.push(adjacent.length);
  }
  return { size, starts: Int32Array.from(starts), adjacent: Int32Array.from(adjacent) };
}

/** Entries of L below the diagonal when `graph` is eliminated in `order`. */
function fillOf(graph: Graph, order: Int32Array): number {
  const place = new Int32Array(graph.size);
  order.forEach((node, k) => {
    place[node] = k;
  });
  const starts = [0];
  const columns: number[] = [];
  for (const node of order) {
    for (let p = graph.starts[node]!; p < graph.starts[node + 1]!; p++) {
      const other = place[graph.adjacent[p]!]!;
      if (other < place[node]!) columns.push(other);
    }
    starts.push(columns.length);
  }
  const pattern = {
    size: graph.size,
    starts: Int32Array.from(starts),
    columns: Int32Array.from(columns),
  };
  return makeSparseFactor(pattern).lower.length;
}

function randomEdges(seed: number, size: number, count: number): Edge[] {
  const random = makeRandom(seed);
  const pick = () => Math.floor(random() * size);
  return Array.from({ length: count }, () => [pick(), pick()] as const);
}

describe("pivot order", () => {
  it("is a permutation, stage after stage, and the same every time", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 1e6 }),
        fc.integer({ min: 1, max: 80 }),
        fc.integer({ min: 0, max: 400 }),
        (seed, size, count) => {
          const graph = graphOf(size, randomEdges(seed, size, count));
          const random = makeRandom(seed + 1);
          const stages = Uint8Array.from({ length: size }, () => Math.floor(3 * random()));
          const order = orderPivots(graph, stages);
          expect([...order].sort((a, b) => a - b)).toEqual([...Array(size).keys()]);
          const met = [...order].map((node) => stages[node]!);
          expect(met).toEqual([...met].sort((a, b) => a - b));
          expect(orderPivots(graph, stages)).toEqual(order);
        },
      ),
    );
  });

  it("finds no fill in trees, whatever their numbering", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 1e6 }),
        fc.integer({ min: 2, max: 200 }),
        (seed, size) => {
          const random = makeRandom(seed);
          const edges = Array.from({ length: size - 1 }, (_, i): Edge => [
            i + 1,
            Math.floor(random() * (i + 1)),
          ]);
          const graph = graphOf(size, edges);
          expect(fillOf(graph, orderPivots(graph, new Uint8Array(size)))).toBe(size - 1);
        },
      ),
    );
  });

  it("fills a grid far less than numbering it row by row does", () => {
    const side = 30;
    const edges: Edge[] = [];
    for (let i = 0; i < side; i++)
      for (let j = 0; j < side; j++) {
        if (i + 1 < side) edges.push([i * side + j, (i + 1) * side + j]);
        if (j + 1 < side) edges.push([i * side + j, i * side + j + 1]);
      }
    const graph = graphOf(side * side, edges);
    const natural = fillOf(
      graph,
      Int32Array.from({ length: side * side }, (_, i) => i),
    );
    const found = fillOf(graph, orderPivots(graph, new Uint8Array(side * side)));
    expect(found).toBeLessThan(natural / 2);
  });

  it("leaves what touches everything for last", () => {
    const size = 2000;
    const edges = Array.from({ length: size - 1 }, (_, i): Edge => [0, i + 1]);
    const graph = graphOf(size, edges);
    const order = orderPivots(graph, new Uint8Array(size));
    expect(order.at(-1)).toBe(0);
    expect(fillOf(graph, order)).toBe(size - 1);
  });
});
