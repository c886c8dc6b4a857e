/**
 * When a place's grid can bring first MW, and the odds that it ever does.
 *
 *     months at P10, P50, P90 = quantiles of the place's milestone chain, given that nothing ends it
 *     odds = Π over milestones (1 − share of cases that end there)
 */
import { findChain, gridChainName } from "../blocks/milestones.ts";
import { catalog } from "../catalog/catalog.ts";
import { chainMonthsAt } from "../timing/chain-months.ts";

export interface GridDate {
  /** Chain of data/milestones.csv. */
  readonly chain: string;
  /** Months from the application. */
  readonly p10Months: number;
  readonly p50Months: number;
  readonly p90Months: number;
  readonly oddsFrac: number;
  /** Share of the chain's figures that are estimates. */
  readonly estimatedFrac: number;
}

/** Of a connection of `megawatts`; at high voltage where none are named. */
export function gridDateOf(placeId: string, megawatts = Infinity): GridDate {
  const name = gridChainName(placeId, megawatts);
  const chain = findChain(name) ?? { milestones: [] };
  const figures = [...catalog("milestones")]
    .filter(([id]) => id.startsWith(`${name}/`))
    .flatMap(([, entry]) => [...entry.values()]);
  const estimated = figures.filter(({ confidence }) => confidence === "estimated").length;
  return {
    chain: name,
    p10Months: chainMonthsAt(chain, 0.1),
    p50Months: chainMonthsAt(chain, 0.5),
    p90Months: chainMonthsAt(chain, 0.9),
    oddsFrac: chain.milestones.reduce((odds, { exitFrac }) => odds * (1 - exitFrac), 1),
    estimatedFrac: figures.length === 0 ? 0 : estimated / figures.length,
  };
}
