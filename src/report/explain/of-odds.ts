/** Odds of the plan: `odds.onTime`, `odds.missed.<target>`, what holds a date, orders placed earlier, things that come sooner. */
import { threeFigures, usdWords } from "../bottlenecks.ts";
import { assetWords, holderReason } from "../holders.ts";
import type { HolderReport, SoonerReport } from "../holders.ts";
import { NEVER_WORDS } from "../odds.ts";
import type { OddsReport, SlackReport } from "../odds.ts";
import type { Package } from "../package.ts";
import { drawsLine, milestonesBehind, milestonesOfAssets, resourceLines } from "./drawn.ts";
import { endingWith } from "./family.ts";
import type { Explanation, Family, Named } from "./family.ts";
import { holderName, slackName, soonerName, targetName, wholePlanName } from "./names.ts";

type Rest = Pick<Explanation, "inputs" | "behind">;

/** What goes into every figure of all draws. */
const all = (pack: Package, odds: OddsReport, ...first: readonly string[]): Rest => ({
  inputs: [...first, ...resourceLines(pack, odds, ""), drawsLine(odds)],
  behind: milestonesBehind(pack, odds, ""),
});

function* wholePlan(pack: Package, odds: OddsReport): Iterable<Named> {
  const { onTimeFrac, comesFrac, fullOnTimeFrac } = odds.wholePlan;
  for (const [part, title, words, { mean }] of [
    [
      "onTime",
      "Everything on its planned date",
      "draws in which every thing is there by its planned month / all draws",
      onTimeFrac,
    ],
    [
      "withinPlan",
      "Everything within the plan",
      "draws in which every thing comes before the plan ends / all draws",
      comesFrac,
    ],
    [
      "fullOnTime",
      "Full power on its planned date",
      "draws in which full power is reached by the month in which everything, coming as planned, would reach it / all draws",
      fullOnTimeFrac,
    ],
  ] as const)
    yield [
      wholePlanName(part),
      () => ({ title, value: mean, unit: "frac", formula: words, ...all(pack, odds) }),
    ];
  for (const { name, missFrac } of odds.targets)
    yield [
      targetName(name),
      () => ({
        title: `Missed: ${name}`,
        value: missFrac.mean,
        unit: "frac",
        formula:
          "draws in which the IT power of all sites has not been at 98 % of the step by the start of the month / all draws; the steps are those by which IT power rises when everything comes as planned",
        ...all(pack, odds),
      }),
    ];
}

function* holders(pack: Package, odds: OddsReport): Iterable<Named> {
  const holder = (date: "firstMW" | "fullPower", of: HolderReport): Named => [
    holderName(date, of.asset),
    () => ({
      title: `${date === "firstMW" ? "First power" : "Full power"} held by ${assetWords(pack.timeline!, of)}`,
      value: of.share.mean,
      unit: "frac",
      formula:
        "draws in which it is done last of what the MW need, or never comes / all draws; things are added in the order in which they are done until the MW are reached",
      inputs: [
        `why: ${holderReason(of)}`,
        ...of.milestones.map(
          ({ name, meanMonths }) => `${name}: ${threeFigures(meanMonths)} months on average`,
        ),
        ...resourceLines(pack, odds, of.site),
        drawsLine(odds),
      ],
      behind: milestonesOfAssets(pack, new Set([of.asset])),
    }),
  ];
  for (const of of odds.total.firstHeldBy) yield holder("firstMW", of);
  for (const of of odds.total.fullHeldBy) yield holder("fullPower", of);
}

const EARLIER =
  "the same draws once more with every order that is not placed at once so many months earlier";

