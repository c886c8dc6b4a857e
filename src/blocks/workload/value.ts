/** Books the worth of compute as a negative cost. */
import type { BudgetTerms } from "../block.ts";
import { mapSeries } from "../../problem/series.ts";

/** Credits `usdPerEFLOPSh` on every posting of a workload; nothing when it has no price. */
export function chargeValue({ terms }: BudgetTerms, usdPerEFLOPSh: number | undefined): void {
  if (usdPerEFLOPSh === undefined) return;
  for (const { period, flow, coefficient } of terms)
    period.charge(
      "compute value",
      flow,
      mapSeries(coefficient, (pflops) => (-pflops * usdPerEFLOPSh) / 1000),
    );
}
