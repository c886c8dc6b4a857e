/** The 72 hours in a row in which power is worth most, as stacked supply. */
import { hourName } from "../explain/names.ts";
import { columnOf, dayWords, hourWords, supplies, yearly } from "./hours.ts";
import type { CampusHours } from "./hours.ts";
import { stackedBands } from "./stack.ts";
import { explained, figure, figures, label, svg, table } from "./svg.ts";
import { worthOf, worthUnit } from "./year-heat-map.ts";

const LONG = 72;
const [WIDTH, HEIGHT, LEFT, RIGHT, TOP] = [560, 220, 44, 390, 10];

/** First step of the run of hours without a break whose worth adds up highest. */
export function worstStart(hours: CampusHours, long = LONG): number {
  const { stepOfYear, marginalValue } = hours;
  let [best, bestSum, sum, runFrom] = [0, -Infinity, 0, 0];
  for (let t = 0; t < stepOfYear.length; t++) {
    if (t > 0 && stepOfYear[t] !== stepOfYear[t - 1]! + 1) [runFrom, sum] = [t, 0];
    sum += marginalValue[t]!;
    if (t - runFrom >= long) sum -= marginalValue[t - long]!;
    if (t - runFrom >= long - 1 && sum > bestSum) [best, bestSum] = [t - long + 1, sum];
  }
  return best;
}

export function worstHours(hours: CampusHours, objective: string): string {
  const start = worstStart(hours);
  const long = Math.min(LONG, hours.stepOfYear.length - start);
  const cut = (values: Float64Array) => values.slice(start, start + long);
  const flows = supplies(hours)
    .map((flow) => ({ ...flow, values: cut(flow.values) }))
    .filter(({ values }) => values.some((value) => value > 1e-3));
  const marginal = worthOf(hours.marginalValue, objective);
  const worth = cut(marginal);
  const mean = worth.reduce((sum, value) => sum + value, 0) / Math.max(1, long);
  const weight = hours.weightHours.reduce((sum, one) => sum + one, 0);
  const year = yearly(hours, marginal) / (weight || 1);
  const unit = worthUnit(objective);
  const title =
    long === 0
      ? "No hours are modelled"
      : `Power is worth most in the ${long} hours from ${dayWords(hours.year, Math.floor(hours.stepOfYear[start]! / 24))}: ${figures(mean)} ${unit}, against ${figures(year)} over the year`;
  const each = (RIGHT - LEFT) / Math.max(1, long);
  const slots = Array.from({ length: long }, (_, i) => ({
    x: LEFT + i * each,
    width: each,
    breaks: i === 0,
  }));
  const marks = slots
    .map(({ x }, i) => ({ x, step: hours.stepOfYear[start + i]! }))
    .filter(({ step }) => step % 24 === 0)
    .map(({ x, step }) => label(x, TOP + HEIGHT + 17, dayWords(hours.year, step / 24)))
    .join("");
  const picture = svg(
    WIDTH,
    TOP + HEIGHT + 26,
    title,
    stackedBands(flows, slots, cut(hours.facilityMW), {
      top: TOP,
      height: HEIGHT,
      left: LEFT,
      right: RIGHT,
    }) + marks,
  );
  return figure({
    id: "worst-hours",
    title,
    picture,
    note: "Supply in MW by technology, UTC; the line is the facility's draw. What lies above it is stored or sent out.",
    table: table(
      "The hours in which power is worth most",
      [
        { text: "Hour, UTC" },
        { text: `Worth, ${unit}`, number: true },
        { text: "Draw, MW", number: true },
        ...flows.map(({ title: name }) => ({ text: `${name}, MW`, number: true })),
      ],
      Array.from(worth, (value, i) => {
        const step = hours.stepOfYear[start + i]!;
        const told = (what: string, amount: number) =>
          explained(hourName(hours.site, step, what), figures(amount));
        return [
          hourWords(hours.year, step),
          told("worth", value),
          told("facilityMW", hours.facilityMW[start + i]!),
          ...flows.map((flow) => told(columnOf(flow), flow.values[i]!)),
        ];
      }),
    ),
  });
}
