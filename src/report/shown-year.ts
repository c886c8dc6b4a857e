/** Which year of a plan over quarters its hours are shown for: a year in which the campus runs as it has grown. */

const QUARTERS_PER_YEAR = 4;
/** A quarter below this share of the highest is not one in which the campus runs. */
const RUNS_FRAC = 0.5;

/** First quarter of the year shown and the one after its last. */
export interface ShownYear {
  readonly from: number;
  readonly to: number;
}

/**
 * The last year, counted from the start of the plan, that runs in every quarter; else the last four quarters.
 * Chips that end in the middle of the last year would leave its hours empty. `energyMWh` is that of each quarter.
 */
export function shownYear(energyMWh: readonly number[]): ShownYear {
  const { length } = energyMWh;
  const least = RUNS_FRAC * Math.max(...energyMWh);
  const whole = Math.floor(length / QUARTERS_PER_YEAR) * QUARTERS_PER_YEAR;
  for (let from = whole - QUARTERS_PER_YEAR; from >= 0; from -= QUARTERS_PER_YEAR) {
    const to = from + QUARTERS_PER_YEAR;
    if (energyMWh.slice(from, to).every((energy) => energy > 0 && energy >= least))
      return { from, to };
  }
  return { from: Math.max(0, length - QUARTERS_PER_YEAR), to: length };
}

/** The year shown in words, of a timeline: `2032-Q1 to 2032-Q4`. */
export function shownYearWords(timeline: {
  readonly quarters: readonly string[];
  readonly sites: readonly { readonly facilityMWh: readonly number[] }[];
}): string {
  const { from, to } = shownYear(
    timeline.quarters.map((_, q) =>
      timeline.sites.reduce((sum, { facilityMWh }) => sum + facilityMWh[q]!, 0),
    ),
  );
  return `${timeline.quarters[from]} to ${timeline.quarters[to - 1]}`;
}
