/** One table for all rules: a campus that keeps the rule, one that breaks it, a date on which it does not hold. */
import type { Campus } from "./base.ts";

export interface LawCase {
  readonly law: string;
  /** Provision that is looked at. */
  readonly id: string;
  /** What holds in all three. */
  readonly campus: Campus;
  readonly keeps: Readonly<Record<string, string>>;
  readonly breaks: Readonly<Record<string, string>>;
  /** Margin of the campus that breaks it, in the rule's unit, where it follows from the input alone. */
  readonly brokenMargin?: number;
  /** The same campus that breaks it, on a day when it is not held to this provision. */
  readonly otherDate: { readonly year?: number; readonly law?: string };
}

const DRAFTS = "{ binds: false, book: drafts }";
const dates = (more: string) => `{ binds: false, ${more} }`;
/** Losses of the electrical chain that alone make a PUE of 1.33. */
const PUE_HIGH = { electricalEfficiencyFrac: "0.75" };
const PUE_LOW = {};
const siting = (text: string) => ({ siting: `{ ${text} }` });
const GREEN = {
  contracts: "{ shaped-24-7: { loadFrac: 1, must: true, priceUSDPerMWh: 60 } }",
};
const GREY = {};
const ENGINE = "reciprocating-engine: { minMW: 100, maxMW: 100, fuelUSDPerMWhThermal: 500 }";
const POWERED = { supply: `{ ${ENGINE} }` };

