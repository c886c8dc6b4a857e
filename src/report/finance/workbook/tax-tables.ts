/** Tables of depreciation: as printed, and as used with first-year parts, over lives, declining. */
import { DECLINING_YEARS, tableSchedule } from "../../../finance/depreciation.ts";
import { band, blank, given, text, worked } from "./grid.ts";
import type { Draft, DraftRow, DraftSheet, Refs } from "./grid.ts";
import type { Model, ScheduleRow } from "./model.ts";

/** Columns of a schedule; the first share stands in `shares`. */
export const SCHEDULE = {
  number: 0,
  name: 1,
  method: 2,
  amount: 3,
  month: 4,
  first: 5,
  sum: 6,
  shares: 7,
} as const;
const METHODS = {
  table: "as printed",
  straightLine: "straight line",
  midMonth: "straight line from mid-month",
  declining: "declining balance",
} as const;

/** Tax years in the tables: enough for the project and for every printed table. */
export function tableYears({ last, schedules }: Model): number {
  return schedules.reduce(
    (most, { schedule }) => Math.max(most, Math.min(DECLINING_YEARS + 1, schedule.shares.length)),
    last + 1,
  );
}

/** Share of tax year `i`, from 1, before a first-year part. */
function shareFormula({ schedule }: ScheduleRow, refs: Refs, key: string, i: number): string {
  const amount = refs.cell(key, SCHEDULE.amount);
  const { method } = schedule;
  if (method.kind === "table") return refs.cell(`printed:${method.id}`, SCHEDULE.shares + i - 1);
  if (method.kind === "straightLine")
    return `(MIN(${amount},${i})-MIN(${amount},${i - 1}))/${amount}`;
  if (method.kind === "midMonth") {
    const first = `(12-${refs.cell(key, SCHEDULE.month)}+0.5)/12/${amount}`;
    const before = `${refs.cell(key, SCHEDULE.shares)}:${refs.cell(key, SCHEDULE.shares + i - 2)}`;
    return i === 1 ? first : `MIN(1-SUM(${before}),1/${amount})`;
  }
  if (i > DECLINING_YEARS) return "0";
  return `(1-${amount})^${i - 1}${i === DECLINING_YEARS ? "" : `*${amount}`}`;
}

function amountCell({ schedule, lifeOf, life }: ScheduleRow): Draft | undefined {
  const { method } = schedule;
  if (method.kind === "table") return undefined;
  if (method.kind === "declining") return given(method.shareFrac, "share");
  return lifeOf === undefined || life !== undefined
    ? given(method.years, "figure")
    : worked(method.years, "figure", (refs) => refs.cell(`in:life:${lifeOf}`, 1));
}

function scheduleRow(row: ScheduleRow, i: number, years: number): DraftRow {
  const key = `sched:${i}`;
  const { name, schedule } = row;
  const { method, firstFrac, shares } = schedule;
  const first = (refs: Refs) => refs.cell(key, SCHEDULE.first);
  const share = (t: number) => shares[t] ?? 0;
  const shown = Array.from({ length: years }, (_, t) => share(t));
  const numbers = shown.map((value, t) =>
    worked(value, "share", (refs) => {
      const plain = shareFormula(row, refs, key, t + 1);
      if (method.kind === "midMonth") return plain;
      return `(1-${first(refs)})*(${plain})${t === 0 ? `+${first(refs)}` : ""}`;
    }),
  );
  return {
    key,
    cells: [
      given(i + 1, "year"),
      text(name, "label"),
      text(METHODS[method.kind], "note"),
      amountCell(row),
      method.kind === "midMonth" ? given(method.month, "year") : undefined,
      method.kind === "midMonth" ? undefined : given(firstFrac, "share"),
      worked(
        shown.reduce((all, value) => all + value, 0),
        "share",
        (refs) =>
          `SUM(${refs.cell(key, SCHEDULE.shares)}:${refs.cell(key, SCHEDULE.shares + years - 1)})`,
      ),
      ...numbers,
    ],
  };
}

export function taxTablesSheet(model: Model): DraftSheet {
  const { schedules } = model;
  const years = tableYears(model);
  const width = SCHEDULE.shares + years;
  const printed = [
    ...new Set(
      schedules.flatMap(({ schedule }) =>
        schedule.method.kind === "table" ? [schedule.method.id] : [],
      ),
    ),
  ];
  const heads: DraftRow = {
    cells: [
      ...["No.", "Schedule", "Method", "Years or share", "Month", "First-year part", "Sum"].map(
        (words) => text(words, "head"),
      ),
      ...Array.from({ length: years }, (_, t): Draft => ({
        value: t + 1,
        role: "head",
        format: "year",
      })),
    ],
    height: 28,
  };
  return {
    name: "Tax tables",
    widths: [6, 44, 26, 10, 8, 10, 9, ...Array.from({ length: years }, () => 8.5)],
    frozen: { rows: 4, columns: 2 },
    rows: [
      { cells: [text("Tax tables", "title")], height: 24 },
      {
        cells: [
          text(
            "Share of the basis deducted in each tax year, from the first of service. Schedules are those the law grants at the plan's dates.",
            "subtitle",
          ),
        ],
      },
      blank,
      heads,
      band("As used", width),
      ...schedules.map((row, i) => scheduleRow(row, i, years)),
      ...(printed.length === 0
        ? []
        : [blank, band("As printed: IRS Publication 946, table A-1", width)]),
      ...printed.map((id): DraftRow => {
        const shares = tableSchedule(id);
        return {
          key: `printed:${id}`,
          cells: [
            undefined,
            text(id, "label"),
            text(METHODS.table, "note"),
            undefined,
            undefined,
            undefined,
            undefined,
            ...Array.from({ length: years }, (_, t) => given(shares[t] ?? 0, "share")),
          ],
        };
      }),
      blank,
      band("Where each comes from", width),
      ...schedules.map(({ name, schedule: { figure } }): DraftRow => ({
        cells: [
          undefined,
          text(name, "label"),
          text(figure?.confidence ?? "estimated", "note"),
          text(
            figure
              ? `${figure.source} (${figure.year})${figure.note ? `; ${figure.note}` : ""}`
              : "the scenario's choice, or the economic life where no table is on file",
            "subtitle",
          ),
        ],
      })),
    ],
  };
}
