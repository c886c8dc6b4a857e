/** Where the names of sites stand on the map: beside their circles, moved or cut down so that none covers another. */

export interface MapPoint {
  readonly x: number;
  readonly y: number;
  readonly radius: number;
  readonly name: string;
  /** Lines below the name. */
  readonly details: readonly string[];
}

export interface MapLabel {
  readonly x: number;
  /** Baseline of the name; details follow every `LINE_HEIGHT`. */
  readonly y: number;
  readonly anchor: "start" | "end";
  readonly name: string;
  readonly details: readonly string[];
}

/** Width of the picture and of a letter in it; on a phone letters are larger than its scale, and there are no details. */
export interface MapLetters {
  readonly width: number;
  readonly nameLetter: number;
  readonly detailLetter: number;
  readonly nameHeight: number;
}

export const LINE_HEIGHT = 16;
const GAP = 8;
/** Fewer letters of a name than this tell nothing. */
const FEWEST = 6;
/** How far a label may move up or down from its circle's middle, nearest first. */
const MOVES = [0, -20, 20, -40, 40];

interface Box {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

const covers = (a: Box, b: Box) =>
  a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;

function boxOf({ x, y, anchor, name, details }: MapLabel, letters: MapLetters): Box {
  const width = Math.max(
    name.length * letters.nameLetter,
    ...details.map((line) => line.length * letters.detailLetter),
  );
  const left = anchor === "end" ? x - width : x;
  return {
    left,
    right: left + width,
    top: y - letters.nameHeight,
    bottom: y + details.length * LINE_HEIGHT + 4,
  };
}

/** Labels a point may have, the best first: whole on its better side, moved, then its name alone. */
function candidates(point: MapPoint, letters: MapLetters): MapLabel[] {
  const { x, y, radius, name, details } = point;
  const room = { start: letters.width - x - radius - GAP, end: x - radius - GAP };
  const detail = Math.max(0, ...details.map((line) => line.length * letters.detailLetter));
  const need = Math.max(name.length * letters.nameLetter, detail);
  const better = room.start >= need || room.start >= room.end ? "start" : "end";
  const sides = [better, better === "start" ? "end" : "start"] as const;
  return [details, []].flatMap((lines) =>
    MOVES.flatMap((move) =>
      sides.flatMap((anchor): MapLabel[] => {
        const most = Math.floor(room[anchor] / letters.nameLetter);
        if (most < Math.min(FEWEST, name.length)) return [];
        if (lines.length > 0 && room[anchor] < detail) return [];
        const shown = name.length > most ? `${name.slice(0, most - 1)}…` : name;
        const textX = anchor === "end" ? x - radius - GAP : x + radius + GAP;
        return [{ x: textX, y: y - 3 + move, anchor, name: shown, details: lines }];
      }),
    ),
  );
}

/** A label for each point, or none where there is no room; points that stand first choose first. */
export function placeLabels(
  points: readonly MapPoint[],
  letters: MapLetters,
): (MapLabel | undefined)[] {
  const taken: Box[] = [];
  return points.map((point) => {
    const free = candidates(point, letters).find((label) => {
      const box = boxOf(label, letters);
      return !taken.some((other) => covers(box, other));
    });
    if (free) taken.push(boxOf(free, letters));
    return free;
  });
}
