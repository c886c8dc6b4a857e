/**
 * Pivot order of a sparse symmetric matrix: approximate minimum degree on the quotient graph
 * (Amestoy, Davis, Duff 1996), within stages that are eliminated one after the other.
 *
 *     eliminating p joins its neighbours into an element Lₚ that replaces p and the elements p touched
 *     degree of i ≈ |plain neighbours| + |Lₚ \ i| + Σ over i's other elements e of |e \ Lₚ|
 *
 * Nodes with very many neighbours go to the end of their stage and are left out of the graph: what
 * touches nearly everything fills its row in any order. Ties fall to the node that came last.
 */

/** Neighbours of node i are adjacent[starts[i]] … adjacent[starts[i + 1] − 1]; both directions are listed. */
export interface Graph {
  readonly size: number;
  readonly starts: Int32Array;
  readonly adjacent: Int32Array;
}

/** Waiting nodes of one stage by degree: doubly linked lists, one for each degree. */
class Waiting {
  private readonly head: Int32Array;
  private readonly next: Int32Array;
  private readonly previous: Int32Array;
  private lowest = 0;

  constructor(size: number) {
    this.head = new Int32Array(size + 1).fill(-1);
    this.next = new Int32Array(size);
    this.previous = new Int32Array(size);
  }

  add(node: number, degree: number): void {
    const first = this.head[degree]!;
    this.next[node] = first;
    this.previous[node] = -1;
    if (first >= 0) this.previous[first] = node;
    this.head[degree] = node;
    this.lowest = Math.min(this.lowest, degree);
  }

  remove(node: number, degree: number): void {
    const after = this.next[node]!;
    const before = this.previous[node]!;
    if (before >= 0) this.next[before] = after;
    else this.head[degree] = after;
    if (after >= 0) this.previous[after] = before;
  }

  /** A node of least degree, or −1. */
  first(): number {
    while (this.lowest < this.head.length && this.head[this.lowest]! < 0) this.lowest++;
    return this.head[this.lowest] ?? -1;
  }
}

/** The graph while nodes are being eliminated; an element has the number of the node that made it. */
class Quotient {
  readonly degree: Int32Array;
  private readonly plain: number[][];
  private readonly elements: number[][];
  /** Nodes of a live element; undefined once it is absorbed. */
  private readonly members: (number[] | undefined)[] = [];
  private readonly mark: Int32Array;
  private readonly outside: Int32Array;
  private left: number;

  constructor(graph: Graph, kept: Uint8Array) {
    const { size, starts, adjacent } = graph;
    this.plain = Array.from({ length: size }, (_, i) =>
      kept[i] === 0
        ? []
        : [...adjacent.subarray(starts[i], starts[i + 1])].filter((j) => kept[j] !== 0),
    );
    this.elements = Array.from({ length: size }, () => []);
    this.degree = Int32Array.from(this.plain, (list) => list.length);
    this.mark = new Int32Array(size).fill(-1);
    this.outside = new Int32Array(size).fill(-1);
    this.left = kept.reduce((sum, value) => sum + value, 0);
  }

  /** Neighbours of `pivot`, through plain edges and through its elements, which are absorbed. */
  private gather(pivot: number): number[] {
    const found: number[] = [];
    const { mark } = this;
    mark[pivot] = pivot;
    const take = (list: readonly number[]) => {
      for (const i of list) {
        if (mark[i] === pivot) continue;
        mark[i] = pivot;
        found.push(i);
      }
    };
    take(this.plain[pivot]!);
    for (const element of this.elements[pivot]!) {
      take(this.members[element] ?? []);
      this.members[element] = undefined;
    }
    this.plain[pivot] = [];
    this.elements[pivot] = [];
    return found;
  }

  /** Takes `pivot` out and gives the nodes whose degree may have changed; `degree` still holds the old ones. */
  eliminate(pivot: number): number[] {
    const found = this.gather(pivot);
    this.members[pivot] = found;
    this.left--;
    for (const i of found)
      for (const element of this.elements[i]!) {
        const members = this.members[element];
        if (members && this.outside[element]! < 0) this.outside[element] = members.length;
        if (members) this.outside[element]!--;
      }
    return found;
  }

  /** Tidies the lists of `i`, a neighbour of the eliminated `pivot`, and gives its new degree. */
  update(i: number, pivot: number, width: number): number {
    let beyond = 0;
    const elements = [pivot];
    for (const element of this.elements[i]!) {
      const more = this.outside[element]!;
      if (this.members[element] === undefined || more === 0) continue;
      elements.push(element);
      beyond += more;
    }
    const plain = this.plain[i]!.filter((j) => this.mark[j] !== pivot);
    this.plain[i] = plain;
    this.touched.push(...this.elements[i]!);
    this.elements[i] = elements;
    return Math.min(this.left - 1, this.degree[i]! + width - 1, plain.length + width - 1 + beyond);
  }

  private touched: number[] = [];

  /** Ends the update of a pivot's neighbours: elements inside the new one are absorbed. */
  settle(): void {
    for (const element of this.touched) {
      if (this.outside[element] === 0) this.members[element] = undefined;
      this.outside[element] = -1;
    }
    this.touched = [];
  }
}

/** Nodes with more neighbours than this wait for the end of their stage. */
function crowdLimit(size: number): number {
  return Math.max(16, 10 * Math.sqrt(size));
}

/** Pivots in order of elimination: all nodes of stage 0 first, then those of stage 1, and so on. */
export function orderPivots(graph: Graph, stages: Uint8Array): Int32Array {
  const { size, starts } = graph;
  const order: number[] = [];
  const limit = crowdLimit(size);
  const kept = Uint8Array.from({ length: size }, (_, i) =>
    Number(starts[i + 1]! - starts[i]! <= limit),
  );
  const quotient = new Quotient(graph, kept);
  const { degree } = quotient;
  const last = stages.reduce((most, stage) => Math.max(most, stage), 0);
  for (let stage = 0; stage <= last; stage++) {
    const waiting = new Waiting(size);
    for (let i = 0; i < size; i++)
      if (stages[i] === stage && kept[i] !== 0) waiting.add(i, degree[i]!);
    for (let pivot = waiting.first(); pivot >= 0; pivot = waiting.first()) {
      waiting.remove(pivot, degree[pivot]!);
      order.push(pivot);
      const found = quotient.eliminate(pivot);
      for (const i of found) {
        const fresh = quotient.update(i, pivot, found.length);
        if (stages[i] === stage) {
          waiting.remove(i, degree[i]!);
          waiting.add(i, fresh);
        }
        degree[i] = fresh;
      }
      quotient.settle();
    }
    const crowded = [...stages.keys()].filter((i) => stages[i] === stage && kept[i] === 0);
    const neighbours = (i: number) => starts[i + 1]! - starts[i]!;
    order.push(...crowded.sort((a, b) => neighbours(a) - neighbours(b) || a - b));
  }
  return Int32Array.from(order);
}
