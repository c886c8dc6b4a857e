/** Which rules apply: dates, conditions, statuses, amendments, what is added and waived. */
import { describe, expect, it } from "vitest";
import { findPlace } from "../../src/climate/place.ts";
import { rulesAtPlace } from "../../src/law/at-place.ts";
import { answer, readCondition } from "../../src/law/condition.ts";
import type { Comparison } from "../../src/law/condition.ts";
import { factsOf } from "../../src/law/facts.ts";
import { jurisdictionsOf, readProvisions } from "../../src/law/library.ts";
import { lawAt } from "../../src/law/select.ts";
import type { LawChoice } from "../../src/law/select.ts";
import { dayLabel, dayNumber, monthsLater } from "../../src/units/day.ts";
import { campusText, packageOf, rowOf } from "./base.ts";

const TABLE = `id,law,title,jurisdiction,status,from,to,amends,appliesIf,metric,window,operator,value,unit,effect,scope,graceMonths,source,checkedOn,confidence,note
old,a,Old,DE,in force,2020-01-01,2030-01-01,,siteMW>=10,pue,year,<=,1.4,1,hard,site,0,Act,2026-01-01,published,
new,a,New,DE,draft,2027-01-01,,old,siteMW>=10 and hub=yes,pue,year,<=,1.3,1,hard,site,24,Bill,2026-01-01,published,
what-if,b,What if,DE,scenario,2020-01-01,,,,energyGWhPerYear,year,<=,,GWh,hard,site,0,Idea,2026-01-01,synthetic,
`;
const PROVISIONS = readProvisions(TABLE);
const CHOICE: LawChoice = {
  book: "current",
  draftsOf: [],
  assumed: [],
  add: [],
  waive: [],
  limits: {},
};
const day = (text: string) => dayNumber(text)!;

function applies(
  id: string,
  at: string,
  choice: Partial<LawChoice> = {},
  siting: Parameters<typeof factsOf>[0] = {},
  siteMW: number | undefined = 20,
  jurisdictions = ["world", "DE"],
) {
  const facts = factsOf(siting, { siteMW }, day(at));
  const found = lawAt(PROVISIONS, { ...CHOICE, ...choice }, { jurisdictions, facts }, day(at));
  return found.find(({ provision }) => provision.id === id)!;
}

describe("which rules apply", () => {
  it("from their first day to the day before their last", () => {
    expect(applies("old", "2019-12-31").applies).toBe("no");
    expect(applies("old", "2020-01-01").applies).toBe("yes");
    expect(applies("old", "2029-12-31").applies).toBe("yes");
    expect(applies("old", "2030-01-01").why).toBe("ended 2030-01-01, before 2030-01-01");
  });

  it("where the site lies and as its facts say, unknown facts leaving it open", () => {
    expect(applies("old", "2026-01-01", {}, {}, 20, ["world", "FR"]).applies).toBe("no");
    expect(applies("old", "2026-01-01", {}, {}, 9.9).why).toBe("siteMW is 9.9, not >= 10");
    const open = lawAt(
      PROVISIONS,
      CHOICE,
      { jurisdictions: ["DE"], facts: factsOf({}, {}, day("2026-01-01")) },
      day("2026-01-01"),
    ).find(({ provision }) => provision.id === "old")!;
    expect(open).toMatchObject({ applies: "open", missing: ["siteMW"] });
  });

  it("drafts when asked for, in place of what they amend, exemptions included", () => {
    expect(applies("new", "2028-01-01").why).toBe("draft, not law");
    const drafts = { book: "drafts" as const };
    expect(applies("old", "2026-06-01", drafts).applies).toBe("yes");
    expect(applies("old", "2028-01-01", drafts).why).toBe("replaced by new");
    expect(applies("new", "2028-01-01", drafts).applies).toBe("no");
    const hub = applies("new", "2028-01-01", drafts, { hub: true });
    expect(hub.applies).toBe("yes");
    expect(dayLabel(hub.dueFrom!)).toBe("2030-01-01");
    expect(applies("old", "2028-01-01", { draftsOf: ["a"] }).applies).toBe("no");
    expect(applies("old", "2028-01-01", { draftsOf: ["b"] }).applies).toBe("yes");
  });

  it("what-ifs when added, with their limit", () => {
    expect(applies("what-if", "2026-01-01").applies).toBe("no");
    expect(applies("what-if", "2026-01-01", { add: ["b"] })).toMatchObject({
      applies: "open",
      missing: ["law.limits.what-if"],
    });
    const stated = applies("what-if", "2026-01-01", { add: ["b"], limits: { "what-if": 5 } });
    expect(stated).toMatchObject({ applies: "yes", limit: 5 });
    expect(applies("old", "2026-01-01", { waive: ["a"] }).why).toBe("waived");
    expect(applies("old", "2026-01-01", { book: "none" }).applies).toBe("no");
  });

  it("reads conditions and tells what is wrong with them", () => {
    expect(readCondition("siteMW>=10 and zoneAllowed=no")).toHaveLength(2);
    expect(readCondition("siteMW=>10")).toHaveProperty("wrong");
    expect(readCondition("commissioned>=soon")).toHaveProperty("wrong");
    const both = readCondition("siteMW>=10 and hub=yes") as readonly Comparison[];
    // One comparison that says no settles it, whatever else is not known.
    expect(answer(both, { hub: false }).applies).toBe("no");
    expect(answer(both, { hub: true }).applies).toBe("unknown");
  });

  it("refuses a table with a row that amends nothing, or no source", () => {
    expect(() => readProvisions(TABLE.replace(",old,siteMW", ",older,siteMW"))).toThrow(
      /amends older/,
    );
    expect(() => readProvisions(TABLE.replace("Bill", ""))).toThrow(/new: source/);
  });

  it("counts months and days by the calendar", () => {
    expect(dayLabel(monthsLater(day("2027-01-31"), 1))).toBe("2027-02-28");
    expect(dayLabel(monthsLater(day("2027-12-15"), 24))).toBe("2029-12-15");
    expect(dayNumber("2027-02-29")).toBeUndefined();
    expect(dayNumber("2028-02-29")).toBe(day("2028-03-01") - 1);
  });
});

