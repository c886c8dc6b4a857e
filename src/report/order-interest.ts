/**
 * What it costs to order earlier than at the last moment: interest on capital that is paid sooner.
 *
 *     Σ over orders placed later than at once: present capital · ((1 + r)^(m/12) − 1),  m = min(months, months they can move)
 */
import type { Solved } from "./flows.ts";
import type { Timeline } from "./timeline.ts";

/** Interest in USD of today by months of slack, for the orders of a plan that are not placed at once. */
export function orderInterest(
  { campus, solution }: Solved,
  timeline: Timeline,
): (months: number) => number {
  const lots = campus.orders.flatMap((order) => {
    const asset = timeline.assets.find(
      ({ name, size }) => name === order.asset && size === order.name,
    );
    const comes = campus.intervals[order.comes]!.label;
    const decided = asset?.orders.find((one) => one.comes === comes)?.decidedMonth ?? 0;
    if (decided <= 0) return [];
    const usd = campus.charges.reduce(
      (sum, charge) =>
        charge.on === "size" && charge.design === order.design && charge.capexUSD > 0
          ? sum + charge.capexUSD * solution.design[order.design]!
          : sum,
      0,
    );
    return [{ decided, usd: usd * campus.intervals[order.comes]!.discount }];
  });
  return (months) =>
    lots.reduce((sum, { decided, usd }) => {
      const years = Math.min(months, decided) / 12;
      return sum + usd * ((1 + campus.waccFrac) ** years - 1);
    }, 0);
}
