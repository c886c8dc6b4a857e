/** Annuities: turns capital into a yearly cost over an asset's life. */

/**
 * Capital recovery factor per year: wacc / (1 − (1 + wacc)^−life), 1/life at zero interest.
 * Source: standard annuity formula. @throws Error when the life is not positive.
 */
export function annuityFrac(waccFrac: number, lifeYears: number): number {
  if (!(lifeYears > 0)) throw new Error(`Life of ${lifeYears} years; expected more than 0`);
  return waccFrac === 0 ? 1 / lifeYears : waccFrac / (1 - (1 + waccFrac) ** -lifeYears);
}
