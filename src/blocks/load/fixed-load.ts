/**
 * Other electricity use at a site: offices, pumps, what is there already.
 *
 *     electricity −= load_t;  where it may be shed: ⟨shedMW_t⟩ ≤ load_t;  electricity += shed;  cost += price·shed
 */
import { z } from "zod";
import { defineBlock } from "../block.ts";
import type { Conditions } from "../block.ts";
import { optional, required } from "../fields.ts";

const schema = z.strictObject({
  powerMW: required("Power drawn, all year or where no hour says otherwise"),
  hourlyFrac: z
    .array(z.number().min(0).max(10))
    .length(24)
    .optional()
    .meta({ description: "Share of powerMW in each hour of the day, UTC" }),
  hours: z
    .array(
      z.strictObject({
        hourOfYear: z.int().min(1).max(8784).meta({ description: "Hour of the year, from 1" }),
        powerMW: required("Power drawn in that hour"),
      }),
    )
    .max(500)
    .default([])
    .meta({ description: "Single hours with another load, such as tests" }),
  shedUSDPerMWh: optional("Cost of load that is not served; all must be served when left out"),
});

type Spec = z.output<typeof schema>;

function loadMW({ powerMW, hourlyFrac, hours }: Spec, { climate }: Conditions): Float64Array {
  const load = Float64Array.from(
    { length: climate.steps },
    (_, t) => powerMW * (hourlyFrac ? hourlyFrac[t % 24]! : 1),
  );
  for (const { hourOfYear, powerMW: mw } of hours)
    if (hourOfYear <= load.length) load[hourOfYear - 1] = mw;
  return load;
}

export const fixedLoad = defineBlock<Spec, Float64Array>({
  kind: "fixed-load",
  title: "Other load",
  schema,
  prepare: loadMW,
  contribute(spec, load, asset) {
    const there = asset.size({
      name: "load",
      unit: "load",
      existing: 1,
      maximum: 0,
      category: "operations",
      nature: "measure",
    });
    const shed = asset.periods.map((period) => {
      period.postSize(
        "electricity",
        there,
        load.map((mw) => -mw),
        "house",
      );
      if (spec.shedUSDPerMWh === undefined) return undefined;
      const flow = period.flow("shedMW", { series: load });
      period.post("electricity", flow, 1, "house");
      period.charge("unserved", flow, spec.shedUSDPerMWh);
      return flow;
    });
    return (result) => {
      const flows = shed.filter((flow) => flow !== undefined);
      return flows.length === 0
        ? []
        : [{ label: "Not served", value: result.sum(flows), unit: "MWh" }];
    };
  },
});
