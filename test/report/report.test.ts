/** The HTML report: whole, safe, and free of broken numbers, on plans small, empty and by weeks. */
import { describe, expect, it } from "vitest";
import { heatPaths, rangeOf } from "../../src/report/html/year-heat-map.ts";
import { lifecycleSplit } from "../../src/report/html/cost-split.ts";
import { energyBands } from "../../src/report/html/energy-flow.ts";
import { campusHours, placeDays } from "../../src/report/html/hours.ts";
import { pueCurve } from "../../src/report/html/pue.ts";
import { renderReport } from "../../src/report/html/report.ts";
import { packageText } from "../../src/report/text.ts";
import { amount, escapeHTML, percent, spread } from "../../src/report/html/svg.ts";
import { worstStart } from "../../src/report/html/worst-hours.ts";
import { emptyPackage, hourlyFixture, packageFixture } from "./fixture.ts";

const PICTURES = [
  "energy-flow",
  "year-heat-map",
  "worst-hours",
  "daily-stack",
  "pue",
  "claims-heat-map",
  "cost-split",
  "lifecycle",
  "bottlenecks",
  "power-cap",
];

const WEEKS = [3, 27].flatMap((week) => Array.from({ length: 168 }, (_, h) => week * 168 + h));
const YEAR = Array.from({ length: 8760 }, (_, h) => h);

/** Tags opened and closed in order, void elements aside. */
function unbalanced(html: string): string[] {
  const open: string[] = [];
  for (const [whole, slash, name, end] of html.matchAll(
    /<(\/?)([a-zA-Z][a-zA-Z0-9]*)[^<>]*?(\/?)>/g,
  )) {
    if (["meta", "wbr", "br"].includes(name!) || end === "/") continue;
    if (!slash) open.push(name!);
    else if (open.pop() !== name) return [whole];
  }
  return open;
}

