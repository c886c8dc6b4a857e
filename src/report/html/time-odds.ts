/** What the draws say: the cost of a month of delay by milestone, and the odds of each target date. */
import { delayName, targetName } from "../explain/names.ts";
import type { DelayReport, EstimateReport, OddsReport } from "../odds.ts";
import { delayWords, drawnWords, waitingWords } from "../time-orders.ts";
import type { Timeline } from "../timeline.ts";
import { explained, figure, figures, percent, table } from "./svg.ts";
import { usdWithError, withError } from "../with-error.ts";
import { estimateBars } from "./time-bars.ts";
import { gpuMonths } from "./time-to-power.ts";
import { capital, words } from "../words.ts";

const MOST = 12;

const inUSD = ({ mean, standardError }: EstimateReport) => usdWithError(mean, standardError);
const inCompute = ({ mean, standardError }: EstimateReport) =>
  `${withError(mean, standardError)} EFLOPS·h`;

/** What a month of delay costs, with its standard error. */
export const delayCost = (delay: DelayReport) =>
  delay.usd ? inUSD(delay.usd) : inCompute(delay.eflopsh);

export function delayPicture(timeline: Timeline, odds: OddsReport): string {
  const costly = odds.delays.filter(
    ({ usd, eflopsh }) => (usd ?? eflopsh).mean > 2 * (usd ?? eflopsh).standardError,
  );
  const dearest = costly[0];
  const title = dearest
    ? `A month more for ${delayWords(timeline, dearest)} costs ${delayCost(dearest)}`
    : "A month of delay of any one milestone costs nothing that the draws can tell";
  const shown = costly.slice(0, MOST);
  return figure({
    id: "delays",
    title,
    note: `Compute lost when this one milestone takes a month longer in every draw${dearest?.usd ? ", at what an EFLOPS·h is worth to the plan" : ""}; whiskers are one standard error. ${drawnWords(odds)}`,
    picture: estimateBars(
      title,
      shown.map((delay) => ({
        label: capital(delayWords(timeline, delay)),
        ...(delay.usd ?? delay.eflopsh),
        text: delayCost(delay),
        figure: delayName(delay, delay.usd ? "usd" : "eflopsh"),
      })),
    ),
    table: table(
      "A month of delay by milestone",
      [
        { text: "Milestone" },
        { text: "What waits for it" },
        { text: "Money", number: true },
        { text: "Compute lost", number: true },
        { text: "GPUs stranded more", number: true },
      ],
      odds.delays.map((delay) => {
        const { milestone, resources, usd, eflopsh, strandedGPUMonths } = delay;
        return [
          words(milestone),
          waitingWords(timeline, resources),
          usd ? explained(delayName(delay, "usd"), inUSD(usd)) : "–",
          explained(delayName(delay, "eflopsh"), inCompute(eflopsh)),
          explained(
            delayName(delay, "stranded"),
            gpuMonths(strandedGPUMonths.mean, strandedGPUMonths.standardError),
          ),
        ];
      }),
    ),
  });
}

const inPercent = ({ mean, standardError }: EstimateReport) =>
  `${withError(100 * mean, 100 * standardError)} %`;

export function targetPicture(odds: OddsReport): string {
  const worst = odds.targets.reduce<OddsReport["targets"][number] | undefined>(
    (most, one) => (one.missFrac.mean > (most?.missFrac.mean ?? -1) ? one : most),
    undefined,
  );
  const title = worst
    ? `${worst.name} is missed in ${percent(worst.missFrac.mean)} of the draws`
    : "The plan sets no date to be met";
  return figure({
    id: "targets",
    title,
    note: `How often each step of the plan's IT power is not there by the first month of its quarter; whiskers are one standard error. Everything is on its planned date in ${inPercent(odds.wholePlan.onTimeFrac)}, within the plan in ${inPercent(odds.wholePlan.comesFrac)} of the draws. ${drawnWords(odds)}`,
    picture: estimateBars(
      title,
      odds.targets.map(({ name, missFrac }) => ({
        label: name,
        ...missFrac,
        text: `${inPercent(missFrac)} missed`,
        figure: targetName(name),
        alarm: true,
      })),
      1,
    ),
    table: table(
      "Odds of each date",
      [
        { text: "Date" },
        { text: "Missed", number: true },
        { text: "Met", number: true },
        { text: "Standard error", number: true },
      ],
      odds.targets.map(({ name, missFrac }) => [
        name,
        explained(targetName(name), percent(missFrac.mean)),
        percent(1 - missFrac.mean),
        `${figures(100 * missFrac.standardError)} points`,
      ]),
    ),
  });
}
