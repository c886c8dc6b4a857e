/** Stores: results do not depend on where steps end, and no order of discharge serves more. */
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { store } from "./fixture.ts";
import type { StoreInput } from "./input.ts";
import {
  chargeStores,
  deliveredMW,
  dischargeStretch,
  openStores,
  storesAreFull,
} from "./stores.ts";

const between = (min: number, max: number) =>
  fc.integer({ min: 0, max: 1000 }).map((step) => min + ((max - min) * step) / 1000);
const someStores = fc
  .array(
    fc.record({
      powerMW: between(1, 40),
      energyMWh: between(1, 200),
      chargeEfficiency: between(0.3, 1),
      dischargeEfficiency: between(0.3, 1),
      initialFrac: between(0, 1),
    }),
    { minLength: 1, maxLength: 4 },
  )
  .map((stores) => stores.map((one, i): StoreInput => ({ ...one, name: `store ${i}` })));
/** MW short, or a surplus below zero, hour by hour. */
const someHours = fc.array(between(-40, 120), { minLength: 1, maxLength: 12 });

/** Unserved MWh and the levels at the end, each hour worked through in `pieces`. */
function run(
  inputs: readonly StoreInput[],
  shortMW: readonly number[],
  pieces: number,
): { unservedMWh: number; levels: number[] } {
  const stores = openStores(inputs);
  let unservedMWh = 0;
  for (const short of shortMW)
    for (let piece = 0; piece < pieces; piece++) {
      if (short <= 0) {
        chargeStores(stores, -short, 1 / pieces);
        continue;
      }
      let left = 1 / pieces;
      while (left > 1e-12) {
        const step = dischargeStretch(stores, short, left);
        unservedMWh += (short - deliveredMW(stores)) * step;
        left -= step;
      }
    }
  return { unservedMWh, levels: [...stores.levelMWh] };
}

/** The same with stores taken in the order given, each at full power before the next. */
function unservedInOrder(inputs: readonly StoreInput[], shortMW: readonly number[]): number {
  const level = inputs.map((one) => one.initialFrac * one.energyMWh);
  let unservedMWh = 0;
  for (const short of shortMW) {
    let left = 1;
    while (left > 1e-12) {
      let rest = short;
      let step = left;
      const flow = inputs.map((one, i) => {
        const given = level[i]! > 1e-12 ? Math.min(rest, one.powerMW) : 0;
        rest -= given;
        if (given > 0) step = Math.min(step, (level[i]! * one.dischargeEfficiency) / given);
        return given;
      });
      inputs.forEach((one, i) => {
        level[i] = Math.max(0, level[i]! - (flow[i]! / one.dischargeEfficiency) * step);
      });
      unservedMWh += rest * step;
      left -= step;
    }
  }
  return unservedMWh;
}

describe("stores", () => {
  it("give the same whether hours are worked through whole or in pieces", () => {
    fc.assert(
      fc.property(someStores, someHours, (stores, hours) => {
        const [whole, pieces] = [run(stores, hours, 1), run(stores, hours, 7)];
        expect(Math.abs(whole.unservedMWh - pieces.unservedMWh)).toBeLessThan(1e-5);
        whole.levels.forEach((level, i) =>
          expect(Math.abs(level - pieces.levels[i]!)).toBeLessThan(1e-5),
        );
      }),
      { numRuns: 300 },
    );
  });

  it("leave no more unserved than any fixed order while they only discharge", () => {
    let better = 0;
    fc.assert(
      fc.property(someStores, someHours, (stores, hours) => {
        const shortMW = hours.map((short) => Math.max(0, short));
        const { unservedMWh } = run(stores, shortMW, 1);
        for (const order of [stores, stores.toReversed()]) {
          const fixed = unservedInOrder(order, shortMW);
          expect(unservedMWh).toBeLessThanOrEqual(fixed + 1e-5);
          if (unservedMWh < fixed - 1) better++;
        }
      }),
      { numRuns: 300 },
    );
    // The comparison says something only where the order matters.
    expect(better).toBeGreaterThan(10);
  });

  it("come level with each other and then share by power", () => {
    const stores = openStores([
      store({ name: "short", powerMW: 10, energyMWh: 20 }),
      store({ name: "long", powerMW: 5, energyMWh: 20 }),
    ]);
    // 5 MW: the long one alone for two hours, until both have two hours left.
    expect(dischargeStretch(stores, 5, 10)).toBeCloseTo(2, 12);
    expect([...stores.levelMWh]).toEqual([20, expect.closeTo(10, 12)]);
    // Then 10 and 5 MW share 5 MW two to one, and end together after six hours.
    expect(dischargeStretch(stores, 5, 10)).toBeCloseTo(6, 9);
    expect([...stores.levelMWh]).toEqual([0, 0]);
    expect(dischargeStretch(stores, 5, 10)).toBe(10);
    expect(deliveredMW(stores)).toBe(0);
  });

  it("fill to the brim and no further; one out of order keeps what it holds", () => {
    const stores = openStores([
      store({ initialFrac: 0.5 }),
      store({ name: "out", initialFrac: 0.5 }),
    ]);
    stores.up[1] = 0;
    chargeStores(stores, 10, 1.5);
    expect([...stores.levelMWh]).toEqual([35, 20]);
    chargeStores(stores, 30, 1);
    expect([...stores.levelMWh]).toEqual([40, 20]);
    expect(storesAreFull(stores)).toBe(true);
    dischargeStretch(stores, 20, 1);
    expect([...stores.levelMWh]).toEqual([30, 20]);
    expect(storesAreFull(stores)).toBe(false);
  });
});
