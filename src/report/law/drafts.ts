/** What a draft would change, and what eases a cap on energy: plans beside the plan, as plain data. */

/** A figure or size that moves. */
export interface DraftMove {
  readonly what: string;
  readonly unit: string;
  readonly from: number;
  readonly to: number;
}

/** The plan with a draft as law beside the plan under current law. */
export interface DraftReport {
  /** The rule, or `all` for every draft at once. */
  readonly law: string;
  readonly title: string;
  readonly source: string;
  /**
   * Change of the objective by the draft: USD a year, or PFLOPS·h a year of compute lost; over a horizon USD of
   * today or PFLOPS·h over the whole plan; below 0 it helps.
   * Null where the plan with the draft, or the one without it, cannot be done.
   */
  readonly change: number | null;
  readonly changeUnit: "USD a year" | "PFLOPS·h a year" | "USD of today" | "PFLOPS·h";
  readonly moves: readonly DraftMove[];
  readonly sentence: string;
}

/** The plan under a binding cap on energy, with one thing changed. */
export interface CapVariant {
  readonly what: string;
  /** Gain of the objective against the plan, in `gainUnit`; null where it cannot be done. */
  readonly gain: number | null;
  readonly gainUnit: DraftReport["changeUnit"];
  /** Facility energy of the sites under the cap, GWh a year; of the last year of a horizon. */
  readonly cappedGWh: number | null;
  /** EFLOPS·h a year. */
  readonly computeEFLOPSh: number | null;
  readonly pue: number | null;
}
