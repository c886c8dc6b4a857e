/**
 * Derives data/power-cap-curves.csv from the Zeus NSDI'23 power-limit traces and the Splitwise H100 table.
 *
 * A trace row is one training job at one power limit. The run of the same job at the highest limit is its reference:
 *   throughput φ = time_ref / time,  drawn power f = average_power / average_power_ref,  cap = limit / limit_ref.
 * Uncapped jobs draw well below the limit, so cap overstates what is saved; f does not. Curves are medians (or
 * 10th and 90th percentiles) of φ over jobs at the same f, then the concave envelope from (0,0) to (1,1).
 *
 * Run from the repository: node bin/run scripts/derive-power-cap-curves.ts [folder of the traces] [table to write]
 */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { readCells } from "../src/catalog/table.ts";

/** One job at one limit, relative to the same job at the highest limit. */
interface Point {
  readonly cap: number;
  readonly drawn: number;
  readonly throughput: number;
}

/** One job configuration on one GPU model, points by falling cap; the first is the reference. */
interface Job {
  readonly gpu: string;
  /** Uncapped average draw over the highest limit. */
  readonly utilisation: number;
  readonly points: readonly Point[];
}

type Pair = readonly [number, number];

const CAPS = [1, 0.9, 0.8, 0.7, 0.6, 0.5, 0.4];
const DRAWN = [0.5, 0.55, 0.6, 0.65, 0.7, 0.75, 0.8, 0.85, 0.9, 0.95];
/** TDP over all-in IT power: GB200 NVL72 1.2/1.87 and H100 SXM 0.70/1.37, from data/accelerators.csv. */
const SHARES = { rack: 1.2 / 1.87, server: 0.7 / 1.37 };

const folder = process.argv[2] ?? "../shared/data/power";
const target = process.argv[3] ?? "data/power-cap-curves.csv";

/** Reads a CSV as rows by column name. */
function readRows(file: string): Map<string, string>[] {
  const [header = [], ...rows] = readCells(readFileSync(join(folder, file), "utf8"));
  return rows.map((row) => new Map(header.map((name, i) => [name, row[i] ?? ""])));
}

/** The jobs of one GPU model. */
function readJobs(gpu: string): Job[] {
  const byJob = new Map<string, { limit: number; time: number; power: number }[]>();
  for (const row of readRows(`zeus_power_limit_${gpu}.csv`)) {
    const key = ["dataset", "network", "batch_size", "optimizer"].map((c) => row.get(c)).join("/");
    const runs = byJob.get(key) ?? [];
    runs.push({
      limit: Number(row.get("power_limit")),
      time: Number(row.get("time_per_epoch")),
      power: Number(row.get("average_power")),
    });
    byJob.set(key, runs);
  }
  return [...byJob.values()].map((runs) => {
    runs.sort((a, b) => b.limit - a.limit);
    const ref = runs[0]!;
    return {
      gpu,
      utilisation: ref.power / ref.limit,
      points: runs.map((run) => ({
        cap: run.limit / ref.limit,
        drawn: run.power / ref.power,
        throughput: ref.time / run.time,
      })),
    };
  });
}

/** The q-quantile, linear between order statistics. */
function quantile(values: readonly number[], q: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  const at = q * (sorted.length - 1);
  const low = Math.floor(at);
  const lower = sorted[low]!;
  return lower + (at - low) * ((sorted[low + 1] ?? lower) - lower);
}

/** y at x on the broken line through the pairs, or undefined outside them. */
function interpolate(pairs: readonly Pair[], x: number): number | undefined {
  const sorted = [...pairs].sort((a, b) => a[0] - b[0]);
  for (let i = 1; i < sorted.length; i++) {
    const [x0, y0] = sorted[i - 1]!;
    const [x1, y1] = sorted[i]!;
    if (x >= x0 && x <= x1 && x1 > x0) return y0 + ((x - x0) / (x1 - x0)) * (y1 - y0);
  }
  return undefined;
}

const toThousandth = (value: number) => Math.round(value * 1000) / 1000;

