/** The plan by year in money of its price year: what the cash flow is made from. */
import { text, yearRow, yearSheet } from "./grid.ts";
import type { DraftSheet, Refs } from "./grid.ts";
import type { Model } from "./model.ts";

/** Column of values on the sheet of inputs. */
const VALUE = 1;

export function planSheet({ finance, costs, sheet, index }: Model): DraftSheet {
  const { steady, terms } = finance;
  const repeated = (key: string) =>
    steady
      ? {
          formula: (refs: Refs, t: number) =>
            `IF(${refs.period(t)}>=build_years,${refs.cell(key, VALUE)},0)`,
        }
      : {};
  return yearSheet(
    "Plan by year",
    `Money of ${terms.priceYear}. ${steady ? "A design year, repeated." : "A plan over quarters, summed by year."} Costs are positive.`,
    finance.years,
    [
      { cells: [text("Output", "band")] },
      yearRow({
        key: "output",
        label: "Compute sold",
        unit: "EFLOPS·h",
        format: "figure",
        values: costs.output,
        sum: true,
        ...repeated("in:output"),
      }),
      { cells: [text("Running cost, real", "band")] },
      ...costs.operating.map(({ name, realUSD }, i) =>
        yearRow({
          key: `real:op:${i}`,
          label: name,
          values: realUSD,
          sum: true,
          ...repeated(`in:op:${i}`),
        }),
      ),
      ...(sheet.creditedEnergy.length === 0
        ? []
        : [{ cells: [text("Energy with a production credit", "band")] }]),
      ...sheet.creditedEnergy.map(({ line }, j) =>
        yearRow({
          key: `energy:${j}`,
          label: costs.capital[line]!.name,
          unit: "MWh",
          format: "whole",
          values: costs.capital[line]!.energyMWh,
          sum: true,
        }),
      ),
      { cells: [text("Prices", "band")] },
      yearRow({
        key: "index",
        label: "Money of the day over that of the price year",
        unit: "1",
        format: "factor",
        values: index,
        formula: (refs, t) => `(1+inflation)^(${refs.year(t)}-price_year)`,
      }),
    ],
  );
}
