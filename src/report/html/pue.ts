/** Power usage effectiveness hour by hour, as a duration curve. */
import { pueName } from "../explain/names.ts";
import type { CampusHours } from "./hours.ts";
import { at, explained, figure, label, svg, table, ticks } from "./svg.ts";

const [WIDTH, HEIGHT, LEFT, RIGHT, TOP] = [960, 200, 60, 900, 14];

/** PUE of the hours with IT load, highest first, each with the hours of the year it stands for. */
export function pueCurve(hours: CampusHours): { pue: number; weight: number }[] {
  return Array.from(hours.itMW, (it, t) => ({
    pue: hours.facilityMW[t]! / it,
    weight: hours.weightHours[t]!,
    it,
  }))
    .filter(({ pue, it }) => it > 1e-3 && Number.isFinite(pue))
    .sort((a, b) => b.pue - a.pue)
    .map(({ pue, weight }) => ({ pue, weight }));
}

/** Shares of the hours that are told, beside the highest and the lowest hour. */
export const PUE_SHARES = [0.01, 0.05, 0.25, 0.5, 0.75, 0.95] as const;

/** PUE exceeded in this share of the hours. */
export function exceeded(curve: readonly { pue: number; weight: number }[], share: number): number {
  const total = curve.reduce((sum, { weight }) => sum + weight, 0);
  let passed = 0;
  for (const { pue, weight } of curve) {
    passed += weight;
    if (passed >= share * total) return pue;
  }
  return curve.at(-1)?.pue ?? 0;
}

const figuresOf = (pue: number) => pue.toFixed(3);

export function puePicture(hours: CampusHours): string {
  const curve = pueCurve(hours);
  const [high, middle, low] = [curve[0]?.pue ?? 1, exceeded(curve, 0.5), curve.at(-1)?.pue ?? 1];
  const total = curve.reduce((sum, { weight }) => sum + weight, 0);
  const told = (share: number) =>
    explained(
      pueName(hours.site, Math.round(100 * share)),
      figuresOf(share === 1 ? low : exceeded(curve, share)),
    );
  const flat = high - low < 0.001;
  const title =
    curve.length === 0
      ? "There is no IT load to reckon a PUE from"
      : flat
        ? `PUE stays at ${figuresOf(middle)} in every hour`
        : `PUE lies between ${figuresOf(low)} and ${figuresOf(high)}; half the hours run below ${figuresOf(middle)}`;
  const ceiling = Math.max(1.02, 1 + (high - 1) * 1.15);
  const y = (pue: number) => TOP + HEIGHT * (1 - (pue - 1) / (ceiling - 1));
  const x = (passed: number) => LEFT + ((RIGHT - LEFT) * passed) / (total || 1);
  const grid = ticks(1, ceiling, 4)
    .map(
      (pue) =>
        `<path d="M${LEFT} ${at(y(pue))}H${RIGHT}" class="grid"/>${label(LEFT - 6, y(pue) + 4, pue.toFixed(2), { anchor: "end" })}`,
    )
    .join("");
  let passed = 0;
  let last = "";
  const points: string[] = [];
  for (const { pue, weight } of curve) {
    const height = at(y(pue));
    if (height !== last)
      points.push(`${points.length === 0 ? "M" : "L"}${at(x(passed))} ${height}`);
    passed += weight;
    if (height === last) points.pop();
    points.push(`${points.length === 0 ? "M" : "L"}${at(x(passed))} ${height}`);
    last = height;
  }
  const hoursAxis = ticks(0, total, 4)
    .map((hour) => label(x(hour), TOP + HEIGHT + 18, `${Math.round(hour)} h`, { anchor: "middle" }))
    .join("");
  return figure({
    id: "pue",
    title,
    note: "Facility power over IT power, all sites; hours of the year sorted from the highest.",
    picture: svg(
      WIDTH,
      TOP + HEIGHT + 28,
      title,
      `${grid}${curve.length > 0 ? hoursAxis : ""}<path d="${points.join("") || "M0 0"}" class="curve"/>`,
    ),
    table: table(
      "PUE exceeded in a share of the hours",
      [{ text: "Share of hours" }, { text: "PUE", number: true }],
      curve.length === 0
        ? []
        : [
            ["Highest hour", told(0)],
            ...PUE_SHARES.map((share) => [`${share * 100} %`, told(share)]),
            ["Lowest hour", told(1)],
          ],
    ),
  });
}
