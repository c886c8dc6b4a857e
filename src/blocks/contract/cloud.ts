/** Chips of another that compute for the campus's workloads: flows shared by rented and bundled compute. */
import type { Asset, Flow, Size } from "../block.ts";
import { catalogPeakPFLOPS } from "../patterns/peak.ts";

/** Chips in use by workload and period; together no more than `chips`·perUnit. */
export function serveWorkloads(
  asset: Asset,
  accelerator: string,
  size: Size,
  chipsPerUnit = 1,
): readonly (readonly Flow[])[] {
  return asset.periods.map((period) => {
    const flows = asset.conditions.workloads.flatMap((workload) => {
      const peak = catalogPeakPFLOPS(accelerator, workload.precision);
      if (peak === undefined) return [];
      const flow = period.flow(`${workload.name}.chips`, { size, profile: chipsPerUnit });
      period.compute(workload.name, flow, peak * workload.mfuFrac * workload.availabilityFrac);
      return [flow];
    });
    if (flows.length > 1)
      period.row(
        "shared",
        flows.map((flow) => ({ flow, coefficient: 1 })),
        "<=",
        0,
        [{ size, coefficient: -chipsPerUnit }],
      );
    return flows;
  });
}

/** Sum of flows, step by step. */
export function summed(values: readonly Float64Array[], steps: number): Float64Array {
  const sum = new Float64Array(steps);
  for (const one of values) for (let t = 0; t < steps; t++) sum[t]! += one[t]!;
  return sum;
}
