/**
 * How much constant new load a system carries under a ceiling if it may be cut back for a small share of its energy.
 *
 *     gap_h = ceiling_h − load_h;   cut_h(L) = max(0, L − gap_h);   Σ cut_h(L) = x L H  at the largest L
 *
 * With gaps ascending and G_k the sum of the first k, L = G_k / (k − x H) once g_k ≤ L ≤ g_{k+1}: exact, no search.
 * After Norris and others, Rethinking Load Growth, Duke University, February 2025 ("curtailment-enabled headroom").
 */

export interface Headroom {
  /** L, in the unit of the load. */
  loadMW: number;
  /** Hours in which some of it is cut. */
  cutHours: number;
  /** Runs of such hours, in the order of the series; missing hours end a run. */
  events: number;
  meanEventHours: number;
  /** Energy cut over the energy of L in all hours counted. */
  curtailedFrac: number;
  /** Mean share of L that still runs in hours with a cut. */
  keptFrac: number;
}

/** Greatest ceiling that the load never passed: its peak. NaN hours are passed over. */
export function peakOf(loadMW: Float64Array): number {
  return loadMW.reduce((peak, value) => (value > peak ? value : peak), -Infinity);
}

/** Ceilings by hour: the peak of each hour's season; `season[h]` is any small whole number. */
export function seasonalCeilings(loadMW: Float64Array, season: Uint8Array): Float64Array {
  const peaks = new Float64Array(256).fill(-Infinity);
  loadMW.forEach((value, h) => {
    if (value > peaks[season[h]!]!) peaks[season[h]!] = value;
  });
  return loadMW.map((_, h) => peaks[season[h]!]!);
}

/** Largest L for which the cut is x of its energy, from gaps ascending. */
function solveLoad(gaps: Float64Array, curtailedFrac: number): number {
  const allowed = curtailedFrac * gaps.length;
  let sum = 0;
  for (let k = 1; k <= gaps.length; k++) {
    sum += gaps[k - 1]!;
    if (k <= allowed) continue;
    const load = sum / (k - allowed);
    if (k === gaps.length || load <= gaps[k]!) return load;
  }
  return 0;
}

/**
 * The headroom of a series of hourly loads (MW, NaN where missing) under a ceiling (MW, one or one an hour).
 * @throws Error when the share is not within 0 and 1, or when a load lies above its ceiling.
 */
export function headroom(
  loadMW: Float64Array,
  curtailedFrac: number,
  ceilingMW: number | Float64Array = peakOf(loadMW),
): Headroom {
  if (!(curtailedFrac >= 0 && curtailedFrac < 1))
    throw new Error(`Share curtailed of ${curtailedFrac}; expected from 0 to below 1`);
  const gaps = loadMW.map(
    (load, h) => (typeof ceilingMW === "number" ? ceilingMW : ceilingMW[h]!) - load,
  );
  const sorted = gaps.filter((gap) => !Number.isNaN(gap)).sort();
  if (sorted.length === 0 || sorted[0]! < 0) throw new Error("A load lies above its ceiling");
  const load = solveLoad(sorted, curtailedFrac);
  let [cut, cutHours, events] = [0, 0, 0];
  let inside = false;
  for (const gap of gaps) {
    const short = load - gap;
    const now = short > 1e-9 * load;
    if (now) {
      cut += short;
      cutHours++;
      if (!inside) events++;
    }
    inside = now;
  }
  return {
    loadMW: load,
    cutHours,
    events,
    meanEventHours: events === 0 ? 0 : cutHours / events,
    curtailedFrac: load === 0 ? 0 : cut / (load * sorted.length),
    keptFrac: cutHours === 0 ? 1 : 1 - cut / (load * cutHours),
  };
}
