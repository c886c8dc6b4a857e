/** Law that is not known, and rules that no one stands for. */
import { changed, GOOD } from "./case.ts";
import type { BadCase } from "./case.ts";

const under = (law: string) => `${GOOD}law: ${law}\n`;
const mine = (fields: string) => under(`{ rules: { mine: { ${fields} } } }`);
const DATED = "from: 2027-01-01, source: Act, checkedOn: 2026-11-24";
const WHOLE = `title: Mine, jurisdiction: SE, status: adopted, metric: pue, operator: "<=", value: 1.1`;

export const LAW: readonly BadCase[] = [
  {
    name: "unknown book of law",
    text: under("curent"),
    lines: [
      'scenario.yaml:11:1 law.book: book is not one of the known words (expected current or drafts or none, got "curent"). Did you mean current?',
    ],
  },
  {
    name: "law as a number",
    text: under("5"),
    lines: ["scenario.yaml:11:6 law: law is a number (expected a table, got 5)."],
  },
  {
    name: "unknown key of law",
    text: under("{ bok: drafts }"),
    lines: ['scenario.yaml:11:8 law.bok: Unknown key "bok". Did you mean book?'],
  },
  {
    name: "unknown rule added",
    text: under("{ add: [eu-rfnbo-hurly] }"),
    lines: [
      'scenario.yaml:11:14 law.add.0: No rule is called "eu-rfnbo-hurly". Did you mean eu-rfnbo-hourly?',
    ],
  },
  {
    name: "rule added and waived",
    text: under("{ add: [rfnbo], waive: [rfnbo] }"),
    lines: [
      "scenario.yaml:11:14 law.add.0: rfnbo is added and waived. waive stands on line 11, column 22. Keep one of them.",
    ],
  },
  {
    name: "limit of a law of several provisions",
    text: under("{ limits: { rfnbo: 1 } }"),
    lines: [
      "scenario.yaml:11:18 law.limits.rfnbo: rfnbo is a law of several provisions. State the limit of one: eu-rfnbo-monthly, eu-rfnbo-hourly.",
    ],
  },
  {
    name: "law on a day that is none",
    text: under("{ at: 2027-02-30 }"),
    lines: [
      'scenario.yaml:11:12 law.at: at is not valid (expected a date such as 2027-07-01, got "2027-02-30").',
    ],
  },
  {
    name: "rule without source or dates",
    text: mine(WHOLE),
    lines: [
      "scenario.yaml:11:17 law.rules.mine: from is missing. State the first day in force, such as 2027-07-01.",
      "scenario.yaml:11:17 law.rules.mine: source is missing. Name the text of law, or who said so.",
      "scenario.yaml:11:17 law.rules.mine: checkedOn is missing. State the day the source was read, such as 2026-11-24.",
    ],
  },
  {
    name: "rule that ends before it begins",
    text: mine(`${WHOLE}, to: 2026-01-01, ${DATED}`),
    lines: [
      "scenario.yaml:11:118 law.rules.mine.to: The rule ends before it begins (expected after 2027-01-01, got 2026-01-01).",
    ],
  },
  {
    name: "rule in another unit",
    text: mine(`${WHOLE}, unit: "%", ${DATED}`),
    lines: [
      "scenario.yaml:11:120 law.rules.mine.unit: pue is not measured in this unit (expected 1, got %). Convert the value, or leave unit out.",
    ],
  },
  {
    name: "rule of nowhere, about nothing",
    text: mine(
      `title: Mine, jurisdiction: Sweden, status: law, metric: pu, operator: "<", value: low, ${DATED}`,
    ),
    lines: [
      "scenario.yaml:11:68 law.rules.mine.status: status is not one of the known words (expected in force or adopted or draft or announced or lapsed or scenario, got law).",
      "scenario.yaml:11:81 law.rules.mine.metric: metric is not one of the known words (expected pue or wueLPerKWh or reusedHeatFrac or renewableAnnualFrac or renewableMonthlyFrac or renewableHourlyFrac or cleanHourlyFrac or energyGWhPerYear or noxTPerYear or emergencyHoursPerYear or dispatchableOverImport or emergencyCoverFrac or waterM3WorstMonth or taxPerMWh or areaHa or siteMW or zoneAllowed or nodeUnconstrained or availableHours or reportedIndicators or backupDeclared or remoteDisconnect or monthsAfterMoratorium, got pu).",
      "scenario.yaml:11:95 law.rules.mine.operator: operator is not one of the known words (expected <= or >=, got <).",
      "scenario.yaml:11:107 law.rules.mine.value: value is neither a number nor a fact of a site (expected a number, or the name of a fact such as awardMW, got low).",
    ],
  },
  {
    name: "condition on no fact",
    text: mine(`${WHOLE}, appliesIf: siteMV>1, ${DATED}`),
    lines: [
      "scenario.yaml:11:125 law.rules.mine.appliesIf: The condition cannot be read: no fact is called siteMV; there are siteMW, nonFirmMW, commissioned, areaHa, zoneAllowed, nodeUnconstrained, heatNetworkNear, hub, reported, backupFrac, backupDeclared, remoteDisconnect, criticalLoadFrac, marketDemandResponse, majorSourcePermit, awardMW, waterPermitM3PerMonth, moratoriumUntil, permitted, labelPUE, minimumStandardPUE, minimumStandardWUE, cleanClaimFrac, product (expected such as siteMW>=10 and zoneAllowed=no, got siteMV>1).",
    ],
  },
  {
    name: "rule by the name of a built-in one",
    text: under(`{ rules: { water-permit: { ${WHOLE}, ${DATED} } } }`),
    lines: [
      "scenario.yaml:11:17 law.rules.water-permit: A rule called water-permit is built in. Give yours another name, or change its threshold under law.limits.",
    ],
  },
  {
    name: "jurisdiction no place lies in",
    text: mine(`${WHOLE.replace("SE", "Sweden")}, ${DATED}`),
    lines: [
      'scenario.yaml:11:52 law.rules.mine.jurisdiction: No place lies in "Sweden". Known: DE, EU, IE, NL, NL-AMSTERDAM, DE-FRANKFURT, US-TX, US, SG, CN, FI, SE, NO, FR, world, DK, ES, GB, MY, JP, IN, ZA, BR, AU.',
    ],
  },
  {
    name: "fact of a site that is no yes or no",
    text: changed("    cooling:", "    siting: { zoneAllowed: maybe }\n    cooling:"),
    lines: [
      'scenario.yaml:10:28 sites.lulea.siting.zoneAllowed: zoneAllowed is text (expected true or false, got "maybe").',
    ],
  },
];