function wellMade(html: string): string {
  expect(html).not.toMatch(/NaN|undefined|Infinity/);
  expect(html).not.toMatch(/<script|src=|href=|url\(/);
  expect(unbalanced(html)).toEqual([]);
  for (const id of PICTURES)
    expect(html).toMatch(new RegExp(`<figure id="${id}" role="figure" aria-label="[^"]+"`));
  expect(html.match(/<figure /g)).toHaveLength(PICTURES.length);
  expect(html.match(/<figcaption>/g)).toHaveLength(PICTURES.length);
  expect(html.match(/<details>/g)).toHaveLength(PICTURES.length);
  const ids = [...html.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id);
  expect(new Set(ids).size).toBe(ids.length);
  expect(html.match(/<h1/g)).toHaveLength(1);
  return html;
}

describe("renderReport", () => {
  it("says the sentence and the status first", () => {
    const html = renderReport(packageFixture(), [hourlyFixture(WEEKS)]);
    wellMade(html);
    expect(html).toContain("120 MW IT at Northfield");
    expect(html).toContain("Verified 1 of 2 checks");
    expect(html).toContain('<span class="badge loud">SYNTHETIC</span>');
    expect(html.indexOf("120 MW IT")).toBeLessThan(html.indexOf("<figure"));
  });

  it("escapes a script stored in any name", () => {
    const bad = `<script>alert("x")</script>`;
    const html = renderReport(packageFixture(bad), [hourlyFixture(WEEKS, bad)]);
    wellMade(html);
    expect(html).toContain(escapeHTML(bad));
    expect(html).not.toContain(bad);
  });

  it("draws representative weeks apart and a whole year by months", () => {
    const weeks = renderReport(packageFixture(), [hourlyFixture(WEEKS)]);
    expect(weeks).toContain("22 Jan");
    expect(weeks).toContain("Only the modelled weeks are drawn");
    const year = renderReport(packageFixture(), [hourlyFixture(YEAR)]);
    wellMade(year);
    expect(year).toContain(">Jul</text>");
    expect(year).not.toContain("Only the modelled weeks are drawn");
  });

  it("stands empty plans", () => {
    expect(wellMade(renderReport(emptyPackage(), []))).toContain("No hours are modelled");
    wellMade(
      renderReport(emptyPackage(), [
        { site: "a", stepOfYear: new Int32Array(0), weightHours: new Float64Array(0), columns: [] },
      ]),
    );
  });

  it("stands hours without any power", () => {
    const hourly = hourlyFixture(WEEKS);
    const dark = {
      ...hourly,
      columns: hourly.columns.map((column) => ({
        ...column,
        values: new Float64Array(WEEKS.length),
      })),
    };
    expect(wellMade(renderReport(packageFixture(), [dark]))).toContain("No energy flows");
  });

  it("stands numbers that are none", () => {
    const hourly = hourlyFixture(WEEKS);
    const broken = {
      ...hourly,
      columns: hourly.columns.map((column) => ({
        ...column,
        values: column.values.map((value, t) => (t % 5 === 0 ? NaN : value)),
      })),
    };
    expect(wellMade(renderReport(packageFixture(), [broken]))).toContain("reaches IT");
  });

  it("marks failed checks in words, and only shortages in the alarm colour", () => {
    const html = renderReport(packageFixture(), [hourlyFixture(WEEKS)]);
    expect(html).toContain("<strong>fails</strong>");
    expect(html).toContain('<i class="alarm"');
    expect(html).toContain("3.00 EFLOPS·h of demand a year go unserved");
  });

  it("says whether the optimum caps chips", () => {
    const pack = packageFixture();
    expect(renderReport(pack, [])).toContain("The optimum caps Chip now and then");
    const full = {
      ...pack,
      sites: pack.sites.map((site) => ({
        ...site,
        assets: site.assets.map((asset) => ({
          ...asset,
          rows: asset.rows.map((row) => ({ ...row, value: 1 })),
        })),
      })),
    };
    expect(renderReport(full, [])).toContain("The optimum caps no chip");
  });
});

describe("pictures", () => {
  const hours = campusHours(packageFixture(), [hourlyFixture(YEAR)]);

  it("closes the energy flow: what comes in goes out", () => {
    const { sources, sinks } = energyBands(hours);
    const sum = (bands: readonly { mwh: number }[]) =>
      bands.reduce((total, { mwh }) => total + mwh, 0);
    expect(sum(sinks) / sum(sources)).toBeCloseTo(1, 6);
  });

  it("keeps a noisy year's heat map under 300 kB", () => {
    let state = 1;
    const noisy = Float64Array.from(YEAR, () => (state = (state * 48271) % 2147483647));
    expect(
      heatPaths(hours, noisy, rangeOf(noisy), placeDays(hours.days, 0, 600)).length,
    ).toBeLessThan(300_000);
  });

  it("covers every modelled hour of the heat map once", () => {
    const values = hours.facilityMW;
    const paths = heatPaths(hours, values, rangeOf(values), placeDays(hours.days, 0, 365));
    const area = [...paths.matchAll(/h([\d.]+)v([\d.]+)h-/g)].reduce(
      (sum, [, wide, high]) => sum + Number(wide) * Number(high),
      0,
    );
    expect(area).toBeCloseTo(365 * 216, -1);
  });

  it("finds the worst run inside one stretch of hours", () => {
    const weeks = campusHours(packageFixture(), [hourlyFixture(WEEKS)]);
    const start = worstStart(weeks);
    expect(weeks.stepOfYear[start + 71]! - weeks.stepOfYear[start]!).toBe(71);
  });

  it("adds the sites up", () => {
    const two = campusHours(packageFixture(), [hourlyFixture(WEEKS), hourlyFixture(WEEKS)]);
    const one = campusHours(packageFixture(), [hourlyFixture(WEEKS)]);
    expect(two.facilityMW[5]).toBeCloseTo(2 * one.facilityMW[5]!, 9);
    expect(two.marginalValue[5]).toBeCloseTo(one.marginalValue[5]!, 9);
    expect(two.flows).toHaveLength(one.flows.length);
  });

  it("sorts PUE and keeps the hours", () => {
    const curve = pueCurve(hours);
    expect(curve.reduce((sum, { weight }) => sum + weight, 0)).toBe(8760);
    expect(curve.every(({ pue }, i) => i === 0 || pue <= curve[i - 1]!.pue)).toBe(true);
  });

  it("splits the lifecycle without losing a dollar", () => {
    const pack = packageFixture();
    const sum = (items: readonly { usdPerYear: number }[]) =>
      items.reduce((total, { usdPerYear }) => total + usdPerYear, 0);
    expect(sum(lifecycleSplit(pack))).toBeCloseTo(sum(pack.costs), 3);
  });
});

describe("words and numbers", () => {
  it("writes units a person uses", () => {
    expect(amount(0.9948, "frac")).toBe("99.5 %");
    expect(amount(0.9996, "frac")).toBe("99.96 %");
    expect(amount(2_046_223, "MWh")).toBe("2\u202F050 GWh");
    expect(amount(NaN, "MW")).toBe("–\u00A0MW");
    expect(percent(null)).toBe("–");
  });

  it("moves labels apart within their space", () => {
    const placed = spread([10, 11, 12], 16, 0, 60).toSorted((a, b) => a - b);
    expect(placed[1]! - placed[0]!).toBeGreaterThanOrEqual(16);
    expect(placed[2]! - placed[1]!).toBeGreaterThanOrEqual(16);
  });

  it("says why another solver answered, in text and on the page", () => {
    const pack = packageFixture();
    const reason = "the chain solver gave no answer that stands the check (pivot)";
    const fallen = { ...pack, solve: { ...pack.solve, solver: "highs" as const, reason } };
    expect(packageText(fallen)).toContain(reason);
    expect(renderReport(fallen, [])).toContain(reason);
    expect(packageText(pack)).not.toContain("chain solver gave no answer");
  });
});
