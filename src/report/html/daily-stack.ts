/** Supply of every modelled day: mean MW by technology, stacked. */
import { dayName } from "../explain/names.ts";
import { columnOf, dayMarks, dayWords, placeDays, supplies, yearly } from "./hours.ts";
import type { CampusHours } from "./hours.ts";
import { stackedBands } from "./stack.ts";
import { explained, figure, figures, label, percent, svg, table } from "./svg.ts";
import { inSentence } from "../words.ts";

const [WIDTH, HEIGHT, LEFT, RIGHT, TOP] = [960, 250, 52, 770, 10];

export function dailyStack(hours: CampusHours): string {
  const { days, year } = hours;
  const byDay = (values: Float64Array) =>
    Float64Array.from(
      days,
      ({ from, to }) =>
        values.subarray(from, to).reduce((sum, value) => sum + value, 0) / (to - from),
    );
  const all = supplies(hours);
  const sums = all.map(({ values }) => yearly(hours, values));
  const total = sums.reduce((sum, one) => sum + one, 0);
  const flows = all.map((flow) => ({ ...flow, values: byDay(flow.values) }));
  const load = byDay(hours.facilityMW);
  const shares = all
    .slice(0, 3)
    .map(({ title }, i) => `${i === 0 ? title : inSentence(title)} ${percent(sums[i]! / total)}`);
  const title =
    all.length === 0
      ? "No supply is modelled"
      : all.length === 1
        ? `${all[0]!.title} supplies every modelled day`
        : `${shares.join(", ")} of supply over the year`;
  const placed = placeDays(days, LEFT, RIGHT - LEFT);
  const slots = placed.map((one, i) => ({ ...one, breaks: days[i]!.breaks || i === 0 }));
  const marks = dayMarks(hours, placed)
    .map(({ x, text }) => label(x, TOP + HEIGHT + 17, text))
    .join("");
  const picture = svg(
    WIDTH,
    TOP + HEIGHT + 26,
    title,
    stackedBands(flows, slots, load, { top: TOP, height: HEIGHT, left: LEFT, right: RIGHT }) +
      marks,
  );
  return figure({
    id: "daily-stack",
    title,
    picture,
    note: "Mean MW of each modelled day by technology; the line is the facility's draw. Supply above the line charges stores or leaves the campus.",
    table: table(
      "Mean MW by day",
      [
        { text: "Day" },
        { text: "Draw", number: true },
        ...flows.map(({ title: name }) => ({ text: name, number: true })),
      ],
      days.map(({ dayOfYear }, i) => [
        dayWords(year, dayOfYear),
        explained(dayName(hours.site, dayOfYear, "facilityMW"), figures(load[i]!)),
        ...flows.map((flow) =>
          explained(dayName(hours.site, dayOfYear, columnOf(flow)), figures(flow.values[i]!)),
        ),
      ]),
    ),
  });
}