/** The corners of the smallest concave curve over (0,0), the pairs as written in the table, and (1,1). */
function concaveEnvelope(pairs: readonly Pair[]): Pair[] {
  const inner = pairs.map(([x, y]): Pair => [toThousandth(x), toThousandth(y)]);
  const sorted: Pair[] = [[0, 0], ...inner.filter(([x]) => x > 0 && x < 1), [1, 1]];
  sorted.sort((a, b) => a[0] - b[0]);
  const kept: Pair[] = [];
  for (const pair of sorted) {
    while (kept.length >= 2) {
      const [x0, y0] = kept.at(-2)!;
      const [x1, y1] = kept.at(-1)!;
      // The middle corner stays only when the slope falls by more than rounding.
      if ((y1 - y0) / (x1 - x0) > (pair[1] - y1) / (pair[0] - x1) + 1e-6) break;
      kept.pop();
    }
    kept.push(pair);
  }
  return kept;
}

/** φ at each drawn power over the jobs; a drawn power most jobs never reached is left out. */
function curveOf(jobs: readonly Job[], q: number): Pair[] {
  return DRAWN.flatMap((drawn) => {
    const values = jobs.flatMap((job) => {
      const y = interpolate(
        job.points.map((p) => [p.drawn, p.throughput] as const),
        drawn,
      );
      return y === undefined ? [] : [y];
    });
    return values.length < jobs.length / 2
      ? []
      : [[drawn, Math.min(1, quantile(values, q))] as const];
  });
}

/** Median of a field over the jobs at each cap, for the record. */
function atCaps(jobs: readonly Job[], field: "drawn" | "throughput"): number[] {
  return CAPS.map((cap) =>
    quantile(
      jobs.flatMap((job) => {
        const y = interpolate(
          job.points.map((p) => [p.cap, p[field]] as const),
          cap,
        );
        return y === undefined ? [] : [y];
      }),
      0.5,
    ),
  );
}

/** The curve in all-in IT power when all but the accelerator draws the same as before. */
function onITPower(pairs: readonly Pair[], share: number): Pair[] {
  return concaveEnvelope(
    pairs.filter(([x]) => x > 0).map(([x, y]) => [1 - share * (1 - x), y] as const),
  );
}

