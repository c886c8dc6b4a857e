/** Energy a landlord meters and bills at the market's hourly price and a fee, with the grid's carbon. */
import { gridCO2Of } from "../../climate/climate.ts";
import type { Market } from "../../climate/climate.ts";
import { mapSeries } from "../../problem/series.ts";
import type { CostCategory, Flow, Period } from "../block.ts";

/** Charges `billedFrac` MWh per MWh of `flow` at the market price and a fee. */
export function chargeMetered(
  period: Period,
  flow: Flow,
  market: Market,
  billedFrac: number,
  feeUSDPerMWh: number,
  category: CostCategory = "colocation",
): void {
  period.charge(
    category,
    flow,
    mapSeries(market.priceUSDPerMWh, (price) => (price + feeUSDPerMWh) * billedFrac),
  );
  for (const total of ["co2Kg", "lifecycleCO2Kg"] as const)
    period.count(
      total,
      flow,
      mapSeries(gridCO2Of(market, total), (kg) => kg * billedFrac),
    );
}
