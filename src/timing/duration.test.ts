/** Tests durations fitted to three points against closed forms, integrals and the dates of real queues. */
import { existsSync, readFileSync } from "node:fs";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  checkDuration,
  fitDuration,
  longerFrac,
  mean,
  monthsGivenLonger,
  quantile,
  RATIO_LIMIT,
  type Duration,
} from "./duration.ts";
import { normalQuantile, Z90 } from "./normal.ts";

const duration = (p10Months: number, p50Months: number, p90Months: number): Duration => ({
  p10Months,
  p50Months,
  p90Months,
});
const anyDuration = fc
  .tuple(
    fc.double({ min: 0, max: 60, noNaN: true }),
    fc.double({ min: 0, max: 40, noNaN: true }),
    fc.double({ min: 0, max: 80, noNaN: true }),
  )
  .map(([p10, low, high]) => duration(p10, p10 + low, p10 + low + high));

/** Midpoint rule over u: the mean without the closed form. */
function meanByRule(of: Duration, steps: number): number {
  let sum = 0;
  for (let i = 0; i < steps; i++) sum += quantile(of, (i + 0.5) / steps);
  return sum / steps;
}

describe("normal quantile", () => {
  it.each([
    [0.5, 0],
    [0.9, Z90],
    [0.975, 1.959963984540054],
    [1e-10, -6.361340902404056],
  ])("at %f is %f", (u, z) => {
    expect(normalQuantile(u)).toBeCloseTo(z, 14);
    expect(normalQuantile(1 - u)).toBeCloseTo(-z, u < 1e-3 ? 6 : 13);
  });
});

describe("duration", () => {
  it("passes through its three points, whatever they are", () => {
    fc.assert(
      fc.property(anyDuration, (points) => {
        expect(quantile(points, 0.1)).toBeCloseTo(points.p10Months, 8);
        expect(quantile(points, 0.5)).toBeCloseTo(points.p50Months, 12);
        expect(quantile(points, 0.9)).toBeCloseTo(points.p90Months, 8);
      }),
    );
  });

  it("rises with u and is never below zero", () => {
    const u = fc.double({ min: 1e-6, max: 1 - 1e-6, noNaN: true });
    fc.assert(
      fc.property(anyDuration, u, u, (points, a, b) => {
        const low = quantile(points, Math.min(a, b));
        expect(low).toBeGreaterThanOrEqual(0);
        expect(quantile(points, Math.max(a, b))).toBeGreaterThanOrEqual(low);
      }),
    );
  });

  it("is the lognormal where the points are a lognormal's", () => {
    const at = (z: number) => Math.exp(3 + 0.5 * z);
    const points = duration(at(-Z90), at(0), at(Z90));
    expect(quantile(points, 0.99)).toBeCloseTo(at(normalQuantile(0.99)), 8);
    expect(mean(points)).toBeCloseTo(Math.exp(3 + 0.5 ** 2 / 2), 5);
  });

  it("is the normal where the points are symmetric, and its mirror image where they lean left", () => {
    expect(quantile(duration(20, 30, 40), 0.99)).toBeCloseTo(
      30 + (10 / Z90) * normalQuantile(0.99),
      10,
    );
    const right = duration(20, 25, 40);
    const left = duration(60, 75, 80);
    for (const u of [0.02, 0.3, 0.7, 0.98])
      expect(quantile(left, u)).toBeCloseTo(100 - quantile(right, 1 - u), 9);
  });

  it("has the mean of its quantiles", () => {
    const cases = [
      duration(2, 8, 30),
      duration(0, 1, 2),
      duration(1, 20, 24),
      duration(5, 5, 12),
      duration(3, 9, 9),
      duration(1, 1.1, 9),
      duration(0, 6, 6.1),
    ];
    for (const points of cases) expect(mean(points)).toBeCloseTo(meanByRule(points, 200_000), 2);
    expect(mean(duration(7, 7, 7))).toBe(7);
  });

  it("keeps a useful mean where two points nearly meet", () => {
    const high = 10;
    for (const low of [0, 1e-9, 1e-3, 0.1])
      expect(mean(duration(20 - low, 20, 20 + high))).toBeLessThan(20 + high);
    expect(fitDuration(duration(19.9, 20, 30)).sigma).toBe(0);
    expect(fitDuration(duration(19, 20, 19.9 + RATIO_LIMIT)).sigma).toBeGreaterThan(0);
  });

  it("given that it takes longer, spreads over what is left", () => {
    fc.assert(
      fc.property(
        anyDuration,
        fc.double({ min: 0, max: 150, noNaN: true }),
        fc.double({ min: 0.001, max: 0.999, noNaN: true }),
        (points, elapsed, u) => {
          const fit = fitDuration(points);
          const longer = longerFrac(fit, elapsed);
          const months = monthsGivenLonger(fit, elapsed, u);
          expect(months).toBeGreaterThanOrEqual(elapsed * (longer < 1 ? 1 : 0));
          if (longer > 1e-4 && fit.sigma !== 0 && months > elapsed)
            expect(longerFrac(fit, months)).toBeCloseTo(longer * (1 - u), 5);
        },
      ),
    );
    expect(monthsGivenLonger(fitDuration(duration(6, 6, 6)), 9, 0.3)).toBe(9);
    // A tenth of these cases is cut at zero; before the start that is no reason to leave them out.
    const cut = duration(0, 2, 5);
    expect(monthsGivenLonger(fitDuration(cut), 0, 0.1)).toBe(quantile(cut, 0.1));
  });

  it("refuses points out of order, below zero or not a number", () => {
    expect(checkDuration(duration(3, 2, 4)).map(({ field }) => field)).toEqual(["p10Months"]);
    expect(checkDuration(duration(1, 5, 4)).map(({ field }) => field)).toEqual(["p90Months"]);
    expect(checkDuration(duration(-1, 5, 6)).map(({ field }) => field)).toEqual(["p10Months"]);
    expect(checkDuration(duration(1, Number.NaN, 6))).toHaveLength(1);
    expect(checkDuration(duration(0, 0, 0))).toEqual([]);
  });
});

const QUEUE = "../shared/data/queues/lbnl_queue_cleaned_malcor21.csv";
const absent = !existsSync(QUEUE);

/** Months from request to operation of projects in operation since 2018, rising. */
function queueMonths(): number[] {
  const [header, ...lines] = readFileSync(QUEUE, "utf8").trim().split("\n");
  const names = header!.split(",");
  const [from, to] = [names.indexOf("q_date"), names.indexOf("on_date")];
  // Names of projects hold commas inside quotes; they stand before neither date.
  return lines
    .map((line) => line.split(","))
    .filter((row) => /^\d{4}-/.test(row[from] ?? "") && /^(2018|2019|202\d)-/.test(row[to] ?? ""))
    .map((row) => (Date.parse(row[to]!) - Date.parse(row[from]!)) / (86_400_000 * 30.4375))
    .filter((months) => months > 0)
    .sort((a, b) => a - b);
}

describe("shape against interconnection queues", () => {
  it.skipIf(absent)(
    `fitted at P10, P50 and P90 meets the quarters of real durations${absent ? ` (skipped: ${QUEUE} is absent)` : ""}`,
    () => {
      const months = queueMonths();
      const at = (u: number) => months[Math.floor(u * months.length)]!;
      const fitted = duration(at(0.1), at(0.5), at(0.9));
      expect(months.length).toBeGreaterThan(1000);
      for (const u of [0.25, 0.75])
        expect(Math.abs(quantile(fitted, u) / at(u) - 1)).toBeLessThan(0.1);
    },
  );
});
