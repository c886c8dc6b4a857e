/** `firmwatt buyer`: own, colocate or rent for this buyer, size by size. */
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { RATINGS } from "../../src/blocks/credit.ts";
import type { Rating } from "../../src/blocks/credit.ts";
import { compareWays } from "../../src/buyer/compare.ts";
import { comparisonPage } from "../../src/buyer/page.ts";
import { comparisonText } from "../../src/buyer/text.ts";
import { nearest } from "../../src/scenario/issue.ts";
import { loadOrTell, stopAtInterrupt } from "./check.ts";
import type { InputOptions } from "./files.ts";
import { countPrinter } from "./rank.ts";
import { runName, writeWhole } from "./write.ts";

interface BuyerArguments extends InputOptions {
  readonly sizes?: string;
  readonly pool?: string;
  readonly poolRating?: string;
  readonly resolution?: string;
  readonly json?: boolean;
  readonly html?: boolean;
  readonly out: string;
}

/** Sizes such as `1,10,100`. @throws Error with the reason. */
export function readSizes(text: string): number[] {
  const sizes = text.split(",").map((one) => Number(one.trim() === "" ? NaN : one));
  if (sizes.length > 12 || sizes.some((size) => !(size >= 0.01 && size <= 10_000)))
    throw new Error(
      `--sizes is ${text}; expected up to 12 sizes in MW from 0.01 to 10000, such as 1,10,100`,
    );
  return [...new Set(sizes)];
}

function readPool(text: string, rating: string | undefined): { buyers: number; rating?: Rating } {
  const buyers = Number(text);
  if (!Number.isInteger(buyers) || buyers < 2 || buyers > 100)
    throw new Error(`--pool is ${text}; expected a whole number of buyers from 2 to 100`);
  if (rating === undefined) return { buyers };
  const found = RATINGS.find((one) => one === rating);
  if (!found) {
    const meant = nearest(rating, RATINGS);
    throw new Error(
      `--pool-rating is ${rating}; ${meant ? `did you mean ${meant}?` : `expected one of ${RATINGS.join(", ")}`}`,
    );
  }
  return { buyers, rating: found };
}

export async function runBuyer(file: string, options: BuyerArguments): Promise<number> {
  let asked;
  try {
    if (options.poolRating !== undefined && options.pool === undefined)
      throw new Error("--pool-rating needs --pool N, the number of buyers");
    asked = {
      ...(options.sizes === undefined ? {} : { sizesMW: readSizes(options.sizes) }),
      ...(options.pool === undefined ? {} : { pool: readPool(options.pool, options.poolRating) }),
    };
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    return 1;
  }
  const scenario = await loadOrTell(file, { ...options, quick: true });
  if (!scenario) return 1;
  const quiet = (options.json ?? false) || (options.html ?? false);
  const onStep = countPrinter(quiet);
  const comparison = await compareWays(scenario, {
    ...asked,
    signal: stopAtInterrupt(),
    ...(onStep ? { onStep } : {}),
  });
  if (onStep) process.stderr.write("\r\u001b[2K");
  if (typeof comparison === "string") {
    process.stderr.write(`${comparison}\n`);
    return 1;
  }
  const folder = join(options.out, `${runName(file)}-buyer`);
  await mkdir(folder, { recursive: true });
  await writeWhole(join(folder, "buyer.json"), JSON.stringify(comparison, null, 2));
  const page = join(folder, "buyer.html");
  const html = comparisonPage(comparison);
  await writeWhole(page, html);
  console.log(
    options.json
      ? JSON.stringify(comparison, null, 2)
      : options.html
        ? html
        : `${comparisonText(comparison)}\nReport: ${page}`,
  );
  if (comparison.stopped) return 3;
  const reports = comparison.sizes.flatMap(({ ways }) => ways);
  if (reports.some(({ status }) => status === "unsolved")) return 3;
  return comparison.sizes.some(({ advice }) => advice.way !== null) ? 0 : 2;
}
