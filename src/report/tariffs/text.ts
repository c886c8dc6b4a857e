/** Bills of connections as lines of text and as CSV. */
import { threeFigures, usdWords } from "../bottlenecks.ts";
import { cell } from "../csv.ts";
import { words } from "../words.ts";
import type { TariffReport } from "./tariffs.ts";

/** Connections with a bill worth telling. */
export function billed(tariffs: readonly TariffReport[]): TariffReport[] {
  return tariffs.filter(
    ({ contractedMW, totalUSDPerYear }) => contractedMW > 5e-3 || Math.abs(totalUSDPerYear) > 1,
  );
}

/** A connection and its site in words: "connection at dunkirk". */
export const connectionWords = ({ asset, site }: Pick<TariffReport, "asset" | "site">): string =>
  `${words(asset.slice(site.length + 1))} at ${site}`;

/** What a tariff ties a buyer to, in words. */
export function tiesOf(tariff: TariffReport): string {
  const { termYears, exitFeeUSD, collateralUSD, studyFeeUSD } = tariff;
  return [
    termYears > 0 ? `signed for ${threeFigures(termYears)} years` : "",
    exitFeeUSD > 0 ? `${usdWords(exitFeeUSD)} to leave early` : "",
    collateralUSD > 0 ? `${usdWords(collateralUSD)} of security` : "",
    studyFeeUSD > 0 ? `${usdWords(studyFeeUSD)} for the load study` : "",
  ]
    .filter(Boolean)
    .join(", ");
}

/** Lines for a terminal. */
export function tariffLines(tariffs: readonly TariffReport[]): string[] {
  return billed(tariffs).flatMap((one) => {
    const idle = one.lines.reduce((sum, { idleUSDPerYear }) => sum + idleUSDPerYear, 0);
    const ties = tiesOf(one);
    return [
      `Bill of the ${connectionWords(one)}: ${usdWords(one.totalUSDPerYear)} a year (${one.tariff}${one.asOf ? `, as of ${one.asOf}` : ""})${ties ? `; ${ties}` : ""}`,
      ...one.lines.map(
        ({ name, usdPerYear, billedMW }) =>
          `  ${name.padEnd(24)} ${usdWords(usdPerYear).padStart(12)}${billedMW.length > 0 ? `  ${threeFigures(Math.max(...billedMW))} MW billed at most` : ""}`,
      ),
      ...(idle > 1
        ? [`  ${usdWords(idle)} a year of it is for MW that are billed and not used`]
        : []),
    ];
  });
}

/** One row per line of every bill; figures a year with six significant figures. */
export function tariffsCSV(tariffs: readonly TariffReport[]): string {
  const six = (value: number) => Number(value.toPrecision(6));
  const rows = [
    ["connection", "tariff", "asOf", "line", "charge", "usdPerYear", "idleUSDPerYear", "billedMW"],
    ...tariffs.flatMap((one) =>
      one.lines.map((line) => [
        one.asset,
        one.tariff,
        one.asOf,
        line.name,
        line.charge,
        six(line.usdPerYear),
        six(line.idleUSDPerYear),
        line.billedMW.map(six).join(" "),
      ]),
    ),
  ];
  return `${rows.map((row) => row.map((value) => cell(String(value))).join(",")).join("\n")}\n`;
}
