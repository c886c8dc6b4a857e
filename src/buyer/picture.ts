/** Pictures of a comparison: cost of a chip-hour over size, and over use. */
import {
  at,
  figure,
  label,
  moneyTicks,
  spread,
  svg,
  table,
  tickWords,
} from "../report/html/svg.ts";
import { converted, moneyUnit } from "../units/money.ts";
import { cents, sizeWords } from "./advice.ts";
import type { BuyerComparison, SizeComparison } from "./compare.ts";
import { WAY_TITLES } from "./text.ts";
import { costAt } from "./utilisation.ts";
import type { WayReport } from "./way-plan.ts";
import { WAY_WORDS, WAYS } from "./ways.ts";
import type { Way } from "./ways.ts";

const [WIDTH, HEIGHT, LEFT, RIGHT, TOP, BOTTOM] = [1040, 420, 70, 880, 40, 350];
const COLOURS: Readonly<Record<Way, string>> = {
  own: "var(--accent)",
  colocate: "#c07a2c",
  rent: "#6f9a2a",
};
const HOURS = 8760;

interface Frame {
  readonly x: (value: number) => number;
  readonly y: (usd: number) => number;
  readonly most: number;
}

/** Height for costs from nothing to the dearest that is drawn. */
function frameOf(costs: readonly number[], x: Frame["x"]): Frame {
  const most = Math.max(...costs) * 1.08;
  return { x, most, y: (usd) => BOTTOM - ((BOTTOM - TOP) * usd) / most };
}

const grid = ({ y, most }: Frame) =>
  moneyTicks(0, most, 5)
    .map(
      (usd) =>
        `<path d="M${LEFT} ${at(y(usd))}H${RIGHT}" class="grid"/>${label(LEFT - 8, y(usd) + 4, tickWords(converted(usd)), { anchor: "end" })}`,
    )
    .join("");

/** Names at the right ends of lines, moved apart. */
function names(ends: readonly { way: Way; y: number; text: string }[]): string {
  const places = spread(
    ends.map(({ y }) => y),
    20,
    TOP,
    BOTTOM,
  );
  return ends
    .map(
      ({ way, text }, i) =>
        `<path d="M${RIGHT + 8} ${at(places[i]!)}h14" stroke="${COLOURS[way]}" stroke-width="4"/>${label(RIGHT + 28, places[i]! + 4, text, { kind: "ink" })}`,
    )
    .join("");
}

const path = (points: readonly (readonly [number, number])[]) =>
  points.map(([px, py], i) => `${i === 0 ? "M" : "L"}${at(px)} ${at(py)}`).join("");

const lineOf = (way: Way, points: readonly (readonly [number, number])[]) =>
  `<path d="${path(points)}" fill="none" stroke="${COLOURS[way]}" stroke-width="2.5"/>`;

/** The cheapest way open at every size, neighbours of one way together. */
export function openTitle({ sizes }: BuyerComparison): string {
  const runs: { way: string; from: number; to: number }[] = [];
  for (const { sizeMW, advice } of sizes.toSorted((a, b) => a.sizeMW - b.sizeMW)) {
    const way = advice.way === null ? "nothing" : WAY_WORDS[advice.way];
    const last = runs.at(-1);
    if (last?.way === way) last.to = sizeMW;
    else runs.push({ way, from: sizeMW, to: sizeMW });
  }
  const at = ({ from, to }: (typeof runs)[number]) =>
    from === to ? `at ${sizeWords(from)}` : `from ${sizeWords(from)} to ${sizeWords(to)}`;
  return `The cheapest way open to this buyer is ${runs.map((run) => `${run.way} ${at(run)}`).join(", ")}`;
}

const costOf = ({ figures: found }: WayReport) => found?.usdPerChipHour;

