/**
 * Other electricity use at a site: offices, pumps, what is there already.
 *
 *     electricity −= load_t;  where it may be shed: ⟨shedMW_t⟩ ≤ load_t;  electricity += shed;  cost += price·shed
 *     none is shed within `servedHours` of the start of an outage of the grid
 */
import { z } from "zod";
import { defineBlock } from "../block.ts";
import type { Conditions } from "../block.ts";
import { number, optional, required } from "../fields.ts";

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
  servedHours: number(
    "Hours from the start of each outage of the grid in which nothing may be shed",
    0,
  ),
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

/** Load that may be shed: none in the first hours of an outage, which may run past the end of the year. */
function sheddableMW({ servedHours }: Spec, load: Float64Array, { outageHours }: Conditions) {
  const out = new Uint8Array(load.length);
  for (const hour of outageHours) if (hour <= out.length) out[hour - 1] = 1;
  return load.map((mw, t) => {
    let since = 0;
    while (since < out.length && out[(t - since + out.length) % out.length] === 1) since++;
    return since > 0 && since <= servedHours ? 0 : mw;
  });
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
      const flow = period.flow("shedMW", {
        series: sheddableMW(spec, load, asset.conditions),
      });
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
