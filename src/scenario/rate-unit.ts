/** Units of rates as tariffs and bills write them: `ct/kWh`, `USD/kW-month`, `EUR per MW and year`, `$/month`. */

/** What a rate is per, in the units of a tariff's parts. */
export type Basis = "MWh" | "MWMonth" | "month";

/** A unit that was understood: money per `basis` is the number times `factor`. */
export interface RateUnit {
  readonly currency: string;
  readonly basis: Basis;
  readonly factor: number;
  /** Quantity of a bill in its unit times this times the rate is the amount. */
  readonly quantityScale: number;
}

const SIGNS: Readonly<Record<string, string>> = { $: "USD", "€": "EUR", "£": "GBP" };
/** Hundredths: ct of a euro, ¢ of a dollar; a bare c says neither. */
const CENTS: Readonly<Record<string, string>> = { CT: "EUR", "¢": "USD", P: "GBP" };
const MONTHS_PER_YEAR = 12;
const DAYS_PER_MONTH = 365 / 12;

function readMoney(text: string): { currency: string; scale: number } | undefined {
  const word = text.trim().toUpperCase();
  if (SIGNS[word]) return { currency: SIGNS[word], scale: 1 };
  if (CENTS[word]) return { currency: CENTS[word], scale: 0.01 };
  const [, currency, cents] = /^([A-Z]{3})( ?CENTS?| ?CT)?$/.exec(word) ?? [];
  return currency === undefined ? undefined : { currency, scale: cents === undefined ? 1 : 0.01 };
}

/** Currency named somewhere in a header, such as `amount EUR` or `Rate (€)`. */
function moneyIn(header: string): { currency: string; scale: number } | undefined {
  for (const word of header.split(/[\s()[\],/]+/)) {
    if (/^[A-Z]{3}$/.test(word) || SIGNS[word]) return readMoney(word);
  }
  return undefined;
}

/** What a quantity's unit is per: `kWh`, `MW-month`, `kW and year`, `month`. */
function readBasis(text: string): { basis: Basis; factor: number } | undefined {
  const word = text
    .toLowerCase()
    .replaceAll(/\b(per|and|of)\b/g, " ")
    .replaceAll(/[\s·*/-]+/g, " ")
    .trim();
  const [, power, time] = /^([kmg]w)(?: (month|mo|year|yr|a|day|d))?$/.exec(word) ?? [];
  const energy = { kwh: 1000, mwh: 1, gwh: 0.001 }[word];
  if (energy !== undefined) return { basis: "MWh", factor: energy };
  const span = (unit: string) =>
    unit.startsWith("d") ? DAYS_PER_MONTH : /^(y|a)/.test(unit) ? 1 / MONTHS_PER_YEAR : 1;
  if (power !== undefined)
    return {
      basis: "MWMonth",
      factor: { kw: 1000, mw: 1, gw: 0.001 }[power]! * span(time ?? "month"),
    };
  if (/^(months?|mo|years?|yr|days?)$/.test(word)) return { basis: "month", factor: span(word) };
  return undefined;
}

/** Reads a unit; money may stand in it or in the column's header. Undefined when it is not one. */
export function readRateUnit(unit: string, header: string): RateUnit | undefined {
  const [first = "", ...rest] = unit.split(/\/| per /);
  const stated = rest.length > 0 ? readMoney(first) : undefined;
  const money = stated ?? (rest.length > 0 ? undefined : moneyIn(header));
  const basis = readBasis(rest.length > 0 ? rest.join(" ") : unit);
  if (!money || !basis) return undefined;
  return {
    currency: money.currency,
    basis: basis.basis,
    factor: money.scale * basis.factor,
    quantityScale: money.scale,
  };
}
