/** When power comes and what to decide by when, as lines of text for a terminal. */
import { NO_SLACK_HELPS, slackThatHelps } from "./slack-words.ts";
import { threeFigures, usdWords } from "./bottlenecks.ts";
import type { DateReport, DelayReport, EstimateReport, OddsReport } from "./odds.ts";
import { assetWords, holderReason } from "./holders.ts";
import type { HolderReport } from "./holders.ts";
import { plannedWaitWords } from "./planned-wait.ts";
import type { Package } from "./package.ts";
import { delayWords, drawnWords, orderWords, plannedOrders } from "./time-orders.ts";
import type { PlannedOrder } from "./time-orders.ts";
import type { Timeline } from "./timeline.ts";
import { usdWithError, withError } from "./with-error.ts";

/** What a year's figures are in a plan over quarters. */
export const LEVELISED =
  "Figures a year are means over the whole plan; costs a year are levelised, and costs per unit of compute and of power divide what both are worth today.";
/** What bills and contracts are there. */
export const AS_PAID =
  "A year's mean over the whole plan, as paid; the costs of the package are levelised.";

const MOST_ORDERS = 10;
const MOST_DELAYS = 5;

const share = (frac: number) => `${Math.round(100 * frac)}%`;
const percentWords = ({ mean, standardError }: EstimateReport) =>
  `${(100 * mean).toFixed(1)} ± ${(100 * standardError).toFixed(1)} %`;

function dateLine(name: string, planned: string | null, drawn: DateReport | undefined): string {
  const when = planned ?? "never";
  const date = (month: string | null) => month ?? "not within the plan";
  const odds = drawn
    ? `; P10 ${date(drawn.p10)}, P50 ${date(drawn.p50)}, P90 ${date(drawn.p90)}; not within the plan in ${share(drawn.neverFrac.mean)}`
    : "";
  return `  ${name.padEnd(12)} planned ${when}${odds}`;
}

/** Where wind, sun and stores run the most IT power before what can be called on carries it. */
function bestHours({ quarters, mostRun, fullPower }: Timeline): string[] {
  if (mostRun === null || fullPower === null) return [];
  if (quarters.indexOf(mostRun) >= quarters.indexOf(fullPower)) return [];
  return [`  the best hours of wind, sun and stores run the most IT power from ${mostRun} on`];
}

function orderLine({ odds, ...order }: PlannedOrder): string {
  const by = order.decidedMonth < 0 ? "under way" : order.decideBy;
  const chance = odds
    ? `; late ${share(odds.lateFrac.mean)}, never ${share(odds.exitFrac.mean)}`
    : "";
  return `  ${by.padEnd(10)} ${orderWords(order)} at ${order.site}: ${threeFigures(order.amount)} ${order.unit}, in force ${order.comes}${chance}`;
}

const errorWords = ({ mean, standardError }: EstimateReport) => withError(mean, standardError);
const errorUSD = ({ mean, standardError }: EstimateReport) => usdWithError(mean, standardError);

function delayLine(timeline: Timeline, delay: DelayReport): string {
  const { usd, eflopsh } = delay;
  return `  ${delayWords(timeline, delay)}: ${usd ? errorUSD(usd) : `${errorWords(eflopsh)} EFLOPS·h`}`;
}

/** Odds of the plan as a whole, and what ordering earlier brings. */
function wholePlanLines({ wholePlan, slack }: OddsReport): string[] {
  const { onTimeFrac, comesFrac, fullOnTimeFrac } = wholePlan;
  const lines = [
    `The whole plan: everything on its planned date in ${percentWords(onTimeFrac)}, everything within the plan in ${percentWords(comesFrac)}, full power on its planned date in ${percentWords(fullOnTimeFrac)} of the draws`,
  ];
  const worth = slackThatHelps(slack);
  if (slack.length > 1)
    lines.push(
      worth.length === 0
        ? `Slack: ${NO_SLACK_HELPS}`
        : "Slack: orders placed before the last moment",
      ...worth.map(
        ({ months, fullOnTimeFrac: onTime, fullPowerP50, strandedGPUMonths, interestUSD }) =>
          `  ${months} months earlier: full power on its date in ${percentWords(onTime)}, P50 ${fullPowerP50 ?? "not within the plan"}; ${errorWords(strandedGPUMonths)} GPU-months stranded; ${usdWords(interestUSD)} of interest`,
      ),
    );
  return lines;
}

