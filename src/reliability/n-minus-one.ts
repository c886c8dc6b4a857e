/**
 * N−1: what happens when the largest single thing of a kind is lost in its worst hour. Deterministic.
 *
 *     margin_t = grid after curtailment + Σ unit MW · count · availability_t − lost_t − load_t
 *     worst hour = the first of least margin with the thing lost
 *     hours on stores = time from the start of that hour until stores at their initial level no longer carry the load
 *
 * Standby units count as started, stores do not count in the margin. One loss at a time, all else in order.
 */
import { gridAfterCurtailmentMW, type ReliabilityInput } from "./input.ts";
import { chargeStores, deliveredMW, dischargeStretch, openStores, usableStores } from "./stores.ts";

export interface LossCase {
  /** "grid", or one unit of a source or a store. */
  readonly kind: "grid" | "source" | "store";
  /** Name of the source or store; "grid" for the feeder. */
  readonly name: string;
  readonly worstHour: number;
  /** MW lost in the worst hour. */
  readonly lostMW: number;
  readonly marginMW: number;
  readonly criticalMarginMW: number;
  /** All load, and the critical load, is carried without stores. */
  readonly served: boolean;
  readonly criticalServed: boolean;
  /** Hours stores carry all load, or the critical load alone, from the worst hour on; Infinity where they last for good. */
  readonly hoursOnStores: number;
  readonly criticalHoursOnStores: number;
}

/** One case a source, a store and the grid; least margin first. Units of no size or number are left out. */
export function checkNMinusOne(input: ReliabilityInput): LossCase[] {
  const { hours, grid } = input;
  const gridMW = Float64Array.from({ length: hours }, (_, t) => gridAfterCurtailmentMW(grid, t));
  const supplyMW = Float64Array.from(gridMW);
  for (const { unitMW, count, availability } of input.sources)
    for (let t = 0; t < hours; t++)
      supplyMW[t]! += unitMW * count * (availability ? availability[t]! : 1);
  const cases: LossCase[] = [];
  if (gridMW.some((value) => value > 0))
    cases.push(lossCase(input, supplyMW, "grid", "grid", (t) => gridMW[t]!));
  for (const { name, unitMW, count, availability } of input.sources)
    if (unitMW > 0 && count > 0)
      cases.push(
        lossCase(input, supplyMW, "source", name, (t) => unitMW * (availability?.[t] ?? 1)),
      );
  for (const store of usableStores(input.stores))
    cases.push(lossCase(input, supplyMW, "store", store.name, () => 0));
  return cases.sort((a, b) => a.marginMW - b.marginMW);
}

function lossCase(
  input: ReliabilityInput,
  supplyMW: Float64Array,
  kind: LossCase["kind"],
  name: string,
  lostMW: (hour: number) => number,
): LossCase {
  const { hours, loadMW, criticalFrac } = input;
  const netMW = Float64Array.from({ length: hours }, (_, t) => supplyMW[t]! - lostMW(t));
  let worstHour = 0;
  let marginMW = Infinity;
  for (let t = 0; t < hours; t++) {
    const margin = netMW[t]! - loadMW[t]!;
    if (margin < marginMW) [marginMW, worstHour] = [margin, t];
  }
  const criticalMarginMW = netMW[worstHour]! - criticalFrac * loadMW[worstHour]!;
  const rounding = 1e-9 * Math.max(1, loadMW[worstHour]!);
  const left =
    kind === "store" ? input.stores.filter((store) => store.name !== name) : input.stores;
  return {
    kind,
    name,
    worstHour,
    lostMW: kind === "store" ? storePowerMW(input, name) : lostMW(worstHour),
    marginMW,
    criticalMarginMW,
    served: marginMW >= -rounding,
    criticalServed: criticalMarginMW >= -rounding,
    hoursOnStores: hoursCarried(left, netMW, loadMW, 1, worstHour),
    criticalHoursOnStores: hoursCarried(left, netMW, loadMW, criticalFrac, worstHour),
  };
}

const storePowerMW = (input: ReliabilityInput, name: string): number =>
  input.stores.find((store) => store.name === name)?.powerMW ?? 0;

/** Hours until the load times `frac` is first short; Infinity when it never is within a year from `start`. */
function hoursCarried(
  storeInputs: ReliabilityInput["stores"],
  netMW: Float64Array,
  loadMW: Float64Array,
  frac: number,
  start: number,
): number {
  const stores = openStores(usableStores(storeInputs));
  const hours = loadMW.length;
  for (let hour = 0; hour < hours; hour++) {
    const t = (start + hour) % hours;
    const shortMW = frac * loadMW[t]! - netMW[t]!;
    const rounding = 1e-9 * Math.max(1, loadMW[t]!);
    if (shortMW <= rounding) {
      chargeStores(stores, Math.max(0, -shortMW), 1);
      continue;
    }
    let gone = 0;
    while (gone < 1) {
      const step = dischargeStretch(stores, shortMW, 1 - gone);
      if (deliveredMW(stores) < shortMW - rounding) return hour + gone;
      gone = 1 - gone - step < 1e-12 ? 1 : gone + step;
    }
  }
  return Infinity;
}
