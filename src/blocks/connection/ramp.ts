/**
 * The fastest change of load that a connection allows.
 *
 *     ⟨loadMW⟩ = Σ ⟨import⟩;  loadMW_t = loadMW_{t−1} + ⟨upMW⟩ − ⟨downMW⟩ − ⟨trippedMW⟩
 *     upMW, downMW ≤ [rampMWPerHour] ≤ what is stated;  trippedMW = 0 but in hours in which the grid is out
 *     the first hour of a year (or week) follows its last, so a cut is come down to and left at this pace too
 */
import type { Series } from "../../problem/series.ts";
import { mapSeries } from "../../problem/series.ts";
import type { Asset, Flow, Summarise } from "../block.ts";
import type { Offer } from "./offer.ts";

/** Adds the rows of a ramp; gives a row for the report, or nothing where none is stated. */
export function addRamp(
  { rampMWPerHour }: Offer,
  asset: Asset,
  imports: readonly (readonly Flow[])[],
  inService: Series,
): Summarise {
  if (rampMWPerHour === undefined) return () => [];
  const ramp = asset.size({
    name: "rampMWPerHour",
    unit: "MW/h",
    category: "connection",
    nature: "measure",
    maximum: rampMWPerHour,
    limitField: "rampMWPerHour",
  });
  const changes = asset.periods.map((period, p) => {
    const load = period.flow("loadMW");
    const up = period.flow("upMW", { size: ramp });
    const down = period.flow("downMW", { size: ramp });
    const trips =
      inService === 1
        ? []
        : [
            period.flow("trippedMW", {
              series: mapSeries(inService, (there) => (there > 0 ? 0 : Infinity)),
            }),
          ];
    period.row(
      "load",
      [{ flow: load, coefficient: 1 }, ...imports[p]!.map((flow) => ({ flow, coefficient: -1 }))],
      "=",
      0,
    );
    period.store("ramp", load, 1, [
      { flow: up, coefficient: 1 },
      ...[down, ...trips].map((flow) => ({ flow, coefficient: -1 })),
    ]);
    return { up, down };
  });
  return (result) => {
    const up = result.values(changes.map((one) => one.up));
    const down = result.values(changes.map((one) => one.down));
    const fastest = up.reduce((most, mw, t) => Math.max(most, Math.abs(mw - down[t]!)), 0);
    return [{ label: "Fastest change of load", value: fastest, unit: "MW/h" }];
  };
}