describe("rules at places", () => {
  it("knows what a place lies in", () => {
    expect(jurisdictionsOf(findPlace("frankfurt")!)).toEqual(["world", "DE", "EU", "DE-FRANKFURT"]);
    expect(jurisdictionsOf(findPlace("abilene")!)).toEqual(["world", "US", "US-TX"]);
    expect(jurisdictionsOf(findPlace("london")!)).toEqual(["world", "GB"]);
  });

  it("tells Germany's rules of 2027, their sources, and what the draft would change", () => {
    const rules = rulesAtPlace(findPlace("frankfurt")!, { at: day("2027-03-01"), siteMW: 100 });
    const of = (id: string) => rules.find((rule) => rule.id === id)!;
    expect(of("de-enefg-pue-new")).toMatchObject({
      limit: 1.2,
      underCurrentLaw: "yes",
      underDrafts: "no",
      dueFrom: "2029-03-01",
      linear: true,
    });
    expect(of("de-enefg-pue-new-draft")).toMatchObject({
      limit: 1.3,
      underCurrentLaw: "no",
      underDrafts: "yes",
    });
    expect(of("de-enefg-renewables-2024").underCurrentLaw).toBe("no");
    expect(rules.every(({ source, checkedOn }) => source !== "" && checkedOn !== "")).toBe(true);
    expect(rules.some(({ jurisdiction }) => jurisdiction === "IE")).toBe(false);
  });
});

describe("law over a horizon", () => {
  it("binds in every year of a plan over quarters", async () => {
    const text = campusText({
      place: "kajaani",
      year: 2027,
      demand: "training: {}",
      law: "{ waive: [eed-reporting], add: [ai-energy-cap], limits: { ai-energy-cap: 13 } }",
      top: "objective: { mostValue: { usdPerEFLOPSh: 9000 } }\nhorizon: { start: 2027-Q1, years: 5, orderEveryQuarters: 4 }",
      site: { siting: "{ waterPermitM3PerMonth: 500 }" },
    });
    const pack = await packageOf(text);
    const row = rowOf(pack, "ai-energy-cap")!;
    expect(row).toMatchObject({ binds: true, verdict: "kept" });
    expect(rowOf(pack, "water-permit")).toMatchObject({ binds: true, verdict: "kept" });
    // The last year is at the cap; more room would be worth something.
    expect(row.measured).toBeCloseTo(13, 3);
    expect(row.worthPerUnit).toBeGreaterThan(0);
  });
});
