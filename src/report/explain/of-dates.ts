/** When power comes: `fullPower.p50` of all sites, `lulea.fullPower.p50` of one, `firstMW.planned`. */
import { threeFigures } from "../bottlenecks.ts";
import { NEVER_WORDS } from "../odds.ts";
import type { DateReport, OddsReport, OutcomeReport } from "../odds.ts";
import type { Package } from "../package.ts";
import type { Timeline } from "../timeline.ts";
import { drawsLine, holderLines, milestonesBehind, resourceLines } from "./drawn.ts";
import { endingWith } from "./family.ts";
import type { Explanation, Family, Named } from "./family.ts";
import { dateName } from "./names.ts";
import type { PowerDate } from "./names.ts";

const DATES = {
  firstMW: { title: "First MW", reached: "some IT power is there", held: "firstHeldBy" },
  fullPower: {
    title: "Full power",
    reached: "the IT power is there that everything carries when it comes as planned, at its most",
    held: "fullHeldBy",
  },
} as const;
const SHARES = { p10: "one draw in ten", p50: "half of the draws", p90: "nine draws in ten" };

const POWERED =
  "IT power of a site = the least of power (grid and plant), cooling, halls and chips that have come";
const COMES =
  "a thing comes at its order month + the months drawn for its milestones; chips ordered later, and what is not ordered, not before the planned month";

interface Drawn {
  readonly pack: Package;
  readonly odds: OddsReport;
  readonly outcome: OutcomeReport;
  readonly date: PowerDate;
}

/** What goes into a date of the draws. */
function inputsOf({ pack, odds, outcome, date }: Drawn): string[] {
  return [
    `${threeFigures(outcome.fullMW)} MW of IT at most when everything comes as planned`,
    ...resourceLines(pack, odds, outcome.site),
    ...holderLines(pack, outcome[DATES[date].held]),
    drawsLine(odds),
  ];
}

function* drawnDates(of: Drawn): Iterable<Named> {
  const { pack, odds, outcome, date } = of;
  const { site } = outcome;
  const { title, reached } = DATES[date];
  const where = site === "" ? "" : `, ${site}`;
  const found: DateReport = outcome[date];
  const rest = (): Pick<Explanation, "inputs" | "behind"> => ({
    inputs: inputsOf(of),
    behind: milestonesBehind(pack, odds, site),
  });
  for (const [part, share] of Object.entries(SHARES) as [keyof typeof SHARES, string][])
    yield [
      dateName(site, date, part),
      () => ({
        title: `${title}${where}, ${part.toUpperCase()}`,
        value: found[part] ?? NEVER_WORDS,
        unit: "",
        formula: `first month by which, in ${share}, ${reached}; draws that never get there count last. ${POWERED}${site === "" ? ", all sites added up" : ""}; ${COMES}`,
        ...rest(),
      }),
    ];
  yield [
    dateName(site, date, "never"),
    () => ({
      title: `${title}${where}, not within the plan`,
      value: found.neverFrac.mean,
      unit: "frac",
      formula: `draws in which it does not come within the plan / all draws: those in which never ${reached}. ${POWERED}`,
      ...rest(),
    }),
  ];
}

function* plannedDates(pack: Package, timeline: Timeline): Iterable<Named> {
  const { plannedITMW, quarters, firstPower, fullPower } = timeline;
  const stages = () =>
    endingWith(pack, ["stages", "maxMW", "maxChips", "firmCreditFrac"], "").concat(
      milestonesBehind(pack, pack.odds, ""),
    );
  const steps = () =>
    plannedITMW.flatMap((mw, i) =>
      i === 0 || Math.abs(mw - plannedITMW[i - 1]!) > 1e-3 * Math.max(...plannedITMW)
        ? [`${quarters[i]!}: ${threeFigures(mw)} MW of IT`]
        : [],
    );
  const counted =
    "IT power as planned = the least of power, cooling, halls and chips of each site in force; grid and plant that can be called on carry it, wind and sun with their firm credit, stores not";
  for (const [date, value, words] of [
    ["firstMW", firstPower, "first quarter in which some IT power is there"],
    ["fullPower", fullPower, "first quarter in which the most IT power of any quarter is there"],
  ] as const)
    yield [
      dateName("", date, "planned"),
      () => ({
        title: `${DATES[date].title}, as planned`,
        value: value ?? NEVER_WORDS,
        unit: "",
        formula: `${words}. ${counted}; the order of each thing is the optimiser's choice, at the percentile of its milestones that the plan counts on (P${timeline.percentile})`,
        inputs: steps(),
        behind: stages(),
      }),
    ];
}

export const dateFigures: Family = {
  words: "when power comes, as planned and by the draws; of all sites, or with a site before it",
  form: "firstMW.planned, firstMW.p10, firstMW.p50, firstMW.p90, firstMW.never, fullPower.planned, fullPower.p50, <site>.fullPower.p50, …",
  *figures(pack) {
    const { timeline, odds } = pack;
    if (timeline) yield* plannedDates(pack, timeline);
    if (odds)
      for (const outcome of [odds.total, ...odds.sites])
        for (const date of ["firstMW", "fullPower"] as const)
          yield* drawnDates({ pack, odds, outcome, date });
  },
};
