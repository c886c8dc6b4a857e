/** Stacked bands of supply over a row of slots, with a line of load and labels at the right. */
import { colourOf } from "./colours.ts";
import type { Flow } from "./hours.ts";
import { at, label, spread, tickWords, ticks } from "./svg.ts";

export interface Slot {
  readonly x: number;
  readonly width: number;
  /** Starts a new stretch: bands and line are not carried over from the slot before. */
  readonly breaks: boolean;
}

export interface StackFrame {
  readonly top: number;
  readonly height: number;
  readonly left: number;
  readonly right: number;
}

/** Upper or lower edge as steps over one stretch. */
function edge(
  slots: readonly Slot[],
  from: number,
  to: number,
  yOf: (i: number) => number,
  back: boolean,
): string {
  const parts: string[] = [];
  for (let k = from; k < to; k++) {
    const i = back ? to - 1 - (k - from) : k;
    const { x, width } = slots[i]!;
    const [start, end] = back ? [x + width, x] : [x, x + width];
    const y = at(yOf(i));
    parts.push(`${k === from && !back ? "M" : "L"}${at(start)} ${y}H${at(end)}`);
  }
  return parts.join("");
}

function stretches(slots: readonly Slot[]): [number, number][] {
  const found: [number, number][] = [];
  slots.forEach(({ breaks }, i) => {
    const last = found.at(-1);
    if (breaks || !last) found.push([i, i + 1]);
    else last[1] = i + 1;
  });
  return found;
}

/** Bands from the bottom up, the first flow lowest. */
export function stackedBands(
  flows: readonly Flow[],
  slots: readonly Slot[],
  load: Float64Array,
  frame: StackFrame,
): string {
  const { top, height, left, right } = frame;
  const sums = slots.map((_, i) => flows.reduce((sum, { values }) => sum + values[i]!, 0));
  const most = Math.max(1e-9, ...sums, ...load) * 1.04;
  const y = (mw: number) => top + height * (1 - mw / most);
  const parts = ticks(0, most, 4).map(
    (mw) =>
      `<path d="M${left} ${at(y(mw))}H${right}" class="grid"/>${label(left - 6, y(mw) + 4, tickWords(mw), { anchor: "end" })}`,
  );
  const base = new Float64Array(slots.length);
  const ends: { title: string; y: number; colour: string }[] = [];
  for (const { key, role, title, values } of flows) {
    const floor = base.slice();
    values.forEach((value, i) => (base[i]! += value));
    const path = stretches(slots).map(
      ([from, to]) =>
        `${edge(slots, from, to, (i) => y(base[i]!), false)}${edge(slots, from, to, (i) => y(floor[i]!), true)}Z`,
    );
    const colour = colourOf(`${key} ${role}`);
    parts.push(`<path d="${path.join("")}" fill="${colour}"/>`);
    const last = slots.length - 1;
    ends.push({ title, colour, y: last < 0 ? top : (y(base[last]!) + y(floor[last]!)) / 2 });
  }
  const line = stretches(slots).map(([from, to]) =>
    edge(slots, from, to, (i) => y(load[i]!), false),
  );
  parts.push(`<path d="${line.join("")}" class="line"/>`);
  const heights = spread(
    ends.map((end) => end.y),
    17,
    top + 8,
    top + height,
  );
  ends.forEach(({ title, colour, y: from }, i) => {
    const to = heights[i]!;
    parts.push(
      `<path d="M${right + 2} ${at(from)}L${right + 12} ${at(to)}" stroke="${colour}" stroke-width="2"/>`,
      label(right + 16, to + 4, title.length > 26 ? `${title.slice(0, 25)}…` : title),
    );
  });
  return parts.join("");
}
