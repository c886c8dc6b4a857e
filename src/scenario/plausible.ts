/**
 * Stated figures that are most likely in another unit, told and not refused:
 *
 *     money, power of a chip    a hundredth of the usual or less, or a hundred times it or more
 *     MW                        beyond the largest request in a grid's queue (data/connection.csv)
 *
 * The usual is the place's figure, the catalogue's, or the field's default.
 */
import { catalog } from "../catalog/catalog.ts";
import { numberIn } from "../catalog/table.ts";
import { grouped } from "../units/grouped.ts";
import { catalogRate, nameInUSD } from "./currency.ts";
import { metaOf } from "./field-meta.ts";
import type { UnplacedIssue } from "./issue.ts";
import type { BlockEntry, Money } from "./scenario.ts";
import { unitOf } from "./validate.ts";

/** Units are mistaken by a thousand, or by a hundred for cents; prices of one thing rarely differ as much. */
const FACTOR = 100;
/** What a figure in the small unit is off by, and how far from the usual it may then still be. */
const THOUSAND = 1000;
const NEAR = 10;

export const isFarFrom = (stated: number, usual: number): boolean =>
  stated > 0 && usual > 0 && (stated >= FACTOR * usual || FACTOR * stated <= usual);

/** Three figures; digits of whole thousands grouped. */
const shown = (value: number) => {
  const text = String(Number(value.toPrecision(3)));
  return /^\d+$/.test(text) ? grouped(text) : text;
};

/** Figures of a table and of the tables and lists in it, with where they stand. */
function numbersIn(value: unknown, at: readonly string[]): [readonly string[], number][] {
  if (typeof value === "number") return [[at, value]];
  if (value === null || typeof value !== "object") return [];
  return Object.entries(value).flatMap(([key, one]) => numbersIn(one, [...at, key]));
}

function farMoney(
  field: string,
  at: readonly string[],
  stated: number,
  usual: number,
  money: Money,
): UnplacedIssue[] {
  if (!isFarFrom(stated, usual)) return [];
  // Figures of the scenario's own currency are told in it.
  const rate = field === at.at(-1) ? 1 : money.usdPerUnit;
  const code = rate === 1 ? "USD" : money.currency;
  const unit = unitOf(field).replace("USD", code);
  const small = /per MWh?\b/.exec(unit)?.[0].replace("MW", "kW");
  const meant = (stated / rate) * THOUSAND;
  const thousandfold = meant * rate >= usual / NEAR && meant * rate <= usual * NEAR;
  return [
    {
      code: "unit",
      path: at,
      message: `is ${shown(stated / rate)}, where ${`${shown(usual / rate)} ${unit}`.trimEnd()} is usual; is it in that unit?`,
      ...(small && thousandfold ? { hint: `Stated ${small}, write ${shown(meant)}.` } : {}),
    },
  ];
}

/** Most MW that were ever asked for at one point of a grid. */
const largestMW = () => numberIn(catalog("connection").get("largest-request")!, "requestMW");

function beyondAnyGrid(at: readonly string[], stated: number): UnplacedIssue[] {
  const most = largestMW();
  if (stated <= most) return [];
  return [
    {
      code: "unit",
      path: at,
      message: `is ${shown(stated)} MW, where the largest request at one point of a grid was ${shown(most)} MW; is it in MW?`,
      hint: `Stated in kW, write ${shown(stated / THOUSAND)}.`,
    },
  ];
}

/** The usual of a field: the place's or the precision's, the catalogue's, or what it is when left out. */
function usualOf(entry: BlockEntry, field: string): number {
  const figure = entry.defaultFigures?.get(field) ?? metaOf(entry, field).figure;
  if (figure) return Number(figure.text);
  const { shape } = entry.block.schema as {
    shape?: Record<string, { safeParse: (value: unknown) => { data?: unknown } }>;
  };
  const left = shape?.[field]?.safeParse(undefined).data;
  return typeof left === "number" ? left : Number.NaN;
}

/** Every figure of an entry that is most likely in another unit; `fields` are its own as the file has them. */
export function farFromUsual(
  entry: BlockEntry,
  fields: Readonly<Record<string, unknown>>,
  money: Money,
): UnplacedIssue[] {
  const base = entry.path.split(".");
  const ownName = (field: string) =>
    Object.keys(fields).find((key) => nameInUSD(key, money.currency) === field) ?? field;
  return [...entry.given].flatMap((field): UnplacedIssue[] => {
    const value = entry.spec[field];
    const at = [...base, ownName(field)];
    const megawatts = numbersIn(value, at).filter(([path]) =>
      /(?<!Per)MW$/.test(path.findLast((part) => Number.isNaN(Number(part)))!),
    );
    if (megawatts.length > 0)
      return megawatts.flatMap(([path, stated]) => beyondAnyGrid(path, stated));
    if (typeof value !== "number") return [];
    if (field === "price") {
      const rate = catalogRate(String(entry.spec["currency"]));
      const usual = usualOf(entry, "priceUSDPerMWh");
      return rate === undefined
        ? []
        : farMoney("priceUSDPerMWh", at, value * rate, usual, {
            ...money,
            currency: String(entry.spec["currency"]),
            usdPerUnit: rate,
          });
    }
    return /USD|KWPerChip/.test(field)
      ? farMoney(field, at, value, usualOf(entry, field), money)
      : [];
  });
}
