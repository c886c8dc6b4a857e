/** Grouped reads: one query for many, and nobody is told what was true before they asked. */
import { expect, it } from "vitest";
import { groupedReads } from "./grouped.ts";

it("gathers those who ask while a query runs into the next one, which begins after they asked", async () => {
  const asked: string[][] = [];
  let truth = "old";
  let release = () => {};
  const read = groupedReads(async (keys) => {
    asked.push([...keys]);
    const then = truth;
    await new Promise<void>((done) => (release = done));
    return new Map(keys.map((key) => [key, `${key} ${then}`]));
  });
  const first = read("a");
  await Promise.resolve();
  await Promise.resolve();
  await new Promise((next) => setImmediate(next));
  truth = "new";
  const later = [read("a"), read("b"), read("a")];
  release();
  expect(await first).toBe("a old");
  await new Promise((next) => setImmediate(next));
  release();
  expect(await Promise.all(later)).toEqual(["a new", "b new", "a new"]);
  expect(asked).toEqual([["a"], ["a", "b"]]);
});

it("tells a failure to those who waited for it, and asks again for the next", async () => {
  let broken = true;
  const read = groupedReads(async () => {
    if (broken) throw new Error("gone");
    return new Map([["a", 1]]);
  });
  await expect(Promise.all([read("a"), read("b")])).rejects.toThrow("gone");
  broken = false;
  expect(await read("a")).toBe(1);
  expect(await read("c")).toBeUndefined();
});
