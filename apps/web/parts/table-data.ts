/**
 * What a table of the page says as data: a column of quantities is numbers in one unit, which its name tells.
 *
 *     "94.8 MUSD", "6.13 kUSD"    →  94800000, 6130 in "…, USD"
 *     "53.4 ± 0.7 MUSD"           →  53400000 and 700000 in "…, USD" and "…, USD, standard error"
 *     "183 MW IT", "86 100 chips" →  183, 86100 and a column of their units
 */

export interface DataColumn {
  readonly name: string;
  /** Numbers, null where there is none; or words. */
  readonly values: readonly (number | null)[] | readonly string[];
  readonly isNumeric: boolean;
}

interface Quantity {
  readonly value: number;
  readonly error: number | undefined;
  readonly unit: string;
}

const NUMBER = String.raw`[−-]?\d[\d\u202F]*(?:\.\d+)?`;
const QUANTITY = new RegExp(`^(${NUMBER})(?: ± (${NUMBER}))?(?:[ \u00A0](.+))?$`);
/** Units that stand behind a number; words that merely follow one are none. */
const UNIT =
  /^(million GPU-months|[BMk]?[A-Z]{3}|[TGMk]?Wh?|%|points?|t|kg|m³|L|chips|months?|years?|hours?|GPU-months|[EPT]FLOPS?(·h)?)([ /][^\d,;()]*)?$/;
const FACTORS: readonly (readonly [RegExp, string, number])[] = [
  [/^B(?=[A-Z]{3}\b)/, "", 1e9],
  [/^M(?=[A-Z]{3}\b)/, "", 1e6],
  [/^k(?=[A-Z]{3}\b)/, "", 1e3],
  [/^TWh/, "MWh", 1e6],
  [/^GWh/, "MWh", 1e3],
  [/^kWh/, "MWh", 1e-3],
  [/^million /, "", 1e6],
];

const numberOf = (text: string) => Number(text.replaceAll("\u202F", "").replace("−", "-"));
/** Without the dust of a product of decimal fractions. */
const times = (value: number, factor: number) => Number((value * factor).toPrecision(12));

function quantityOf(text: string): Quantity | undefined {
  const [, number, error, stated = ""] = QUANTITY.exec(text) ?? [];
  if (number === undefined || (stated !== "" && !UNIT.test(stated))) return undefined;
  const [pattern, unit, factor] = FACTORS.find(([start]) => start.test(stated)) ?? [/^/, "", 1];
  return {
    value: times(numberOf(number), factor),
    error: error === undefined ? undefined : times(numberOf(error), factor),
    unit: stated.replace(pattern, unit).replaceAll("\u00A0", " "),
  };
}

const isNone = (text: string) => /^–?$/.test(text);

function columnOf(name: string, cells: readonly string[]): DataColumn[] {
  const found = cells.map((one) => (isNone(one) ? null : quantityOf(one)));
  const quantities = found.flatMap((one) => one ?? []);
  if (quantities.length === 0 || found.includes(undefined))
    return [{ name, values: cells, isNumeric: false }];
  const units = new Set(quantities.map(({ unit }) => unit));
  const [unit] = units;
  const full = units.size > 1 || unit === "" || name.includes(unit!) ? name : `${name}, ${unit}`;
  const numbers = (of: (one: Quantity) => number | undefined, title: string): DataColumn => ({
    name: title,
    values: found.map((one) => (one && of(one)) ?? null),
    isNumeric: true,
  });
  return [
    numbers(({ value }) => value, full),
    ...(quantities.some(({ error }) => error !== undefined)
      ? [numbers(({ error }) => error, `${full}, standard error`)]
      : []),
    ...(units.size > 1
      ? [
          {
            name: `${name}, unit`,
            values: found.map((one) => one?.unit ?? ""),
            isNumeric: false as const,
          },
        ]
      : []),
  ];
}

/** Columns of a table whose first row names them; names are never given twice. */
export function tableData([head = [], ...rows]: readonly (readonly string[])[]): DataColumn[] {
  const seen = new Map<string, number>();
  return head
    .flatMap((title, c) =>
      columnOf(
        title,
        rows.map((row) => row[c] ?? ""),
      ),
    )
    .map((column) => {
      const name = column.name === "" ? "row" : column.name;
      const count = (seen.get(name) ?? 0) + 1;
      seen.set(name, count);
      return count === 1 ? { ...column, name } : { ...column, name: `${name} ${count}` };
    });
}
