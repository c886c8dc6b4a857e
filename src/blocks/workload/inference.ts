/**
 * Inference: a demand in every hour, which any site may serve.
 *
 *     Σ_sites compute_t + ⟨unservedPFLOPS_t⟩ ≥ demand_t;  cost += penalty·unserved
 *     demand_t = peak·shape_t; diurnal shape 0.7 + 0.3·cos(2π (hour − 15)/24), 0.85 on weekends
 *
 * The shape is an estimate: public traces cover hours, not weeks.
 */
import { z } from "zod";
import { siteCalendar } from "../../climate/calendar.ts";
import { defineBlock } from "../block.ts";
import type { Conditions } from "../block.ts";
import { choice, number, required } from "../fields.ts";
import { chargeValue } from "./value.ts";
import { workloadFields } from "./workload-fields.ts";

const schema = z.strictObject({
  ...workloadFields("inference"),
  peakEFLOPS: required("Demand in the highest hour, effective"),
  profile: choice("Shape of demand over the day", ["diurnal", "flat"], "diurnal"),
  penaltyUSDPerEFLOPSh: number("Cost of compute that is not served", 20_000),
});
type Spec = z.output<typeof schema>;

function demandPFLOPS(spec: Spec, { climate }: Conditions): Float64Array {
  const peak = spec.peakEFLOPS * 1000;
  if (spec.profile === "flat") return new Float64Array(climate.steps).fill(peak);
  const { hour, weekend } = siteCalendar(climate);
  return Float64Array.from(hour, (h, t) => {
    const daily = 0.7 + 0.3 * Math.cos((2 * Math.PI * (h - 15)) / 24);
    return peak * daily * (weekend[t] === 1 ? 0.85 : 1);
  });
}

export const inference = defineBlock<Spec, Float64Array>({
  kind: "inference",
  title: "Inference",
  schema,
  prepare: demandPFLOPS,
  contribute(spec, demand, asset) {
    const name = asset.name.split(".").at(-1)!;
    const unserved = asset.periods.map((period) => {
      const flow = period.flow("unservedPFLOPS", { series: demand });
      period.row(
        "demand",
        [...period.postedCompute(name).terms, { flow, coefficient: 1 }],
        ">=",
        demand,
      );
      period.charge("unserved", flow, spec.penaltyUSDPerEFLOPSh / 1000);
      return flow;
    });
    chargeValue(asset.compute(name), spec.valueUSDPerEFLOPSh);
    return (result) => [
      { label: "Not served", value: result.sum(unserved) / 1000, unit: "EFLOPS·h" },
    ];
  },
});
