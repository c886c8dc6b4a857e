/** The moving numbers of a solve: iterates, directions and residuals, one flat array each. */
import type { ChainForm, SliceForm } from "./form.ts";

/** x with dual z ≥ 0, gap to its limit w with dual v ≥ 0, prices λ of rows (rows × steps). */
export interface SliceVectors {
  readonly x: Float64Array;
  readonly z: Float64Array;
  readonly w: Float64Array;
  readonly v: Float64Array;
  readonly lambda: Float64Array;
}

/** y; lower gap and its dual; upper gap and its dual; prices ρ of links; slack of links and its dual. */
export interface GlobalVectors {
  readonly y: Float64Array;
  readonly yl: Float64Array;
  readonly zl: Float64Array;
  readonly yu: Float64Array;
  readonly zu: Float64Array;
  readonly rho: Float64Array;
  readonly s: Float64Array;
  readonly zs: Float64Array;
}

/** A point, or a direction. */
export interface Vectors {
  readonly slices: readonly SliceVectors[];
  readonly global: GlobalVectors;
}

/** What is missing in a slice: rows, limits, reduced costs; and pulls: wanted changes of x·z over x, of w·v over w. */
export interface SliceResiduals {
  readonly rows: Float64Array;
  readonly limits: Float64Array;
  readonly costs: Float64Array;
  readonly xz: Float64Array;
  readonly wv: Float64Array;
}

export interface GlobalResiduals {
  readonly costs: Float64Array;
  readonly links: Float64Array;
  readonly lower: Float64Array;
  readonly upper: Float64Array;
  readonly slackCosts: Float64Array;
  readonly ylzl: Float64Array;
  readonly yuzu: Float64Array;
  readonly szs: Float64Array;
}

export interface Residuals {
  readonly slices: readonly SliceResiduals[];
  readonly global: GlobalResiduals;
}

/** Gives an array of zeros. */
type Zeros = (length: number) => Float64Array;

const anywhere: Zeros = (length) => new Float64Array(length);

function sliceVectors(slice: SliceForm, zeros: Zeros): SliceVectors {
  const n = slice.columns;
  return {
    x: zeros(n),
    z: zeros(n),
    w: zeros(n),
    v: zeros(n),
    lambda: zeros(slice.steps * slice.rows),
  };
}

/** A point or direction of zeros. */
export function makeVectors(form: ChainForm, zeros = anywhere): Vectors {
  const k = form.designs.length;
  const m = form.linkRhs.length;
  return {
    slices: form.slices.map((slice) => sliceVectors(slice, zeros)),
    global: {
      y: zeros(k),
      yl: zeros(k),
      zl: zeros(k),
      yu: zeros(k),
      zu: zeros(k),
      rho: zeros(m),
      s: zeros(m),
      zs: zeros(m),
    },
  };
}

/** Residuals of zeros. */
export function makeResiduals(form: ChainForm, zeros = anywhere): Residuals {
  const k = form.designs.length;
  const m = form.linkRhs.length;
  return {
    slices: form.slices.map((slice) => {
      const n = slice.columns;
      return {
        rows: zeros(slice.steps * slice.rows),
        limits: zeros(n),
        costs: zeros(n),
        xz: zeros(n),
        wv: zeros(n),
      };
    }),
    global: {
      costs: zeros(k),
      links: zeros(m),
      lower: zeros(k),
      upper: zeros(k),
      slackCosts: zeros(m),
      ylzl: zeros(k),
      yuzu: zeros(k),
      szs: zeros(m),
    },
  };
}

const PRIMAL = { slice: ["x", "w"], global: ["y", "yl", "yu", "s"] } as const;
const DUAL = { slice: ["z", "v", "lambda"], global: ["rho", "zl", "zu", "zs"] } as const;

/** A copy with memory of its own. */
export function copyOf(form: ChainForm, from: Vectors): Vectors {
  const copy = makeVectors(form);
  copyVectors(from, copy);
  return copy;
}

/** Copies the numbers of `from` into `to`, or only the primal or the dual ones. */
export function copyVectors(from: Vectors, to: Vectors, half?: "primal" | "dual"): void {
  const halves = half === undefined ? [PRIMAL, DUAL] : [half === "primal" ? PRIMAL : DUAL];
  for (const keys of halves) {
    from.slices.forEach((slice, s) => {
      for (const key of keys.slice) to.slices[s]![key].set(slice[key]);
    });
    for (const key of keys.global) to.global[key].set(from.global[key]);
  }
}
