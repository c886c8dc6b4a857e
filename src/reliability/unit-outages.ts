/**
 * Units that fail and are repaired: two states, exponential times, one stream of random numbers a unit.
 *
 *     up for −ln(1−u) · MTTF,   down for −ln(1−u) · MTTR;   up at the start with probability 1 − FOR
 *
 * Times without memory make that start exact, so years are independent of each other. A unit's stream is
 * named by seed, year, group and number: a variant with one unit more leaves all others as they were.
 * A binary heap gives the next change.
 */
import { openRandom, type Random } from "../climate/random.ts";

/** Units of one kind, or a single thing such as the grid feeder. */
export interface UnitKind {
  readonly name: string;
  readonly count: number;
  readonly forcedOutageFrac: number;
  readonly meanHoursUp: number;
  readonly meanHoursDown: number;
}

export class UnitOutages {
  readonly count: number;
  /** [count] kind of each unit. */
  readonly kindOf: Int32Array;
  /** [kinds + 1] first unit of each kind. */
  readonly firstUnit: Int32Array;
  /** [count] 1 while up. */
  readonly up: Uint8Array;
  /** [kinds] units down. */
  readonly down: Int32Array;
  private readonly kinds: readonly UnitKind[];
  private readonly changeHour: Float64Array;
  private readonly heap: Int32Array;
  private readonly streams: (Random | undefined)[];
  private heapSize = 0;

  constructor(kinds: readonly UnitKind[]) {
    this.kinds = kinds;
    this.firstUnit = new Int32Array(kinds.length + 1);
    kinds.forEach((kind, k) => (this.firstUnit[k + 1] = this.firstUnit[k]! + kind.count));
    this.count = this.firstUnit[kinds.length]!;
    this.kindOf = new Int32Array(this.count);
    kinds.forEach((_, k) => this.kindOf.fill(k, this.firstUnit[k], this.firstUnit[k + 1]));
    this.up = new Uint8Array(this.count);
    this.down = new Int32Array(kinds.length);
    this.changeHour = new Float64Array(this.count);
    this.heap = new Int32Array(this.count);
    this.streams = Array.from({ length: this.count });
  }

  /** Hour of the next failure or repair; Infinity when there is none. */
  get nextHour(): number {
    return this.heapSize === 0 ? Infinity : this.changeHour[this.heap[0]!]!;
  }

  /** Begins a year: each unit up with its long-run probability, or all up. */
  start(seed: string, allUp: boolean): void {
    this.up.fill(1);
    this.down.fill(0);
    this.heapSize = 0;
    this.kinds.forEach((kind, k) => {
      if (!(kind.forcedOutageFrac > 0)) return;
      for (let unit = this.firstUnit[k]!; unit < this.firstUnit[k + 1]!; unit++) {
        const stream = openRandom(`${seed}|${kind.name}|${unit - this.firstUnit[k]!}`);
        this.streams[unit] = stream;
        // Drawn also when all are up, so that both starts use the same later draws.
        const out = stream.uniform() < kind.forcedOutageFrac && !allUp;
        if (out) {
          this.up[unit] = 0;
          this.down[k]!++;
        }
        this.changeHour[unit] = this.drawHours(unit);
        this.push(unit);
      }
    });
  }

  /** Makes the next change and returns its unit. */
  change(): number {
    const unit = this.heap[0]!;
    const k = this.kindOf[unit]!;
    this.up[unit] = 1 - this.up[unit]!;
    this.down[k]! += this.up[unit] === 1 ? -1 : 1;
    this.changeHour[unit]! += this.drawHours(unit);
    this.sink(0);
    return unit;
  }

  private drawHours(unit: number): number {
    const kind = this.kinds[this.kindOf[unit]!]!;
    const mean = this.up[unit] === 1 ? kind.meanHoursUp : kind.meanHoursDown;
    return exponential(this.streams[unit]!, mean);
  }

  private push(unit: number): void {
    let at = this.heapSize++;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (!this.before(unit, this.heap[parent]!)) break;
      this.heap[at] = this.heap[parent]!;
      at = parent;
    }
    this.heap[at] = unit;
  }

  private sink(from: number): void {
    const unit = this.heap[from]!;
    let at = from;
    for (;;) {
      let child = 2 * at + 1;
      if (child >= this.heapSize) break;
      if (child + 1 < this.heapSize && this.before(this.heap[child + 1]!, this.heap[child]!))
        child++;
      if (!this.before(this.heap[child]!, unit)) break;
      this.heap[at] = this.heap[child]!;
      at = child;
    }
    this.heap[at] = unit;
  }

  private before(a: number, b: number): boolean {
    const difference = this.changeHour[a]! - this.changeHour[b]!;
    return difference < 0 || (difference === 0 && a < b);
  }
}

/** An exponential time of the given mean. */
export const exponential = (random: Random, mean: number): number =>
  -Math.log(1 - random.uniform()) * mean;
