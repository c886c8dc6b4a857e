/** `firmwatt curve`: what could bring more megawatts, by cost and by month. */
import { mkdir } from "node:fs/promises";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { findCurve } from "../../src/curve/curve.ts";
import type { Curve } from "../../src/curve/curve.ts";
import { curvePage } from "../../src/curve/page.ts";
import { curveFigures } from "../../src/curve/picture.ts";
import { curveCSV, curveText } from "../../src/curve/text.ts";
import { plan } from "../../src/plan.ts";
import { renderReport } from "../../src/report/html/report.ts";
import type { Scenario } from "../../src/scenario/scenario.ts";
import { loadOrTell, stopAtInterrupt } from "./check.ts";
import type { InputOptions } from "./files.ts";
import { countPrinter } from "./rank.ts";
import { runName, writeWhole } from "./write.ts";

interface CurveArguments extends InputOptions {
  readonly mw?: string;
  readonly resolution?: string;
  readonly report?: boolean;
  readonly json?: boolean;
  readonly out: string;
}

/** Writes page, numbers and CSV; gives the page's name. */
async function writeCurve(folder: string, curve: Curve): Promise<string> {
  await mkdir(folder, { recursive: true });
  await writeWhole(join(folder, "curve.json"), JSON.stringify(curve, null, 2));
  await writeWhole(join(folder, "curve.csv"), curveCSV(curve));
  const page = join(folder, "curve.html");
  await writeWhole(page, curvePage(curve));
  return page;
}

/** The report of the plan with the curve in it; its name, or why there is none. */
async function writeReport(
  folder: string,
  scenario: Scenario,
  curve: Curve,
  signal: AbortSignal,
): Promise<{ readonly page: string } | { readonly reason: string }> {
  const result = await plan(scenario, { signal });
  if (result.status !== "planned")
    return { reason: result.status === "unsolved" ? result.reason : result.shortage.sentence };
  if (!result.package.verified.ok) return { reason: "the plan failed its own checks" };
  const page = join(folder, "report.html");
  await writeWhole(page, renderReport(result.package, result.hourly, curveFigures(curve)));
  return { page };
}

export async function runCurve(file: string, options: CurveArguments): Promise<number> {
  const stepMW = options.mw === undefined ? undefined : Number(options.mw);
  if (stepMW !== undefined && !(stepMW > 0 && stepMW <= 100_000)) {
    process.stderr.write(`--mw is ${options.mw}; expected MW above 0, at most 100000\n`);
    return 1;
  }
  const scenario = await loadOrTell(file, { ...options, quick: true });
  if (!scenario) return 1;
  const signal = stopAtInterrupt();
  const onEntry = countPrinter(options.json ?? false);
  const result = await findCurve(scenario, {
    signal,
    threads: availableParallelism(),
    ...(stepMW === undefined ? {} : { stepMW }),
    ...(onEntry ? { onEntry } : {}),
  });
  if (onEntry) process.stderr.write("\r\u001b[2K");
  if (result.status !== "done") {
    process.stderr.write(`${result.reason}\n`);
    return result.status === "infeasible" ? 2 : 3;
  }
  const { curve } = result;
  const folder = join(options.out, `${runName(file)}-curve`);
  const pages = [await writeCurve(folder, curve)];
  let whole = true;
  if (options.report) {
    const written = await writeReport(folder, scenario, curve, signal);
    if ("page" in written) pages.push(written.page);
    else {
      process.stderr.write(`No report of the plan: ${written.reason}\n`);
      whole = false;
    }
  }
  console.log(
    options.json
      ? JSON.stringify(curve, null, 2)
      : `${curveText(curve)}\n${pages.map((page) => `Report: ${page}`).join("\n")}`,
  );
  return whole && !curve.stopped && curve.missing.length === 0 ? 0 : 3;
}
