/** `firmwatt time`: when MW and chips come, with what odds. */
import { availableParallelism } from "node:os";
import { packageText } from "../../src/report/text.ts";
import { planAtPercentiles } from "../../src/percentiles.ts";
import { plan } from "../../src/plan.ts";
import type { PlanOptions } from "../../src/plan.ts";
import type { Scenario } from "../../src/scenario/scenario.ts";
import { percentilesText } from "./percentiles-text.ts";
import { stopAtInterrupt } from "./check.ts";
import type { InputOptions } from "./files.ts";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { packageJSON } from "../../src/report/json.ts";
import { loadForWorkbook, writeWorkbookFile } from "./workbook.ts";
import { runName, writeWhole } from "./write.ts";

interface TimeArguments extends InputOptions {
  readonly draws?: string;
  readonly percentiles?: string;
  readonly resolution?: string;
  readonly json?: boolean;
  readonly out: string;
  readonly xlsx?: string;
}

/** Percentiles of a list such as 50,90; undefined when it is none. */
function readPercentiles(list: string): number[] | undefined {
  const values = list.split(",").map(Number);
  const fine = values.every((value) => value >= 1 && value <= 99);
  return fine && values.length >= 2 && values.length <= 9 ? values : undefined;
}

async function comparePercentiles(
  scenario: Scenario,
  list: string,
  json: boolean,
  options: PlanOptions,
): Promise<number> {
  const percentiles = readPercentiles(list);
  if (!percentiles) {
    process.stderr.write(
      `--percentiles is ${list}; expected two to nine of 1 to 99, such as 50,90\n`,
    );
    return 1;
  }
  const found = await planAtPercentiles(scenario, percentiles, options);
  const brief = found.plans.map(({ package: pack, ...rest }) => ({
    ...rest,
    kpis: pack?.kpis ?? null,
    timeline: pack?.timeline ?? null,
    odds: pack?.odds ?? null,
  }));
  console.log(
    json
      ? JSON.stringify({ ...found, plans: brief }, null, 2)
      : percentilesText(scenario.name, found),
  );
  return found.plans.every(({ package: pack }) => pack?.verified.ok) ? 0 : 3;
}

export async function runTime(file: string, options: TimeArguments): Promise<number> {
  const draws = options.draws === undefined ? undefined : Number(options.draws);
  if (draws !== undefined && !(Number.isInteger(draws) && draws >= 100 && draws <= 1_000_000)) {
    process.stderr.write(
      `--draws is ${options.draws}; expected a whole number from 100 to 1000000\n`,
    );
    return 1;
  }
  const scenario = await loadForWorkbook(file, options);
  if (!scenario) return 1;
  if (!scenario.horizon) {
    process.stderr.write(
      "this scenario has no horizon, so nothing comes at a date; add horizon: { start: 2027-Q1, years: 10 }\n",
    );
    return 1;
  }
  const signal = stopAtInterrupt();
  if (options.percentiles !== undefined)
    return comparePercentiles(scenario, options.percentiles, options.json ?? false, {
      signal,
      ...(draws === undefined ? {} : { draws }),
    });
  const result = await plan(scenario, {
    signal,
    threads: availableParallelism(),
    ...(draws === undefined ? {} : { draws }),
  });
  if (result.status === "infeasible") {
    process.stderr.write(`${result.shortage.sentence}\n`);
    return 2;
  }
  if (result.status === "unsolved") {
    process.stderr.write(
      signal.aborted ? "Stopped; nothing was written.\n" : `Not solved: ${result.reason}.\n`,
    );
    return 3;
  }
  const { package: pack } = result;
  if (!pack.verified.ok) {
    process.stderr.write("The plan failed its own checks and is not shown.\n");
    return 3;
  }
  const folder = join(options.out, runName(file));
  await mkdir(folder, { recursive: true });
  await writeWhole(join(folder, "scenario.yaml"), scenario.text);
  await writeWhole(join(folder, "package.json"), packageJSON(pack));
  if (pack.finance) await writeWorkbookFile(join(folder, "workbook.xlsx"), pack);
  if (options.xlsx !== undefined) await writeWorkbookFile(options.xlsx, pack);
  const { status, timeline, odds, ledger } = pack;
  console.log(
    options.json
      ? JSON.stringify({ version: pack.version, status, timeline, odds, ledger }, null, 2)
      : packageText(pack),
  );
  return pack.status === "optimal" ? 0 : 3;
}
