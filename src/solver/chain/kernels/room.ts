/**
 * Memory for the arrays of one solve, where kernels can reach them. What does not fit is laid out again once the
 * memory has grown. Memory that is given back serves the next solve of this thread.
 */
import { kernelsOn } from "./kernels.ts";
import type { Kernels } from "./kernels.ts";

/** Gives out arrays of zeros, and copies; arrays that are the same share one copy. */
export interface Room {
  readonly kernels: Kernels;
  readonly floats: (length: number) => Float64Array;
  readonly floatsOf: (numbers: Float64Array) => Float64Array;
  readonly integersOf: (numbers: Int32Array) => Int32Array;
}

interface Store {
  readonly memory: WebAssembly.Memory;
  readonly kernels: Kernels;
}

const PAGE_BYTES = 65_536;
/** Nothing begins at 0, which stands for no array. */
const FIRST_BYTE = 64;
/** The most that 32-bit places reach. */
const MOST_BYTES = 2 ** 32;
/** The most bytes that a thread keeps for its next solve. */
const KEPT_BYTES = 2 ** 26;

let kept: Store | undefined;

/** A problem whose arrays are more than a room can hold. */
export class RoomTooSmall extends Error {
  constructor(bytes: number) {
    super(`the solve needs ${(bytes / 2 ** 30).toFixed(1)} GB, more than the 4 GB it can hold`);
  }
}

/** A store of zeros. */
function takeStore(): Store {
  const store = kept;
  kept = undefined;
  if (store) return store;
  const memory = new WebAssembly.Memory({ initial: 1 });
  return { memory, kernels: kernelsOn(memory) };
}

/** Takes back a store of which `used` bytes may not be zero. */
function giveBack(store: Store, used: number): void {
  if (store.memory.buffer.byteLength > KEPT_BYTES) return;
  new Uint8Array(store.memory.buffer, 0, used).fill(0);
  kept = store;
}

/** Gives out places one after the other; beyond the end of the memory it only counts. */
class Layout {
  private next = FIRST_BYTE;
  private readonly copies = new Map<Float64Array | Int32Array, Float64Array | Int32Array>();
  private readonly buffer: ArrayBuffer;

  constructor(memory: WebAssembly.Memory) {
    this.buffer = memory.buffer;
  }

  get fits(): boolean {
    return this.next <= this.buffer.byteLength;
  }

  get bytes(): number {
    return this.next;
  }

  private take(bytes: number): number {
    const start = this.next;
    this.next += Math.ceil(bytes / 16) * 16;
    return start;
  }

  readonly floats = (length: number): Float64Array => {
    const start = this.take(8 * length);
    return this.fits ? new Float64Array(this.buffer, start, length) : new Float64Array(0);
  };

  private copied<Numbers extends Float64Array | Int32Array>(
    numbers: Numbers,
    make: () => Numbers,
  ): Numbers {
    const known = this.copies.get(numbers);
    if (known) return known as Numbers;
    const copy = make();
    if (this.fits) copy.set(numbers);
    this.copies.set(numbers, copy);
    return copy;
  }

  readonly floatsOf = (numbers: Float64Array): Float64Array =>
    this.copied(numbers, () => this.floats(numbers.length));

  readonly integersOf = (numbers: Int32Array): Int32Array =>
    this.copied(numbers, () => {
      const start = this.take(4 * numbers.length);
      return this.fits ? new Int32Array(this.buffer, start, numbers.length) : new Int32Array(0);
    });
}

/** What `build` lays out, and how its memory is given back once nothing of it is used any more. */
export function furnish<Built>(build: (room: Room) => Built): {
  readonly built: Built;
  readonly release: () => void;
} {
  const store = takeStore();
  const { memory, kernels } = store;
  const layOut = () => {
    const layout = new Layout(memory);
    const { floats, floatsOf, integersOf } = layout;
    return { layout, built: build({ kernels, floats, floatsOf, integersOf }) };
  };
  let { layout, built } = layOut();
  if (!layout.fits) {
    const { bytes } = layout;
    if (bytes > MOST_BYTES) throw new RoomTooSmall(bytes);
    new Uint8Array(memory.buffer).fill(0);
    memory.grow(Math.ceil((bytes - memory.buffer.byteLength) / PAGE_BYTES));
    ({ layout, built } = layOut());
  }
  let held = true;
  const release = () => {
    if (held) giveBack(store, layout.bytes);
    held = false;
  };
  return { built, release };
}
