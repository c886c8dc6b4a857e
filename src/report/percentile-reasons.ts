/** Why plans on different percentiles differ: what comes when in each, and how long its chain takes, in words. */
import { threeFigures } from "./bottlenecks.ts";
import type { AssetTimeline, Timeline } from "./timeline.ts";

export interface TimedPlan {
  readonly percentile: number;
  readonly timeline: Timeline;
  /** Compute that no site delivers, by quarter. */
  readonly elsewhereEFLOPSh: readonly number[];
}

/** Layers whose dates decide a plan. */
const TOLD = new Set(["grid", "generation", "hall", "chips"]);
/** Amounts that differ by less are the same. */
const SAME_FRAC = 0.02;

const most = ({ inForce }: AssetTimeline) => Math.max(...inForce);
const keyOf = ({ name, size }: AssetTimeline) => `${name}|${size}`;

/** The quarter in which a tenth of the most is there, and the most: `400 MW from 2029-Q4`. */
function comesWords(asset: AssetTimeline | undefined, { quarters }: Timeline): string {
  if (!asset) return "nothing";
  const peak = most(asset);
  const first = asset.inForce.findIndex((amount) => amount >= 0.1 * peak);
  const full = asset.inForce.findIndex((amount) => amount >= (1 - SAME_FRAC) * peak);
  const unit = asset.unit === "chips" ? "chips" : asset.unit;
  const begins = `from ${quarters[first]!}`;
  return full > first
    ? `${threeFigures(peak)} ${unit} ${begins}, all by ${quarters[full]!}`
    : `${threeFigures(peak)} ${unit} ${begins}`;
}

function differs(a: AssetTimeline | undefined, b: AssetTimeline | undefined): boolean {
  if (!a || !b) return true;
  const scale = Math.max(most(a), most(b));
  return a.inForce.some((amount, i) => Math.abs(amount - b.inForce[i]!) > 2 * SAME_FRAC * scale);
}

const share = (plan: TimedPlan) => {
  const sum = (values: readonly number[]) => values.reduce((a, b) => a + b, 0);
  return `${Math.round((100 * sum(plan.elsewhereEFLOPSh)) / sum(plan.timeline.computeEFLOPSh))} %`;
};

function reasonsAgainst(first: TimedPlan, other: TimedPlan): string[] {
  const [a, b] = [first, other].map(
    ({ timeline }) =>
      new Map(
        timeline.assets
          .filter(({ layer }) => TOLD.has(layer))
          .map((asset) => [keyOf(asset), asset] as const),
      ),
  ) as [Map<string, AssetTimeline>, Map<string, AssetTimeline>];
  const keys = [...new Set([...a.keys(), ...b.keys()])];
  const lines = keys.flatMap((key) => {
    const [was, is] = [a.get(key), b.get(key)];
    if (!differs(was, is)) return [];
    const one = (was ?? is)!;
    const leads =
      was && is && is.leadMonths - was.leadMonths > 0.5
        ? ` (its chain takes ${Math.round(was.leadMonths)} months at P${first.percentile}, ${Math.round(is.leadMonths)} at P${other.percentile})`
        : "";
    return [
      `${one.title}${one.size === "nonFirmMW" ? " (flexible)" : ""} at ${one.site}: ${comesWords(was, first.timeline)} at P${first.percentile}; ${comesWords(is, other.timeline)} at P${other.percentile}${leads}.`,
    ];
  });
  const elsewhere =
    first.elsewhereEFLOPSh.some((value) => value > 0) ||
    other.elsewhereEFLOPSh.some((value) => value > 0)
      ? [
          `From elsewhere comes ${share(first)} of the compute at P${first.percentile}, ${share(other)} at P${other.percentile}.`,
        ]
      : [];
  return lines.length === 0
    ? [`The plans at P${first.percentile} and P${other.percentile} order the same.`]
    : [...lines, ...elsewhere];
}

/** What differs between the first plan and each other. */
export function percentileReasons(plans: readonly TimedPlan[]): string[] {
  const [first, ...others] = plans;
  return first ? others.flatMap((other) => reasonsAgainst(first, other)) : [];
}
