/**
 * Energy of a contract that is sold on at the market.
 *
 *     ⟨resoldMW⟩ ≤ ⟨of⟩;  cost −= resale price_t·resold
 */
import { mapSeries } from "../../problem/series.ts";
import type { Flow, Period } from "../block.ts";
import { resalePrice } from "./settle.ts";

/** Terms on which energy is sold on: hourly market price and the share of it that is earned. */
export interface Resale {
  readonly spot: Float64Array;
  readonly resaleFrac: number;
}

/** Credits what `resold` brings. */
export function creditResale(period: Period, resold: Flow, { spot, resaleFrac }: Resale): void {
  period.charge(
    "energy",
    resold,
    mapSeries(spot, (usd) => -resalePrice(usd, resaleFrac)),
  );
}

/** A flow sold on of what `of` carries, credited; its postings are the caller's. */
export function sellOn(
  period: Period,
  of: Flow,
  bounds: NonNullable<Parameters<Period["flow"]>[1]>,
  resale: Resale,
): Flow {
  const resold = period.flow("resoldMW", bounds);
  period.row(
    "resold",
    [
      { flow: resold, coefficient: 1 },
      { flow: of, coefficient: -1 },
    ],
    "<=",
    0,
  );
  creditResale(period, resold, resale);
  return resold;
}
