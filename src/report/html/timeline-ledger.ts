/** What binds when: the worth of one more unit of each limit by quarter, as a strip of cells each. */
import type { NamedAsset } from "../holders.ts";
import { bottleneckName } from "../explain/names.ts";
import { limitWords } from "../limit-words.ts";
import type { LedgerEntry } from "../ledger.ts";
import type { Timeline } from "../timeline.ts";
import { LEVELS, RAMP } from "./colours.ts";
import { amount, at, explained, figure, figures, label, money, svg, table } from "./svg.ts";
import { monthAxis, runsOf, yearMarks } from "./time-axis.ts";

const [WIDTH, LEFT, RIGHT, ROW, TOP] = [960, 8, 940, 44, 8];
const MOST = 12;

export function ledgerPicture(
  timeline: Timeline,
  ledger: readonly LedgerEntry[],
  objective: string,
  named: readonly NamedAsset[] = timeline.assets,
): string {
  const worth = (value: number) =>
    objective === "mostCompute" ? `${figures(value / 1000)} EFLOPS·h` : money(value);
  const shown = ledger.slice(0, MOST);
  const title =
    shown[0]?.sentence ?? "No limit binds: nothing that could be relieved is worth paying for";
  const axis = monthAxis(timeline, LEFT, RIGHT);
  // Limits of unlike units compare by what one percent more of them is worth in the quarter.
  const stakes = shown.map(({ worthPerUnit, limit }) =>
    worthPerUnit.map((value, i) => (value * Math.abs(limit[i] ?? 0)) / 100),
  );
  const most = Math.max(0, ...stakes.flat());
  const bottom = TOP + ROW * shown.length;
  const rows = shown.map(({ name }, k) => {
    const y = TOP + k * ROW;
    const levels = stakes[k]!.map((stake) =>
      stake > 1e-3 * most ? Math.min(LEVELS - 1, Math.floor((stake / most) * LEVELS)) : -1,
    );
    const cells = runsOf(levels)
      .filter(([, , level]) => level >= 0)
      .map(
        ([from, to, level]) =>
          `<rect x="${at(axis.x(3 * from))}" y="${y + 20}" width="${at(axis.x(3 * to) - axis.x(3 * from))}" height="${ROW - 24}" fill="${RAMP[level]}"/>`,
      );
    return `${label(LEFT, y + 15, limitWords(name, named))}${cells.join("")}`;
  });
  return figure({
    id: "ledger",
    title,
    note:
      shown.length === 0
        ? "Shadow prices of all limits are zero."
        : `What one percent more of each limit is worth today, by quarter: from dark (little) to light (${worth(most)}); empty where it does not bind.`,
    picture: svg(WIDTH, bottom + 24, title, `${yearMarks(axis, TOP, bottom)}${rows.join("")}`),
    table: table(
      "Bottleneck ledger over the plan",
      [
        { text: "In words" },
        { text: "Limit, most", number: true },
        { text: "Worth per unit, all quarters", number: true },
        { text: "1 % more, planned again", number: true },
        { text: "Where to change it" },
      ],
      ledger.map(({ name, sentence, unit, limit, worthPerUnit, confirmed, path }) => [
        sentence,
        explained(bottleneckName(name, "limit"), amount(Math.max(0, ...limit), unit)),
        explained(
          bottleneckName(name, "perUnit"),
          worth(worthPerUnit.reduce((sum, value) => sum + value, 0)),
        ),
        confirmed
          ? explained(bottleneckName(name, "percent"), worth(confirmed.worth))
          : "not tried",
        path,
      ]),
    ),
  });
}
