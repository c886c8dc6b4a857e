/**
 * The shape of waiting: LBNL's queue of US generation requests against our durations and exit odds.
 *
 *     months = (day in operation − day of request) / 30.4375;  Kolmogorov distance D = max |F_n(x) − F(x)|
 *
 * Load queues are not published, so generation stands in for the shape; the priors of load are their own.
 */
import { existsSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { findChain } from "../../src/blocks/milestones.ts";
import { catalog } from "../../src/catalog/catalog.ts";
import { numberIn, readCells } from "../../src/catalog/table.ts";
import { normalCdf } from "../../src/climate/random.ts";
import { successFrac } from "../../src/timing/chain.ts";
import { fitDuration, longerFrac, quantile } from "../../src/timing/duration.ts";

const FILE = "../shared/data/queues/lbnl_queue_cleaned_malcor21.csv";
const absent = !existsSync(FILE);
const MONTH_MS = 30.4375 * 86_400_000;

interface Request {
  readonly status: string;
  readonly region: string;
  readonly mw: number;
  /** Milliseconds since 1970; NaN where the file has none. */
  readonly asked: number;
  readonly withdrawn: number;
  readonly on: number;
}

function readRequests(): Request[] {
  const [header, ...rows] = readCells(readFileSync(FILE, "utf8"));
  const at = (name: string) => header!.indexOf(name);
  const columns = ["q_status", "region", "mw_total", "q_date", "wd_date", "on_date"].map(at);
  return rows.map((row) => {
    const [status, region, mw, asked, withdrawn, on] = columns.map((i) => row[i]!) as [
      string,
      string,
      string,
      string,
      string,
      string,
    ];
    const day = (text: string) => (text === "" ? Number.NaN : Date.parse(text.slice(0, 10)));
    return {
      status,
      region,
      mw: Number(mw),
      asked: day(asked),
      withdrawn: day(withdrawn),
      on: day(on),
    };
  });
}

const requests = absent ? [] : readRequests();
const quantileOf = (sorted: Float64Array, level: number) => {
  const position = level * (sorted.length - 1);
  const from = Math.floor(position);
  const next = sorted[Math.min(from + 1, sorted.length - 1)]!;
  return sorted[from]! + (position - from) * (next - sorted[from]!);
};
/** Months between two days, ascending; rows of less than a day are left out. */
const monthsOf = (rows: readonly Request[], end: (row: Request) => number) =>
  Float64Array.from(rows, (row) => (end(row) - row.asked) / MONTH_MS)
    .filter((months) => months > 0)
    .sort();
const kolmogorov = (sorted: Float64Array, cdf: (months: number) => number) =>
  sorted.reduce((worst, months, i) => {
    const share = cdf(months);
    return Math.max(worst, (i + 1) / sorted.length - share, share - i / sorted.length);
  }, 0);

const since2018 = requests.filter((row) => row.on >= Date.UTC(2018, 0, 1) && row.asked > 0);
const running = since2018.filter((row) => row.status === "operational");
const waits = monthsOf(running, (row) => row.on);
const points = {
  p10Months: quantileOf(waits, 0.1),
  p50Months: quantileOf(waits, 0.5),
  p90Months: quantileOf(waits, 0.9),
};
const logs = waits.map((months) => Math.log(months));
const mu = logs.reduce((sum, value) => sum + value, 0) / logs.length;
const sigma = Math.sqrt(logs.reduce((sum, value) => sum + (value - mu) ** 2, 0) / logs.length);

describe.skipIf(absent)(
  `waits in the queues of LBNL${absent ? ` (skipped: ${FILE} is missing)` : ""}`,
  () => {
    it("the plants that ran from 2018 on waited 17, 46 and 84 months, as the catalogue says", () => {
      expect(waits).toHaveLength(849);
      const entry = catalog("connection").get("queue-generation-shape")!;
      for (const p of ["P10", "P50", "P90"] as const)
        expect(numberIn(entry, `operationMonths${p}`)).toBeCloseTo(
          points[`p${p.slice(1)}Months` as keyof typeof points],
          1,
        );
      expect([mu.toFixed(2), sigma.toFixed(2)]).toEqual(["3.72", "0.67"]);
    });

    it("22, 47 and 80 months come out only with 722 requests that do not run, dated up to 2030", () => {
      const all = monthsOf(since2018, (row) => row.on);
      expect(all).toHaveLength(1571);
      expect([0.1, 0.5, 0.9].map((p) => Math.round(quantileOf(all, p)))).toEqual([22, 47, 80]);
      const last = Math.max(...since2018.map((row) => row.on));
      expect(new Date(last).getUTCFullYear()).toBe(2030);
    });

    it("our shape through three points lies nearer to them than a lognormal", () => {
      const fit = fitDuration(points);
      const ours = kolmogorov(waits, (months) => 1 - longerFrac(fit, months));
      const lognormal = kolmogorov(waits, (months) => normalCdf((Math.log(months) - mu) / sigma));
      expect([ours.toFixed(3), lognormal.toFixed(3)]).toEqual(["0.029", "0.084"]);
      // A fixed distribution would be rejected at 5 % from 1.36/√n = 0.047 on.
      expect(ours).toBeLessThan(1.36 / Math.sqrt(waits.length));
    });

    it("its quantiles err by under 7 % from P5 to P95; the last hundredth is too short", () => {
      const errors = [0.05, 0.25, 0.75, 0.95].map(
        (level) => quantile(points, level) / quantileOf(waits, level) - 1,
      );
      expect(errors.map((error) => Math.round(error * 100))).toEqual([-1, -2, 3, -7]);
      const last = quantile(points, 0.99) / quantileOf(waits, 0.99) - 1;
      expect(Math.round(last * 100)).toBe(-21);
    });

    it("who withdraws does so early: half within 12.5 months", () => {
      const left = monthsOf(
        requests.filter((row) => row.status === "withdrawn" && row.withdrawn > 0),
        (row) => row.withdrawn,
      );
      expect([0.5, 0.9].map((p) => quantileOf(left, p).toFixed(1))).toEqual(["12.5", "54.7"]);
    });
  },
);

/** Share of the MW asked from 2000 to 2018 that runs, by market. */
function runningFrac(region: string): number {
  const asked = requests.filter((row) => {
    const year = new Date(row.asked).getUTCFullYear();
    return row.region === region && year >= 2000 && year <= 2018 && row.mw > 0;
  });
  const sum = (rows: readonly Request[]) => rows.reduce((total, row) => total + row.mw, 0);
  return sum(asked.filter((row) => row.status === "operational")) / sum(asked);
}

describe.skipIf(absent)(
  `exit odds against completion${absent ? ` (skipped: ${FILE} is missing)` : ""}`,
  () => {
    it.each([
      ["PJM", 0.17],
      ["CAISO", 0.08],
      ["NYISO", 0.1],
      ["MISO", 0.22],
      ["ERCOT", 0.44],
    ])("%s ran %d of the MW asked", (region, share) => {
      expect(runningFrac(region)).toBeCloseTo(share, 2);
    });

    // A project with site and money does better than the mean of requests, many of them duplicates.
    it.each([
      ["northern-virginia", "PJM"],
      ["columbus", "PJM"],
      ["silicon-valley", "CAISO"],
      ["ercot-firm", "ERCOT"],
      ["ercot-clr", "ERCOT"],
    ])("%s succeeds more often than the requests of %s, and not nearly always", (chain, region) => {
      const odds = successFrac(findChain(chain)!);
      expect(odds).toBeGreaterThan(runningFrac(region));
      expect(odds).toBeLessThan(0.7);
    });
  },
);

describe("exit odds against load that was asked for", () => {
  const signedFrac = (id: string) =>
    findChain(id)!
      .milestones.filter(({ name }) => name === "application-and-study" || name === "agreement")
      .reduce((odds, { exitFrac }) => odds * (1 - exitFrac), 1);
  const attrition = catalog("connection").get("load-request-attrition")!;

  it("Columbus signs about what AEP Ohio did", () => {
    expect(
      Math.abs(signedFrac("columbus") - numberIn(attrition, "aepContractedFrac")),
    ).toBeLessThan(0.05);
  });

  it("SPP signs more than the 27 % of all MW asked, as our note on speculation says", () => {
    const lost = 1 - signedFrac("spp-hill");
    const share = lost / (1 - numberIn(attrition, "sppSignedFrac"));
    expect(share).toBeGreaterThan(0.3);
    expect(share).toBeLessThan(0.6);
  });
});
