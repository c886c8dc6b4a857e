/** Functions of spreadsheets that the project's workbooks use, as their manuals define them. */

export type Scalar = number | string | boolean | null;
export type Matrix = Scalar[][];
export type Value = Scalar | Matrix;

const cells = (value: Value): Scalar[] => (Array.isArray(value) ? value.flat() : [value]);
/** Numbers within ranges; text and empty cells are passed over. */
const numbers = (args: readonly Value[]): number[] =>
  args.flatMap(cells).filter((value): value is number => typeof value === "number");
const single = (value: Value | undefined): number => {
  const [found] = value === undefined ? [] : cells(value);
  if (typeof found === "boolean") return found ? 1 : 0;
  if (found === null || found === undefined) return 0;
  if (typeof found === "string") throw new Error(`#VALUE!: "${found}"`);
  return found;
};
const sum = (values: readonly number[]) => values.reduce((all, value) => all + value, 0);

/** Rate at which a flow is worth nothing, by Newton's method from a guess. */
function irr(flow: readonly number[], guess: number): number {
  let rate = guess;
  for (let i = 0; i < 200; i++) {
    let [value, slope] = [0, 0];
    flow.forEach((usd, t) => {
      value += usd * (1 + rate) ** -t;
      slope -= t * usd * (1 + rate) ** (-t - 1);
    });
    const step = value / slope;
    rate -= step;
    if (!Number.isFinite(rate) || rate <= -1) throw new Error("#NUM!: IRR");
    if (Math.abs(step) < 1e-15) return rate;
  }
  return rate;
}

export const FUNCTIONS: Readonly<Record<string, (args: Value[]) => Value>> = {
  SUM: (args) => sum(numbers(args)),
  MIN: (args) => numbers(args).reduce((low, value) => Math.min(low, value), Infinity),
  MAX: (args) => numbers(args).reduce((high, value) => Math.max(high, value), -Infinity),
  AVERAGE: (args) => sum(numbers(args)) / numbers(args).length,
  COUNT: (args) => numbers(args).length,
  ABS: ([value]) =>
    Array.isArray(value)
      ? value.map((row) => row.map((cell) => Math.abs(single(cell))))
      : Math.abs(single(value)),
  ROUND: ([value, digits]) => {
    const scale = 10 ** single(digits);
    return Math.round(single(value) * scale) / scale;
  },
  ROUNDUP: ([value, digits]) => {
    const scale = 10 ** single(digits);
    const number = single(value) * scale;
    return (number < 0 ? Math.floor(number) : Math.ceil(number)) / scale;
  },
  AND: (args) => args.flatMap(cells).every((value) => single(value) !== 0),
  OR: (args) => args.flatMap(cells).some((value) => single(value) !== 0),
  ISNUMBER: ([value]) => typeof cells(value!)[0] === "number",
  NPV: ([rate, ...flows]) =>
    sum(numbers(flows).map((usd, t) => usd * (1 + single(rate)) ** -(t + 1))),
  IRR: ([flow, guess]) => irr(numbers([flow!]), guess === undefined ? 0.1 : single(guess)),
  SUMPRODUCT: (args) => {
    const columns = args.map(cells);
    return sum(
      columns[0]!.map((_, i) => columns.reduce((all, column) => all * single(column[i]), 1)),
    );
  },
  SUMIF: ([range, criterion, values]) => {
    const wanted = cells(criterion!)[0];
    const amounts = cells(values!);
    return sum(cells(range!).map((cell, i) => (cell === wanted ? single(amounts[i]) : 0)));
  },
  COUNTIF: ([range, criterion]) => {
    const wanted = cells(criterion!)[0];
    return cells(range!).filter((cell) => cell === wanted).length;
  },
  INDEX: ([range, row, column]) => {
    // A range of one cell is that cell.
    const grid: Matrix = Array.isArray(range) ? range : [[range!]];
    const found = grid[single(row) - 1]?.[single(column) - 1];
    if (found === undefined) throw new Error(`#REF!: INDEX ${single(row)}, ${single(column)}`);
    return found;
  },
};