/** Cost of a chip-hour over the size of the buyer; hollow where the way is closed to it. */
export function sizePicture(comparison: BuyerComparison): string {
  const { sizes } = comparison;
  if (sizes.length < 2) return "";
  const [low, high] = [sizes[0]!.sizeMW, sizes.at(-1)!.sizeMW].sort((a, b) => a - b) as [
    number,
    number,
  ];
  const costs = sizes.flatMap(({ ways }) => ways.flatMap((one) => costOf(one) ?? []));
  if (costs.length === 0) return "";
  const span = Math.log(high / low) || 1;
  const frame = frameOf(
    costs,
    (mw) => LEFT + 24 + ((RIGHT - LEFT - 48) * Math.log(mw / low)) / span,
  );
  const ends: { way: Way; y: number; text: string }[] = [];
  const drawn = WAYS.map((way) => {
    const points = sizes
      .toSorted((a, b) => a.sizeMW - b.sizeMW)
      .flatMap(({ sizeMW, ways }) => {
        const report = ways.find((one) => one.way === way);
        const usd = report && costOf(report);
        return report && usd !== undefined
          ? [{ report, spot: [frame.x(sizeMW), frame.y(usd)] as const, usd }]
          : [];
      });
    const last = points.at(-1);
    if (!last) return "";
    ends.push({ way, y: last.spot[1], text: `${WAY_TITLES[way]} ${cents(last.usd)}` });
    const marks = points
      .map(({ report, spot: [cx, cy] }) =>
        report.status === "open"
          ? `<circle cx="${at(cx)}" cy="${at(cy)}" r="5" fill="${COLOURS[way]}"/>`
          : `<circle cx="${at(cx)}" cy="${at(cy)}" r="5" fill="var(--paper)" stroke="${COLOURS[way]}" stroke-width="2" stroke-dasharray="3 2"/>`,
      )
      .join("");
    return `${lineOf(
      way,
      points.map(({ spot }) => spot),
    )}${marks}`;
  }).join("");
  const marks = sizes
    .map(({ sizeMW }) =>
      label(frame.x(sizeMW), BOTTOM + 22, sizeWords(sizeMW), { anchor: "middle" }),
    )
    .join("");
  const title = openTitle(comparison);
  return figure({
    id: "buyer-sizes",
    title,
    note: moneyUnit(
      "USD a chip-hour at full use, over MW of IT. Filled: open to this buyer; hollow: closed to it, by its limits or by what sellers sign.",
    ),
    picture: svg(
      WIDTH,
      HEIGHT,
      title,
      `${grid(frame)}${drawn}${names(ends)}${marks}${label(LEFT - 50, TOP - 18, moneyUnit("USD a chip-hour"))}`,
    ),
    table: table(
      moneyUnit("USD a chip-hour by size and way"),
      [{ text: "Size" }, ...WAYS.map((way) => ({ text: WAY_TITLES[way], number: true }))],
      sizes.map(({ sizeMW, ways }) => [
        sizeWords(sizeMW),
        ...WAYS.map((way) => {
          const report = ways.find((one) => one.way === way);
          const usd = report && costOf(report);
          return usd === undefined
            ? "–"
            : `${cents(usd)}${report!.status === "open" ? "" : " (closed)"}`;
        }),
      ]),
    ),
  });
}

/** Cost of an hour that is used, over the share of hours used. */
export function usePicture({ sizeMW, chips, lines, utilisation }: SizeComparison): string {
  if (lines.length < 2) return "";
  const least = 0.2;
  const shares = Array.from({ length: 81 }, (_, i) => least + ((1 - least) * i) / 80);
  const perHour = (of: (typeof lines)[number]["lines"], u: number) =>
    costAt(of, u) / (chips * HOURS * u);
  const frame = frameOf(
    lines.map(({ lines: of }) => perHour(of, least)),
    (u) => LEFT + ((RIGHT - LEFT) * (u - least)) / (1 - least),
  );
  const drawn = lines
    .map(({ way, lines: of }) =>
      lineOf(
        way,
        shares.map((u) => [frame.x(u), frame.y(perHour(of, u))] as const),
      ),
    )
    .join("");
  const ends = lines.map(({ way, lines: of }) => ({
    way,
    y: frame.y(perHour(of, 1)),
    text: `${WAY_TITLES[way]} ${cents(perHour(of, 1))}`,
  }));
  const breaks = utilisation
    .flatMap(({ a, utilisationFrac }) => {
      const own = lines.find(({ way }) => way === a);
      return own && utilisationFrac !== null && utilisationFrac > least
        ? [{ own, utilisationFrac }]
        : [];
    })
    .map(
      ({ own, utilisationFrac }) =>
        `<circle cx="${at(frame.x(utilisationFrac))}" cy="${at(frame.y(perHour(own.lines, utilisationFrac)))}" r="5" fill="var(--paper)" stroke="${COLOURS[own.way]}" stroke-width="2.5"/>`,
    )
    .join("");
  const words = utilisation
    .map(({ a, utilisationFrac }) =>
      utilisationFrac === null
        ? `${WAY_TITLES[a].toLowerCase()} is never cheaper than renting`
        : utilisationFrac === 0
          ? `${WAY_TITLES[a].toLowerCase()} is always cheaper than renting`
          : `${WAY_TITLES[a].toLowerCase()} is cheaper than renting from ${Math.round(100 * utilisationFrac)} % use on`,
    )
    .join("; ");
  const title = `At ${sizeWords(sizeMW)}: ${words}`;
  const marks = [0.2, 0.4, 0.6, 0.8, 1]
    .map((u) => label(frame.x(u), BOTTOM + 22, `${Math.round(100 * u)} %`, { anchor: "middle" }))
    .join("");
  return figure({
    id: "buyer-use",
    title,
    note: moneyUnit(
      "USD a chip-hour that is used, over the share of hours used. Renting takes the cheaper of reserved chips, paid used or not, and chips by the hour. Circles: break-evens, each planned again.",
    ),
    picture: svg(
      WIDTH,
      HEIGHT,
      title,
      `${grid(frame)}${drawn}${breaks}${names(ends)}${marks}${label(LEFT - 50, TOP - 18, moneyUnit("USD a used chip-hour"))}`,
    ),
    table: table(
      moneyUnit("USD a used chip-hour"),
      [{ text: "Use" }, ...lines.map(({ way }) => ({ text: WAY_TITLES[way], number: true }))],
      [0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1].map((u) => [
        `${Math.round(100 * u)} %`,
        ...lines.map(({ lines: of }) => cents(perHour(of, u))),
      ]),
    ),
  });
}