export const LAW_CASES: readonly LawCase[] = [
  {
    law: "enefg-pue-new",
    id: "de-enefg-pue-new",
    campus: { place: "frankfurt", year: 2028 },
    keeps: PUE_LOW,
    breaks: PUE_HIGH,
    otherDate: { year: 2025 },
  },
  {
    law: "enefg-pue-existing",
    id: "de-enefg-pue-2027",
    campus: { place: "frankfurt", year: 2028, law: dates("commissioned: 2024-01-01") },
    keeps: PUE_LOW,
    breaks: { electricalEfficiencyFrac: "0.6" },
    otherDate: { law: dates("commissioned: 2024-01-01, at: 2027-06-30") },
  },
  {
    law: "enefg-heat",
    id: "de-enefg-heat-2027",
    campus: { place: "frankfurt", year: 2028 },
    keeps: { heat: "{ heat-sale: { maxMW: 100, priceUSDPerMWhHeat: 30 } }" },
    breaks: {},
    brokenMargin: -0.15,
    otherDate: { law: dates("commissioned: 2028-07-01") },
  },
  {
    law: "enefg-renewables",
    id: "de-enefg-renewables-2027",
    campus: { place: "frankfurt", year: 2028 },
    keeps: GREEN,
    breaks: GREY,
    brokenMargin: -1,
    otherDate: { year: 2026 },
  },
  {
    law: "eed-reporting",
    id: "eu-eed-reporting",
    campus: { place: "amsterdam", year: 2028 },
    keeps: {},
    breaks: siting("reported: [PUE, WUE, ERF]"),
    brokenMargin: -1,
    otherDate: { year: 2024 },
  },
  {
    law: "eu-rating-label",
    id: "eu-minimum-pue",
    campus: { place: "marseille", year: 2031, law: DRAFTS },
    keeps: siting("minimumStandardPUE: 1.3"),
    breaks: siting("minimumStandardPUE: 1.01"),
    otherDate: { year: 2029 },
  },
  {
    law: "cru-2025236",
    id: "ie-cru-plant",
    campus: { place: "dublin", year: 2028 },
    keeps: POWERED,
    breaks: { supply: "{ reciprocating-engine: { minMW: 1, maxMW: 1 } }" },
    otherDate: { year: 2025 },
  },
  {
    law: "nl-hyperscale",
    id: "nl-hyperscale",
    campus: { place: "eemshaven", year: 2028 },
    keeps: siting("areaHa: 8, zoneAllowed: false"),
    breaks: siting("areaHa: 14, zoneAllowed: false"),
    brokenMargin: -4,
    otherDate: { year: 2023 },
  },
  {
    law: "zoning",
    id: "nl-amsterdam-zoning",
    campus: { place: "amsterdam", year: 2028 },
    keeps: siting("zoneAllowed: true"),
    breaks: siting("zoneAllowed: false"),
    brokenMargin: -1,
    otherDate: { year: 2020 },
  },
  {
    law: "atr85",
    id: "nl-atr85",
    campus: { place: "eemshaven", year: 2028 },
    keeps: { connection: "{ firmMW: 60, nonFirmMW: 40, curtailedHoursPerYear: 1314 }" },
    breaks: { connection: "{ firmMW: 60, nonFirmMW: 40, curtailedHoursPerYear: 1500 }" },
    brokenMargin: -186,
    otherDate: { year: 2025 },
  },
  {
    law: "sb6",
    id: "us-tx-sb6-cover",
    campus: { place: "abilene", year: 2028 },
    keeps: { ...POWERED, ...siting("criticalLoadFrac: 0.5") },
    breaks: siting("criticalLoadFrac: 0.5"),
    brokenMargin: -0.5,
    otherDate: { year: 2025 },
  },
  {
    law: "rice-emergency",
    id: "us-rice-50h",
    campus: { place: "northern-virginia", year: 2028 },
    keeps: {
      connection: "{ nonFirmMW: 100, curtailedHoursPerYear: 0 }",
      halls: "{ hall-modular: { houseLoadFrac: 0.01 } }",
      rules: "{ emergency-hours: { maxHoursPerYear: 50 } }",
    },
    breaks: {
      connection: "{ nonFirmMW: 100, curtailedHoursPerYear: 876 }",
      halls: "{ hall-modular: { houseLoadFrac: 0.01 } }",
    },
    otherDate: { law: dates("at: 2013-01-01") },
  },
  {
    law: "nox-major-source",
    id: "us-nox-major",
    campus: { place: "memphis", year: 2028 },
    keeps: {},
    breaks: {
      connection: "{ firmMW: 0.001 }",
      supply: "{ open-cycle-turbine: { noxKgPerMWh: 20 } }",
    },
    otherDate: { law: dates("at: 1977-01-01") },
  },
  {
    law: "dc-cfa2",
    id: "sg-dccfa2-pue",
    campus: { place: "singapore", year: 2028 },
    keeps: PUE_LOW,
    breaks: PUE_HIGH,
    otherDate: { year: 2025 },
  },
  {
    law: "china-pue",
    id: "cn-renewables-hub-2030",
    campus: { place: "johor", year: 2031 },
    keeps: { ...GREEN, ...siting("jurisdictions: [CN], hub: true") },
    breaks: siting("jurisdictions: [CN], hub: true"),
    brokenMargin: -0.8,
    otherDate: { year: 2029 },
  },
  {
    law: "finland-tax",
    id: "fi-tax-class-1",
    campus: { place: "kajaani", year: 2028 },
    keeps: { connection: "{ firmMW: 100, taxUSDPerMWh: 26 }" },
    breaks: { connection: "{ firmMW: 100, taxUSDPerMWh: 0 }" },
    brokenMargin: -22.4,
    otherDate: { year: 2026 },
  },
  {
    law: "nordic-french-tax",
    id: "se-tax-full",
    campus: { place: "lulea", year: 2028 },
    keeps: {},
    breaks: { connection: "{ firmMW: 100, taxUSDPerMWh: 4.8 }" },
    brokenMargin: -40,
    otherDate: { year: 2023 },
  },
  {
    law: "ghg-scope-2",
    id: "ghg-scope-2-hourly",
    campus: { place: "johannesburg", year: 2029, law: DRAFTS },
    keeps: siting("cleanClaimFrac: 0.01"),
    breaks: siting("cleanClaimFrac: 1"),
    otherDate: { year: 2027 },
  },
  {
    law: "rfnbo",
    id: "eu-rfnbo-hourly",
    campus: { place: "esbjerg", year: 2031 },
    keeps: { ...GREEN, ...siting("product: hydrogen") },
    breaks: siting("product: hydrogen"),
    brokenMargin: -1,
    otherDate: { year: 2029 },
  },
  {
    law: "moratoria",
    id: "us-moratorium",
    campus: { place: "phoenix", year: 2028 },
    keeps: siting("moratoriumUntil: 2027-06-30"),
    breaks: siting("moratoriumUntil: 2028-07-01"),
    brokenMargin: (Date.UTC(2028, 0, 1) - Date.UTC(2028, 6, 1)) / 86_400_000 / 30.4375,
    otherDate: { law: dates("at: 2022-01-01") },
  },
  {
    law: "water-permit",
    id: "water-permit",
    campus: { place: "phoenix", year: 2028 },
    keeps: { ...siting("waterPermitM3PerMonth: 100000") },
    breaks: {
      ...siting("waterPermitM3PerMonth: 1"),
      cooling: "{ air-economiser: {}, cold-plate-cooling-tower: {} }",
    },
    otherDate: { law: dates("at: 1999-01-01") },
  },
  {
    law: "ai-energy-cap",
    id: "ai-energy-cap",
    campus: {
      place: "frankfurt",
      year: 2028,
      law: dates("add: [ai-energy-cap], limits: { ai-energy-cap: 50 }"),
    },
    keeps: {},
    breaks: PUE_HIGH,
    otherDate: {
      law: dates("add: [ai-energy-cap], limits: { ai-energy-cap: 50 }, at: 2025-06-01"),
    },
  },
];
