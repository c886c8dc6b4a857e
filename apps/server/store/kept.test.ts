/** Contents in memory: read once, the oldest forgotten first, nothing remembered of what is not there. */
import { expect, it } from "vitest";
import { keptContents } from "./kept.ts";

it("reads a content once, also for those who ask meanwhile, and forgets the one used longest ago", async () => {
  const find = keptContents<string>(10, (text) => text.length);
  const reads: string[] = [];
  const ask = (key: string, text: string | undefined = key.repeat(4)) =>
    find(key, async () => {
      reads.push(key);
      await new Promise((next) => setImmediate(next));
      return text;
    });
  expect(await Promise.all([ask("a"), ask("a"), ask("b")])).toEqual(["aaaa", "aaaa", "bbbb"]);
  expect(await ask("a")).toBe("aaaa");
  expect(reads).toEqual(["a", "b"]);
  await ask("c");
  await Promise.all([ask("a"), ask("c"), ask("b")]);
  expect(reads).toEqual(["a", "b", "c", "b"]);
});

it("keeps nothing too large, asks again for what was missing, and after a failure", async () => {
  const find = keptContents<string>(10, (text) => text.length);
  const large = "x".repeat(11);
  expect(await find("large", async () => large)).toBe(large);
  expect(await find("large", async () => "small")).toBe("small");
  expect(await find("later", async () => undefined)).toBeUndefined();
  expect(await find("later", async () => "there")).toBe("there");
  await expect(find("broken", () => Promise.reject(new Error("gone")))).rejects.toThrow("gone");
  expect(await find("broken", async () => "back")).toBe("back");
});
