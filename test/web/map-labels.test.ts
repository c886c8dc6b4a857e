/** Names on the map: none over another, none beyond the picture, the largest site's always there. */
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { LINE_HEIGHT, placeLabels } from "../../apps/web/parts/map-labels.ts";
import type { MapLabel } from "../../apps/web/parts/map-labels.ts";

const LETTERS = { width: 960, nameLetter: 9, detailLetter: 7.6, nameHeight: 13 };

function boxOf({ x, y, anchor, name, details }: MapLabel) {
  const width = Math.max(name.length * 9, ...details.map((line) => line.length * 7.6));
  return {
    left: anchor === "end" ? x - width : x,
    right: anchor === "end" ? x : x + width,
    top: y - 13,
    bottom: y + details.length * LINE_HEIGHT,
  };
}

const point = fc.record({
  x: fc.integer({ min: 120, max: 780 }),
  y: fc.integer({ min: 70, max: 390 }),
  radius: fc.integer({ min: 5, max: 32 }),
  name: fc.string({ minLength: 1, maxLength: 40 }),
  details: fc.constantFrom([], ["100 MW IT"], ["100 MW IT", "from 2029-01, full 2030-02"]),
});

describe("names on the map", () => {
  it("cover no other and keep within the picture", () => {
    fc.assert(
      fc.property(fc.array(point, { minLength: 1, maxLength: 14 }), (points) => {
        const labels = placeLabels(points, LETTERS);
        expect(labels).toHaveLength(points.length);
        expect(labels[0]).toBeDefined();
        const boxes = labels.filter((label) => label !== undefined).map(boxOf);
        for (const { left, right } of boxes) {
          expect(left).toBeGreaterThanOrEqual(0);
          expect(right).toBeLessThanOrEqual(960);
        }
        for (const [i, a] of boxes.entries())
          for (const b of boxes.slice(i + 1))
            expect(
              a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom,
            ).toBe(false);
      }),
    );
  });

  it("stand whole beside two sites that have room, on the side that has it", () => {
    const [left, right] = placeLabels(
      [
        { x: 130, y: 200, radius: 20, name: "Abilene", details: ["161 MW IT"] },
        { x: 900, y: 200, radius: 20, name: "Dunkirk", details: ["183 MW IT"] },
      ],
      LETTERS,
    );
    expect(left).toEqual({
      x: 158,
      y: 197,
      anchor: "start",
      name: "Abilene",
      details: ["161 MW IT"],
    });
    expect(right).toMatchObject({ x: 872, anchor: "end", name: "Dunkirk" });
  });

  it("of two sites at one place stand one above the other", () => {
    const [first, second] = placeLabels(
      ["First", "Second"].map((name) => ({ x: 400, y: 200, radius: 10, name, details: [] })),
      LETTERS,
    );
    expect(first).toMatchObject({ name: "First", y: 197 });
    expect(second).toMatchObject({ name: "Second" });
    expect(second!.x === first!.x && second!.y === first!.y).toBe(false);
  });
});
