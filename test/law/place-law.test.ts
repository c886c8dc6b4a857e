/** Tests that the page's law of a place says what the rules at the place say, and nothing more. */
import { describe, expect, it } from "vitest";
import { findPlace } from "../../src/climate/place.ts";
import { rulesAtPlace } from "../../src/law/at-place.ts";
import { placeLaw, placeLawSentence } from "../../src/report/html/place-law.ts";
import { dayNumber } from "../../src/units/day.ts";

const rulesOf = (place: string, at: string, siteMW: number) =>
  rulesAtPlace(findPlace(place)!, { at: dayNumber(at)!, siteMW });

/** Rows of a part of the page that has a heading, by the id of the rule. */
const idsUnder = (html: string, heading: string): string[] => {
  const part = html.split("<h3>").find((one) => one.startsWith(heading)) ?? "";
  return [...part.matchAll(/<span class="note">([\w./-]+), /g)].map(([, id]) => id!);
};

describe("the law of a place", () => {
  it("puts every rule under what is found of it, once, with its source", () => {
    const rules = rulesOf("frankfurt", "2027-03-01", 100);
    const html = placeLaw(rules);
    const ids = (heading: string) => idsUnder(html, heading).sort();
    const found = (applies: string) =>
      rules
        .filter(({ underCurrentLaw }) => underCurrentLaw === applies)
        .map(({ id }) => id)
        .sort();
    expect(ids("Applies under current law")).toEqual(found("yes"));
    expect(ids("Applies or not")).toEqual(found("open"));
    expect([...ids("Drafts that would apply"), ...ids("Does not apply")].sort()).toEqual(
      found("no"),
    );
    expect(found("yes").length).toBeGreaterThan(0);
    for (const { source } of rules) expect(html).toContain(source.slice(0, 12));
    expect(placeLawSentence("Frankfurt", rules)).toMatch(
      new RegExp(`^Frankfurt: ${found("yes").length} rules? of law appl`),
    );
  });

  it("changes with the megawatts and the day", () => {
    const small = placeLaw(rulesOf("frankfurt", "2027-03-01", 0.1));
    const early = placeLaw(rulesOf("frankfurt", "2020-01-01", 100));
    const now = placeLaw(rulesOf("frankfurt", "2027-03-01", 100));
    const applies = (html: string) => idsUnder(html, "Applies under current law").length;
    expect(applies(small)).toBeLessThan(applies(now));
    expect(applies(early)).toBeLessThan(applies(now));
  });
});
