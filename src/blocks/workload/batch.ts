/**
 * Batch: work that arrives all the time and may wait, but not longer than its age limit.
 *
 *     backlog_t = backlog_{t−1} + arrivals_t − Σ_sites compute_t
 *     backlog_t ≤ arrivals of the last maximumAgeHours       (first in, first out)
 */
import { z } from "zod";
import { defineBlock } from "../block.ts";
import { mapSeries } from "../../problem/series.ts";
import { fromCatalog, required } from "../fields.ts";
import { chargeValue } from "./value.ts";
import { workloadFields } from "./workload-fields.ts";

const schema = z.strictObject({
  ...workloadFields("batch"),
  arrivalsEFLOPShPerDay: required("Work that arrives each day, effective"),
  maximumAgeHours: fromCatalog("workloads", "batch").number("maximumAgeHours", "Longest wait", {
    min: 1,
    max: 8760,
  }),
});

export const batch = defineBlock<z.output<typeof schema>, null>({
  kind: "batch",
  title: "Batch",
  schema,
  prepare: () => null,
  contribute(spec, _profile, asset) {
    const name = asset.name.split(".").at(-1)!;
    const arrivals = (spec.arrivalsEFLOPShPerDay * 1000) / 24;
    for (const period of asset.periods) {
      const backlog = period.flow("backlogPFLOPSh", { series: arrivals * spec.maximumAgeHours });
      const served = period.postedCompute(name).terms.map(({ flow, coefficient }) => ({
        flow,
        coefficient: mapSeries(coefficient, (value) => -value),
      }));
      period.store("backlog", backlog, 1, served, arrivals);
    }
    chargeValue(asset.compute(name), spec.valueUSDPerEFLOPSh);
  },
});