const round = (value: number) => String(toThousandth(value));
const joinXs = (pairs: readonly Pair[]) => pairs.map(([x]) => round(x)).join(" ");
const joinYs = (pairs: readonly Pair[]) => pairs.map(([, y]) => round(y)).join(" ");
const quote = (cell: string) => (/[",\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);

const lines: string[] = ["id,parameter,value,unit,source,year,confidence,note"];

/** Adds the rows of one curve. */
function addCurve(curve: {
  id: string;
  pairs: readonly Pair[];
  sampleCount: number;
  source: string;
  year: string;
  confidence: string;
  note: string;
  caps?: { drawn: readonly number[]; throughput: readonly number[] };
}): void {
  const add = (parameter: string, value: string, unit: string, note = "") =>
    lines.push(
      [curve.id, parameter, value, unit, curve.source, curve.year, curve.confidence, note]
        .map(quote)
        .join(","),
    );
  const kept = concaveEnvelope(curve.pairs);
  add(
    "powerFracPoints",
    joinXs(kept),
    "1 of the accelerator's uncapped draw",
    `${curve.note} Not a fraction of all-in IT power: see rackPowerFracPoints.`,
  );
  add(
    "throughputFracPoints",
    joinYs(kept),
    "1 of uncapped throughput",
    "pairs with powerFracPoints",
  );
  for (const [where, share] of Object.entries(SHARES)) {
    const moved = onITPower(curve.pairs, share);
    const note = `Accelerator is ${round(share)} of all-in IT power; the rest is taken as constant, which is cautious.`;
    add(`${where}PowerFracPoints`, joinXs(moved), "1 of uncapped all-in IT power", note);
    add(
      `${where}ThroughputFracPoints`,
      joinYs(moved),
      "1 of uncapped throughput",
      `pairs with ${where}PowerFracPoints`,
    );
  }
  if (curve.caps) {
    add("capFracPoints", CAPS.map(round).join(" "), "1 of the highest limit", "limits, not draw");
    add(
      "drawnAtCapFracPoints",
      curve.caps.drawn.map(round).join(" "),
      "1 of the accelerator's uncapped draw",
      "median at capFracPoints",
    );
    add(
      "throughputAtCapFracPoints",
      curve.caps.throughput.map(round).join(" "),
      "1 of uncapped throughput",
      "median at capFracPoints",
    );
  }
  add("sampleCount", String(curve.sampleCount), "1", "job configurations behind the curve");
  console.log(
    `${curve.id} (${curve.sampleCount}): ${kept.map((p) => p.map(round).join(":")).join(" ")}`,
  );
}

const gpus = ["v100", "a40", "rtx6000"].map(readJobs);
const isHigh = (jobs: readonly Job[], job: Job) =>
  job.utilisation >=
  quantile(
    jobs.map((j) => j.utilisation),
    0.75,
  );
const isMiddle = (jobs: readonly Job[], job: Job) =>
  !isHigh(jobs, job) &&
  job.utilisation >=
    quantile(
      jobs.map((j) => j.utilisation),
      0.5,
    );
const high = gpus.flatMap((jobs) => jobs.filter((job) => isHigh(jobs, job)));
const middle = gpus.flatMap((jobs) => jobs.filter((job) => isMiddle(jobs, job)));
for (const [name, jobs] of Object.entries({ high, middle })) {
  const u = jobs.map((job) => job.utilisation);
  console.log(
    `${name}: ${jobs.length} jobs drawing ${round(Math.min(...u))} to ${round(Math.max(...u))} of the limit`,
  );
}

const zeus =
  "Zeus NSDI'23 power-limit traces (ml-energy/zeus @75a8b93, Apache-2.0; V100, A40, RTX 6000), derived by scripts/derive-power-cap-curves.ts";
const capsOf = (jobs: readonly Job[]) => ({
  drawn: atCaps(jobs, "drawn"),
  throughput: atCaps(jobs, "throughput"),
});
addCurve({
  id: "pretraining-compute-bound",
  pairs: curveOf(high, 0.5),
  sampleCount: high.length,
  source: zeus,
  year: "2023",
  confidence: "measured",
  note: "Median over the quarter of jobs on each GPU that draws most; older chips stand in for today's.",
  caps: capsOf(high),
});
addCurve({
  id: "fine-grained-band-low",
  pairs: curveOf(high, 0.1),
  sampleCount: high.length,
  source: zeus,
  year: "2023",
  confidence: "measured",
  note: "10th percentile over the same jobs as pretraining-compute-bound.",
});
addCurve({
  id: "fine-grained-band-high",
  pairs: curveOf(high, 0.9),
  sampleCount: high.length,
  source: zeus,
  year: "2023",
  confidence: "measured",
  note: "90th percentile over the same jobs as pretraining-compute-bound.",
});
addCurve({
  id: "decode-memory-bound",
  pairs: curveOf(middle, 0.5),
  sampleCount: middle.length,
  source: zeus,
  year: "2023",
  confidence: "estimated",
  note: "Proxy: no decode trace is to be had, so the median over training jobs in the third quarter of draw, which something else than the core clock limits.",
  caps: capsOf(middle),
});

const splitwise = readRows("splitwise_perf_model_a100_h100.csv");
const timesOf = (hardware: string, column: string) =>
  splitwise.filter((r) => r.get("hardware") === hardware).map((r) => Number(r.get(column)));
const ratio = (column: string) =>
  quantile(timesOf("h100-80gb-pcap", column), 0.5) / quantile(timesOf("h100-80gb", column), 0.5);
console.log(
  `Splitwise H100 at 50 % cap: prompt time ×${round(ratio("prompt_time"))}, token time ×${round(ratio("token_time"))}`,
);
addCurve({
  id: "prefill",
  pairs: [[0.5, 1 / ratio("prompt_time")]],
  sampleCount: 1,
  source:
    "Splitwise ISCA'24 perf_model.csv (Mutinifni/splitwise-sim @8f99e7d, MIT), H100 with and without power cap",
  year: "2024",
  confidence: "estimated",
  note: "One point: the file's capped rows are the uncapped ones times 1.30 throughout. Draw at half cap is taken as half, since prompt processing runs at the limit.",
});
writeFileSync(target, `${lines.join("\n")}\n`);
