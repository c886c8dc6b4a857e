/**
 * The loops that take nearly all of a solve's time, in WebAssembly: `assembly/` holds their source, `module.ts`
 * what `npm run kernels` makes of it. A place is where an array begins in the memory of the room it lives in
 * (room.ts), 0 stands for no array; counts are of numbers.
 */
import { MODULE } from "./module.ts";

export type Place = number;
/** A number as WebAssembly takes it: 0 or 1 for false or true. */
export type Flag = number;

/** What one slice's factor is made of, in this order, before steps from … to. */
export type Ring = readonly [
  block: Place,
  coupling: Place,
  carried: Place,
  rows: number,
  states: number,
  locals: number,
  coupled: number,
  wide: number,
  from: number,
  to: number,
];

/** What the kernels do is said beside their source. */
export interface Kernels {
  readonly forwardRing: (...all: [...Ring, u: Place, pitch: number, sums: Place]) => void;
  readonly backwardRing: (...all: [...Ring, u: Place, pitch: number, delta: Place]) => void;
  readonly eliminateSteps: (
    ...all: [...Ring, first: number, before: Place, lost: number, proximal: number]
  ) => void;
  readonly addGram: (carried: Place, start: number, end: number, wide: number, gram: Place) => void;
  readonly scatter: (
    series: Place,
    value: number,
    steps: Place,
    stride: number,
    slot: number,
    from: Place,
    count: number,
    out: Place,
  ) => void;
  readonly subtractAlong: (
    series: Place,
    value: number,
    runs: Place,
    runCount: number,
    from: Place,
    out: Place,
  ) => void;
  readonly collectAlong: (
    series: Place,
    value: number,
    runs: Place,
    runCount: number,
    from: Place,
    out: Place,
  ) => void;
  readonly dot: (series: Place, value: number, from: Place, count: number) => number;
  readonly addCoefficient: (
    series: Place,
    value: number,
    factor: number,
    count: number,
    out: Place,
  ) => void;
  readonly aimAtZero: (b: Place, pull: Place, count: number) => void;
  readonly aimAtCentre: (
    mu: number,
    a: Place,
    da: Place,
    db: Place,
    pull: Place,
    count: number,
  ) => void;
  readonly aimAtBand: (
    low: number,
    high: number,
    primal: number,
    dual: number,
    a: Place,
    b: Place,
    da: Place,
    db: Place,
    pull: Place,
    count: number,
  ) => void;
  readonly addScaled: (target: Place, from: Place, factor: number, count: number) => void;
  readonly probeStep: (
    a: Place,
    b: Place,
    da: Place,
    db: Place,
    count: number,
    lowest: Place,
    sums: Place,
  ) => void;
  readonly probeBlend: (
    a: Place,
    da: Place,
    ea: Place,
    count: number,
    lowest: Place,
    shares: Place,
    shareCount: number,
  ) => void;
  readonly addFallen: (
    a: Place,
    da: Place,
    b: Place,
    count: number,
    lengths: Place,
    lengthCount: number,
    sums: Place,
  ) => void;
  readonly holdBack: (a: Place, da: Place, share: number, count: number) => void;
  readonly pullUnlimited: (
    whole: Flag,
    costs: Place,
    xz: Place,
    inverse: Place,
    count: number,
    t: Place,
  ) => void;
  readonly pullLimited: (
    whole: Flag,
    costs: Place,
    limits: Place,
    xz: Place,
    wv: Place,
    inverse: Place,
    above: Place,
    series: Place,
    value: number,
    count: number,
    t: Place,
  ) => number;
  readonly finishUnlimited: (
    whole: Flag,
    costs: Place,
    xz: Place,
    inverse: Place,
    below: Place,
    t: Place,
    count: number,
    x: Place,
    z: Place,
  ) => void;
  readonly finishLimited: (
    whole: Flag,
    costs: Place,
    limits: Place,
    xz: Place,
    wv: Place,
    inverse: Place,
    below: Place,
    above: Place,
    series: Place,
    value: number,
    change: number,
    t: Place,
    count: number,
    x: Place,
    z: Place,
    w: Place,
    v: Place,
  ) => void;
  readonly measure: (
    limited: Flag,
    cost: Place,
    upper: Place,
    x: Place,
    z: Place,
    w: Place,
    v: Place,
    series: Place,
    value: number,
    capacity: number,
    t: Place,
    count: number,
    costs: Place,
    limits: Place,
    found: Place,
  ) => void;
  readonly measureRows: (
    rows: Place,
    rhs: Place,
    lambda: Place,
    count: number,
    found: Place,
  ) => void;
  readonly weighLimited: (
    lower: Flag,
    x: Place,
    z: Place,
    w: Place,
    v: Place,
    series: Place,
    value: number,
    count: number,
    below: Place,
    above: Place,
    inverse: Place,
    limited: Place,
  ) => number;
}

let compiled: WebAssembly.Module | undefined;

/** Kernels that work on `memory`. */
export function kernelsOn(memory: WebAssembly.Memory): Kernels {
  compiled ??= new WebAssembly.Module(Uint8Array.from(atob(MODULE), (char) => char.charCodeAt(0)));
  const instance = new WebAssembly.Instance(compiled, { env: { memory } });
  return instance.exports as unknown as Kernels;
}

/** Where an array begins in its room; 0 for none. */
export function placeOf(array: Float64Array | Int32Array | null): Place {
  return array === null ? 0 : array.byteOffset;
}
