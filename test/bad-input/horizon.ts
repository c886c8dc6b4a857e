/** Plans over time that cannot be: dates, chains, stages and ramps that contradict each other. */
import type { BadCase } from "./case.ts";

/** A plan over time without fault. */
export const OVER_TIME = `firmwatt: 1
horizon: { start: 2027-Q1, years: 10 }
demand:
  training: { targetEFLOPShPerYear: 900, timing: { ramp: { 2033-Q1: 1 } } }
accelerators:
  gb300-nvl72: { timing: { until: 2036-Q4 } }
sites:
  lulea:
    place: lulea
    connection:
      stages:
        - { date: 2029-Q1, firmMW: 60 }
        - { date: 2031-Q1, firmMW: 140 }
    supply:
      reciprocating-engine: { maxMW: 50 }
    cooling: { air-economiser: {}, cold-plate-dry-cooler: {} }
`;

const PLAN = "{ start: 2027-Q1, years: 10 }";
const RAMP = "ramp: { 2033-Q1: 1 }";
const FIRST = "{ date: 2029-Q1, firmMW: 60 }";
const SECOND = "{ date: 2031-Q1, firmMW: 140 }";
const ENGINE = "{ maxMW: 50 }";

/** The plan over time with one piece of text replaced. */
function over(from: string, to: string): string {
  if (!OVER_TIME.includes(from)) throw new Error(`The plan over time does not hold ${from}`);
  return OVER_TIME.replace(from, () => to);
}

