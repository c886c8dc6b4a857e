/** Names beside the marks of a picture: each at the nearest place where it covers neither a name nor a mark. */
import { at, label } from "./svg.ts";

/** A mark with a name: a disc. */
export interface NamedMark {
  readonly x: number;
  readonly y: number;
  readonly radius: number;
  readonly name: string;
}

interface Box {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/** Width of a letter on average, height of a line, space between mark and name; all in pixels at 13 px. */
const [LETTER, LINE, GAP] = [7, 13, 4];
/** Lines up or down that are tried. */
const MOST_LINES = 12;

const meet = (a: Box, b: Box) =>
  a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;

const discBox = ({ x, y, radius }: NamedMark): Box => ({
  left: x - radius,
  right: x + radius,
  top: y - radius,
  bottom: y + radius,
});

/** Where a name may stand: right of its mark, else left, each line further off. */
function* places({ x, y, radius, name }: NamedMark): Generator<Box & { side: "right" | "left" }> {
  const width = name.length * LETTER;
  for (let lines = 0; lines <= MOST_LINES; lines++)
    for (const side of ["right", "left"] as const)
      for (const step of lines === 0 ? [0] : [lines, -lines]) {
        const left = side === "right" ? x + radius + GAP : x - radius - GAP - width;
        const top = y + step * LINE - LINE / 2;
        yield { side, left, right: left + width, top, bottom: top + LINE };
      }
}

/** Names in the order of the marks; those that stand off their mark have a line to it. */
export function namesBeside(marks: readonly NamedMark[], within: Box): string {
  const discs = marks.map(discBox);
  const taken: Box[] = [];
  return marks
    .map((mark, i) => {
      const isFree = (box: Box) =>
        box.left >= within.left &&
        box.right <= within.right &&
        box.top >= within.top &&
        box.bottom <= within.bottom &&
        !taken.some((other) => meet(box, other)) &&
        !discs.some((disc, k) => k !== i && meet(box, disc));
      let found: (Box & { side: "right" | "left" }) | undefined;
      for (const place of places(mark)) {
        found ??= place;
        if (!isFree(place)) continue;
        found = place;
        break;
      }
      const { side, left, right, top } = found!;
      taken.push(found!);
      const middle = top + LINE / 2;
      const near = side === "right" ? left - 1 : right + 1;
      const lead =
        Math.abs(middle - mark.y) > 1.5 * LINE
          ? `<path d="M${at(mark.x)} ${at(mark.y)}L${at(near)} ${at(middle)}" stroke="var(--ink)" stroke-width="0.7"/>`
          : "";
      return `${lead}${label(side === "right" ? left : right, middle + 4, mark.name, { kind: "over", ...(side === "left" ? { anchor: "end" as const } : {}) })}`;
    })
    .join("");
}
