/**
 * Counts the hours in which cooling needs no compressor.
 *
 * Formulation: a dry cooler delivers T + approach, a cooling tower T_wetbulb + approach; an hour is
 * compressor-free when that is at or below the supply temperature. Usual approaches are 8 K
 * (dry) and 4 K (tower).
 */

/** Share of steps in which `coldSideC` + `approachK` is at or below `supplyC`. */
export function compressorFreeFrac(
  coldSideC: Float64Array,
  approachK: number,
  supplyC: number,
): number {
  if (coldSideC.length === 0) throw new Error("compressorFreeFrac: the series is empty");
  let free = 0;
  for (const tempC of coldSideC) if (tempC + approachK <= supplyC) free++;
  return free / coldSideC.length;
}
