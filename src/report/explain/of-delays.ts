/** What a month of delay of a milestone costs: `delay.grid-works.<site>/<order>.usd`. */
import { fiveFigures } from "../bottlenecks.ts";
import type { DelayReport, OddsReport } from "../odds.ts";
import type { Package } from "../package.ts";
import { delayWords } from "../time-orders.ts";
import { withError } from "../with-error.ts";
import { drawsLine, milestonesOfAssets, resourceLine } from "./drawn.ts";
import { endingWith } from "./family.ts";
import type { Explanation, Family, Named } from "./family.ts";
import { delayName } from "./names.ts";

const AGAIN = "the same draws once more with this one milestone a month shorter, at least 0";

function* figuresOf(pack: Package, odds: OddsReport, delay: DelayReport): Iterable<Named> {
  const { resources, usd, eflopsh, strandedGPUMonths } = delay;
  const what = delayWords(pack.timeline!, delay);
  const waiting = odds.resources.filter(({ site, name }) => resources.includes(`${site}/${name}`));
  const rest = (): Pick<Explanation, "inputs" | "behind"> => ({
    inputs: [
      `compute lost by a month: ${fiveFigures(eflopsh.mean)} EFLOPS·h`,
      `its standard error: ${withError(eflopsh.standardError, 0)} EFLOPS·h`,
      ...waiting.map((one) => resourceLine(pack, one)),
      drawsLine(odds),
    ],
    behind: [
      ...endingWith(pack, ["usdPerEFLOPSh"]),
      ...milestonesOfAssets(pack, new Set(waiting.map(({ asset }) => asset))),
    ],
  });
  if (usd)
    yield [
      delayName(delay, "usd"),
      () => ({
        title: `A month more for ${what}`,
        value: usd.mean,
        unit: "USD",
        formula: `compute lost by a month of delay × what an EFLOPS·h is worth to the plan; ${AGAIN}`,
        ...rest(),
      }),
    ];
  yield [
    delayName(delay, "eflopsh"),
    () => ({
      title: `Compute lost by a month more for ${what}`,
      value: eflopsh.mean,
      unit: "EFLOPS·h",
      formula: `mean over the draws of compute with the milestone a month shorter − compute as drawn; ${AGAIN}`,
      ...rest(),
    }),
  ];
  yield [
    delayName(delay, "stranded"),
    () => ({
      title: `GPUs stranded by a month more for ${what}`,
      value: strandedGPUMonths.mean,
      unit: "GPU-months",
      formula: `mean over the draws of GPU-months stranded as drawn − with the milestone a month shorter; ${AGAIN}`,
      ...rest(),
    }),
  ];
}

export const delayFigures: Family = {
  words: "what a month of delay of a milestone costs",
  form: "delay.<milestone>.<site>/<order>.<usd, eflopsh or stranded>",
  *figures(pack) {
    const { odds } = pack;
    if (odds && pack.timeline) for (const delay of odds.delays) yield* figuresOf(pack, odds, delay);
  },
};
