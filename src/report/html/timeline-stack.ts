/** Values by quarter stacked in steps, those below zero downwards, in a box with its own scale. */
import { at, label, tickWords, ticks } from "./svg.ts";
import { stepArea } from "./time-axis.ts";
import type { Scale } from "./time-axis.ts";

export interface Layered {
  readonly name: string;
  readonly colour: string;
  readonly opacity?: number;
  readonly values: readonly number[];
}

export interface Box {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly height: number;
  /** Quarter to x. */
  readonly x: Scale;
}

/** Sums of the values above and below zero. */
export function extent(layers: readonly Layered[]): { low: number; high: number } {
  const count = layers[0]?.values.length ?? 0;
  let [low, high] = [0, 0];
  for (let i = 0; i < count; i++) {
    let [below, above] = [0, 0];
    for (const { values } of layers) {
      if (values[i]! < 0) below += values[i]!;
      else above += values[i]!;
    }
    low = Math.min(low, below);
    high = Math.max(high, above);
  }
  return { low, high };
}

/** The scale of a box, its lines and numbers. */
export function scaled(
  { left, right, top, height }: Box,
  { low, high }: { low: number; high: number },
  words: (value: number) => string = tickWords,
  round = ticks,
): { y: Scale; grid: string } {
  const span = Math.max(1e-9, high - low) * 1.05;
  const y = (value: number) => top + height * (1 - (value - low) / span);
  const grid = round(low, low + span, 4)
    .map(
      (value) =>
        `<path d="M${at(left)} ${at(y(value))}H${at(right)}" class="${Math.abs(value) < 1e-12 * span ? "line" : "grid"}"/>${label(left - 5, y(value) + 4, words(value), { anchor: "end" })}`,
    )
    .join("");
  return { y, grid };
}

/** Layers one on the other, the first nearest to zero. */
export function stacked(layers: readonly Layered[], { x }: Box, y: Scale): string {
  const count = layers[0]?.values.length ?? 0;
  const [above, below] = [new Float64Array(count), new Float64Array(count)];
  return layers
    .map(({ values, colour, opacity }) => {
      const area = (base: Float64Array, take: (value: number) => number) => {
        const floor = [...base];
        values.forEach((value, i) => (base[i]! += take(value)));
        return values.some((value) => take(value) !== 0) ? stepArea([...base], floor, x, y) : "";
      };
      const path =
        area(above, (value) => Math.max(0, value)) + area(below, (value) => Math.min(0, value));
      return `<path d="${path}" fill="${colour}"${opacity === undefined ? "" : ` opacity="${opacity.toFixed(2)}"`}/>`;
    })
    .join("");
}
