/** That names of marks cover neither one another nor a mark, and are led to their mark where they stand off. */
import { expect, it } from "vitest";
import { namesBeside } from "./names.ts";

const WITHIN = { left: 0, right: 1000, top: 0, bottom: 500 };
const textsOf = (svg: string) =>
  [...svg.matchAll(/<text x="([\d.]+)" y="([\d.]+)"( text-anchor="end")?[^>]*>([^<]+)/g)].map(
    ([, x, y, end, name]) => ({ x: Number(x), y: Number(y), end: end !== undefined, name: name! }),
  );

it("puts a lone name right of its mark, or left where the picture ends", () => {
  const marks = [
    { x: 100, y: 100, radius: 10, name: "alone" },
    { x: 985, y: 300, radius: 10, name: "at the edge" },
  ];
  expect(textsOf(namesBeside(marks, WITHIN))).toEqual([
    { x: 114, y: 104, end: false, name: "alone" },
    { x: 971, y: 304, end: true, name: "at the edge" },
  ]);
});

it("keeps thirty names in a heap apart", () => {
  const marks = Array.from({ length: 30 }, (_, i) => ({
    x: 400 + 17 * (i % 6),
    y: 200 + 9 * Math.floor(i / 6),
    radius: 6,
    name: `place ${i}`,
  }));
  const drawn = namesBeside(marks, WITHIN);
  const boxes = textsOf(drawn).map(({ x, y, end, name }) => {
    const width = name.length * 7;
    return { left: end ? x - width : x, right: end ? x : x + width, y };
  });
  expect(boxes).toHaveLength(30);
  for (const [i, a] of boxes.entries())
    for (const b of boxes.slice(i + 1))
      expect(Math.abs(a.y - b.y) >= 12.9 || a.right <= b.left || b.right <= a.left).toBe(true);
  expect(drawn).toContain("<path");
});
