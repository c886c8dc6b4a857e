/** Plans on several percentiles side by side, in words and numbers. */
import type { PercentileComparison, PercentilePlan } from "../../src/percentiles.ts";
import { threeFigures, usdWords } from "../../src/report/bottlenecks.ts";
import { usdWithError } from "../../src/report/with-error.ts";

const share = (frac: number) => `${(100 * frac).toFixed(1)} %`;

function planLine({ percentile, package: pack, reason, costUSD }: PercentilePlan): string {
  const head = `  P${percentile}`.padEnd(6);
  if (!pack?.timeline || costUSD === null) return `${head} no plan: ${reason ?? "not solved"}`;
  const { timeline, odds, kpis } = pack;
  const onTime = odds
    ? `; full power on its date in ${share(odds.wholePlan.fullOnTimeFrac.mean)} of the draws`
    : "";
  return `${head} cost ${usdWords(costUSD)} of today; ${threeFigures(kpis.effectiveEFLOPShPerYear)} EFLOPS·h a year; first power ${timeline.firstPower ?? "never"}, full power ${timeline.fullPower ?? "never"} as planned${onTime}`;
}

/** The comparison as a page of text. */
export function percentilesText(name: string, found: PercentileComparison): string {
  return [
    `${name}: planned on ${found.plans.map(({ percentile }) => `P${percentile}`).join(" and ")} of every date`,
    ...found.plans.map(planLine),
    "",
    "What differs, and why:",
    ...found.reasons.map((reason) => `  ${reason}`),
    "",
    `Regret over the same ${threeFigures(found.draws)} draws, an EFLOPS·h counted at ${threeFigures(found.worthUSDPerEFLOPSh)} USD:`,
    ...found.regrets.map(
      ({ name: of, value, meanRegret, p90Regret, bestFrac }) =>
        `  ${of}: worth ${usdWithError(value.mean, value.standardError)}; regret ${usdWithError(meanRegret.mean, meanRegret.standardError)} on average, P90 ${usdWords(p90Regret)}; best in ${share(bestFrac)}`,
    ),
  ].join("\n");
}
