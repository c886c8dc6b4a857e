/**
 * What counts in a share of load.
 *
 *     clean       everything on the clean ledger, the clean part of the grid's mix included
 *     contracted  the same without the grid's mix
 *     renewable   own plants, contracts with plants and stores; neither the grid's mix nor nuclear
 */
import { mapSeries } from "../../problem/series.ts";
import type { Period, Posted } from "../block.ts";
import { choice } from "../fields.ts";

const COUNTS = ["clean", "contracted", "renewable"] as const;
export type Counts = (typeof COUNTS)[number];

/** The field that says what counts. */
export const countsField = () =>
  choice(
    "What counts: all clean power with the grid's mix, own and contracted plants alone, or the renewable ones of them",
    COUNTS,
    "clean",
  );

function negated({ terms, sizes }: Posted): Posted {
  const minus = <Term extends { readonly coefficient: Parameters<typeof mapSeries>[0] }>(
    term: Term,
  ): Term => ({ ...term, coefficient: mapSeries(term.coefficient, (value) => -value) });
  return { terms: terms.map(minus), sizes: sizes.map(minus) };
}

/** What counts in one period, as terms in MW. */
export function countedIn(period: Period, counts: Counts): Posted {
  const all = period.posted("clean");
  if (counts === "clean") return all;
  const mix = period.posted("clean", ["grid", "colocation"]);
  const out = (counts === "contracted" ? [mix] : [mix, period.posted("nuclear")]).map(negated);
  return {
    terms: [all, ...out].flatMap(({ terms }) => terms),
    sizes: [all, ...out].flatMap(({ sizes }) => sizes),
  };
}
