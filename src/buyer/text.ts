/** A comparison of ways as sentences, cells and a page of text. */
import { threeFigures, usdWords } from "../report/bottlenecks.ts";
import { ratingWords } from "../report/buyer/text.ts";
import { moneyUnit, writtenIn } from "../units/money.ts";
import { breakEvenSentence, cents, sizeWords } from "./advice.ts";
import type { BuyerComparison, SizeComparison } from "./compare.ts";
import type { PoolReport } from "./pool.ts";
import type { WayReport } from "./way-plan.ts";
import { WAY_WORDS } from "./ways.ts";

export const WAY_TITLES = { own: "Own", colocate: "Colocate", rent: "Rent" } as const;

const percent = (share: number) => `${Math.round(100 * share)} %`;
const monthsWords = (months: number) =>
  months < 24 ? `${Math.round(months)} months` : `${threeFigures(months / 12)} years`;

/** The size the page speaks of first; undefined when nothing was compared. */
export function headOf(comparison: BuyerComparison): SizeComparison | undefined {
  return comparison.sizes.find(({ sizeMW }) => sizeMW === comparison.headMW) ?? comparison.sizes[0];
}

/** Advice and what would tip it, in sentences. */
export function headSentence(comparison: BuyerComparison): string {
  const head = headOf(comparison);
  if (!head) return "Nothing was compared.";
  const { advice, utilisation, need } = head;
  const more = advice.way === null ? "" : breakEvenSentence(advice.way, utilisation, need);
  return [advice.sentence, more].filter(Boolean).join(" ");
}

/** Who asks, in one sentence, its money in the scenario's currency. */
export const whoSentence = (comparison: BuyerComparison): string =>
  writtenIn(comparison.money, () => whoAsks(comparison));

function whoAsks(comparison: BuyerComparison): string {
  const { rating, waccFrac, maxUpfrontUSD, maxCommittedUSD, maxTermYears } = comparison;
  return `A buyer with ${ratingWords(rating)}: ${(100 * waccFrac).toFixed(1)} % cost of capital, ${usdWords(maxUpfrontUSD)} that can be paid up front, ${usdWords(maxCommittedUSD)} that can be committed, contracts of ${threeFigures(maxTermYears)} years at most.`;
}

const LIMIT_CELLS = { upfront: "up front", committed: "committed" } as const;

/** Whether a way is open, in a few words: the advice has the figures. */
export function openWords(report: WayReport): string {
  if (report.status === "open")
    return report.dearerUSDPerChipHour > 0.005
      ? `yes, ${cents(report.dearerUSDPerChipHour)} ${moneyUnit("USD")} of it for limits`
      : "yes";
  if (report.status === "unsolved") return `not planned: ${report.reason ?? "no answer"}`;
  if (report.beyond.length > 0)
    return `no: too much ${report.beyond.map(({ limit }) => LIMIT_CELLS[limit]).join(" and ")}`;
  return `no: ${(report.reason ?? "nothing is on offer").split(",", 1)[0]!}`;
}

export const wayHeads = (): string[] => [
  "Size and way",
  moneyUnit("USD a chip-hour"),
  "Cost a year",
  "Up front",
  "Committed",
  "First MW (P50, P90)",
  "Clean by the hour",
  "Open to the buyer",
];

/** One way at one size under `wayHeads`. */
export function wayCells(report: WayReport): string[] {
  const { figures } = report;
  const head = `${sizeWords(report.sizeMW)} ${WAY_TITLES[report.way].toLowerCase()}`;
  if (!figures) return [head, "–", "–", "–", "–", "–", "–", openWords(report)];
  const { ready, cleanHourlyFrac } = figures;
  return [
    head,
    cents(figures.usdPerChipHour),
    usdWords(figures.usdPerYear),
    usdWords(figures.upfrontUSD),
    usdWords(figures.committedUSD),
    ready ? `${monthsWords(ready.p50Months)}, ${monthsWords(ready.p90Months)}` : "–",
    cleanHourlyFrac === null ? "the provider's" : percent(cleanHourlyFrac),
    openWords(report),
  ];
}

export const BREAK_HEADS = [
  "Size",
  "Way",
  "Cheaper than renting above this use",
  "for a need beyond",
  "planned again, off by",
] as const;

/** The larger of what break-evens are off by when planned again. */
function provenWords(offByFracs: readonly (number | null)[]): string {
  const proven = offByFracs.filter((one) => one !== null).map(Math.abs);
  if (proven.length === 0) return "–";
  const most = Math.max(...proven);
  return most < 1e-4 ? "< 0.01 %" : `${(100 * most).toFixed(2)} %`;
}

