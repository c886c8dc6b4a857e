/**
 * The stretches of time a plan is made of: one design year, or the quarters of a horizon.
 *
 *     discount = (1 + wacc)^−(years from the start to the middle of the interval);  1 for the design year
 */
import type { HorizonScenario, Scenario } from "../scenario/scenario.ts";
import { quarterLabel } from "../units/quarter.ts";
import { chooseHours, chooseQuarterHours } from "./representative-weeks.ts";

/** The hours of an interval that are modelled, and how many hours each stands for. */
export interface Hours {
  /** Step of the year behind each modelled step; undefined when every step of the year is modelled. */
  readonly picked: Int32Array | undefined;
  readonly steps: number;
  readonly weightHours: Float64Array;
  readonly ringStarts: readonly number[];
  /** For one step that stands for them all: the steps of the year it averages, from and to (excluded). */
  readonly averaged?: readonly [from: number, to: number];
}

/** A stretch of the plan with hours and sizes of its own. */
export interface Interval {
  readonly label: string;
  /** Quarters since the year 0; the first of its year for the design year. */
  readonly quarter: number;
  /** Year of the plan, from 0. */
  readonly year: number;
  /** Part of a year: 1, or a quarter. */
  readonly yearFrac: number;
  /** Years from the start of the plan to its middle. */
  readonly yearsIn: number;
  readonly discount: number;
  readonly hours: Hours;
  /** One step for the whole interval. */
  readonly total: Hours;
}

/** The middle of an interval, in calendar years. */
export const middleOf = ({ quarter, yearFrac }: Pick<Interval, "quarter" | "yearFrac">): number =>
  quarter / 4 + yearFrac / 2;

function totalOf(hours: Hours, averaged: readonly [number, number]): Hours {
  return {
    picked: undefined,
    steps: 1,
    weightHours: Float64Array.of(hours.weightHours.reduce((sum, weight) => sum + weight, 0)),
    ringStarts: [0],
    averaged,
  };
}

/** What money of a quarter of the plan, from 0, is worth at its start. */
export const discountOf = (waccFrac: number, quarter: number) =>
  (1 + waccFrac) ** -((quarter + 0.5) / 4);

function quarters(scenario: Scenario, horizon: HorizonScenario): Interval[] {
  const ofYear = [0, 1, 2, 3].map((quarter) => chooseQuarterHours(scenario, quarter));
  return Array.from({ length: horizon.quarters }, (_, i) => {
    const quarter = horizon.start + i;
    const { hours, range } = ofYear[quarter % 4]!;
    return {
      label: quarterLabel(quarter),
      quarter,
      year: Math.floor(i / 4),
      yearFrac: 0.25,
      yearsIn: (i + 0.5) / 4,
      discount: discountOf(scenario.money.waccFrac, i),
      hours,
      total: totalOf(hours, range),
    };
  });
}

/** The intervals of a scenario, in order of time. */
export function intervalsOf(scenario: Scenario): Interval[] {
  if (scenario.horizon) return quarters(scenario, scenario.horizon);
  const hours = chooseHours(scenario);
  return [
    {
      label: String(scenario.year),
      quarter: scenario.year * 4,
      year: 0,
      yearFrac: 1,
      yearsIn: 0,
      discount: 1,
      hours,
      total: totalOf(hours, [0, scenario.sites[0]!.climate.steps]),
    },
  ];
}

/** Years a USD paid evenly over the plan is worth today: Σ discount × part of a year. */
export function presentYears(intervals: readonly Interval[]): number {
  return intervals.reduce((sum, { discount, yearFrac }) => sum + discount * yearFrac, 0);
}

/** Calendar years of the plan: Σ parts of a year. */
export function yearsOf(intervals: readonly Interval[]): number {
  return intervals.reduce((sum, { yearFrac }) => sum + yearFrac, 0);
}
