/**
 * Stores in continuous time under a constant surplus or shortfall.
 *
 *     d level / dt = η_c · charge MW,   = − discharge MW / η_d,   0 ≤ level ≤ energy MWh
 *
 * Hours left of a store = η_d · level / power. The store with most hours left discharges first; stores that are
 * level with each other go down together, in proportion to their power:
 *
 *     flow_i = u · power_i,   d hours left / dt = −u,   u = min(1, rest MW / Σ power of the group)
 *
 * which leaves the least unserved energy (Evans, Tindemans and Angeli, IEEE Transactions on Smart Grid,
 * 2019). Charging takes stores in the order given. Steps are cut where a store fills, empties or comes level
 * with another, so that results do not depend on where the steps of the caller end. No self-discharge.
 */
import type { StoreInput } from "./input.ts";

export interface Stores {
  readonly count: number;
  readonly powerMW: Float64Array;
  readonly energyMWh: Float64Array;
  readonly chargeEfficiency: Float64Array;
  readonly dischargeEfficiency: Float64Array;
  readonly initialMWh: Float64Array;
  /** [count] MWh held now. */
  readonly levelMWh: Float64Array;
  /** [count] 1 where it works now. */
  readonly up: Uint8Array;
  /** [count] MW now. */
  readonly flowMW: Float64Array;
  /** [count] working space: hours left, and stores by falling hours left. */
  readonly hoursLeft: Float64Array;
  readonly order: Int32Array;
}

/** Stores with both power and energy; the others can do nothing and are left out. */
export const usableStores = (stores: readonly StoreInput[]): readonly StoreInput[] =>
  stores.filter((store) => store.powerMW > 0 && store.energyMWh > 0);

export function openStores(inputs: readonly StoreInput[]): Stores {
  const count = inputs.length;
  const column = (of: (store: StoreInput) => number) => Float64Array.from(inputs, of);
  const initialMWh = column((store) => store.initialFrac * store.energyMWh);
  return {
    count,
    powerMW: column((store) => store.powerMW),
    energyMWh: column((store) => store.energyMWh),
    chargeEfficiency: column((store) => store.chargeEfficiency),
    dischargeEfficiency: column((store) => store.dischargeEfficiency),
    initialMWh,
    levelMWh: Float64Array.from(initialMWh),
    up: new Uint8Array(count).fill(1),
    flowMW: new Float64Array(count),
    hoursLeft: new Float64Array(count),
    order: Int32Array.from({ length: count }, (_, i) => i),
  };
}

/** Back to the levels of the start of a year, all working. */
export function resetStores(stores: Stores): void {
  stores.levelMWh.set(stores.initialMWh);
  stores.up.fill(1);
}

/** No store that works can take more. */
export function storesAreFull(stores: Stores): boolean {
  for (let i = 0; i < stores.count; i++)
    if (stores.up[i] === 1 && stores.levelMWh[i]! < stores.energyMWh[i]!) return false;
  return true;
}

/** MW of working stores that gave nothing in the last stretch because they were empty. */
export function emptyMW(stores: Stores): number {
  let sum = 0;
  for (let i = 0; i < stores.count; i++)
    if (stores.up[i] === 1 && stores.levelMWh[i] === 0 && stores.flowMW[i] === 0)
      sum += stores.powerMW[i]!;
  return sum;
}

/** MW of stores out of order. */
export function failedMW(stores: Stores): number {
  let sum = 0;
  for (let i = 0; i < stores.count; i++) if (stores.up[i] === 0) sum += stores.powerMW[i]!;
  return sum;
}

/** Charges from a surplus for so many hours; a surplus below zero by rounding is none. */
export function chargeStores(stores: Stores, surplusMW: number, hours: number): void {
  const { levelMWh, energyMWh, flowMW, chargeEfficiency } = stores;
  let left = hours;
  while (left > 0 && !storesAreFull(stores)) {
    let restMW = Math.max(0, surplusMW);
    let step = left;
    let first = -1;
    for (let i = 0; i < stores.count; i++) {
      const roomMWh = energyMWh[i]! - levelMWh[i]!;
      const flow = stores.up[i] === 1 && roomMWh > 0 ? Math.min(restMW, stores.powerMW[i]!) : 0;
      flowMW[i] = flow;
      restMW -= flow;
      if (flow === 0) continue;
      const fillHours = roomMWh / (flow * chargeEfficiency[i]!);
      if (fillHours < step) [step, first] = [fillHours, i];
    }
    for (let i = 0; i < stores.count; i++) {
      const level = levelMWh[i]! + flowMW[i]! * chargeEfficiency[i]! * step;
      levelMWh[i] = i === first ? energyMWh[i]! : Math.min(level, energyMWh[i]!);
    }
    left -= step;
  }
}

/** Stores whose hours left differ by less than this are level. */
const LEVEL_HOURS = 1e-9;

/**
 * Discharges one stretch of a constant shortfall: until `hours` end, a store runs empty or comes level with another.
 * Returns the hours gone by; the MW delivered stand in flowMW.
 */
export function dischargeStretch(stores: Stores, shortMW: number, hours: number): number {
  const { levelMWh, powerMW, dischargeEfficiency, flowMW, hoursLeft, order } = stores;
  for (let i = 0; i < stores.count; i++) {
    flowMW[i] = 0;
    hoursLeft[i] = stores.up[i] === 1 ? (levelMWh[i]! * dischargeEfficiency[i]!) / powerMW[i]! : 0;
  }
  sortByHoursLeft(stores);
  let restMW = shortMW;
  let step = hours;
  let [hoursAbove, rateAbove] = [Infinity, 0];
  let from = 0;
  while (from < order.length && hoursLeft[order[from]!]! > 0) {
    const groupHours = hoursLeft[order[from]!]!;
    let to = from;
    let groupMW = 0;
    while (to < order.length && groupHours - hoursLeft[order[to]!]! < LEVEL_HOURS) {
      if (hoursLeft[order[to]!]! > 0) groupMW += powerMW[order[to]!]!;
      to++;
    }
    const rate = Math.min(1, restMW / groupMW);
    restMW -= rate * groupMW;
    for (let at = from; at < to; at++)
      if (hoursLeft[order[at]!]! > 0) flowMW[order[at]!] = rate * powerMW[order[at]!]!;
    if (rateAbove > rate) step = Math.min(step, (hoursAbove - groupHours) / (rateAbove - rate));
    if (rate > 0) step = Math.min(step, groupHours / rate);
    [hoursAbove, rateAbove] = [groupHours, rate];
    from = to;
  }
  for (let i = 0; i < stores.count; i++) {
    if (flowMW[i] === 0) continue;
    const level = levelMWh[i]! - (flowMW[i]! / dischargeEfficiency[i]!) * step;
    // A trace left by rounding would be emptied in stretches of no length.
    levelMWh[i] = level * dischargeEfficiency[i]! < LEVEL_HOURS * powerMW[i]! ? 0 : level;
  }
  return step;
}

/** MW delivered in the last stretch. */
export function deliveredMW(stores: Stores): number {
  let sum = 0;
  for (let i = 0; i < stores.count; i++) sum += stores.flowMW[i]!;
  return sum;
}

/** Orders stores by falling hours left; insertion sort, since they are few and nearly in order from the last step. */
function sortByHoursLeft({ order, hoursLeft }: Stores): void {
  for (let at = 1; at < order.length; at++) {
    const moved = order[at]!;
    let to = at;
    while (to > 0 && hoursLeft[order[to - 1]!]! < hoursLeft[moved]!) {
      order[to] = order[to - 1]!;
      to--;
    }
    order[to] = moved;
  }
}
