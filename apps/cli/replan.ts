/** `firmwatt replan`: what to change now when a date slips. */
import { availableParallelism } from "node:os";
import { stat } from "node:fs/promises";
import { join } from "node:path";
import { orderMoves, replan } from "../../src/replan.ts";
import type { OrderChange, OrderMove, Replan } from "../../src/replan.ts";
import { threeFigures, usdWords } from "../../src/report/bottlenecks.ts";
import { titleAmong } from "../../src/report/holders.ts";
import type { NamedAsset } from "../../src/report/holders.ts";
import type { Package } from "../../src/report/package.ts";
import type { Slip } from "../../src/scenario/scenario.ts";
import { loadOrTell, stopAtInterrupt } from "./check.ts";
import type { InputOptions } from "./files.ts";
import { append } from "../../src/model/ledgers.ts";
import { QUARTER_MONTHS, quarterNumber } from "../../src/units/quarter.ts";
import { readSlip, slipText, slipWords } from "../../src/slips.ts";

interface ReplanArguments extends InputOptions {
  readonly slip: readonly string[];
  readonly resolution?: string;
  readonly json?: boolean;
}

/** Decisions within so many months come first. */
const SOON_MONTHS = 12;

/** The scenario of a run's folder, or the file itself. */
async function scenarioFile(run: string): Promise<string> {
  const info = await stat(run).catch(() => undefined);
  return info?.isDirectory() ? join(run, "scenario.yaml") : run;
}

/** Three figures, and none after the point where they are all 0. */
const round = (amount: number) => threeFigures(amount).replace(/\.0+$/, "");

/** An asset in words: its title and site, by the timeline that has it. */
function whereText(
  { asset, size }: Pick<OrderChange, "asset" | "size">,
  assets: readonly NamedAsset[],
): string {
  const named = assets.find(({ name }) => name === asset);
  const what = named ? `${titleAmong(named, assets)} at ${named.site}` : asset;
  if (size === "nonFirmMW") return `${what}, flexible`;
  return /MW$|chips/i.test(size) || size === "" ? what : `${what} (${size})`;
}

/** What of an asset moves one way, as one thing to do. */
export function moveText(moves: readonly OrderMove[], assets: readonly NamedAsset[]): string {
  const [{ unit, ...of }] = moves as [OrderMove];
  const total = moves.reduce((sum, { amount }) => sum + amount, 0);
  const months =
    moves.reduce(
      (sum, { amount, from, to }) =>
        sum + amount * QUARTER_MONTHS * (quarterNumber(to)! - quarterNumber(from)!),
      0,
    ) / total;
  const span = (quarters: readonly string[]) => {
    const [first, last] = [quarters.toSorted()[0]!, quarters.toSorted().at(-1)!];
    return first === last ? first : `${first} to ${last}`;
  };
  const now = span(moves.map(({ to }) => to));
  const was = span(moves.map(({ from }) => from));
  const average = moves.length > 1 ? " on average" : "";
  return `${whereText(of, assets)}: ${round(total)} ${unit} ${round(Math.abs(months))} months ${months < 0 ? "earlier" : "later"}${average}, ${now} in place of ${was}`;
}

/** One change as something to do. */
export function changeText(
  { unit, comes, before, after, ...of }: OrderChange,
  assets: readonly NamedAsset[],
): string {
  const where = whereText(of, assets);
  return after > 0
    ? `${where}: order ${round(after)} ${unit} for ${comes}${before > 0 ? `, was ${round(before)}` : ""}`
    : `${where}: do not order ${round(before)} ${unit} for ${comes}`;
}

/** Moves of the same asset the same way, together. */
function moveGroups(moves: readonly OrderMove[]): OrderMove[][] {
  const groups = new Map<string, OrderMove[]>();
  for (const move of moves) {
    const key = `${move.asset}|${move.size}|${move.to < move.from}`;
    append(groups, key, move);
  }
  return [...groups.values()];
}

