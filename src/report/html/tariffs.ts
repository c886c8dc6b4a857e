/** Bills of connections as a page section: line by line, with what is paid for and not used. */
import { MONTHS } from "../../units/month.ts";
import type { TariffReport } from "../tariffs/tariffs.ts";
import { billed, connectionWords, tiesOf } from "../tariffs/text.ts";
import { capital } from "../words.ts";
import { bars, proseHTML, figures, money, table } from "./svg.ts";
import type { Cell } from "./svg.ts";

/** What each kind of charge is reckoned on. */
const CHARGED: Readonly<Record<string, string>> = {
  energy: "MWh",
  network: "MWh",
  tax: "MWh",
  demand: "highest MW",
  coincident: "MW at the system's peaks",
  contracted: "MW contracted",
  fixed: "nothing: fixed",
};

function demands(tariff: TariffReport): string {
  const { lines } = tariff;
  const monthly = lines.filter(({ billedMW }) => billedMW.length === 12);
  if (monthly.length === 0) return "";
  return table(
    `MW billed by month, ${connectionWords(tariff)} (reached in brackets)`,
    [{ text: "Part" }, ...MONTHS.map((text) => ({ text, number: true }))],
    monthly.map((line): Cell[] => [
      line.name,
      ...line.billedMW.map((mw, i) =>
        mw > line.peakMW[i]! + 1e-3 ? `${figures(mw)} (${figures(line.peakMW[i]!)})` : figures(mw),
      ),
    ]),
  );
}

function one(tariff: TariffReport): string {
  const ties = tiesOf(tariff);
  const sorted = [...tariff.lines].sort((a, b) => b.usdPerYear - a.usdPerYear);
  const told = `${tariff.tariff}${tariff.asOf ? `, as of ${tariff.asOf}` : ""}${tariff.source && tariff.source !== "scenario" ? ` (${tariff.source})` : ""}. ${money(tariff.totalUSDPerYear)} a year on ${figures(tariff.contractedMW)} MW contracted${ties ? `; ${ties}` : ""}.`;
  return `<h3>${proseHTML(capital(connectionWords(tariff)))}</h3><p>${proseHTML(told)}</p>${bars(
    `Bill of the ${connectionWords(tariff)} by part`,
    sorted.map(({ name, usdPerYear }) => ({
      label: name,
      value: usdPerYear,
      text: money(usdPerYear),
      ...(usdPerYear < 0 ? { kind: "income" as const } : {}),
    })),
  )}${table(
    `Bill of the ${connectionWords(tariff)}, a year`,
    [
      { text: "Part" },
      { text: "Charged on" },
      { text: "MW billed at most", number: true },
      { text: "For MW not used", number: true },
      { text: "A year", number: true },
    ],
    sorted.map((line): Cell[] => [
      line.name,
      CHARGED[line.charge] ?? line.charge,
      line.billedMW.length > 0 ? figures(Math.max(...line.billedMW)) : "–",
      line.idleUSDPerYear > 1 ? money(line.idleUSDPerYear) : "–",
      money(line.usdPerYear),
    ]),
  )}${demands(tariff)}`;
}

/** The section; empty when nothing is billed. */
export function tariffsSection(tariffs: readonly TariffReport[]): string {
  return billed(tariffs).map(one).join("");
}
