/** How a planned site stands to a rule: the figure, the margin in the rule's unit and in a unit of nature. */
import type { Facts } from "./facts.ts";
import { METRICS } from "./metric.ts";
import type { SiteFigures } from "./metric.ts";
import type { Finding } from "./select.ts";

/** Solved figures meet a limit to the solver's tolerance at best. */
const TOLERANCE = 1e-5;

export interface Judgement {
  /** `open`: a fact, a threshold or the figure itself is missing. */
  readonly verdict: "kept" | "broken" | "open";
  readonly measured: number | null;
  /** Above 0 is room left, below 0 is how far the plan is beyond the rule. */
  readonly margin: number | null;
  readonly natural: { readonly margin: number; readonly unit: string } | null;
  readonly missing: readonly string[];
}

/** Judges one provision by the figures of the sites it concerns. */
export function judge(finding: Finding, figures: SiteFigures, facts: Facts): Judgement {
  const { provision, limit, missing } = finding;
  const metric = METRICS[provision.metric]!;
  const measured = metric.measure(figures, facts);
  if (measured === null || limit === undefined)
    return {
      verdict: "open",
      measured,
      margin: null,
      natural: null,
      missing: [
        ...missing,
        ...(measured === null && metric.needs !== undefined && !missing.includes(metric.needs)
          ? [metric.needs]
          : []),
      ],
    };
  // Nothing to hold to the rule, such as no import: kept, with nothing to tell.
  if (measured === Infinity)
    return { verdict: "kept", measured: null, margin: null, natural: null, missing };
  const margin = provision.operator === "<=" ? limit - measured : measured - limit;
  const kept = margin >= -TOLERANCE * Math.max(1, Math.abs(limit));
  const open = finding.applies === "open" && !kept;
  return {
    verdict: kept ? "kept" : open ? "open" : "broken",
    measured,
    margin,
    natural: metric.natural
      ? { margin: margin * metric.natural.perUnit(figures), unit: metric.natural.unit }
      : null,
    missing,
  };
}
