/** Every rule of the table: one plan that keeps it, one that breaks it, one day on which it does not hold. */
import { describe, expect, it } from "vitest";
import { listProvisions } from "../../src/law/library.ts";
import { campusText, packageOf, rowOf } from "./base.ts";
import { LAW_CASES } from "./cases.ts";

describe("rules of law", () => {
  it("has a case for each of the 22 laws of the table, and no other", () => {
    const laws = [...new Set(listProvisions().map(({ law }) => law))].sort();
    expect(laws).toHaveLength(22);
    expect(LAW_CASES.map(({ law }) => law).sort()).toEqual(laws);
  });

  it("names a source, a day it was read and a first day in force for every provision", () => {
    const bare = listProvisions().filter(
      ({ source, checkedOn, from }) => source === "" || checkedOn === "" || !Number.isFinite(from),
    );
    expect(bare).toEqual([]);
  });

  it.each(LAW_CASES)("$id is kept by one plan", async ({ id, campus, keeps }) => {
    const row = rowOf(await packageOf(campusText({ ...campus, site: keeps })), id);
    expect(row?.verdict).toBe("kept");
    expect(row!.margin).toBeGreaterThanOrEqual(-1e-5);
  });

  it.each(LAW_CASES)("$id is broken by another", async ({ id, campus, breaks, brokenMargin }) => {
    const row = rowOf(await packageOf(campusText({ ...campus, site: breaks })), id);
    expect(row?.verdict).toBe("broken");
    expect(row!.margin).toBeLessThan(0);
    const { limit, measured, operator, margin } = row!;
    expect(margin).toBeCloseTo(operator === "<=" ? limit! - measured! : measured! - limit!, 6);
    if (brokenMargin !== undefined) expect(margin).toBeCloseTo(brokenMargin, 2);
  });

  it.each(LAW_CASES)(
    "$id does not hold on another day",
    async ({ id, campus, breaks, otherDate }) => {
      const pack = await packageOf(campusText({ ...campus, ...otherDate, site: breaks }));
      expect(rowOf(pack, id)).toBeUndefined();
    },
  );
});