function* earlier(pack: Package, odds: OddsReport, of: SlackReport): Iterable<Named> {
  const { months, fullOnTimeFrac, fullPowerP50, strandedGPUMonths, interestUSD } = of;
  const when = months === 0 ? "ordered at the last moment" : `ordered ${months} months earlier`;
  const rest = () =>
    all(pack, odds, `orders: ${months} months before the last moment, not before the plan starts`);
  yield [
    slackName(months, "fullOnTime"),
    () => ({
      title: `Full power on its date, ${when}`,
      value: fullOnTimeFrac.mean,
      unit: "frac",
      formula: `draws in which full power is reached by its planned month / all draws; ${EARLIER}`,
      ...rest(),
    }),
  ];
  yield [
    slackName(months, "fullPower"),
    () => ({
      title: `Full power, P50, ${when}`,
      value: fullPowerP50 ?? NEVER_WORDS,
      unit: "",
      formula: `first month by which half of the draws have full power; ${EARLIER}`,
      ...rest(),
    }),
  ];
  yield [
    slackName(months, "stranded"),
    () => ({
      title: `Chips that wait, ${when}`,
      value: strandedGPUMonths.mean,
      unit: "GPU-months",
      formula: `mean over the draws of Σ over months of chips that have come × (1 − their powered MW / their MW); ${EARLIER}`,
      ...rest(),
    }),
  ];
  yield [
    slackName(months, "interest"),
    () => ({
      title: `Interest, ${when}`,
      value: interestUSD,
      unit: "USD",
      formula:
        "Σ over orders not placed at once of capital, as it is worth today, × ((1 + cost of capital)^(months moved / 12) − 1); an order moves so many months, and not before the plan starts",
      inputs: [
        `orders: ${months} months before the last moment`,
        ...pack.costs
          .filter(({ capexUSD }) => capexUSD > 0)
          .map(({ asset, category, capexUSD }) => `${asset}, ${category}: ${usdWords(capexUSD)}`),
      ],
      behind: endingWith(pack, ["money.waccFrac"]),
    }),
  ];
}

function* sooner(
  pack: Package,
  odds: OddsReport,
  of: SoonerReport,
  before: readonly SoonerReport[],
): Iterable<Named> {
  const thing = assetWords(pack.timeline!, of);
  const { months, asset, gainMonths, firstMWP50, fullPowerP50, withinPlanFrac, worthUSD } = of;
  const moved = `the same draws once more with ${thing}${before.length > 0 ? " and the things above it" : ""} ${months} months sooner`;
  const rest = (): Rest => ({
    inputs: [
      ...[...before, of].map(
        (one) => `${assetWords(pack.timeline!, one)}: ${months} months sooner`,
      ),
      ...resourceLines(pack, odds, ""),
      drawsLine(odds),
    ],
    behind: milestonesBehind(pack, odds, ""),
  });
  yield [
    soonerName(asset, "gainMonths"),
    () => ({
      title: `Months gained with ${thing} sooner`,
      value: gainMonths,
      unit: "months",
      formula: `mean month of full power over the draws, as it is − ${moved}; never counts as the plan's end`,
      ...rest(),
    }),
  ];
  for (const [part, title, value] of [
    ["firstMW", "First power", firstMWP50],
    ["fullPower", "Full power", fullPowerP50],
  ] as const)
    yield [
      soonerName(asset, part),
      () => ({
        title: `${title}, P50, with ${thing} sooner`,
        value: value ?? "beyond the plan",
        unit: "",
        formula: `first month by which half of the draws have it; ${moved}`,
        ...rest(),
      }),
    ];
  yield [
    soonerName(asset, "withinPlan"),
    () => ({
      title: `Full power within the plan with ${thing} sooner`,
      value: withinPlanFrac.mean,
      unit: "frac",
      formula: `draws that reach full power before the plan ends / all draws; ${moved}`,
      ...rest(),
    }),
  ];
  if (worthUSD)
    yield [
      soonerName(asset, "worth"),
      () => ({
        title: `Compute gained with ${thing} sooner`,
        value: worthUSD.mean,
        unit: "USD",
        formula: `mean over the draws of (compute with it sooner − compute as it is), each month as it is worth today, × what an EFLOPS·h is worth; ${moved}`,
        ...rest(),
        behind: [...endingWith(pack, ["usdPerEFLOPSh"]), ...milestonesBehind(pack, odds, "")],
      }),
    ];
}

export const oddsFigures: Family = {
  words: "odds of the plan, what holds its dates, and what would bring them sooner",
  form: "odds.onTime, odds.withinPlan, odds.fullOnTime, odds.missed.<step>, odds.<firstMW or fullPower>.held.<asset>, odds.earlier.<months>.<fullOnTime, fullPower, stranded or interest>, odds.sooner.<asset>.<gainMonths, firstMW, fullPower, withinPlan or worth>",
  *figures(pack) {
    const { odds } = pack;
    if (!odds) return;
    yield* wholePlan(pack, odds);
    yield* holders(pack, odds);
    for (const of of odds.slack) yield* earlier(pack, odds, of);
    for (const [i, of] of odds.sooner.entries())
      yield* sooner(pack, odds, of, odds.sooner.slice(0, i));
  },
};
