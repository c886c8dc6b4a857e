/** Tests that the picture of a sweep puts each plan where its numbers are, and hides none that failed. */
import { describe, expect, it } from "vitest";
import { sweepFigure, sweepTable } from "../../src/report/html/sweep.ts";
import type { SweptAxis, SweptPoint } from "../../src/report/html/sweep.ts";

const firm: SweptAxis = { label: "Firm <MW>", unit: "MW", values: ["50", "100", "150"] };
const wacc: SweptAxis = { label: "Cost of capital", unit: "frac", values: ["0.05", "0.1"] };
const point = (values: string[], itMW: number | null): SweptPoint => ({
  values,
  status: itMW === null ? "infeasible" : "planned",
  reason: itMW === null ? "short of <power>" : "",
  kpis: itMW === null ? {} : { itMW },
});

/** Centres of the points drawn. */
const spots = (html: string) =>
  [...html.matchAll(/cx="([\d.]+)" cy="([\d.]+)"/g)].map(([, x, y]) => [Number(x), Number(y)]);

describe("the picture of a sweep", () => {
  it("says least and most, and draws higher values higher, evenly along the axis", () => {
    const points = [point(["50"], 45), point(["100"], 90), point(["150"], 135)];
    const html = sweepFigure(points, "itMW", [firm]);
    expect(html).toContain(
      "IT power: least 45.0\u00A0MW (50.0\u00A0MW), most 135\u00A0MW (150\u00A0MW)",
    );
    const [a, b, c] = spots(html) as [number[], number[], number[]];
    expect(b[0]! - a[0]!).toBeCloseTo(c[0]! - b[0]!, 0);
    expect(a[1]! - b[1]!).toBeCloseTo(b[1]! - c[1]!, 0);
    expect(c[1]).toBeLessThan(a[1]!);
    expect(html).not.toContain("<MW>");
  });

  it("draws a line a value of the second axis and tells what cannot be done", () => {
    const points = firm.values.flatMap((mw) =>
      wacc.values.map((rate) =>
        point([mw, rate], mw === "150" ? null : Number(mw) * (1 - Number(rate))),
      ),
    );
    const html = sweepFigure(points, "itMW", [firm, wacc]);
    expect(html.match(/class="curve"/g)).toHaveLength(2);
    expect(spots(html)).toHaveLength(4);
    expect(html).toContain("Crosses: 2 of 6 plans");
    const rows = sweepTable(points, [firm, wacc]);
    expect(rows.match(/<tr>/g)).toHaveLength(7);
    expect(rows).toContain("cannot be done: short of &lt;power&gt;");
  });

  it("is written in the currency of its plans", () => {
    const swept = (money?: SweptPoint["money"]): SweptPoint[] =>
      [
        ["50", 3000, 2e8],
        ["100", 2600, 3e8],
      ].map(([mw, usdPerEFLOPSh, capexUSD]) => ({
        values: [String(mw)],
        status: "planned",
        reason: "",
        kpis: { usdPerEFLOPSh: Number(usdPerEFLOPSh), capexUSD: Number(capexUSD) },
        money,
      }));
    const waits: SweptPoint = { values: ["150"], status: null, reason: "", kpis: {} };
    // Two dollars a euro.
    const inEUR = [waits, ...swept({ currency: "EUR", usdPerUnit: 2 })];
    const cost = sweepFigure(inEUR, "usdPerEFLOPSh", [firm]);
    expect(cost).toContain("least 1\u202F300\u00A0EUR/EFLOPS·h (100\u00A0MW), most 1\u202F500");
    expect(cost).toMatch(/>[^<>]*, EUR\/EFLOPS·h<\/text>/);
    expect(
      cost.replaceAll(/Money is written in EUR, at 2 USD per EUR\..*? hold USD\./g, ""),
    ).not.toContain("USD");
    const marks = (html: string) =>
      [...html.matchAll(/text-anchor="end">([\d\u202F]+)</g)].map(([, text]) =>
        Number(text!.replaceAll("\u202F", "")),
      );
    expect(marks(cost).length).toBeGreaterThan(2);
    for (const mark of marks(cost)) expect(mark > 1200 && mark < 1600).toBe(true);
    expect(sweepTable(inEUR, [firm])).toContain("150 MEUR");
    expect(sweepTable(swept(), [firm])).toContain("300 MUSD");
  });

  it("does not blow up what hardly moves: about the same is said, marks differ, the line lies flat", () => {
    const points = [point(["50"], 100), point(["100"], 100.01), point(["150"], 100.02)];
    const html = sweepFigure(points, "itMW", [firm]);
    expect(html).toContain("IT power: about 100\u00A0MW whatever is changed");
    const marks = [...html.matchAll(/text-anchor="end">([\d.]+)</g)].map(([, text]) => text);
    expect(new Set(marks).size).toBe(marks.length);
    const heights = spots(html).map(([, y]) => y!);
    expect(Math.max(...heights) - Math.min(...heights)).toBeLessThan(5);
  });

  it("draws one plan, and says so when there is none", () => {
    expect(sweepFigure([point(["50"], 45)], "itMW", [firm])).not.toMatch(/NaN|Infinity/);
    expect(sweepFigure([point(["50"], null)], "itMW", [firm])).toContain("No plan of the sweep");
    expect(sweepFigure([], "itMW", [firm])).toContain("Nothing is planned yet");
  });
});
