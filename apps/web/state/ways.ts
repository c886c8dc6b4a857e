/**
 * Own, colocate and rent for a buyer: what the person asks, the comparison under way, the last one made. It has a
 * worker of its own, so that levers answer while it works.
 */
import { create } from "zustand";
import { RATINGS } from "../../../src/blocks/credit.ts";
import type { Rating } from "../../../src/blocks/credit.ts";
import type { BuyerComparison } from "../../../src/buyer/compare.ts";
import { createPlanner } from "../planner/client.ts";
import type { Job } from "../planner/client.ts";
import type { Compared, Input, StatedBuyer, WaysAsk } from "../planner/protocol.ts";
import { compareOnServer } from "../planner/server.ts";
import { moneyField, moneyUnit } from "../../../src/units/money.ts";
import { inputOf } from "./spec.ts";
import type { Spec } from "./spec.ts";

const planner = createPlanner();

/** Money of a balance sheet that the form asks for, in millions of the currency that is written; `usual` where neither scenario nor person says it. */
export const SHEET = [
  { name: "equity", field: "equityUSD", label: "Equity", usual: 40 },
  { name: "cash", field: "cashUSD", label: "Cash, raised money included", usual: 30 },
  { name: "reserve", field: "reserveUSD", label: "Cash that is not to be touched", usual: 0 },
  { name: "ebitda", field: "ebitdaUSDPerYear", label: "EBITDA a year", usual: 0 },
  { name: "debt", field: "debtUSD", label: "Debt there is", usual: 0 },
] as const;

/** What the person wrote, by name: `rating`, those of `SHEET`, `sizes`, `pool`, `poolRating`. */
export type Written = Readonly<Record<string, string>>;

/** `name=value` of an address as a table. */
export const writtenOf = (list: readonly string[]): Written =>
  Object.fromEntries(
    list.map((one) => [one.slice(0, one.indexOf("=")), one.slice(one.indexOf("=") + 1)]),
  );

/** And back; what is empty stands nowhere. */
export const listOf = (written: Written): string[] =>
  Object.entries(written).flatMap(([name, value]) =>
    value.trim() === "" ? [] : [`${name}=${value.trim()}`],
  );

const isRating = (word: string): word is Rating => RATINGS.some((rating) => rating === word);

/** What is asked of the planner, or what is wrong with what was written. */
export interface Asked {
  readonly settings: readonly string[];
  readonly ask: WaysAsk;
  readonly faults: Readonly<Record<string, string>>;
}

function readSizes(text: string): readonly number[] | undefined {
  const sizes = text
    .split(/[,;\s]+/)
    .filter(Boolean)
    .map(Number);
  const good = sizes.every((size) => size >= 0.01 && size <= 10_000);
  return sizes.length > 0 && sizes.length <= 12 && good ? [...new Set(sizes)] : undefined;
}

/** Reads what was written; a buyer that the scenario lacks is made of the usual figures. */
export function readAsked(written: Written, stated: StatedBuyer): Asked {
  const faults: Record<string, string> = {};
  const settings: string[] = [];
  const word = (name: string) => (written[name] ?? "").trim();
  const rating = word("rating");
  if (rating !== "" && !isRating(rating)) faults["rating"] = `One of ${RATINGS.join(", ")}`;
  else if (rating !== "") settings.push(`buyer.rating=${rating}`);
  for (const { name, field, usual } of SHEET) {
    const text = word(name);
    const value = text === "" ? usual : Number(text);
    if (!Number.isFinite(value) || (name !== "ebitda" && name !== "equity" && value < 0))
      faults[name] = moneyUnit("A number of MUSD, such as 40");
    else if (text !== "" || stated === null)
      settings.push(`buyer.${moneyField(field)}=${value * 1e6}`);
  }
  const sizes = word("sizes") === "" ? null : readSizes(word("sizes"));
  if (sizes === undefined)
    faults["sizes"] = "Up to 12 sizes in MW from 0.01 to 10000, such as 1, 10, 100";
  const buyers = word("pool") === "" ? null : Number(word("pool"));
  if (buyers !== null && !(Number.isInteger(buyers) && buyers >= 2 && buyers <= 100))
    faults["pool"] = "A whole number of buyers from 2 to 100";
  const poolRating = word("poolRating");
  return {
    settings,
    faults,
    ask: {
      sizesMW: sizes ?? null,
      pool: buyers === null ? null : { buyers, rating: isRating(poolRating) ? poolRating : null },
    },
  };
}

interface WaysState {
  /** What the comparison is of: scenario, settings, files' names, what was written. */
  readonly of: string | null;
  readonly comparison: BuyerComparison | null;
  readonly trouble: string | null;
  /** What is being planned; null when nothing is. */
  readonly stage: string | null;
}

export const useWays = create<WaysState>(() => ({
  of: null,
  comparison: null,
  trouble: null,
  stage: null,
}));

let job: Job<Compared> | undefined;

/** Tells comparisons apart. */
export const askedKey = ({ text, set }: Spec, written: Written): string =>
  JSON.stringify([text, set, listOf(written)]);

/** The buyer that a spec's scenario states. */
export const buyerOf = (spec: Spec): Promise<StatedBuyer> => planner.buyer(inputOf(spec));

/** Compares the ways, here or on the server; what was shown before stays until the answer is there. */
export async function compare(
  spec: Spec,
  written: Written,
  { settings, ask }: Asked,
  where: "browser" | "server",
): Promise<void> {
  job?.stop();
  const { set, ...rest } = inputOf(spec);
  const input: Input = { ...rest, set: [...set, ...settings] };
  const onProgress = ({ stage }: { stage: string }) => {
    useWays.setState({ stage });
  };
  const started =
    where === "server"
      ? compareOnServer(input, ask, onProgress)
      : planner.compare(input, ask, onProgress);
  job = started;
  useWays.setState({ stage: "reading the scenario", trouble: null });
  let found: Partial<WaysState>;
  try {
    const outcome = await started.outcome;
    found =
      outcome.status === "compared"
        ? { comparison: outcome.comparison, of: askedKey(spec, written) }
        : outcome.status === "stopped"
          ? {}
          : {
              trouble:
                outcome.status === "refused"
                  ? outcome.reason
                  : outcome.issues
                      .map(({ path, message, hint }) => `${path}: ${message}. ${hint ?? ""}`)
                      .join(" "),
            };
  } catch (error) {
    found = { trouble: error instanceof Error ? error.message : String(error) };
  }
  if (job !== started) return;
  job = undefined;
  useWays.setState({ stage: null, ...found });
}

/** Stops the comparison under way. */
export function stopComparing(): void {
  job?.stop();
}
