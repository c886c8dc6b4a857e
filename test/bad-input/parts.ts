/** Parts that are missing, unknown or do not fit together; settings; many faults at once. */
import { changed, GOOD } from "./case.ts";
import type { BadCase } from "./case.ts";

export const PARTS: readonly BadCase[] = [
  {
    name: "no sites",
    text: changed(
      "sites:\n  lulea:\n    place: lulea\n    connection: { firmMW: 200 }\n    cooling: { air-economiser: {}, cold-plate-dry-cooler: {} }\n",
      "",
    ),
    lines: ["scenario.yaml:1:1 sites: sites is missing (expected a table)."],
  },
  {
    name: "sites empty",
    text: "firmwatt: 1\ndemand: { training: { targetEFLOPShPerYear: 1 } }\nsites: {}\n",
    lines: [
      "scenario.yaml:3:1 sites: No site is named. Add for example sites: { lulea: { place: lulea } }",
    ],
  },
  {
    name: "sites null",
    text: "firmwatt: 1\ndemand: { training: { targetEFLOPShPerYear: 1 } }\nsites:\n",
    lines: ["scenario.yaml:3:1 sites: sites is left empty (expected a table)."],
  },
  {
    name: "sites list",
    text: "firmwatt: 1\ndemand: { training: { targetEFLOPShPerYear: 1 } }\nsites: [lulea]\n",
    lines: ['scenario.yaml:3:8 sites: sites is a list (expected a table, got ["lulea"]).'],
  },
  {
    name: "site null",
    text: "firmwatt: 1\ndemand: { training: { targetEFLOPShPerYear: 1 } }\nsites:\n  lulea:\n",
    lines: ["scenario.yaml:4:3 sites.lulea: lulea is left empty (expected a table)."],
  },
  {
    name: "a precision no accelerator does",
    text: changed("gb200-nvl72: {}", "vera-rubin-nvl72: {}"),
    lines: [
      "scenario.yaml:3:3 demand.training: training is computed in bf16, and no peak in bf16 is published of vera-rubin-nvl72. vera-rubin-nvl72 stands on line 5, column 3. Write precision: fp8 or fp4, or name an accelerator that does bf16.",
    ],
  },
  {
    name: "no place",
    text: changed("    place: lulea\n", ""),
    lines: ["scenario.yaml:7:3 sites.lulea.place: place is missing (expected text)."],
  },
  {
    name: "unknown place",
    text: changed("place: lulea", "place: lulae"),
    lines: ['scenario.yaml:8:12 sites.lulea.place: Unknown place "lulae". Did you mean lulea?'],
  },
  {
    name: "place as list",
    text: changed("place: lulea", "place: [lulea]"),
    lines: [
      'scenario.yaml:8:12 sites.lulea.place: place is a list (expected text, got ["lulea"]).',
    ],
  },
  {
    name: "no demand",
    text: changed("demand:\n  training: { targetEFLOPShPerYear: 900 }\n", ""),
    lines: [
      "scenario.yaml:1:1 demand: No workload is named, so there is nothing to plan for. Add for example demand: { training: { targetEFLOPShPerYear: 100000 } }",
    ],
  },
  {
    name: "demand null",
    text: changed("\n  training: { targetEFLOPShPerYear: 900 }", ""),
    lines: [
      "scenario.yaml:2:1 demand: No workload is named, so there is nothing to plan for. Add for example demand: { training: { targetEFLOPShPerYear: 100000 } }",
    ],
  },
  {
    name: "demand that asks nothing",
    text: changed("{ targetEFLOPShPerYear: 900 }", "{}"),
    lines: [
      "scenario.yaml:3:3 demand.training: training asks for nothing and is worth nothing. State targetEFLOPShPerYear, or valueUSDPerEFLOPSh, or the objective mostCompute.",
    ],
  },
  {
    name: "unknown workload",
    text: changed("training:", "trainign:"),
    lines: [
      'scenario.yaml:3:3 demand.trainign: Unknown kind of demand "trainign". Did you mean training?',
    ],
  },
  {
    name: "no power",
    text: changed("    connection: { firmMW: 200 }\n", ""),
    lines: [
      "scenario.yaml:7:3 sites.lulea: lulea has no source of power. Add a connection, supply, or contracts: { colocation: {} }.",
    ],
  },
  {
    name: "connection of 0 MW",
    text: changed("{ firmMW: 200 }", "{}"),
    lines: [
      "scenario.yaml:9:5 sites.lulea.connection: The connection of lulea offers no power and there is no supply. State firmMW, nonFirmMW or stages, or add supply.",
    ],
  },
  {
    name: "no cooling",
    text: changed("    cooling: { air-economiser: {}, cold-plate-dry-cooler: {} }\n", ""),
    lines: [
      "scenario.yaml:7:3 sites.lulea.cooling: lulea has liquid-cooled chips but no liquid cooling. Add for example cooling: { cold-plate-dry-cooler: {} }.",
      "scenario.yaml:7:3 sites.lulea.cooling: lulea has heat to air but no air cooling. Add for example cooling: { air-economiser: {} }.",
    ],
  },
  {
    name: "no liquid cooling",
    text: changed("air-economiser: {}, cold-plate-dry-cooler: {}", "air-economiser: {}"),
    lines: [
      "scenario.yaml:10:5 sites.lulea.cooling: lulea has liquid-cooled chips but no liquid cooling. Add for example cooling: { cold-plate-dry-cooler: {} }.",
    ],
  },
  {
    name: "no air cooling",
    text: changed("air-economiser: {}, cold-plate-dry-cooler: {}", "cold-plate-dry-cooler: {}"),
    lines: [
      "scenario.yaml:10:5 sites.lulea.cooling: lulea has heat to air but no air cooling. Add for example cooling: { air-economiser: {} }.",
    ],
  },
  {
    name: "no accelerators",
    text: changed("accelerators:\n  gb200-nvl72: {}\n", ""),
    lines: [
      "scenario.yaml:5:3 sites.lulea: lulea has no accelerators. Name some under accelerators:, for the scenario or this site.",
    ],
  },
  {
    name: "accelerators as list",
    text: changed("accelerators:\n  gb200-nvl72: {}", "accelerators: [gb200-nvl72]"),
    lines: [
      'scenario.yaml:4:15 accelerators: accelerators is a list (expected a table, got ["gb200-nvl72"]). Write accelerators: { gb200-nvl72: {} }',
    ],
  },
  {
    name: "unknown accelerator",
    text: changed("gb200-nvl72", "gb200-nvl27"),
    lines: [
      'scenario.yaml:5:3 accelerators.gb200-nvl27: Unknown kind of accelerators "gb200-nvl27". Did you mean gb200-nvl72?',
    ],
  },
  {
    name: "unknown technology",
    text: changed("connection: { firmMW: 200 }", "supply: { solr: {} }"),
    lines: [
      'scenario.yaml:9:15 sites.lulea.supply.solr: Unknown kind of supply "solr". Did you mean solar?',
    ],
  },
  {
    name: "free name without kind",
    text: changed("connection: { firmMW: 200 }", "supply: { roof: { maxMW: 5 } }"),
    lines: [
      'scenario.yaml:9:15 sites.lulea.supply.roof: Unknown kind of supply "roof". Known: solar, onshore-wind, offshore-wind, run-of-river-hydro, ccgt, open-cycle-turbine, reciprocating-engine, gas-fuel-cell, emergency-diesel, smr, geothermal, enhanced-geothermal. Other names need a kind inside.',
    ],
  },
  {
    name: "kind unknown",
    text: changed("connection: { firmMW: 200 }", "supply: { roof: { kind: sollar } }"),
    lines: [
      'scenario.yaml:9:29 sites.lulea.supply.roof.kind: Unknown kind of supply "sollar". Did you mean solar?',
    ],
  },
  {
    name: "kind as number",
    text: changed("connection: { firmMW: 200 }", "supply: { roof: { kind: 5 } }"),
    lines: [
      'scenario.yaml:9:29 sites.lulea.supply.roof.kind: Unknown kind of supply "5". Known: solar, onshore-wind, offshore-wind, run-of-river-hydro, ccgt, open-cycle-turbine, reciprocating-engine, gas-fuel-cell, emergency-diesel, smr, geothermal, enhanced-geothermal. Other names need a kind inside.',
    ],
  },
  {
    name: "technology as number",
    text: changed("connection: { firmMW: 200 }", "supply: { solar: 300 }"),
    lines: [
      "scenario.yaml:9:22 sites.lulea.supply.solar: solar is not a table of fields (expected {} or fields below it, got 300).",
    ],
  },
  {
    name: "offers as list",
    text: changed("connection: { firmMW: 200 }", "offers: [{ firmMW: 200 }]"),
    lines: [
      'scenario.yaml:9:13 sites.lulea.offers: offers is a list (expected a table, got [{"firmMW":200}]). Write each entry under a name of its own, without a dash before it.',
    ],
  },
  {
    name: "site with dot",
    text: changed("  lulea:\n", "  lu.lea:\n"),
    lines: [
      'scenario.yaml:7:3 sites."lu.lea": "lu.lea" cannot be a site\'s name. Use letters, digits and dashes, at most 40.',
    ],
  },
  {
    name: "blank site",
    text: changed("  lulea:\n", '  " ":\n'),
    lines: [
      'scenario.yaml:7:3 sites." ": " " cannot be a site\'s name. Use letters, digits and dashes, at most 40.',
    ],
  },
  {
    name: "long site",
    text: changed("  lulea:\n", `  ${"x".repeat(200)}:\n`),
    lines: [
      'scenario.yaml:7:3 sites."xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx…: "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx… cannot be a site\'s name. Use letters, digits and dashes, at most 40.',
    ],
  },
  {
    name: "HTML as site",
    text: changed("  lulea:\n", '  "<script>alert(1)</script>":\n'),
    lines: [
      'scenario.yaml:7:3 sites."<script>alert(1)</script>": "<script>alert(1)</script>" cannot be a site\'s name. Use letters, digits and dashes, at most 40.',
    ],
  },
  {
    name: "escape signs in key",
    text: changed("  lulea:\n", '  "\\e[31mred\\n":\n'),
    lines: [
      'scenario.yaml:7:3 sites."\\u001b[31mred\\n": "\\u001b[31mred\\n" cannot be a site\'s name. Use letters, digits and dashes, at most 40.',
    ],
  },
  {
    name: "escape signs in place",
    text: changed("place: lulea", 'place: "\\e[31m\\u202e"'),
    lines: [
      'scenario.yaml:8:12 sites.lulea.place: Unknown place "\\u001b[31m\\u202e". firmwatt places lists them.',
    ],
  },
  {
    name: "path escape",
    text: changed("place: lulea", "place: lulea\n    weather: { file: ../../etc/passwd }"),
    lines: [
      "scenario.yaml:9:22 sites.lulea.weather.file: ../../etc/passwd cannot be read: no such file in the scenario's folder or in a folder given with --data.",
    ],
  },
  {
    name: "absolute path",
    text: changed("place: lulea", "place: lulea\n    weather: { file: /etc/passwd }"),
    lines: [
      "scenario.yaml:9:22 sites.lulea.weather.file: /etc/passwd cannot be read: no such file in the scenario's folder or in a folder given with --data.",
    ],
  },
  {
    name: "missing file",
    text: changed("place: lulea", "place: lulea\n    weather: { file: none.epw }"),
    lines: [
      "scenario.yaml:9:22 sites.lulea.weather.file: none.epw cannot be read: no such file in the scenario's folder or in a folder given with --data.",
    ],
  },
  {
    name: "file as text",
    text: changed("place: lulea", "place: lulea\n    weather: none.epw"),
    lines: [
      'scenario.yaml:9:14 sites.lulea.weather: weather is text (expected a table, got "none.epw").',
    ],
  },
  {
    name: "not a weather file",
    text: changed("place: lulea", "place: lulea\n    weather: { file: scenario.yaml }"),
    lines: [
      "scenario.yaml:9:22 sites.lulea.weather.file: scenario.yaml: no column holds the time. Add a column hour_utc with stamps such as 2025-01-01T00:00Z, or state year and utcOffsetHours for rows that count from 1 January.",
      'scenario.yaml:9:22 sites.lulea.weather.file: scenario.yaml: no column holds anything the planner uses. Column 1 "firmwatt: 1" is not used: its name is not known.',
      "scenario.yaml:9:22 sites.lulea.weather.file: scenario.yaml: the file has 13 rows, 8747 less than the 8760 of a year. Its rows have no stamps, so the place cannot be told: a file with a column hour_utc is checked hour by hour.",
      "scenario.yaml:9:22 sites.lulea.weather.file: scenario.yaml: Row 11: the row has 3 cells, the header 1. Decimal commas need ; between the cells.",
      "scenario.yaml:9:22 sites.lulea.weather.file: scenario.yaml: Row 15: the row has 2 cells, the header 1. Decimal commas need ; between the cells.",
    ],
  },
  {
    name: "many at once",
    text: "firmwatt: 2\nyear: 1066\ndemand:\n  training: { targetEFLOPShPerYear: lots }\naccelerators:\n  h1000: {}\nsites:\n  a:\n    place: nowhere\n    suply: {}\n    cooling: { air: { x: 1 } }\n  b:\n    storage: { lithium-battery: { maxMWh: -5 } }\n",
    lines: [
      "scenario.yaml:1:11 firmwatt: firmwatt must be 1 (got 2).",
      "scenario.yaml:2:7 year: year is out of range (expected at least 1990, got 1066).",
      'scenario.yaml:4:37 demand.training.targetEFLOPShPerYear: targetEFLOPShPerYear is text, not a number (expected a number in EFLOPS·h a year, got "lots"). Write a number without quotes.',
      'scenario.yaml:6:3 accelerators.h1000: Unknown kind of accelerators "h1000". Known: a100-sxm-80gb, h100-sxm, h200-sxm, b200-sxm, b300-sxm, gb200-nvl72, gb300-nvl72, vera-rubin-nvl72, next-generation-1, next-generation-2, mi300x, mi325x, mi355x, tpu-v5p, tpu-v6e, tpu7x-ironwood, trainium2. Other names need a kind inside.',
      'scenario.yaml:9:12 sites.a.place: Unknown place "nowhere". firmwatt places lists them.',
      'scenario.yaml:10:5 sites.a.suply: Unknown key "suply". Did you mean supply?',
      'scenario.yaml:11:16 sites.a.cooling.air: Unknown kind of cooling "air". Perhaps crah-air-cooled-chiller (under cooling), air-economiser (under cooling)?',
      "scenario.yaml:12:3 sites.b.place: place is missing (expected text).",
    ],
  },
  {
    name: "JSON with a fault",
    text: '{\n  "firmwatt": 1,\n  "sites": { "a": { "place": 5 } }\n}\n',
    lines: [
      "scenario.yaml:1:1 demand: No workload is named, so there is nothing to plan for. Add for example demand: { training: { targetEFLOPShPerYear: 100000 } }",
      "scenario.yaml:3:30 sites.a.place: place is a number (expected text, got 5).",
    ],
  },
  {
    name: "setting without =",
    text: GOOD,
    set: ["sites.lulea.place"],
    lines: [
      "scenario.yaml --set sites.lulea.place: A setting needs a path and a value. Write --set sites.lulea.connection.firmMW=400",
    ],
  },
  {
    name: "setting without path",
    text: GOOD,
    set: ["=5"],
    lines: [
      "scenario.yaml --set =5: A setting needs a path and a value. Write --set sites.lulea.connection.firmMW=400",
    ],
  },
  {
    name: "setting with empty part",
    text: GOOD,
    set: ["sites..place=lulea"],
    lines: [
      "scenario.yaml --set sites..place=lulea: A setting needs a path and a value. Write --set sites.lulea.connection.firmMW=400",
    ],
  },
  {
    name: "setting through a number",
    text: GOOD,
    set: ["firmwatt.x=1"],
    lines: ["scenario.yaml --set firmwatt.x=1: firmwatt is not a table. Set a key inside a table."],
  },
  {
    name: "setting of an unknown key",
    text: GOOD,
    set: ["yeer=2030"],
    lines: ['scenario.yaml:1:1 yeer: Unknown key "yeer". Did you mean year?'],
  },
  {
    name: "setting out of range",
    text: GOOD,
    set: ["sites.lulea.connection.firmMW=-5"],
    lines: [
      "scenario.yaml sites.lulea.connection.firmMW: firmMW is out of range (expected at least 0 MW, got -5).",
    ],
  },
  {
    name: "setting that is no YAML",
    text: GOOD,
    set: ["name=[1"],
    lines: [
      "scenario.yaml --set name=[1: The value cannot be read. Quote text that holds special signs.",
    ],
  },
  {
    name: "setting __proto__",
    text: GOOD,
    set: ["__proto__.x=1"],
    lines: [
      'scenario.yaml: "__proto__" cannot be a name. The word has a meaning in the program; choose another.',
    ],
  },
  {
    name: "setting a site that is not there",
    text: GOOD,
    set: ["sites.boden.connection.firmMW=5"],
    lines: [
      "scenario.yaml --set sites.boden.connection.firmMW=5: There is no site boden. Name one of the file: lulea.",
    ],
  },
  {
    name: "two bad settings",
    text: GOOD,
    set: ["a", "firmwatt.b=1"],
    lines: [
      "scenario.yaml --set a: A setting needs a path and a value. Write --set sites.lulea.connection.firmMW=400",
      "scenario.yaml --set firmwatt.b=1: firmwatt is not a table. Set a key inside a table.",
    ],
  },
];
