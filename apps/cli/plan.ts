/** `firmwatt plan`: loads, plans, prints the package and writes the run's files. */
import { availableParallelism } from "node:os";
import { mkdir } from "node:fs/promises";
import { dirname, join } from "node:path";
import { assemble } from "../../src/model/assemble.ts";
import { plan } from "../../src/plan.ts";
import type { PlanResult } from "../../src/plan.ts";
import { mpsChunks } from "../../src/problem/mps.ts";
import { claimsCSV } from "../../src/report/claims/text.ts";
import { contractsCSV } from "../../src/report/contracts/text.ts";
import { tariffsCSV } from "../../src/report/tariffs/text.ts";
import { hourlyCSV } from "../../src/report/csv.ts";
import type { HourlyReport } from "../../src/report/package.ts";
import { packageJSON } from "../../src/report/json.ts";
import { renderReport } from "../../src/report/html/report.ts";
import { hourlyParquet } from "../../src/report/parquet.ts";
import { packageText } from "../../src/report/text.ts";
import { stopAtInterrupt } from "./check.ts";
import type { InputOptions } from "./files.ts";
import { loadForWorkbook, writeWorkbookFile } from "./workbook.ts";
import { runName, writeWhole } from "./write.ts";

interface PlanArguments extends InputOptions {
  readonly out: string;
  readonly json?: boolean;
  readonly solver: string;
  readonly resolution?: string;
  readonly gap?: string;
  readonly writeModel?: string;
  readonly xlsx?: string;
}

/** The example planned when no scenario is named. */
const DEFAULT_EXAMPLE = join(
  process.env["FIRMWATT_ROOT"] ?? ".",
  "examples/01-nordic-hydro/scenario.yaml",
);

/** Hourly series of a site as CSV and Parquet. */
async function writeHourly(folder: string, hourly: HourlyReport): Promise<void> {
  await writeWhole(join(folder, `hourly-${hourly.site}.csv`), hourlyCSV(hourly));
  await writeWhole(
    join(folder, `hourly-${hourly.site}.parquet`),
    new Uint8Array(await hourlyParquet(hourly)),
  );
}

async function writeRun(
  folder: string,
  result: Extract<PlanResult, { status: "planned" }>,
  scenarioText: string,
): Promise<void> {
  await mkdir(folder, { recursive: true });
  for (const hourly of result.hourly) await writeHourly(folder, hourly);
  await writeWhole(join(folder, "scenario.yaml"), scenarioText);
  await writeWhole(join(folder, "package.json"), packageJSON(result.package));
  await writeWhole(join(folder, "claims.csv"), claimsCSV(result.package.claims));
  await writeWhole(join(folder, "tariffs.csv"), tariffsCSV(result.package.tariffs));
  if (result.package.contracts)
    await writeWhole(join(folder, "contracts.csv"), contractsCSV(result.package.contracts));
  if (result.package.finance)
    await writeWorkbookFile(join(folder, "workbook.xlsx"), result.package);
  await writeWhole(join(folder, "report.html"), renderReport(result.package, result.hourly));
}

function progressPrinter(
  quiet: boolean,
):
  | ((progress: { stage: string; iteration: number; gap: number; seconds: number }) => void)
  | undefined {
  if (quiet || !process.stderr.isTTY) return undefined;
  return ({ stage, iteration, gap, seconds }) =>
    process.stderr.write(
      `\r\u001b[2K${stage} ${iteration}, gap ${gap.toExponential(1)}, ${seconds.toFixed(1)} s`,
    );
}

function badOption(options: PlanArguments): string | undefined {
  if (options.solver !== "chain" && options.solver !== "highs")
    return `--solver is ${options.solver}; expected chain or highs`;
  if (
    options.resolution !== undefined &&
    !/^(full|weeks:([1-9]|[1-4]\d|5[0-2]))$/.test(options.resolution)
  )
    return `--resolution is ${options.resolution}; expected full or weeks:N with N from 1 to 52`;
  if (options.gap !== undefined && !(Number(options.gap) > 0 && Number(options.gap) < 1))
    return `--gap is ${options.gap}; expected a number between 0 and 1`;
  return undefined;
}

async function writeModel(file: string, scenario: Parameters<typeof assemble>[0]): Promise<void> {
  const chunks = [...mpsChunks(assemble(scenario).problem)];
  await mkdir(dirname(file), { recursive: true });
  await writeWhole(file, chunks.join(""));
}

export async function runPlan(named: string | undefined, options: PlanArguments): Promise<number> {
  const bad = badOption(options);
  if (bad) {
    process.stderr.write(`${bad}\n`);
    return 1;
  }
  const file = named ?? DEFAULT_EXAMPLE;
  const scenario = await loadForWorkbook(file, options);
  if (!scenario) return 1;
  if (options.writeModel) await writeModel(options.writeModel, scenario);
  const signal = stopAtInterrupt();
  const onProgress = progressPrinter(options.json ?? false);
  const result = await plan(scenario, {
    solver: options.solver as "chain" | "highs",
    signal,
    threads: availableParallelism(),
    ...(options.gap === undefined ? {} : { gap: Number(options.gap) }),
    ...(onProgress ? { onProgress } : {}),
  });
  if (onProgress) process.stderr.write("\r\u001b[2K");
  if (result.status === "infeasible") {
    if (options.json)
      console.log(
        JSON.stringify(
          { version: "firmwatt/1", status: "infeasible", ...result.shortage },
          null,
          2,
        ),
      );
    else
      process.stderr.write(
        `${result.shortage.sentence}\n${result.shortage.repairs.map((repair) => `  --set ${repair.setting}\n`).join("")}`,
      );
    return 2;
  }
  if (result.status === "unsolved") {
    process.stderr.write(
      signal.aborted ? "Stopped; nothing was written.\n" : `Not solved: ${result.reason}.\n`,
    );
    return 3;
  }
  const folder = join(options.out, runName(file));
  if (!result.package.verified.ok) {
    process.stderr.write("The plan failed its own checks and is not shown:\n");
    for (const check of result.package.verified.checks)
      if (!check.ok)
        process.stderr.write(
          `  ${check.name}: ${check.measured} > ${check.allowed} ${check.detail}\n`,
        );
    return 3;
  }
  await writeRun(folder, result, scenario.text);
  if (options.xlsx !== undefined) await writeWorkbookFile(options.xlsx, result.package);
  if (options.json) console.log(packageJSON(result.package));
  else console.log(`${packageText(result.package)}\nReport: ${join(folder, "report.html")}`);
  return result.package.status === "optimal" ? 0 : 3;
}
