/** Rates of return: the present value at many rates, to tell whether there is one return, several or none. */
import { npv, RATE_STEPS, rateAt } from "../../../finance/present-value.ts";
import { blank, text, worked } from "./grid.ts";
import type { Draft, DraftRow, DraftSheet, Refs } from "./grid.ts";
import type { Model } from "./model.ts";

const COLUMNS = [
  ["Project", "projectCash"],
  ["Equity", "equityCash"],
] as const;

export function ratesSheet({ result }: Model): DraftSheet {
  const flows = [result.projectUSD, result.equityUSD];
  const scaled = flows.map((flow) => {
    const scale = flow.reduce((sum, usd) => sum + Math.abs(usd), 0);
    return Array.from({ length: RATE_STEPS + 1 }, (_, step) =>
      scale === 0 ? 0 : npv(flow, rateAt(step)) / scale,
    );
  });
  const worth = (refs: Refs, key: string, step: number) => {
    const all = refs.years(key);
    const first = refs.at(key, 0);
    return `IF(SUMPRODUCT(ABS(${all}))=0,0,SUMPRODUCT(${all},(1+${refs.cell(`rate:${step}`, 0)})^-(COLUMN(${all})-COLUMN(${first})))/SUMPRODUCT(ABS(${all})))`;
  };
  const changes = (values: readonly number[]) =>
    values.reduce((sum, value, i) => sum + (i > 0 && value * values[i - 1]! < 0 ? 1 : 0), 0);
  const head = (words: string): Draft => ({ value: words, role: "head", format: "general" });
  const row = (step: number): DraftRow => ({
    key: `rate:${step}`,
    cells: [
      worked(rateAt(step), "share", () => `0.01*10100^(${step}/${RATE_STEPS})-1`),
      ...COLUMNS.map(([, key], c) =>
        worked(scaled[c]![step]!, "factor", (refs) => worth(refs, key, step)),
      ),
    ],
  });
  return {
    name: "Rates of return",
    widths: [16, 16, 16],
    frozen: { rows: 5, columns: 1 },
    upright: true,
    rows: [
      { cells: [text("Rates of return", "title")], height: 24 },
      {
        cells: [
          text(
            "Present value over all cash, at rates from -99 % to 10,000 %. A return is shown where the sign turns once.",
            "subtitle",
          ),
        ],
      },
      blank,
      { cells: [head("Rate a year"), head("Project"), head("Equity")] },
      {
        key: "roots",
        cells: [
          text("Sign turns", "strong"),
          ...COLUMNS.map((_, c) =>
            worked(
              changes(scaled[c]!),
              "year",
              (refs) => {
                const upper = refs.column("rate:0", `rate:${RATE_STEPS - 1}`, c + 1);
                const lower = refs.column("rate:1", `rate:${RATE_STEPS}`, c + 1);
                return `SUMPRODUCT((${upper}*${lower}<0)*1)`;
              },
              "key",
            ),
          ),
        ],
      },
      ...Array.from({ length: RATE_STEPS + 1 }, (_, step) => row(step)),
    ],
  };
}
