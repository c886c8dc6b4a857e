/** Which hours a flexible connection may be cut: the hours of highest system stress. */

/**
 * 1 in hours with the connection, 0 in the `hours` hours of highest `stress`.
 * Ties go to the earlier hour, so the same series always gives the same hours.
 */
export function availabilityUnderStress(stress: Float64Array, hours: number): Float64Array {
  const order = Array.from(stress.keys()).sort((a, b) => stress[b]! - stress[a]! || a - b);
  const available = new Float64Array(stress.length).fill(1);
  for (const step of order.slice(0, Math.min(Math.round(hours), stress.length)))
    available[step] = 0;
  return available;
}
