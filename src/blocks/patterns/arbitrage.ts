/**
 * What a store of one MW earns between hours of known prices, at the best.
 *
 *     V_t(level) = max over charge, discharge of  sell_t·discharge − buy_t·charge + V_{t+1}(level')
 *     level' = (1 − selfDischarge)·level + η_c·charge − discharge/η_d,  0 ≤ charge, discharge ≤ 1
 *
 * Backward over the hours, straight lines between levels: never more than the store can earn. It begins and ends empty.
 */

/** Levels between empty and full. */
const LEVELS = 48;

export interface OneMWStore {
  readonly durationHours: number;
  readonly chargeEfficiencyFrac: number;
  readonly dischargeEfficiencyFrac: number;
  readonly selfDischargeFracPerHour: number;
}

/** USD over all hours, at prices in USD per MWh bought and sold. */
export function arbitrageUSD(
  buyUSDPerMWh: Float64Array,
  sellUSDPerMWh: Float64Array,
  store: OneMWStore,
): number {
  const { chargeEfficiencyFrac: into, dischargeEfficiencyFrac: outOf } = store;
  const stepMWh = store.durationHours / LEVELS;
  let after = new Float64Array(LEVELS + 1);
  const worth = (levelMWh: number) => {
    const at = Math.min(LEVELS, levelMWh / stepMWh);
    const below = Math.min(LEVELS - 1, Math.floor(at));
    return after[below]! + (at - below) * (after[below + 1]! - after[below]!);
  };
  for (let t = buyUSDPerMWh.length - 1; t >= 0; t--) {
    const [buy, sell] = [buyUSDPerMWh[t]!, sellUSDPerMWh[t]!];
    after = Float64Array.from({ length: LEVELS + 1 }, (_, k) => {
      const level = k * stepMWh * (1 - store.selfDischargeFracPerHour);
      const [low, high] = [
        Math.max(0, level - 1 / outOf),
        Math.min(store.durationHours, level + into),
      ];
      const earned = (to: number) =>
        worth(to) + (to > level ? (-buy * (to - level)) / into : sell * (level - to) * outOf);
      let best = Math.max(earned(low), earned(high), earned(level));
      for (let to = Math.ceil(low / stepMWh); to * stepMWh < high; to++)
        best = Math.max(best, earned(to * stepMWh));
      return best;
    });
  }
  return after[0]!;
}