/** Break-evens of a size as rows of `BREAK_HEADS`. */
export function breakCells({ sizeMW, utilisation, need }: SizeComparison): string[][] {
  return utilisation.map((used, i) => {
    const years = need[i]!;
    return [
      sizeWords(sizeMW),
      WAY_TITLES[used.a],
      used.utilisationFrac === null
        ? "never"
        : used.utilisationFrac === 0
          ? "any"
          : percent(used.utilisationFrac),
      years.years === null
        ? "never"
        : years.years === 0
          ? "any"
          : `${threeFigures(years.years)} years`,
      provenWords([used.offByFrac, years.offByFrac]),
    ];
  });
}

/** What cannot be signed, over all sizes and ways, each once. */
export function refusedIn({ sizes }: BuyerComparison): { name: string; reason: string }[] {
  const all = sizes.flatMap(({ ways }) => ways.flatMap(({ refused }) => refused));
  return [...new Map(all.map((one) => [one.name, one])).values()];
}

/** What a pool saves, in a sentence. */
export function poolSentence(pool: PoolReport): string {
  const each = `${pool.buyers} buyers of ${sizeWords(pool.sizeMW)}`;
  if (!pool.together)
    return `${each} save nothing by pooling their power${pool.sentenceReason ? `: ${pool.sentenceReason}` : `: apart they pay ${usdWords(pool.apart.usdPerYear)} a year, and together no less`}.`;
  const apart = pool.apart.refused
    ? `alone none of them can sign it, and a pool gets rating ${pool.rating} only where a rated buyer leads it`
    : {
        market: "alone each is below the least that a seller sells and buys at the market",
        least: `alone each would take the least that a seller sells and sell on the rest`,
        wanted: "alone each would sign its own",
      }[pool.apart.how];
  const signs = pool.together.contracts
    .map(({ name, MWhPerYear }) => `${name}, ${threeFigures(MWhPerYear / 1000)} GWh a year`)
    .join("; ");
  return `${each} save ${usdWords(pool.savesUSDPerYear)} a year together (${((100 * pool.savesUSDPerYear) / pool.apart.usdPerYear).toFixed(2)} %) by one contract (${signs}): ${apart}; signing costs ${usdWords(pool.together.signingUSDPerYear)} a year against ${usdWords(pool.apart.signingUSDPerYear)}.`;
}

/** On whom each way hangs at the head size. */
export function concentrationSentences(comparison: BuyerComparison): string[] {
  const head = headOf(comparison);
  return (head?.ways ?? []).flatMap(({ way, figures }) => {
    const [largest] = figures?.providers ?? [];
    if (!largest || figures?.herfindahl === null || !figures) return [];
    const who = largest.name === "own" ? "halls of one's own" : largest.name;
    return [
      `${WAY_WORDS[way][0]!.toUpperCase()}${WAY_WORDS[way].slice(1)}: ${percent(largest.shareFrac)} of the compute on ${who}, Herfindahl index ${figures.herfindahl.toFixed(2)}.`,
    ];
  });
}

function aligned(rows: readonly (readonly string[])[]): string[] {
  const widths = rows[0]!.map((_, c) => Math.max(...rows.map((row) => row[c]!.length)));
  return rows.map((row) =>
    `  ${row.map((cell, c) => (c === row.length - 1 ? cell : c === 0 ? cell.padEnd(widths[c]!) : cell.padStart(widths[c]!))).join("  ")}`.trimEnd(),
  );
}

/** The comparison for a terminal, its money in the scenario's currency. */
export const comparisonText = (comparison: BuyerComparison): string =>
  writtenIn(comparison.money, () => textOf(comparison));

function textOf(comparison: BuyerComparison): string {
  const { sizes, pool, notices } = comparison;
  const others = sizes.filter((size) => size !== headOf(comparison));
  const breaks = sizes.flatMap(breakCells);
  const refused = refusedIn(comparison);
  return [
    comparison.name,
    headSentence(comparison),
    ...others.map(({ advice }) => advice.sentence),
    "",
    whoSentence(comparison),
    "",
    ...aligned([wayHeads(), ...sizes.flatMap(({ ways }) => ways.map(wayCells))]),
    ...(breaks.length > 0 ? ["", ...aligned([[...BREAK_HEADS], ...breaks])] : []),
    ...(refused.length > 0
      ? ["", "Cannot be signed:", ...refused.map(({ name, reason }) => `  ${name}: ${reason}`)]
      : []),
    "",
    ...concentrationSentences(comparison),
    ...(pool ? ["", poolSentence(pool)] : []),
    ...(notices.length > 0 ? ["", ...notices.map((notice) => `Note: ${notice}`)] : []),
    "",
    ...(comparison.stopped ? ["Stopped early: sizes not listed were not compared."] : []),
    `People, development, limits by rating and what contracts ask are estimates (data/credit.csv); hourly series are synthetic typical years; ${comparison.resolution}.`,
  ].join("\n");
}
