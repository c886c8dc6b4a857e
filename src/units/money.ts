/**
 * The currency money is written in. Inside, and in every field whose name says USD, money is USD; where it is
 * written for a person it is converted at the rate of the plan's scenario, amount and unit together:
 *
 *     written = USD / usdPerUnit
 *
 * What writes a plan names its currency once (`writtenIn`), so that every amount within has the same.
 */

export interface Currency {
  readonly currency: string;
  readonly usdPerUnit: number;
}

/** The currency alone, of what says more about a scenario's money. */
export const currencyOf = ({ currency, usdPerUnit }: Currency): Currency => ({
  currency,
  usdPerUnit,
});

const USD: Currency = { currency: "USD", usdPerUnit: 1 };
let written: Currency = USD;

/** From now on, for a page that shows one plan at a time; USD when left out. */
export function writeIn(currency: Currency = USD): void {
  written = currency;
}

/** What `write` gives, with its money in a currency; it must not wait for anything. */
export function writtenIn<T>(currency: Currency | undefined, write: () => T): T {
  const before = written;
  writeIn(currency);
  try {
    return write();
  } finally {
    written = before;
  }
}

/** An amount of USD in the currency that is written. */
export const converted = (usd: number): number => usd / written.usdPerUnit;

/** A unit such as `USD per MWh` or `MUSD a year`, in the currency that is written. */
export const moneyUnit = (unit: string): string => unit.replaceAll("USD", written.currency);

/** An amount of USD as a field states it in the currency that is written: without the dust of there and back. */
export const statedAmount = (usd: number): number => Number(converted(usd).toPrecision(12));

/** The name of a field in the currency that is written: `priceUSDPerMWh` → `priceEURPerMWh`; others as they are. */
export const moneyField = (field: string): string =>
  field
    .replace(/USD(?![a-z])/, written.currency)
    .replace(/^usd(?=[A-Z])/, written.currency.toLowerCase());

/** An amount of USD as terms of a contract state it: "51.2 EUR". */
export const amountWords = (usd: number, decimals = 2): string =>
  `${Number(converted(usd).toFixed(decimals))} ${written.currency}`;
