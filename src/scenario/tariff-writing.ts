/** Writes a tariff that was read from a table into a scenario. */
import { isMap } from "yaml";
import { REPLACED } from "../blocks/connection/tariff-fields.ts";
import { catalogRate } from "./currency.ts";
import type { ScenarioDocument } from "./document.ts";
import type { ListedPart, TariffTable } from "./tariff-table.ts";

type Table = Extract<TariffTable, { ok: true }>;

const MONTHS = 12;

/** The field that holds a part's rate, named in a currency, and the rate in that field's unit. */
export function rateField(
  { charge, rate, basis }: ListedPart,
  currency: string,
): readonly [name: string, rate: number] {
  const money = currency.toLowerCase();
  // Contracted power is billed by the year.
  if (charge === "contracted") return [`${money}PerMWYear`, rate * MONTHS];
  return [`${money}Per${basis === "month" ? "Month" : basis}`, rate];
}

function statedPart(part: ListedPart, currency: string, perUnit: number): Record<string, unknown> {
  const [field, rate] = rateField(part, currency);
  return {
    charge: part.charge,
    [field]: Number((rate * perUnit).toPrecision(10)),
    ...(part.months.length > 0 ? { months: part.months } : {}),
    ...(part.fromHour === undefined ? {} : { fromHour: part.fromHour, toHour: part.toHour }),
    ...(part.weekdays ? { weekdays: true } : {}),
  };
}

/** The scenario's own money; what is wrong with it is for the loader to say. */
function moneyOf(value: unknown): { currency: string; usdPerUnit: number | undefined } {
  const { money } = (value ?? {}) as { money?: { currency?: unknown; usdPerUnit?: unknown } };
  const currency = typeof money?.currency === "string" ? money.currency : "USD";
  const stated = money?.usdPerUnit;
  return { currency, usdPerUnit: typeof stated === "number" ? stated : catalogRate(currency) };
}

/**
 * Puts the table in as the tariff of a site's connection, in the scenario's currency, and takes out the single
 * charges it takes the place of; `inPlaceOfMarket` also ends what energy cost until now. Changes the document.
 * Gives why it cannot be done, or undefined.
 */
export function writeTariff(
  { document, value }: ScenarioDocument,
  site: string,
  { parts, currency }: Table,
  inPlaceOfMarket: boolean,
): string | undefined {
  const path = ["sites", site, "connection"];
  if (!document.hasIn(path)) return `${site} has no connection to the grid`;
  if (!isMap(document.getIn(path))) document.setIn(path, document.createNode({}));
  const money = moneyOf(value);
  const from = money.currency === currency ? money.usdPerUnit : catalogRate(currency);
  if (from === undefined || money.usdPerUnit === undefined)
    return `no exchange rate is known from ${currency} to ${money.currency}`;
  const drop = [
    ...REPLACED,
    ...(inPlaceOfMarket ? (["fixedUSDPerMWh", "supplierFeeUSDPerMWh"] as const) : []),
  ];
  for (const field of drop)
    for (const name of [field, field.replace("USD", money.currency)]) {
      if (document.hasIn([...path, name])) document.deleteIn([...path, name]);
    }
  const perUnit = from / money.usdPerUnit;
  const stated = parts.map(
    (part) => [part.name, statedPart(part, money.currency, perUnit)] as const,
  );
  document.setIn([...path, "tariff"], document.createNode({ parts: Object.fromEntries(stated) }));
  if (inPlaceOfMarket) document.setIn([...path, "energy"], "none");
  return undefined;
}
