/** The bottleneck ledger: what binds, and what relief is worth, in bars and words. */
import { bottleneckName, calledOnce } from "../explain/names.ts";
import { limitWords } from "../limit-words.ts";
import type { BottleneckReport, Package } from "../package.ts";
import { capital } from "../words.ts";
import { amount, bars, explained, figure, figures, money, table } from "./svg.ts";

/** What one percent more of the limit is worth: the measure in which limits of unlike units compare. */
export const percentWorth = ({ worthPerUnit, limit }: BottleneckReport) =>
  worthPerUnit * (Math.abs(limit) > 1e-9 ? Math.abs(limit) / 100 : 1);

/** Everything a limit may be one of. */
export const namedIn = ({ sites, portfolio, rules }: Package) => [
  ...sites.flatMap(({ assets }) => assets),
  ...portfolio,
  ...rules,
];

const worthWords = (worth: number, unit: string) =>
  unit.startsWith("USD") ? `${money(worth)} a year` : `${figures(worth / 1000)} EFLOPS·h a year`;

/** "one less EFLOPS·h a year (target) is worth 2.09 kUSD a year", from the sentence of the limit. */
const worthClause = ({ sentence }: BottleneckReport) =>
  sentence.slice(sentence.indexOf(": ") + 2).replace(/\.$/, "");

export function bottleneckTable(pack: Package): string {
  const assets = namedIn(pack);
  const called = calledOnce(pack.bottlenecks.map(({ name }) => name));
  const ranked = pack.bottlenecks
    .map((one, i) => ({ ...one, called: called[i]! }))
    .sort((a, b) => percentWorth(b) - percentWorth(a));
  const hardest = ranked.find(({ path }) => !path.startsWith("demand.")) ?? ranked[0];
  const title = hardest
    ? `${capital(limitWords(hardest.name, assets))} sets the pace: ${worthClause(hardest)}`
    : "No limit binds: nothing that could be relieved is worth paying for";
  return figure({
    id: "bottlenecks",
    title,
    note: "Bars compare what one percent of each limit is worth. The worth is exact for a small step, an upper estimate for a large one.",
    picture: bars(
      title,
      ranked.slice(0, 12).map((one) => ({
        figure: bottleneckName(one.called, "percent"),
        label: limitWords(one.name, assets),
        value: percentWorth(one),
        text: `${worthWords(percentWorth(one), one.worthUnit)} per 1 %`,
      })),
    ),
    table: table(
      "Bottleneck ledger",
      [
        { text: "In words" },
        { text: "Limit now", number: true },
        { text: "Worth per unit", number: true },
        { text: "Where to change it" },
      ],
      ranked.map((one) => [
        one.sentence,
        explained(bottleneckName(one.called, "limit"), amount(one.limit, one.unit)),
        explained(
          bottleneckName(one.called, "perUnit"),
          `${worthWords(one.worthPerUnit, one.worthUnit)} per ${one.unit || "unit"}`,
        ),
        one.path,
      ]),
    ),
  });
}
