/** The grid of a sweep: every combination of the values of its axes, the first axis slowest. */

export interface Axis {
  /** Path of the scenario, such as sites.lulea.connection.firmMW. */
  readonly path: string;
  readonly values: readonly string[];
}

/** Most plans of one sweep. */
export const MOST_PLANS = 10_000;

export const gridSize = (axes: readonly Axis[]): number =>
  axes.reduce((product, { values }) => product * values.length, 1);

/** Settings of each plan, in order. */
export function gridOf(axes: readonly Axis[]): string[][] {
  return axes.reduce<string[][]>(
    (rows, { path, values }) =>
      rows.flatMap((row) => values.map((value) => [...row, `${path}=${value}`])),
    [[]],
  );
}

/** Whole numbers from one to another, written 1..100; undefined when it is something else. */
function range(text: string): string[] | undefined {
  const match = /^(-?\d{1,9})\.\.(-?\d{1,9})$/.exec(text.trim());
  if (!match) return undefined;
  const [from, to] = [Number(match[1]), Number(match[2])];
  if (to < from || to - from >= MOST_PLANS)
    throw new Error(`${text}: expected a range such as 1..100, of at most ${MOST_PLANS} values`);
  return Array.from({ length: to - from + 1 }, (_, i) => String(from + i));
}

/**
 * An axis as a person writes it: path=a,b,c or path=1..100; commas inside brackets belong to a value.
 * @throws Error with the reason.
 */
export function readAxis(text: string): Axis {
  const at = text.indexOf("=");
  if (at < 1 || at === text.length - 1)
    throw new Error(
      `--over ${text}: expected path=a,b,c such as sites.lulea.connection.firmMW=200,300`,
    );
  const path = text.slice(0, at).trim();
  const whole = range(text.slice(at + 1));
  if (whole) return { path, values: whole };
  const values: string[] = [];
  let depth = 0;
  let value = "";
  for (const sign of text.slice(at + 1)) {
    if ("{[".includes(sign)) depth++;
    if ("}]".includes(sign)) depth--;
    if (sign === "," && depth === 0) {
      values.push(value.trim());
      value = "";
    } else value += sign;
  }
  values.push(value.trim());
  const empty = values.includes("");
  if (empty) throw new Error(`--over ${text}: a value between the commas is missing`);
  return { path, values };
}
