/**
 * MW that are not used are taken back from a date on: Σ_year import ≥ useFrac·Σ_year hours·[contracted]. A plan
 * may give MW up from then on, at the start of each year; they are no longer contracted, and not billed.
 */
import type { Asset, Flow, Size } from "../block.ts";
import { readQuarter } from "../dates.ts";
import type { Offer } from "./offer.ts";

/** Adds the rows of a reopener, a year each; in a design year it is open. */
export function addReopener(
  { reopener }: Offer,
  asset: Asset,
  imports: readonly (readonly Flow[])[],
  contracted: readonly Size[],
): void {
  if (!reopener) return;
  const from = readQuarter(reopener.from)!;
  const open = asset.periods.flatMap((period, p) =>
    period.calendarYear === undefined || Math.floor(period.calendarYear * 4) >= from
      ? [{ period, flows: imports[p]! }]
      : [],
  );
  asset.budget(
    "reopener",
    {
      terms: open.flatMap(({ period, flows }) =>
        flows.map((flow) => ({ period, flow, coefficient: 1 })),
      ),
      sizes: open.flatMap(({ period }) =>
        contracted.map((size) => ({
          size,
          coefficient: -reopener.useFrac * period.weightHours.reduce((sum, one) => sum + one, 0),
          period,
        })),
      ),
    },
    ">=",
    0,
  );
}
