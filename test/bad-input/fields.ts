/** Fields with a wrong name, type, unit or range. */
import { changed } from "./case.ts";
import type { BadCase } from "./case.ts";

export const FIELDS: readonly BadCase[] = [
  {
    name: "unknown key at top",
    text: changed("demand:", "demnd:"),
    lines: [
      "scenario.yaml:1:1 demand: No workload is named, so there is nothing to plan for. Add for example demand: { training: { targetEFLOPShPerYear: 100000 } }",
      'scenario.yaml:2:1 demnd: Unknown key "demnd". Did you mean demand?',
    ],
  },
  {
    name: "unknown key in site",
    text: changed("place: lulea", "plaec: lulea"),
    lines: [
      "scenario.yaml:7:3 sites.lulea.place: place is missing (expected text).",
      'scenario.yaml:8:5 sites.lulea.plaec: Unknown key "plaec". Did you mean place?',
    ],
  },
  {
    name: "unknown key in connection",
    text: changed("firmMW", "firmMw"),
    lines: [
      'scenario.yaml:9:19 sites.lulea.connection.firmMw: Unknown key "firmMw". Did you mean firmMW?',
    ],
  },
  {
    name: "unknown key in workload",
    text: changed("targetEFLOPShPerYear", "targetEFLOPShYear"),
    lines: [
      'scenario.yaml:3:15 demand.training.targetEFLOPShYear: Unknown key "targetEFLOPShYear". Did you mean targetEFLOPShPerYear?',
    ],
  },
  {
    name: "unknown key in accelerator",
    text: changed("gb200-nvl72: {}", "gb200-nvl72: { minchips: 2 }"),
    lines: [
      'scenario.yaml:5:18 accelerators.gb200-nvl72.minchips: Unknown key "minchips". Did you mean minChips?',
    ],
  },
  {
    name: "unknown key in money",
    text: changed("demand:", "money: { wacc: 0.08 }\ndemand:"),
    lines: ['scenario.yaml:2:10 money.wacc: Unknown key "wacc". Did you mean waccFrac?'],
  },
  {
    name: "unknown key in objective",
    text: changed("demand:", "objective: { leastCosts: {} }\ndemand:"),
    lines: [
      'scenario.yaml:2:14 objective.leastCosts: Unknown key "leastCosts". Did you mean leastCost?',
    ],
  },
  {
    name: "key like nothing",
    text: changed("demand:", "zzzzzzzz: 1\ndemand:"),
    lines: [
      'scenario.yaml:2:1 zzzzzzzz: Unknown key "zzzzzzzz". Known keys: firmwatt, name, year, seed, resolution, horizon, money, objective, demand, accelerators, contracts, sites….',
    ],
  },
  {
    name: "MW as text",
    text: changed("firmMW: 200", "firmMW: 350 MW"),
    lines: [
      'scenario.yaml:9:27 sites.lulea.connection.firmMW: firmMW is text, not a number (expected a number in MW, got "350 MW"). Write the number alone, in the unit of the field\'s name: firmMW: 350',
    ],
  },
  {
    name: "GW as text",
    text: changed("firmMW: 200", "firmMW: 0.35 GW"),
    lines: [
      'scenario.yaml:9:27 sites.lulea.connection.firmMW: firmMW is text, not a number (expected a number in MW, got "0.35 GW"). Convert it to MW and write the number alone.',
    ],
  },
  {
    name: "thousands",
    text: changed("firmMW: 200", 'firmMW: "1,350"'),
    lines: [
      'scenario.yaml:9:27 sites.lulea.connection.firmMW: firmMW is text, not a number (expected a number in MW, got "1,350"). Write the number alone: firmMW: 1350',
    ],
  },
  {
    name: "decimal comma",
    text: changed("firmMW: 200", 'firmMW: "1,5"'),
    lines: [
      'scenario.yaml:9:27 sites.lulea.connection.firmMW: firmMW is text, not a number (expected a number in MW, got "1,5"). Write the number alone: firmMW: 1.5',
    ],
  },
  {
    name: "text for number",
    text: changed("firmMW: 200", "firmMW: plenty"),
    lines: [
      'scenario.yaml:9:27 sites.lulea.connection.firmMW: firmMW is text, not a number (expected a number in MW, got "plenty"). Write a number without quotes.',
    ],
  },
  {
    name: "percent as share",
    text: changed("demand:", "money: { waccFrac: 8 }\ndemand:"),
    lines: [
      "scenario.yaml:2:20 money.waccFrac: waccFrac is out of range (expected at most 1, got 8). Shares are not percent: write waccFrac: 0.08",
    ],
  },
  {
    name: "percent sign on share",
    text: changed("demand:", "money: { waccFrac: 8% }\ndemand:"),
    lines: [
      'scenario.yaml:2:20 money.waccFrac: waccFrac is text, not a number (expected a number, got "8%"). Shares are not percent: write waccFrac: 0.08',
    ],
  },
  {
    name: "negative size",
    text: changed("firmMW: 200", "firmMW: -200"),
    lines: [
      "scenario.yaml:9:27 sites.lulea.connection.firmMW: firmMW is out of range (expected at least 0 MW, got -200).",
    ],
  },
  {
    name: "negative demand",
    text: changed("900", "-900"),
    lines: [
      "scenario.yaml:3:37 demand.training.targetEFLOPShPerYear: targetEFLOPShPerYear is out of range (expected at least 0 EFLOPS·h a year, got -900).",
    ],
  },
  {
    name: "min above max",
    text: changed("gb200-nvl72: {}", "gb200-nvl72: { minChips: 100,\n    maxChips: 10 }"),
    lines: [
      "scenario.yaml:5:28 accelerators.gb200-nvl72.minChips: minChips is above maxChips (expected at most 10, got 100). maxChips stands on line 6, column 5.",
    ],
  },
  {
    name: "nan",
    text: changed("firmMW: 200", "firmMW: .nan"),
    lines: [
      "scenario.yaml:9:27 sites.lulea.connection.firmMW: firmMW is not a finite number (expected a number in MW, got NaN).",
    ],
  },
  {
    name: "infinite",
    text: changed("firmMW: 200", "firmMW: .inf"),
    lines: [
      "scenario.yaml:9:27 sites.lulea.connection.firmMW: firmMW is not a finite number (expected a number in MW, got Infinity).",
    ],
  },
  {
    name: "null number",
    text: changed("firmMW: 200", "firmMW:"),
    lines: [
      "scenario.yaml:9:19 sites.lulea.connection.firmMW: firmMW is left empty (expected a number in MW).",
    ],
  },
  {
    name: "list for number",
    text: changed("firmMW: 200", "firmMW: [200]"),
    lines: [
      "scenario.yaml:9:27 sites.lulea.connection.firmMW: firmMW is a list (expected a number in MW, got [200]).",
    ],
  },
  {
    name: "true for number",
    text: changed("firmMW: 200", "firmMW: true"),
    lines: [
      "scenario.yaml:9:27 sites.lulea.connection.firmMW: firmMW is yes or no (expected a number in MW, got true).",
    ],
  },
  {
    name: "version 2",
    text: changed("firmwatt: 1", "firmwatt: 2"),
    lines: ["scenario.yaml:1:11 firmwatt: firmwatt must be 1 (got 2)."],
  },
  {
    name: "version as text",
    text: changed("firmwatt: 1", 'firmwatt: "1"'),
    lines: ['scenario.yaml:1:11 firmwatt: firmwatt must be 1 (got "1"). Write it without quotes.'],
  },
  {
    name: "no version",
    text: changed("firmwatt: 1\n", ""),
    lines: ["scenario.yaml:1:1 firmwatt: firmwatt is missing (expected 1)."],
  },
  {
    name: "resolution",
    text: changed("demand:", "resolution: weeks:60\ndemand:"),
    lines: [
      'scenario.yaml:2:13 resolution: resolution is not valid (expected full or weeks:N with N from 1 to 52, got "weeks:60").',
    ],
  },
  {
    name: "resolution number",
    text: changed("demand:", "resolution: 8\ndemand:"),
    lines: ["scenario.yaml:2:13 resolution: resolution is a number (expected text, got 8)."],
  },
  {
    name: "year 1066",
    text: changed("demand:", "year: 1066\ndemand:"),
    lines: ["scenario.yaml:2:7 year: year is out of range (expected at least 1990, got 1066)."],
  },
  {
    name: "year 2027.5",
    text: changed("demand:", "year: 2027.5\ndemand:"),
    lines: [
      "scenario.yaml:2:7 year: year is not a whole number (expected a whole number, got 2027.5).",
    ],
  },
  {
    name: "seed negative",
    text: changed("demand:", "seed: -1\ndemand:"),
    lines: ["scenario.yaml:2:7 seed: seed is out of range (expected at least 0, got -1)."],
  },
  {
    name: "empty name",
    text: changed("demand:", 'name: ""\ndemand:'),
    lines: ["scenario.yaml:2:7 name: name is empty text (expected some text)."],
  },
  {
    name: "long name",
    text: changed("demand:", `name: ${"x".repeat(300)}\ndemand:`),
    lines: ["scenario.yaml:2:7 name: name has 300 characters (expected at most 200)."],
  },
  {
    name: "number as name",
    text: changed("demand:", "name: 7\ndemand:"),
    lines: ["scenario.yaml:2:7 name: name is a number (expected text, got 7)."],
  },
  {
    name: "currency word",
    text: changed("demand:", "money: { currency: euro }\ndemand:"),
    lines: [
      'scenario.yaml:2:20 money.currency: currency is not valid (expected three capital letters such as EUR, got "euro").',
    ],
  },
  {
    name: "currency unknown",
    text: changed("demand:", "money: { currency: EUX }\ndemand:"),
    lines: [
      "scenario.yaml:2:20 money.currency: No exchange rate is known for EUX. State money.usdPerUnit, or did you mean EUR?",
    ],
  },
  {
    name: "currency negative rate",
    text: changed("demand:", "money: { currency: EUR, usdPerUnit: -1 }\ndemand:"),
    lines: [
      "scenario.yaml:2:37 money.usdPerUnit: usdPerUnit is out of range (expected at least 0.000001, got -1).",
    ],
  },
  {
    name: "EUR field in USD file",
    text: changed("firmMW: 200", "firmMW: 200, fixedEURPerMWh: 60"),
    lines: [
      'scenario.yaml:9:32 sites.lulea.connection.fixedEURPerMWh: Unknown key "fixedEURPerMWh". The scenario\'s currency is USD: write fixedUSDPerMWh, or set money: { currency: EUR }.',
    ],
  },
  {
    name: "negative EUR",
    text: changed("firmMW: 200", "firmMW: 200, worksEURPerMW: -5").replace(
      "demand:",
      "money: { currency: EUR }\ndemand:",
    ),
    lines: [
      "scenario.yaml:10:47 sites.lulea.connection.worksEURPerMW: worksEURPerMW is out of range (expected at least 0 EUR per MW, got -5).",
    ],
  },
  {
    name: "EUR and USD",
    text: changed("firmMW: 200", "firmMW: 200, fixedEURPerMWh: 50, fixedUSDPerMWh: 60").replace(
      "demand:",
      "money: { currency: EUR }\ndemand:",
    ),
    lines: [
      "scenario.yaml:10:32 sites.lulea.connection.fixedEURPerMWh: fixedEURPerMWh and fixedUSDPerMWh state the same figure twice. Keep one of them.",
    ],
  },
  {
    name: "unknown word",
    text: changed("firmMW: 200", "firmMW: 200, energy: spott"),
    lines: [
      'scenario.yaml:9:40 sites.lulea.connection.energy: energy is not one of the known words (expected spot or fixed or time-of-use or none, got "spott"). Did you mean spot?',
    ],
  },
  {
    name: "two objectives",
    text: changed("demand:", "objective: { leastCost: {}, mostCompute: {} }\ndemand:"),
    lines: [
      "scenario.yaml:2:29 objective.mostCompute: Two objectives: leastCost and mostCompute (expected one of leastCost, mostValue, mostCompute). Keep one of them.",
    ],
  },
  {
    name: "objective as text",
    text: changed("demand:", "objective: leastCost\ndemand:"),
    lines: [
      'scenario.yaml:2:12 objective: objective is text (expected a table, got "leastCost"). Write objective: { leastCost: {} }',
    ],
  },
];
