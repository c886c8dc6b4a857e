/** `firmwatt front`: what less carbon, more clean power or an earlier date costs. */
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { AXES, findFront } from "../../src/front/front.ts";
import type { Axis } from "../../src/front/front.ts";
import { frontPage } from "../../src/front/page.ts";
import { frontText } from "../../src/front/text.ts";
import type { Scenario } from "../../src/scenario/scenario.ts";
import { loadOrTell, stopAtInterrupt } from "./check.ts";
import type { InputOptions } from "./files.ts";
import { countPrinter } from "./rank.ts";
import { runName, writeWhole } from "./write.ts";

interface FrontArguments extends InputOptions {
  readonly x: string;
  readonly points: string;
  readonly resolution?: string;
  readonly json?: boolean;
  readonly out: string;
}

/** Why a front cannot be asked of this scenario. */
function refusal(scenario: Scenario, axis: Axis): string | undefined {
  if (axis === "date" && !scenario.horizon)
    return "--x date needs a plan over time: add horizon: { start: 2027-Q1 } to the scenario";
  if (scenario.objective.kind === "mostCompute")
    return "a front needs an objective in money: with mostCompute there is no cost to trade";
  return undefined;
}

export async function runFront(file: string, options: FrontArguments): Promise<number> {
  const axis = AXES.find((one) => one === options.x);
  const points = Number(options.points);
  const bad = !axis
    ? `--x is ${options.x}; expected one of ${AXES.join(", ")}`
    : Number.isInteger(points) && points >= 2 && points <= 100
      ? undefined
      : `--points is ${options.points}; expected a whole number from 2 to 100`;
  if (!axis || bad) {
    process.stderr.write(`${bad}\n`);
    return 1;
  }
  const scenario = await loadOrTell(file, { ...options, quick: true });
  if (!scenario) return 1;
  const refused = refusal(scenario, axis);
  if (refused) {
    process.stderr.write(`${refused}\n`);
    return 1;
  }
  const signal = stopAtInterrupt();
  const onPoint = countPrinter(options.json ?? false);
  const result = await findFront(scenario, axis, {
    points,
    signal,
    ...(onPoint ? { onPoint } : {}),
  });
  if (onPoint) process.stderr.write("\r\u001b[2K");
  if (result.status !== "done") {
    process.stderr.write(`${result.reason}\n`);
    return result.status === "infeasible" ? 2 : 3;
  }
  const { front } = result;
  const folder = join(options.out, `${runName(file)}-front`);
  await mkdir(folder, { recursive: true });
  await writeWhole(join(folder, `${axis}.json`), JSON.stringify(front, null, 2));
  const page = join(folder, `${axis}.html`);
  await writeWhole(page, frontPage(front));
  console.log(
    options.json ? JSON.stringify(front, null, 2) : `${frontText(front)}\nReport: ${page}`,
  );
  return front.stopped || front.missing.length > 0 ? 3 : 0;
}
