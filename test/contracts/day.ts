/** One hand-made day for settlements: 24 hourly prices and shapes whose sums can be done on paper. */

/** Six hours at 20, six at 60, four at −10, four at 100, four at 40: sum 1,000, mean 41.67 USD/MWh. */
export const SPOT = Float64Array.from({ length: 24 }, (_, hour) =>
  hour < 6 ? 20 : hour < 12 ? 60 : hour < 16 ? -10 : hour < 20 ? 100 : 40,
);

export const DAY = { weightHours: new Float64Array(24).fill(1), spotUSDPerMWh: SPOT };

/** A part of a year: the payments by year of the day. */
export const DAY_YEARS = 1 / 365;

/** Half output from 6 to 12, nine tenths from 12 to 16: 3 + 3.6 = 6.6 MWh per MW, 3.6 of it below zero. */
export const SUN = Float64Array.from({ length: 24 }, (_, hour) =>
  hour >= 6 && hour < 12 ? 0.5 : hour >= 12 && hour < 16 ? 0.9 : 0,
);

/** `value` in the hours from…to (excluded), 0 in the others. */
export function during(from: number, to: number, value: number): Float64Array {
  return Float64Array.from({ length: 24 }, (_, hour) => (hour >= from && hour < to ? value : 0));
}

/** To the cent. */
export const cents = (usd: number) => Math.round(usd * 100) / 100 + 0;

/** No clause out of the usual. */
export const PLAIN = {
  negativePrice: "paid" as const,
  negativeBelowUSDPerMWh: 0,
  curtailedFrac: 0,
  curtailmentPaid: false,
};
