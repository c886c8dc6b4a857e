/**
 * What a campus's reliability is worked out from: load, sources made of units, stores and a grid connection.
 *
 *     mean hours up = meanRepairHours · (1 − forcedOutageFrac) / forcedOutageFrac
 *
 * "Year" means the hours given: 8,760 as a rule, but any length works.
 */

export interface SourceInput {
  readonly name: string;
  readonly unitMW: number;
  readonly count: number;
  /** Share of time a unit is out against plan, in [0, 1). */
  readonly forcedOutageFrac: number;
  readonly meanRepairHours: number;
  /** Share of starts that fail. A source that states it stands by and starts only when the others fall short. */
  readonly startFailFrac?: number;
  /** [hours] share of unitMW there is (weather, ambient derating); 1 where absent. */
  readonly availability?: Float64Array;
  /** Running hours a year. A source that states it stands by too; once spent, it is gone until the year ends. */
  readonly hoursMaxPerYear?: number;
}

export interface StoreInput {
  readonly name: string;
  /** At the busbar, for charging and for discharging. */
  readonly powerMW: number;
  /** Held in the store: delivered energy is this times dischargeEfficiency. */
  readonly energyMWh: number;
  readonly chargeEfficiency: number;
  readonly dischargeEfficiency: number;
  /** Level at the start of a year, of energyMWh. */
  readonly initialFrac: number;
  /** The store fails as one unit; never, where absent. */
  readonly forcedOutageFrac?: number;
  readonly meanRepairHours?: number;
}

export interface GridInput {
  /** Firm and non-firm together; [hours] or the same in every hour. */
  readonly availableMW: Float64Array | number;
  readonly interruptionsPerYear: number;
  readonly meanInterruptionHours: number;
  /** [hours] MW the operator cuts by the contract. */
  readonly curtailment?: Float64Array;
}

export interface ReliabilityInput {
  readonly hours: number;
  /** [hours] at the busbar. */
  readonly loadMW: Float64Array;
  /** Share of the load that is shed last. */
  readonly criticalFrac: number;
  readonly sources: readonly SourceInput[];
  readonly stores: readonly StoreInput[];
  readonly grid: GridInput;
  /** "critical": stores are kept for the critical load and other load is shed first; "all" by default. */
  readonly storesServe?: "all" | "critical";
}

export const HOURS_PER_YEAR = 8760;

/** Stands by: it runs only while what always runs falls short. */
export const standsBy = (source: SourceInput): boolean =>
  source.startFailFrac !== undefined || source.hoursMaxPerYear !== undefined;

/** Mean hours between failures of what is out forcedOutageFrac of the time; Infinity where it never fails. */
export function meanHoursUp(forcedOutageFrac: number, meanRepairHours: number): number {
  if (forcedOutageFrac === 0) return Infinity;
  return (meanRepairHours * (1 - forcedOutageFrac)) / forcedOutageFrac;
}

/** Grid MW in an hour before curtailment. */
export const gridMW = (grid: GridInput, hour: number): number =>
  typeof grid.availableMW === "number" ? grid.availableMW : grid.availableMW[hour]!;

/** Grid MW in an hour after curtailment. */
export const gridAfterCurtailmentMW = (grid: GridInput, hour: number): number =>
  Math.max(0, gridMW(grid, hour) - (grid.curtailment?.[hour] ?? 0));
