/** Text that is no scenario: YAML faults, limits, keys. */
import { changed, GOOD } from "./case.ts";
import type { BadCase } from "./case.ts";

export const SYNTAX: readonly BadCase[] = [
  {
    name: "empty",
    text: "",
    lines: [
      "scenario.yaml: The scenario is empty. Start from an example, or with: firmwatt new NAME",
    ],
  },
  {
    name: "blank lines",
    text: "\n\n  \n",
    lines: [
      "scenario.yaml: The scenario is empty. Start from an example, or with: firmwatt new NAME",
    ],
  },
  {
    name: "only comments",
    text: "# nothing\n# here\n",
    lines: [
      "scenario.yaml: The scenario is empty. Start from an example, or with: firmwatt new NAME",
    ],
  },
  {
    name: "list at top",
    text: "- firmwatt: 1\n- name: x\n",
    lines: [
      "scenario.yaml:1:1 The scenario is a list, not a table of keys (expected key: value lines such as firmwatt: 1).",
    ],
  },
  {
    name: "text at top",
    text: "hello",
    lines: [
      "scenario.yaml:1:1 The scenario is text, not a table of keys (expected key: value lines such as firmwatt: 1).",
    ],
  },
  {
    name: "number at top",
    text: "42",
    lines: [
      "scenario.yaml:1:1 The scenario is text, not a table of keys (expected key: value lines such as firmwatt: 1).",
    ],
  },
  {
    name: "tab before a key, told alone",
    text: changed("    place: lulea\n", "\tplace: lulea\n"),
    lines: ["scenario.yaml:8:1 A tab is used for indentation. Use spaces."],
  },
  {
    name: "tab",
    text: changed("  training", "\ttraining"),
    lines: ["scenario.yaml:3:1 A tab is used for indentation. Use spaces."],
  },
  {
    name: "duplicate key",
    text: changed("{ firmMW: 200 }", "{ firmMW: 200, firmMW: 300 }"),
    lines: [
      "scenario.yaml:9:32 The key firmMW stands twice in one table. Keep one; the first is on line 9, column 19.",
    ],
  },
  {
    name: "duplicate top key",
    text: `${GOOD}year: 2027\nyear: 2028\n`,
    lines: [
      "scenario.yaml:12:1 The key year stands twice in one table. Keep one; the first is on line 11, column 1.",
    ],
  },
  {
    name: "alias bomb",
    text: `a: &a [1, 1, 1, 1, 1, 1]\nb: &b [*a, *a, *a, *a, *a]\nc: &c [*b, *b, *b, *b, *b]\nd: [*c, *c, *c, *c, *c]\n${GOOD}`,
    lines: [
      "scenario.yaml: The YAML aliases of the scenario stand for too many values. Write the values out.",
    ],
  },
  {
    name: "many aliases",
    text: `x: &x 1\ny: [${Array.from({ length: 60 }, () => "*x").join(", ")}]\n`,
    lines: [
      "scenario.yaml:2:205 The scenario has more than 50 YAML aliases. Write the values out.",
    ],
  },
  {
    name: "unknown alias",
    text: "firmwatt: 1\nname: *nobody\n",
    lines: [
      "scenario.yaml:2:7 The alias *nobody stands for nothing. Put text that starts with * in quotes.",
    ],
  },
  {
    name: "alias of itself",
    text: "firmwatt: 1\nsites: &a { b: *a }\n",
    lines: [
      "scenario.yaml:2:16 The alias *a stands for a table that holds it. Write the values out.",
    ],
  },
  {
    name: "brackets without end",
    text: "[".repeat(500_000),
    lines: [
      "scenario.yaml: The scenario is nested deeper than 16 levels. A scenario needs no more than 6.",
    ],
  },
  {
    name: "dashes without end",
    text: "- ".repeat(100_000),
    lines: [
      "scenario.yaml: The scenario is nested deeper than 16 levels. A scenario needs no more than 6.",
    ],
  },
  {
    name: "17 levels",
    text: `firmwatt: 1\nname: ${"[".repeat(17)}${"]".repeat(17)}\n`,
    lines: [
      "scenario.yaml:2:22 The scenario is nested deeper than 16 levels. A scenario needs no more than 6.",
    ],
  },
  {
    name: "too long",
    text: `# ${"x".repeat(1_000_000)}\n${GOOD}`,
    lines: [
      "scenario.yaml: The scenario has 1000225 characters; at most 1000000 are read. Put hourly series in files of their own and name them.",
    ],
  },
  {
    name: "too many values",
    text: Array.from({ length: 60_000 }, (_, i) => `k${i}: 1`).join("\n"),
    lines: [
      "scenario.yaml:25001:1 The scenario has more than 50000 keys and values. Put hourly series in files of their own and name them.",
    ],
  },
  {
    name: "two documents",
    text: `${GOOD}---\n${GOOD}`,
    lines: [
      "scenario.yaml:11:1 The file holds several documents. Keep one scenario and remove the line ---",
    ],
  },
  {
    name: "two keys on a line",
    text: changed("place: lulea", "place: lulea: x"),
    lines: [
      "scenario.yaml:8:12 Two keys stand on one line. Put each key: value on a line of its own, or quote text that holds a colon.",
    ],
  },
  {
    name: "no colon",
    text: changed("place: lulea", "place lulea"),
    lines: ["scenario.yaml:8:5 A key is not followed by a colon on its line. Write key: value"],
  },
  {
    name: "percent sign",
    text: changed("place: lulea", "place: %lulea"),
    lines: [
      "scenario.yaml:8:12 Text starts with a sign that YAML keeps for itself. Put the text in quotes.",
    ],
  },
  {
    name: "open brace",
    text: changed("connection: { firmMW: 200 }", "connection: { firmMW: 200"),
    lines: [
      "scenario.yaml:10:5 The indentation does not fit, or a bracket is not closed. Start the keys of one table in the same column and close every { and [.",
    ],
  },
  {
    name: "open quote",
    text: changed("place: lulea", 'place: "lulea'),
    lines: [
      "scenario.yaml:11:1 A colon or a closing quote is missing. Write key: value, and close every quote.",
    ],
  },
  {
    name: "unknown tag",
    text: changed("place: lulea", "place: !here lulea"),
    lines: [
      "scenario.yaml:8:12 A value starts with !, which names an unknown type. Put text that starts with ! in quotes.",
    ],
  },
  {
    name: "list as key",
    text: changed("place: lulea", "[a, b]: lulea"),
    lines: ["scenario.yaml:8:5 A key is not plain text. Write key: value"],
  },
  {
    name: "__proto__ as site",
    text: changed("  lulea:\n", "  __proto__:\n"),
    lines: [
      'scenario.yaml:7:3 "__proto__" cannot be a name. The word has a meaning in the program; choose another.',
    ],
  },
  {
    name: "constructor as site",
    text: changed("  lulea:\n", "  constructor:\n"),
    lines: [
      'scenario.yaml:7:3 "constructor" cannot be a name. The word has a meaning in the program; choose another.',
    ],
  },
  {
    name: "__proto__ field",
    text: changed("{ firmMW: 200 }", "{ firmMW: 200, __proto__: { nonFirmMW: 5 } }"),
    lines: [
      'scenario.yaml:9:32 "__proto__" cannot be a name. The word has a meaning in the program; choose another.',
    ],
  },
  {
    name: "merge key",
    text: changed("{ firmMW: 200 }", "{ <<: { firmMW: 200 } }"),
    lines: [
      'scenario.yaml:9:19 sites.lulea.connection."<<": Unknown key "<<". Known keys: firmMW, nonFirmMW, curtailedHoursPerYear, wholeOffer, worksUSDPerMW, worksLifeYears, contractedUSDPerMWYear, demandUSDPerMWMonth, ratchetFrac, minimumTakeFrac, networkUSDPerMWh, taxUSDPerMWh….',
    ],
  },
];