function dateLines(before: Package, after: Package): string[] {
  const of = ({ odds, timeline }: Package) => {
    const full = odds?.total.fullPower;
    const spread = full
      ? [full.p10, full.p50, full.p90].map((month) => month ?? "not within the plan")
      : [];
    return {
      planned: timeline?.fullPower ?? "never",
      spread: spread.join(", "),
      stranded: odds?.total.strandedGPUMonths.mean ?? 0,
    };
  };
  const [was, is] = [of(before), of(after)];
  return [
    `Full power: planned ${was.planned}, then ${is.planned}; P10, P50, P90 ${was.spread}, then ${is.spread}`,
    `Stranded GPU-months (mean of draws): ${threeFigures(was.stranded)}, then ${threeFigures(is.stranded)}`,
  ];
}

/** The answer in words and numbers. */
export function replanText({ slips, before, after, presentUSD, changes }: Replan): string {
  const { asPlanned, kept, replanned } = presentUSD;
  const { moves, rest } = orderMoves(changes);
  const assets = [...(before.timeline?.assets ?? []), ...(after.timeline?.assets ?? [])];
  const told = [
    ...rest.map((change) => ({ ...change, text: changeText(change, assets) })),
    ...moveGroups(moves).map((group) => ({
      asset: group[0]!.asset,
      decidedMonth: Math.min(...group.map(({ decidedMonth }) => decidedMonth)),
      text: moveText(group, assets),
    })),
  ].sort((a, b) => a.decidedMonth - b.decidedMonth || a.asset.localeCompare(b.asset));
  const soon = told.filter(({ decidedMonth }) => decidedMonth <= SOON_MONTHS);
  const later = told.filter(({ decidedMonth }) => decidedMonth > SOON_MONTHS);
  const saved =
    kept === null
      ? "its orders cannot be kept"
      : `keeping its orders ${usdWords(kept)}, planning again saves ${usdWords(kept - replanned)}`;
  const list = (title: string, some: readonly { readonly text: string }[]) =>
    some.length === 0 ? [] : ["", title, ...some.map(({ text }) => `  ${text}`)];
  return [
    `${before.name}: what if it slips: ${slips.map(slipText).join(", ")}`,
    `Cost today${Math.min(asPlanned, replanned) < 0 ? " (below 0: compute is worth more than it costs)" : ""}: as planned ${usdWords(asPlanned)}; ${saved}; planned again ${usdWords(replanned)}`,
    ...dateLines(before, after),
    ...list(`To decide within ${SOON_MONTHS} months:`, soon),
    ...list("Later:", later),
    ...(changes.length === 0 ? ["", "No order changes."] : []),
  ].join("\n");
}

export async function runReplan(run: string, options: ReplanArguments): Promise<number> {
  if (options.slip.length === 0) {
    process.stderr.write("state what slips, such as --slip grid=+9mo\n");
    return 1;
  }
  const file = await scenarioFile(run);
  const scenario = await loadOrTell(file, options);
  if (!scenario) return 1;
  if (!scenario.horizon) {
    process.stderr.write(
      "this scenario has no horizon, so no date can slip; add horizon: { start: 2027-Q1, years: 10 }\n",
    );
    return 1;
  }
  let slips: Slip[];
  try {
    const known = slipWords(scenario);
    slips = options.slip.map((text) => readSlip(text, known));
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    return 1;
  }
  const signal = stopAtInterrupt();
  const found = await replan(scenario, slips, { signal, threads: availableParallelism() });
  if (found.status === "failed") {
    const { which, result } = found;
    const reason =
      result.status === "infeasible"
        ? result.shortage.sentence
        : result.status === "unsolved"
          ? result.reason
          : "it is no plan over time";
    process.stderr.write(
      `${which === "before" ? "The plan as it stands" : "The plan with the slip"} was not found: ${reason}\n`,
    );
    return result.status === "infeasible" ? 2 : 3;
  }
  const { before, after, ...rest } = found.replan;
  const brief = ({ kpis, timeline, odds, verified }: Package) => ({
    kpis,
    timeline,
    odds,
    verified: verified.ok,
  });
  console.log(
    options.json
      ? JSON.stringify({ ...rest, before: brief(before), after: brief(after) }, null, 2)
      : replanText(found.replan),
  );
  return before.verified.ok && after.verified.ok ? 0 : 3;
}
