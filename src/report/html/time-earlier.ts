/** What would bring full power earlier: orders placed before the last moment, and single things that come sooner. */
import { slackName, soonerName } from "../explain/names.ts";
import { assetWords } from "../holders.ts";
import { NEVER_WORDS } from "../odds.ts";
import type { EstimateReport, OddsReport } from "../odds.ts";
import { NO_SLACK_HELPS, slackThatHelps } from "../slack-words.ts";
import type { Timeline } from "../timeline.ts";
import { usdWithError, withError } from "../with-error.ts";
import { capital } from "../words.ts";
import { explained, proseHTML, money, table } from "./svg.ts";
import { gpuMonths } from "./time-to-power.ts";

const inPercent = ({ mean, standardError }: EstimateReport) =>
  `${withError(100 * mean, 100 * standardError)} %`;

/** What it brings to place every later order some months before the last moment; the cases where one helps. */
function slackPart({ firstPower }: Timeline, { slack }: OddsReport): string {
  if (slack.length < 2 || firstPower === null) return "";
  const best = slackThatHelps(slack).at(-1);
  if (!best) return `<p>${proseHTML(capital(NO_SLACK_HELPS))}.</p>`;
  const title = `Ordered ${best.months} months earlier, full power is on its date in ${inPercent(best.fullOnTimeFrac)} of the draws instead of ${inPercent(slack[0]!.fullOnTimeFrac)}, for ${money(best.interestUSD)} of interest`;
  return `<h3>${proseHTML(title)}</h3>${table(
    "Orders placed before the last moment",
    [
      { text: "Ordered" },
      { text: "Full power on its date", number: true },
      { text: "Full power, P50" },
      { text: "Chips that wait", number: true },
      { text: "Interest", number: true },
    ],
    slack.map(({ months, fullOnTimeFrac, fullPowerP50, strandedGPUMonths, interestUSD }) => [
      months === 0 ? "at the last moment" : `${months} months earlier`,
      explained(slackName(months, "fullOnTime"), inPercent(fullOnTimeFrac)),
      explained(slackName(months, "fullPower"), fullPowerP50 ?? NEVER_WORDS),
      explained(
        slackName(months, "stranded"),
        gpuMonths(strandedGPUMonths.mean, strandedGPUMonths.standardError),
      ),
      explained(slackName(months, "interest"), money(interestUSD)),
    ]),
  )}`;
}

function soonerTable(timeline: Timeline, { sooner }: OddsReport): string {
  const [first] = sooner;
  if (!first) return "";
  const last = sooner.at(-1)!;
  const title = `With ${sooner.length === 1 ? "one thing" : `these ${sooner.length} things`} ${first.months} months sooner, full power comes ${last.gainMonths.toFixed(1)} months sooner on average`;
  return `<h3>${proseHTML(title)}</h3>${table(
    `Each thing ${first.months} months sooner, with those above it; never counts as the plan's end`,
    [
      { text: "What comes sooner" },
      { text: "Months gained on average", number: true },
      { text: "First power, P50" },
      { text: "Full power, P50" },
      { text: "Full power within the plan", number: true },
      { text: "Compute gained, worth today: the most to pay", number: true },
    ],
    sooner.map((step) => [
      assetWords(timeline, step),
      explained(soonerName(step.asset, "gainMonths"), step.gainMonths.toFixed(1)),
      explained(soonerName(step.asset, "firstMW"), step.firstMWP50 ?? "beyond the plan"),
      explained(soonerName(step.asset, "fullPower"), step.fullPowerP50 ?? "beyond the plan"),
      explained(soonerName(step.asset, "withinPlan"), inPercent(step.withinPlanFrac)),
      step.worthUSD
        ? explained(
            soonerName(step.asset, "worth"),
            usdWithError(step.worthUSD.mean, step.worthUSD.standardError),
          )
        : "–",
    ]),
  )}`;
}

/** The section; empty where neither was tried. */
export const whatComesEarlier = (timeline: Timeline, odds: OddsReport): string =>
  `${slackPart(timeline, odds)}${soonerTable(timeline, odds)}`;
