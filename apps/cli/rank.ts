/** `firmwatt rank`: the same package in every place, in order, with the reasons. */
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { movable } from "../../src/rank/at-place.ts";
import { rankingPage } from "../../src/rank/page.ts";
import { allPlaces, rankPlaces } from "../../src/rank/rank.ts";
import type { Ranking } from "../../src/rank/rank.ts";
import { CRITERIA, EQUAL_WEIGHTS } from "../../src/rank/score.ts";
import type { Criterion, Weights } from "../../src/rank/score.ts";
import { rankingText } from "../../src/rank/text.ts";
import { nearest } from "../../src/scenario/issue.ts";
import { HORIZON_RESOLUTION, QUICK_RESOLUTION } from "../../src/scenario/load.ts";
import { loadOrTell, stopAtInterrupt } from "./check.ts";
import type { InputOptions } from "./files.ts";
import { runName, writeWhole } from "./write.ts";

interface RankArguments extends InputOptions {
  readonly places: string;
  readonly mw?: string;
  readonly by: string;
  readonly weights?: string;
  readonly resolution?: string;
  readonly json?: boolean;
  readonly out: string;
}

/** What the user's words mean. @throws Error with the reason when they mean nothing. */
export function readPlaces(text: string): string[] {
  const known = allPlaces();
  if (text === "all") return known;
  const ids = [...new Set(text.split(",").map((id) => id.trim()))].filter((id) => id !== "");
  if (ids.length === 0) throw new Error("--places names no place; expected all, or id,id,…");
  for (const id of ids)
    if (!known.includes(id)) {
      const meant = nearest(id, known);
      throw new Error(
        `no place ${id}; ${meant ? `did you mean ${meant}?` : "firmwatt places lists them"}`,
      );
    }
  return ids;
}

/** Weights such as `date=2,cost=1`; those left out are 1. @throws Error with the reason. */
export function readWeights(text: string | undefined): Weights {
  const weights: Record<Criterion, number> = { ...EQUAL_WEIGHTS };
  for (const part of (text ?? "").split(",").filter((one) => one.trim() !== "")) {
    const [name, value] = part.split("=").map((one) => one.trim());
    if (!(CRITERIA as readonly string[]).includes(name!)) {
      const meant = nearest(name!, CRITERIA);
      throw new Error(
        `--weights knows no ${name}; ${meant ? `did you mean ${meant}?` : `there are ${CRITERIA.join(", ")}`}`,
      );
    }
    const weight = value === undefined || value === "" ? NaN : Number(value);
    if (!(weight >= 0 && weight <= 1e6))
      throw new Error(`--weights ${part.trim()}: expected ${name}=N with N of 0 or more`);
    weights[name as Criterion] = weight;
  }
  if (CRITERIA.every((criterion) => weights[criterion] === 0))
    throw new Error("--weights are all 0, so there is nothing to rank by");
  return weights;
}

function readBy(text: string): Criterion | "score" {
  const known = ["score", ...CRITERIA] as const;
  const found = known.find((one) => one === text);
  if (!found) throw new Error(`--by is ${text}; expected one of ${known.join(", ")}`);
  return found;
}

function readMW(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const megawatts = Number(text);
  if (!(megawatts > 0 && megawatts <= 100_000))
    throw new Error(`--mw is ${text}; expected MW above 0, at most 100000`);
  return megawatts;
}

/** Writes the page and the numbers; gives the page's name. */
async function writeRanking(folder: string, ranking: Ranking): Promise<string> {
  await mkdir(folder, { recursive: true });
  await writeWhole(join(folder, "rank.json"), JSON.stringify(ranking, null, 2));
  const page = join(folder, "rank.html");
  await writeWhole(page, rankingPage(ranking));
  return page;
}

/** A line on a terminal that says how far it is; nothing elsewhere. */
export function countPrinter(
  quiet: boolean,
): ((done: number, of: number, what: string) => void) | undefined {
  if (quiet || !process.stderr.isTTY) return undefined;
  return (done, of, what) => process.stderr.write(`\r\u001b[2K${done} of ${of} done, ${what}`);
}

export async function runRank(file: string, options: RankArguments): Promise<number> {
  let asked;
  try {
    asked = {
      places: readPlaces(options.places),
      weights: readWeights(options.weights),
      by: readBy(options.by),
      megawatts: readMW(options.mw),
    };
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    return 1;
  }
  const scenario = await loadOrTell(file, options);
  if (!scenario) return 1;
  const packed = movable(scenario, asked.megawatts);
  if (typeof packed === "string") {
    process.stderr.write(`${packed}\n`);
    return 1;
  }
  const signal = stopAtInterrupt();
  const onPlace = countPrinter(options.json ?? false);
  const ranking = await rankPlaces(scenario, packed, asked.places, {
    by: asked.by,
    weights: asked.weights,
    signal,
    // Over a horizon a week of every quarter: all places in about a minute.
    resolution: scenario.horizon ? HORIZON_RESOLUTION : QUICK_RESOLUTION,
    ...(onPlace ? { onPlace } : {}),
  });
  if (onPlace) process.stderr.write("\r\u001b[2K");
  const page = await writeRanking(join(options.out, `${runName(file)}-rank`), ranking);
  console.log(
    options.json ? JSON.stringify(ranking, null, 2) : `${rankingText(ranking)}\nReport: ${page}`,
  );
  if (ranking.notReached.length > 0) return 3;
  if (ranking.ranked.length > 0) return 0;
  return ranking.leftOut.some(({ status }) => status === "unsolved") ? 3 : 2;
}