const MOST_HOLDERS = 5;

function holderLines(name: string, timeline: Timeline, holders: readonly HolderReport[]): string[] {
  if (holders.length === 0) return [];
  return [
    `What holds ${name}, by share of the draws:`,
    ...holders
      .slice(0, MOST_HOLDERS)
      .map(
        (holder) =>
          `  ${percentWords(holder.share).padStart(12)}  ${assetWords(timeline, holder)}: ${holderReason(holder)}`,
      ),
  ];
}

/** What would bring full power sooner, one thing after the other. */
function soonerLines(timeline: Timeline, { sooner }: OddsReport): string[] {
  const [first] = sooner;
  if (!first) return [];
  return [
    `A year earlier? Full power with each of these ${first.months} months sooner, and those above it; what the compute gained is worth today is the most to pay:`,
    ...sooner.map((step) => {
      const worth = step.worthUSD ? `; worth ${errorUSD(step.worthUSD)}` : "";
      return `  ${assetWords(timeline, step)}: ${step.gainMonths.toFixed(1)} months sooner on average, P50 ${step.fullPowerP50 ?? "beyond the plan"}, within the plan in ${percentWords(step.withinPlanFrac)}${worth}`;
    }),
  ];
}

/** First and full power, orders, stranded chips and dear delays; nothing for a design year. Without power no odds. */
export function timeLines({ timeline, odds: drawn }: Package): string[] {
  if (!timeline) return [];
  const odds = timeline.firstPower === null ? null : drawn;
  const orders = plannedOrders(timeline, odds);
  const lines = [
    "Time to power:",
    dateLine("first power", timeline.firstPower, odds?.total.firstMW),
    dateLine("full power", timeline.fullPower, odds?.total.fullPower),
    ...bestHours(timeline),
  ];
  if (orders.length > 0)
    lines.push(
      "",
      orders.length > MOST_ORDERS
        ? `To decide, the first ${MOST_ORDERS} of ${orders.length} orders:`
        : "To decide:",
      ...orders.slice(0, MOST_ORDERS).map(orderLine),
    );
  if (!odds) return lines;
  lines.push(
    "",
    ...holderLines("first power", timeline, odds.total.firstHeldBy),
    ...holderLines("full power", timeline, odds.total.fullHeldBy),
    ...soonerLines(timeline, odds),
  );
  const { strandedGPUMonths } = odds.total;
  lines.push("", ...wholePlanLines(odds));
  const costly = odds.delays
    .filter(({ usd, eflopsh }) => (usd ?? eflopsh).mean > 2 * (usd ?? eflopsh).standardError)
    .slice(0, MOST_DELAYS);
  lines.push(
    `Stranded: ${errorWords(strandedGPUMonths)} GPU-months on average; P90 ${threeFigures(strandedGPUMonths.p90)}`,
  );
  const waiting = plannedWaitWords(timeline, odds);
  if (waiting) lines.push(`  ${waiting}`);
  if (costly.length > 0)
    lines.push(
      "What a month more of a milestone costs:",
      ...costly.map((delay) => delayLine(timeline, delay)),
    );
  return [...lines, drawnWords(odds)];
}

/** What the plan costs, today and levelised; where compute has a value, what is left of it. */
export function presentLine({ timeline, kpis, objective }: Package): string {
  const present = timeline?.presentUSD ?? NaN;
  if (objective === "mostValue" && Math.abs(present) < 0.5)
    return "Nothing is paid and nothing earned";
  const today =
    objective === "mostValue"
      ? `Compute worth ${usdWords(Math.abs(present))} of today's money ${present > 0 ? "less" : "more"} than it costs over the plan; cost `
      : `Cost ${usdWords(present)} of today's money over the plan, `;
  return `${today}${usdWords(kpis.costUSDPerYear)} a year levelised, capital ${usdWords(kpis.capexUSD)}`;
}
