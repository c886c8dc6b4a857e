/** Lines of cost and of bills among what goes into a figure. */
import { converted, moneyUnit } from "../../units/money.ts";
import { threeFigures, usdWords } from "../bottlenecks.ts";
import type { AssetReport, CostReport, Package } from "../package.ts";
import type { TariffLine } from "../tariffs/tariffs.ts";

export const costWords = ({ usdPerYear, capexUSD }: CostReport): string =>
  `${usdWords(usdPerYear)} a year${capexUSD > 0 ? `, capital ${usdWords(capexUSD)}` : ""}`;

/** What a connection is billed, part by part; energy with its mean price. */
export function billLines(
  { tariffs, timeline }: Package,
  { name, site, energyMWh }: AssetReport,
  isOf: (line: TariffLine) => boolean,
): string[] {
  const lines = tariffs.find(({ asset }) => asset === name)?.lines ?? [];
  return lines.filter(isOf).map(({ name: part, charge, usdPerYear }) => {
    const price =
      charge === "energy" && energyMWh > 0.5
        ? `, ${threeFigures(energyMWh)} MWh at ${threeFigures(converted(usdPerYear / energyMWh))} ${moneyUnit("USD/MWh")} on average`
        : "";
    return `bill at ${site}, ${part}: ${usdWords(usdPerYear)} a year${timeline ? " as paid" : ""}${price}`;
  });
}
