/** Tests of what one plan is worth against another: by hand, with the sign a person means. */
import { describe, expect, it } from "vitest";
import {
  changeWords,
  costMoves,
  figureRows,
  worthSentence,
  worthUSD,
} from "../../src/report/compare.ts";
import type { Package } from "../../src/report/package.ts";
import { packageFixture } from "./fixture.ts";
import { timePackage } from "./time-fixture.ts";

const overTime = (presentUSD: number): Package => {
  const pack = timePackage();
  return { ...pack, timeline: { ...pack.timeline!, presentUSD } };
};

/** A design year that spends and sells so much. */
const selling = (energyUSD: number, soldUSD: number): Package => {
  const pack = packageFixture();
  const line = pack.costs[0]!;
  return {
    ...pack,
    costs: [
      { ...line, category: "energy", usdPerYear: energyUSD },
      { ...line, category: "compute value", usdPerYear: -soldUSD },
    ],
  };
};

describe("what a plan is worth against another", () => {
  it("is the change of net present value over quarters: a slip that earns less costs", () => {
    const [base, late] = [overTime(-6.5e9), overTime(-5.1e9)];
    expect(worthUSD(base)).toBe(6.5e9);
    expect(worthSentence(base, late)).toBe(
      "It costs 1.40 BUSD of today's money over the plan: net present value 5.10 BUSD instead of 6.50 BUSD.",
    );
    expect(worthSentence(late, base)).toContain("It brings 1.40 BUSD");
    expect(worthSentence(base, base)).toBe("It is worth the same: net present value 6.50 BUSD.");
    const [worth] = figureRows([base, late]);
    expect(changeWords(worth!, 6500, 5100)).toBe("−21.5 %");
    expect(changeWords({ label: "Clean hour by hour, %", values: [] }, 70, 67.5)).toBe(
      "−2.50 points",
    );
    expect(changeWords(worth!, 6500, 6501)).toBeUndefined();
    expect(figureRows([base, late])[0]).toEqual({
      label: "Net present value, MUSD",
      values: [6500, 5100],
    });
  });

  it("is income less cost of a year where compute is sold, and its moves add up", () => {
    const [base, dear] = [selling(40e6, 100e6), selling(55e6, 90e6)];
    expect(worthSentence(base, dear)).toBe(
      "It costs 25.0 MUSD a year: income less cost 35.0 MUSD instead of 60.0 MUSD.",
    );
    const net = costMoves(base, dear, true);
    expect(net.reduce((sum, { usd }) => sum + usd, 0)).toBe(25e6);
    expect(costMoves(base, dear)).toEqual([{ category: "energy", usd: 15e6 }]);
  });

  it("is not said where nothing is sold, or of a year against quarters", () => {
    const plain = packageFixture();
    const costs = plain.costs.filter(({ category }) => category !== "compute value");
    expect(worthSentence({ ...plain, costs }, { ...plain, costs })).toBeUndefined();
    expect(worthSentence(selling(1e6, 2e6), overTime(-1e9))).toBeUndefined();
  });
});