export const HORIZON: readonly BadCase[] = [
  {
    name: "horizon without a start",
    text: over(PLAN, "{ years: 10 }"),
    lines: ["scenario.yaml:2:1 horizon.start: start is missing (expected text)."],
  },
  {
    name: "horizon left empty",
    text: over(" { start: 2027-Q1, years: 10 }", ""),
    lines: ["scenario.yaml:2:1 horizon: horizon is left empty (expected a table)."],
  },
  {
    name: "horizon as a number",
    text: over(PLAN, "10"),
    lines: ["scenario.yaml:2:10 horizon: horizon is a number (expected a table, got 10)."],
  },
  {
    name: "start that is a year",
    text: over("2027-Q1", "2027"),
    lines: ["scenario.yaml:2:19 horizon.start: start is a number (expected text, got 2027)."],
  },
  {
    name: "start that is no quarter",
    text: over("2027-Q1", "2027-Q5"),
    lines: [
      'scenario.yaml:2:19 horizon.start: start is not valid (expected a quarter such as 2029-Q3, got "2027-Q5").',
    ],
  },
  {
    name: "years of a century",
    text: over("years: 10", "years: 100"),
    lines: [
      "scenario.yaml:2:35 horizon.years: years is out of range (expected at most 20 years, got 100).",
    ],
  },
  {
    name: "half years",
    text: over("years: 10", "years: 2.5"),
    lines: [
      "scenario.yaml:2:35 horizon.years: years is not a whole number (expected a whole number in years, got 2.5).",
    ],
  },
  {
    name: "percentile as a share",
    text: over(PLAN, "{ start: 2027-Q1, years: 10, percentile: 0.5 }"),
    lines: [
      "scenario.yaml:2:51 horizon.percentile: percentile is out of range (expected at least 1, got 0.5). Percentiles run from 1 to 99: write percentile: 50",
    ],
  },
  {
    name: "percentile of a hundred",
    text: over(PLAN, "{ start: 2027-Q1, years: 10, percentile: 100 }"),
    lines: [
      "scenario.yaml:2:51 horizon.percentile: percentile is out of range (expected at most 99, got 100).",
    ],
  },
  {
    name: "percentile in words",
    text: over(PLAN, "{ start: 2027-Q1, years: 10, percentile: P50 }"),
    lines: [
      'scenario.yaml:2:51 horizon.percentile: percentile is text, not a number (expected a number, got "P50"). Write percentile: 50',
    ],
  },
  {
    name: "stages without a dash",
    text: over(
      "stages:\n        - { date: 2029-Q1, firmMW: 60 }\n        - { date: 2031-Q1, firmMW: 140 }",
      "stages: { firmMW: 60 }",
    ),
    lines: [
      'scenario.yaml:11:15 sites.lulea.connection.stages: stages is a table (expected a list, got {"firmMW":60}). Put a list in stages: each item on a line of its own after a dash.',
    ],
  },
  {
    name: "milestones left empty",
    text: over(ENGINE, "{ maxMW: 50, timing: { milestones:  } }"),
    lines: [
      "scenario.yaml:15:52 sites.lulea.supply.reciprocating-engine.timing.milestones: milestones is left empty (expected a table).",
    ],
  },
  {
    name: "unknown key in horizon",
    text: over(PLAN, "{ start: 2027-Q1, years: 10, percentil: 50 }"),
    lines: [
      'scenario.yaml:2:39 horizon.percentil: Unknown key "percentil". Did you mean percentile?',
    ],
  },
  {
    name: "unknown category of cost",
    text: over(PLAN, "{ start: 2027-Q1, years: 10, priceChangeFracPerYear: { enrgy: 0.01 } }"),
    lines: [
      'scenario.yaml:2:65 horizon.priceChangeFracPerYear.enrgy: Unknown key "enrgy". Did you mean energy?',
    ],
  },
  {
    name: "price that falls in percent",
    text: over(PLAN, "{ start: 2027-Q1, years: 10, priceChangeFracPerYear: { servers: -10 } }"),
    lines: [
      "scenario.yaml:2:74 horizon.priceChangeFracPerYear.servers: servers is out of range (expected at least -0.9, got -10).",
    ],
  },
  {
    name: "unknown key in resiting",
    text: over(PLAN, "{ start: 2027-Q1, years: 10, resiting: { costFrac: 0.1, quarter: 2 } }"),
    lines: [
      'scenario.yaml:2:66 horizon.resiting.quarter: Unknown key "quarter". Did you mean quarters?',
    ],
  },
  {
    name: "timing as text",
    text: over(ENGINE, "{ maxMW: 50, timing: later }"),
    lines: [
      'scenario.yaml:15:50 sites.lulea.supply.reciprocating-engine.timing: timing is text (expected a table, got "later").',
    ],
  },
  {
    name: "unknown key in timing",
    text: over(ENGINE, "{ maxMW: 50, timing: { form: 2030-Q1 } }"),
    lines: [
      'scenario.yaml:15:52 sites.lulea.supply.reciprocating-engine.timing.form: Unknown key "form". Did you mean from?',
    ],
  },
  {
    name: "from that is a month",
    text: over(ENGINE, "{ maxMW: 50, timing: { from: 2030-07 } }"),
    lines: [
      'scenario.yaml:15:58 sites.lulea.supply.reciprocating-engine.timing.from: from is not valid (expected a quarter such as 2029-Q3, got "2030-07").',
    ],
  },
  {
    name: "ordered that is a quarter",
    text: over(ENGINE, "{ maxMW: 50, timing: { ordered: 2026-Q3 } }"),
    lines: [
      'scenario.yaml:15:61 sites.lulea.supply.reciprocating-engine.timing.ordered: ordered is not valid (expected a month such as 2029-07, got "2026-Q3").',
    ],
  },
  {
    name: "from after until",
    text: over(ENGINE, "{ maxMW: 50, timing: { from: 2031-Q1, until: 2030-Q4 } }"),
    lines: [
      "scenario.yaml:15:58 sites.lulea.supply.reciprocating-engine.timing.from: from is after until (expected 2030-Q4 or earlier, got 2031-Q1). until stands on line 15, column 67. Nothing could come: move one of them.",
    ],
  },
  {
    name: "until before the plan",
    text: over(ENGINE, "{ maxMW: 50, timing: { until: 2026-Q4 } }"),
    lines: [
      "scenario.yaml:15:59 sites.lulea.supply.reciprocating-engine.timing.until: until is before the start of the plan (expected 2027-Q1 or later, got 2026-Q4). start stands on line 2, column 12. Nothing could come: move until, or remove the entry.",
    ],
  },
  {
    name: "ordered within the plan",
    text: over(ENGINE, "{ maxMW: 50, timing: { ordered: 2027-02 } }"),
    lines: [
      "scenario.yaml:15:61 sites.lulea.supply.reciprocating-engine.timing.ordered: ordered is after the start of the plan (expected 2027-01 or earlier, got 2027-02). start stands on line 2, column 12. Leave it out: the plan itself says when to order; from holds it back.",
    ],
  },
  {
    name: "retires with nothing there",
    text: over(ENGINE, "{ maxMW: 50, timing: { retires: 2030-Q1 } }"),
    lines: [
      "scenario.yaml:15:52 sites.lulea.supply.reciprocating-engine.timing.retires: retires ends what is already there, and nothing is. State existingMW, or leave retires out.",
    ],
  },
  {
    name: "retires before the plan",
    text: over(ENGINE, "{ maxMW: 50, existingMW: 20, timing: { retires: 2027-Q1 } }"),
    lines: [
      "scenario.yaml:15:77 sites.lulea.supply.reciprocating-engine.timing.retires: What retires is gone before the plan starts (expected after 2027-Q1, got 2027-Q1). start stands on line 2, column 12. Leave out what is gone by then.",
    ],
  },
  {
    name: "price change of timing in percent",
    text: over(ENGINE, "{ maxMW: 50, timing: { priceChangeFracPerYear: -3 } }"),
    lines: [
      "scenario.yaml:15:76 sites.lulea.supply.reciprocating-engine.timing.priceChangeFracPerYear: priceChangeFracPerYear is out of range (expected at least -0.9, got -3).",
    ],
  },
  {
    name: "ramp of a power plant",
    text: over(ENGINE, "{ maxMW: 50, timing: { ramp: { 2030-Q1: 1 } } }"),
    lines: [
      "scenario.yaml:15:52 sites.lulea.supply.reciprocating-engine.timing.ramp: ramp is for demand only. Use from, until or maxPerQuarter here.",
    ],
  },
  {
    name: "demand from a quarter",
    text: over(RAMP, "from: 2033-Q1"),
    lines: [
      "scenario.yaml:4:52 demand.training.timing.from: from is not for demand. Write ramp: { 2033-Q1: 1 }",
    ],
  },
  {
    name: "demand with a chain",
    text: over(RAMP, "chain: nordic-hydro"),
    lines: [
      "scenario.yaml:4:52 demand.training.timing.chain: chain is not for demand. Demand may hold a ramp.",
    ],
  },
  {
    name: "ramp by year",
    text: over(RAMP, "ramp: { 2033: 1 }"),
    lines: [
      'scenario.yaml:4:60 demand.training.timing.ramp.2033: "2033" cannot stand here (expected a quarter such as 2029-Q3).',
    ],
  },
  {
    name: "ramp below zero",
    text: over(RAMP, "ramp: { 2033-Q1: -1 }"),
    lines: [
      "scenario.yaml:4:69 demand.training.timing.ramp.2033-Q1: 2033-Q1 is out of range (expected at least 0, got -1).",
    ],
  },
  {
    name: "stage that asks for more own power than may be built",
    text: over(FIRST, "{ date: 2029-Q1, firmMW: 150, ownGenerationFrac: 0.5 }"),
    lines: [
      "scenario.yaml:12:60 sites.lulea.connection.stages.0.ownGenerationFrac: Stage 1 asks for 75 MW of own dispatchable power, and lulea may build 50 MW: it can never be met. reciprocating-engine stands on line 15, column 7. Raise maxMW, or write ownGenerationFrac: 0.333 or less.",
    ],
  },
  {
    name: "accelerators promised before their launch",
    text: over("timing: { until: 2036-Q4 }", "timing: { promised: 2027-Q2 }")
      .replaceAll("gb300-nvl72", "next-generation-2")
      .replace("training: {", "training: { precision: fp8,"),
    lines: [
      "scenario.yaml:6:44 accelerators.next-generation-2.timing.promised: promised is before the launch of next-generation-2 (expected 2029-Q4 or later, got 2027-Q2). The launch stands in data/generations.csv, next-generation-2, availableFrom.",
    ],
  },
  {
    name: "share of use in percent, without the dust of fractions",
    text: over(
      "    connection:\n",
      "    connection:\n      reopener: { from: 2031-Q1, useFrac: 1.4 }\n",
    ),
    lines: [
      "scenario.yaml:11:43 sites.lulea.connection.reopener.useFrac: useFrac is out of range (expected at most 1, got 1.4). Shares run from 0 to 1.",
    ],
  },
  {
    name: "ramp after the plan",
    text: over(RAMP, "ramp: { 2037-Q1: 1 }"),
    lines: [
      "scenario.yaml:4:60 demand.training.timing.ramp.2037-Q1: The ramp begins after the plan ends (expected 2036-Q4 or earlier, got 2037-Q1). start stands on line 2, column 12. Set horizon.years to 11 or more, or let the ramp begin earlier.",
    ],
  },
  {
    name: "ramp of nothing",
    text: over(RAMP, "ramp: { 2033-Q1: 0 }"),
    lines: [
      "scenario.yaml:4:58 demand.training.timing.ramp: The ramp never asks for anything. Give one quarter of the plan a share above 0.",
    ],
  },
  {
    name: "stages out of order",
    text: over(FIRST, "{ date: 2032-Q1, firmMW: 60 }"),
    lines: [
      "scenario.yaml:13:19 sites.lulea.connection.stages.1.date: Stage 2 is dated before stage 1 (expected 2032-Q1 or later, got 2031-Q1). date stands on line 12, column 13. Put the stages in the order of their dates.",
    ],
  },
  {
    name: "offer that can never be met: own power asked for, none to be built",
    text: over(FIRST, "{ date: 2029-Q1, firmMW: 60, ownGenerationFrac: 0.5 }").replace(
      ENGINE,
      "{ maxMW: 0 }",
    ),
    lines: [
      "scenario.yaml:12:59 sites.lulea.connection.stages.0.ownGenerationFrac: Stage 1 asks for 30 MW of own dispatchable power, and lulea may build none: it can never be met. reciprocating-engine stands on line 15, column 7. Add for example supply: { reciprocating-engine: {} }, or leave ownGenerationFrac out.",
    ],
  },
  {
    name: "stage that ends before it begins",
    text: over(FIRST, "{ date: 2029-Q1, until: 2028-Q4, firmMW: 60 }"),
    lines: [
      "scenario.yaml:12:35 sites.lulea.connection.stages.0.until: until is not after date (expected after 2029-Q1, got 2028-Q4). date stands on line 12, column 13. The stage would never be in force: move one of them.",
    ],
  },
  {
    name: "stage gone before the plan",
    text: over(FIRST, "{ until: 2026-Q4, firmMW: 60 }"),
    lines: [
      "scenario.yaml:12:20 sites.lulea.connection.stages.0.until: The stage is gone before the plan starts (expected after 2027-Q1, got 2026-Q4). start stands on line 2, column 12. Remove the stage, or start the plan earlier.",
    ],
  },
  {
    name: "stage that has expired",
    text: over(FIRST, "{ date: 2029-Q1, expires: 2026-Q4, firmMW: 60 }"),
    lines: [
      "scenario.yaml:12:37 sites.lulea.connection.stages.0.expires: The stage expires before the plan starts (expected 2027-Q1 or later, got 2026-Q4). start stands on line 2, column 12. Remove the stage, or start the plan earlier.",
    ],
  },
  {
    name: "stage of no MW",
    text: over(SECOND, "{ date: 2031-Q1 }"),
    lines: [
      "scenario.yaml:13:11 sites.lulea.connection.stages.1: The stage adds no MW. State firmMW or nonFirmMW.",
    ],
  },
  {
    name: "unknown key in a stage",
    text: over(SECOND, "{ dat: 2031-Q1, firmMW: 140 }"),
    lines: [
      'scenario.yaml:13:13 sites.lulea.connection.stages.1.dat: Unknown key "dat". Did you mean date?',
    ],
  },
  {
    name: "stage that is a date",
    text: over(SECOND, "2031-Q1"),
    lines: [
      'scenario.yaml:13:11 sites.lulea.connection.stages.1: 1 is text (expected a table, got "2031-Q1").',
    ],
  },
  {
    name: "unknown chain",
    text: over(ENGINE, "{ maxMW: 50, timing: { chain: nordic-hydra } }"),
    lines: [
      'scenario.yaml:15:59 sites.lulea.supply.reciprocating-engine.timing.chain: Unknown chain "nordic-hydra". Did you mean nordic-hydro?',
    ],
  },
  {
    name: "P10 above P50",
    text: over(
      "    connection:\n",
      "    connection:\n      timing: { milestones: { permit: { p10Months: 20, p50Months: 12 } } }\n",
    ),
    lines: [
      "scenario.yaml:11:52 sites.lulea.connection.timing.milestones.permit.p10Months: p10Months is above p50Months (expected at most 12, got 20). p50Months stands on line 11, column 56. P10 is the shortest, P90 the longest.",
    ],
  },
  {
    name: "P90 below P50",
    text: over(
      "    connection:\n",
      "    connection:\n      timing: { milestones: { permit: { p50Months: 24, p90Months: 12 } } }\n",
    ),
    lines: [
      "scenario.yaml:11:67 sites.lulea.connection.timing.milestones.permit.p90Months: p90Months is below p50Months (expected at least 24, got 12). p50Months stands on line 11, column 41. P10 is the shortest, P90 the longest.",
    ],
  },
  {
    name: "P10 above that of the catalogue",
    text: over(
      "    connection:\n",
      "    connection:\n      timing: { milestones: { permit: { p10Months: 300 } } }\n",
    ),
    lines: [
      "scenario.yaml:11:52 sites.lulea.connection.timing.milestones.permit.p10Months: p10Months is above the catalogue's p50Months (expected at most 12, got 300). State p50Months too.",
    ],
  },
  {
    name: "P90 below that of the catalogue",
    text: over(
      "    connection:\n",
      "    connection:\n      timing: { milestones: { permit: { p90Months: 1 } } }\n",
    ),
    lines: [
      "scenario.yaml:11:52 sites.lulea.connection.timing.milestones.permit.p90Months: p90Months is below the catalogue's p50Months (expected at least 12, got 1). State p50Months too.",
    ],
  },
  {
    name: "P10 and P90 both wrong",
    text: over(
      "    connection:\n",
      "    connection:\n      timing: { milestones: { permit: { p10Months: 30, p50Months: 20, p90Months: 10 } } }\n",
    ),
    lines: [
      "scenario.yaml:11:52 sites.lulea.connection.timing.milestones.permit.p10Months: p10Months is above p50Months (expected at most 20, got 30). p50Months stands on line 11, column 56. P10 is the shortest, P90 the longest.",
      "scenario.yaml:11:82 sites.lulea.connection.timing.milestones.permit.p90Months: p90Months is below p50Months (expected at least 20, got 10). p50Months stands on line 11, column 56. P10 is the shortest, P90 the longest.",
    ],
  },
  {
    name: "milestone of its own without a middle",
    text: over(
      "    connection:\n",
      "    connection:\n      timing: { milestones: { heritage-study: { p90Months: 12 } } }\n",
    ),
    lines: [
      "scenario.yaml:11:31 sites.lulea.connection.timing.milestones.heritage-study: heritage-study is not of the catalogue's chain and has p90Months without p50Months. State p50Months.",
    ],
  },
  {
    name: "exit odds in percent",
    text: over(
      "    connection:\n",
      "    connection:\n      timing: { milestones: { permit: { exitFrac: 20 } } }\n",
    ),
    lines: [
      "scenario.yaml:11:51 sites.lulea.connection.timing.milestones.permit.exitFrac: exitFrac is out of range (expected at most 1, got 20). Shares are not percent: write exitFrac: 0.2",
    ],
  },
  {
    name: "exit odds below zero",
    text: over(
      "    connection:\n",
      "    connection:\n      timing: { milestones: { permit: { exitFrac: -0.1 } } }\n",
    ),
    lines: [
      "scenario.yaml:11:51 sites.lulea.connection.timing.milestones.permit.exitFrac: exitFrac is out of range (expected at least 0, got -0.1).",
    ],
  },
  {
    name: "unknown key in a milestone",
    text: over(
      "    connection:\n",
      "    connection:\n      timing: { milestones: { permit: { p5oMonths: 3 } } }\n",
    ),
    lines: [
      'scenario.yaml:11:41 sites.lulea.connection.timing.milestones.permit.p5oMonths: Unknown key "p5oMonths". Did you mean p50Months?',
    ],
  },
  {
    name: "milestone after an unknown one",
    text: over(
      "    connection:\n",
      "    connection:\n      timing: { milestones: { permit: { after: [agrement] } } }\n",
    ),
    lines: [
      'scenario.yaml:11:49 sites.lulea.connection.timing.milestones.permit.after.0: No milestone is called "agrement". Did you mean agreement?',
    ],
  },
  {
    name: "milestone after itself",
    text: over(
      "    connection:\n",
      "    connection:\n      timing: { milestones: { permit: { after: [permit] } } }\n",
    ),
    lines: [
      "scenario.yaml:11:48 sites.lulea.connection.timing.milestones.permit.after: permit waits for itself: permit → permit. Remove one name from after.",
    ],
  },
  {
    name: "milestones in a ring",
    text: over(
      "    connection:\n",
      "    connection:\n      timing: { milestones: { one: { p50Months: 3, after: [two] }, two: { p50Months: 3, after: [one] } } }\n",
    ),
    lines: [
      "scenario.yaml:11:59 sites.lulea.connection.timing.milestones.one.after: one waits for itself: one → two → one. after stands on line 11, column 89. Remove one name from after.",
    ],
  },
  {
    name: "accelerator from before its launch",
    text: over("{ timing: { until: 2036-Q4 } }", "{ timing: { from: 2025-Q2, until: 2036-Q4 } }"),
    lines: [
      "scenario.yaml:6:34 accelerators.gb300-nvl72.timing.from: from is before the launch of gb300-nvl72 (expected 2025-Q3 or later, got 2025-Q2). The launch stands in data/generations.csv, gb300-nvl72, availableFrom.",
    ],
  },
  {
    name: "accelerator there before its launch",
    text: over(
      "gb300-nvl72: { timing: { until: 2036-Q4 } }",
      "next-generation-2: { existingChips: 720 }",
    ).replace("training: {", "training: { precision: fp8,"),
    lines: [
      "scenario.yaml:6:39 accelerators.next-generation-2.existingChips: next-generation-2 cannot be there at the start of the plan, before its launch in 2029-Q4. start stands on line 2, column 12. The launch stands in data/generations.csv, next-generation-2, availableFrom.",
    ],
  },
  {
    name: "offer called connection",
    text: over("    supply:\n", "    offers: { connection: { firmMW: 20 } }\n    supply:\n"),
    lines: [
      "scenario.yaml:14:15 sites.lulea.offers.connection: lulea has two entries called connection. connection stands on line 10, column 5. Give one of them another name, with its kind inside.",
    ],
  },
  {
    name: "offer called as a power plant",
    text: over(
      "    supply:\n",
      "    offers: { reciprocating-engine: { firmMW: 20 } }\n    supply:\n",
    ),
    lines: [
      "scenario.yaml:16:7 sites.lulea.supply.reciprocating-engine: lulea has two entries called reciprocating-engine. reciprocating-engine stands on line 14, column 15. Give one of them another name, with its kind inside.",
    ],
  },
  {
    name: "unknown key in an offer",
    text: over("    supply:\n", "    offers: { fast: { firmMw: 20 } }\n    supply:\n"),
    lines: [
      'scenario.yaml:14:23 sites.lulea.offers.fast.firmMw: Unknown key "firmMw". Did you mean firmMW?',
    ],
  },
  {
    name: "offer at an unknown place",
    text: over("place: lulea\n", "place: lulia\n    offers: { fast: { firmMW: 20 } }\n"),
    lines: ['scenario.yaml:9:12 sites.lulea.place: Unknown place "lulia". Did you mean lulea?'],
  },
  {
    name: "rule with a timing",
    text: over(
      "sites:\n",
      "rules: { co2-cap: { maxTPerYear: 5, timing: { from: 2030-Q1 } } }\nsites:\n",
    ),
    lines: [
      "scenario.yaml:7:37 rules.co2-cap.timing: A rule has no timing. It holds in every year of the plan.",
    ],
  },
  {
    name: "plan that ends before anything can come",
    text: over(PLAN, "{ start: 2027-Q1, years: 8 }").replace(
      "until: 2036-Q4",
      "from: 2035-Q1, until: 2036-Q4",
    ),
    lines: [
      "scenario.yaml:2:1 horizon: Nothing that computes can be in force before the plan ends with 2034-Q4. The first is lulea in 2035-Q1: set horizon.years to 9 or more, name what is there already, or rent compute.",
    ],
  },
  {
    name: "accelerators sold out before the plan",
    text: over("gb300-nvl72: { timing: { until: 2036-Q4 } }", "h100-sxm: {}"),
    lines: [
      "scenario.yaml:2:1 horizon: Nothing that computes can be in force before the plan ends with 2036-Q4. Look at the last dates of stages and accelerators, or rent compute.",
    ],
  },
  {
    name: "plan of too many hours",
    text: over(PLAN, "{ start: 2027-Q1, years: 20 }\nresolution: full")
      .replace("  lulea:\n", "  lulea: &site\n")
      .concat("  b: *site\n  c: *site\n  d: *site\n"),
    lines: [
      "scenario.yaml:3:13 resolution: The plan has about 12.6 million hourly numbers; at most 6.0 million are planned. Set resolution: weeks:6 or less (that many weeks of every quarter).",
    ],
  },
  {
    name: "setting of an unknown timing key",
    text: OVER_TIME,
    set: ["sites.lulea.supply.reciprocating-engine.timing.form=2030-Q1"],
    lines: [
      'scenario.yaml:15:7 sites.lulea.supply.reciprocating-engine.timing.form: Unknown key "form". Did you mean from?',
    ],
  },
  {
    name: "setting that contradicts the file",
    text: over(ENGINE, "{ maxMW: 50, timing: { until: 2030-Q4 } }"),
    set: ["sites.lulea.supply.reciprocating-engine.timing.from=2031-Q1"],
    lines: [
      "scenario.yaml:15:42 sites.lulea.supply.reciprocating-engine.timing.from: from is after until (expected 2030-Q4 or earlier, got 2031-Q1). until stands on line 15, column 52. Nothing could come: move one of them.",
    ],
  },
];
