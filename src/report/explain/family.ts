/** What a family of figures is: names, and behind each a formula, what goes in, and the assumptions. */
import { onceForSites } from "../assumptions-once.ts";
import type { AssumptionReport, HourlyReport, Package } from "../package.ts";

/** Where a figure comes from. */
export interface Explanation {
  readonly figure: string;
  readonly title: string;
  /** A number in `unit`, or words such as a date; null where there is none. */
  readonly value: number | string | null;
  readonly unit: string;
  readonly formula: string;
  /** What goes into the formula, one line each. */
  readonly inputs: readonly string[];
  /** Assumptions behind it, with source, year and confidence. */
  readonly behind: readonly AssumptionReport[];
}

/** A figure by its name, worked out when asked. */
export type Named = readonly [figure: string, explain: () => Omit<Explanation, "figure">];

/** Figures of one kind. */
export interface Family {
  /** What they are, in words. */
  readonly words: string;
  /** How they are called. */
  readonly form: string;
  /** Those of a package, in an order that does not matter; `hourly` are its hours where they are at hand. */
  readonly figures: (pack: Package, hourly: readonly HourlyReport[]) => Iterable<Named>;
}

/** Assumptions by field, in the order of the fields; those that are the same at several sites once. */
export function endingWith(
  pack: Package,
  fields: readonly string[],
  below = "",
): AssumptionReport[] {
  const found = fields.flatMap((field) => {
    const [under, name] = field.includes("/") ? field.split("/") : ["", field];
    return pack.provenance.filter(
      ({ path }) =>
        path.startsWith(below) &&
        path.startsWith(under!) &&
        (path === name || path.endsWith(`.${name}`)),
    );
  });
  return onceForSites([...new Set(found)], pack.sites.length);
}

/** A formula with what a plan over quarters makes of it. */
export const formulaOf = ({ timeline }: Package, formula: string, overTime?: string): string =>
  timeline && overTime ? `${formula}; over a horizon ${overTime}` : formula;
