/** What a buyer of a size is advised, and why, in sentences. */
import { threeFigures, usdWords } from "../report/bottlenecks.ts";
import type { NeedBreakEven } from "./need-years.ts";
import { NEED_YEARS } from "./need-years.ts";
import type { UtilisationBreakEven } from "./utilisation.ts";
import type { WayReport } from "./way-plan.ts";
import { WAY_WORDS } from "./ways.ts";
import type { Way } from "./ways.ts";
import { grouped } from "../units/grouped.ts";
import { converted, moneyUnit } from "../units/money.ts";

const IMPERATIVES = { own: "Own", colocate: "Colocate", rent: "Rent" } as const;

export interface Advice {
  /** The cheapest way that is open; null where none is. */
  readonly way: Way | null;
  readonly sentence: string;
}

/** An amount of USD in the currency that is written, with two decimals. */
export const cents = (usd: number) => converted(usd).toFixed(2).replace("-", "−");

/** The same with its unit. */
const pricedCents = (usd: number) => `${cents(usd)} ${moneyUnit("USD")}`;

/** A size in MW. */
export function sizeWords(sizeMW: number): string {
  const digits = String(Number(sizeMW.toPrecision(4)));
  return `${sizeMW >= 1000 ? grouped(digits) : digits} MW`;
}

/** What holds a way back, in words. */
export function beyondWords({ beyond }: Pick<WayReport, "beyond">): string {
  return beyond
    .map(({ limit, needUSD, limitUSD }) =>
      limit === "upfront"
        ? `asks for ${usdWords(needUSD)} up front where ${usdWords(limitUSD)} can be raised`
        : `commits the buyer to ${usdWords(needUSD)} where ${usdWords(limitUSD)} is the most`,
    )
    .join(" and ");
}

const costOf = ({ figures }: WayReport) => figures?.usdPerChipHour ?? Infinity;

function whyClosed(report: WayReport): string {
  const beyond = beyondWords(report);
  return beyond || (report.reason ?? "cannot be done");
}

/** A way beside the best one. */
function besideWords(report: WayReport, best: WayReport): string {
  const word = WAY_WORDS[report.way];
  const difference = costOf(report) - costOf(best);
  const against = `${cents(costOf(report))} against ${cents(costOf(best))}`;
  if (report.status === "unsolved") return `${word} could not be planned`;
  if (report.status === "closed" && report.figures === null)
    return `${word} is not open (${report.reason ?? "nothing is on offer"})`;
  if (report.status === "closed")
    return difference < 0
      ? `${word} would cost ${pricedCents(-difference)} a chip-hour less (${against}), but ${whyClosed(report)}`
      : `${word} would cost ${pricedCents(difference)} more, and ${whyClosed(report)}`;
  return `${word} costs ${pricedCents(difference)} more`;
}

/** Why an open way can be afforded. */
function within(
  { figures }: WayReport,
  limits: { upfrontUSD: number; committedUSD: number },
): string {
  const upfront = figures!.upfrontUSD;
  const committed = figures!.committedUSD;
  if (upfront > 1)
    return `the ${usdWords(upfront)} up front are within the ${usdWords(limits.upfrontUSD)} that can be raised`;
  return committed > 1
    ? `the ${usdWords(committed)} committed are within the ${usdWords(limits.committedUSD)} that is the most`
    : "it commits the buyer to nothing";
}

/** Longest difference in dates that is not worth a word, months. */
const SOON_MONTHS = 12;

/** How much later the best way comes than the soonest that is open; empty where that is little. */
function waitWords(best: WayReport, open: readonly WayReport[]): string {
  const months = best.figures?.ready?.p50Months ?? 0;
  const soonest = open.reduce<{ way: Way; months: number } | undefined>(
    (least, { way, figures }) => {
      const own = figures?.ready?.p50Months;
      return own !== undefined && (least === undefined || own < least.months)
        ? { way, months: own }
        : least;
    },
    undefined,
  );
  return soonest && months - soonest.months > SOON_MONTHS
    ? `its first MW come after ${threeFigures(months / 12)} years, those of ${WAY_WORDS[soonest.way]} after ${Math.round(soonest.months)} months`
    : "";
}

/** From where on owning pays, or renting, in one sentence; empty without figures. */
export function breakEvenSentence(
  way: Way,
  utilisation: readonly UtilisationBreakEven[],
  need: readonly NeedBreakEven[],
): string {
  const other = way === "rent" ? "own" : way;
  const used = utilisation.find(({ a }) => a === other)?.utilisationFrac;
  const years = need.find(({ a }) => a === other)?.years;
  const conditions = [
    typeof used === "number" && used > 0
      ? way === "rent"
        ? `above ${Math.round(100 * used)} % use`
        : `below ${Math.round(100 * used)} % use`
      : undefined,
    typeof years === "number" && years > 0
      ? way === "rent"
        ? `for a need of more than ${threeFigures(years)} years`
        : `for a need of less than ${threeFigures(years)} years`
      : undefined,
  ].filter((words) => words !== undefined);
  if (conditions.length > 0)
    return way === "rent"
      ? `Owning costs less only ${conditions.join(" and ")}.`
      : `Renting is cheaper ${conditions.join(" or ")}.`;
  if (used === null && years === null)
    return `${other === "own" ? "Owning" : "Colocating"} is dearer at any use and for any need up to ${NEED_YEARS.most} years.`;
  return "";
}

/** The advice at one size. */
export function adviceOf(
  sizeMW: number,
  ways: readonly WayReport[],
  limits: { readonly upfrontUSD: number; readonly committedUSD: number },
): Advice {
  const open = ways.filter(({ status }) => status === "open");
  const best = open.reduce<WayReport | undefined>(
    (least, one) => (least === undefined || costOf(one) < costOf(least) ? one : least),
    undefined,
  );
  const at = `at ${sizeWords(sizeMW)}`;
  if (!best)
    return {
      way: null,
      sentence: `Neither: ${at} no way is open: ${ways.map((one) => `${WAY_WORDS[one.way]} ${whyClosed(one)}`).join("; ")}.`,
    };
  const others = ways.filter((one) => one !== best).sort((a, b) => costOf(a) - costOf(b));
  const cheaper = others.filter((one) => costOf(one) < costOf(best));
  const rest = others.filter((one) => !cheaper.includes(one));
  const dearer =
    best.dearerUSDPerChipHour > 0.005
      ? ` (${cents(best.dearerUSDPerChipHour)} of it for the buyer's limits)`
      : "";
  const reasons =
    cheaper.length > 0
      ? [...cheaper, ...rest].map((one) => besideWords(one, best))
      : [
          `${WAY_WORDS[best.way]} costs ${pricedCents(costOf(best))} a chip-hour${dearer} and ${within(best, limits)}`,
          ...rest.map((one) => besideWords(one, best)),
        ];
  const wait = waitWords(best, open);
  return {
    way: best.way,
    sentence: `${IMPERATIVES[best.way]}: ${at} ${[...reasons, ...(wait ? [wait] : [])].join("; ")}.`,
  };
}
