/** `firmwatt rules`: which rules apply at a place on a day, and why. */
import { findPlace, listPlaces } from "../../src/climate/place.ts";
import { rulesAtPlace } from "../../src/law/at-place.ts";
import { rulesText } from "../../src/law/text.ts";
import { nearest } from "../../src/scenario/issue.ts";
import { dayLabel, dayNumber } from "../../src/units/day.ts";

interface RulesArguments {
  readonly at?: string;
  readonly commissioned?: string;
  readonly mw?: string;
  readonly all?: boolean;
  readonly json?: boolean;
}

const today = () => Math.floor(Date.now() / 86_400_000);

export function runRules(placeId: string, options: RulesArguments): number {
  const place = findPlace(placeId);
  const bad: string[] = [];
  if (!place) {
    const meant = nearest(
      placeId,
      listPlaces().map(({ id }) => id),
    );
    bad.push(
      `No place ${placeId}. ${meant ? `Did you mean ${meant}?` : "firmwatt places lists them."}`,
    );
  }
  const day = (name: string, text: string | undefined) => {
    const number = text === undefined ? undefined : dayNumber(text);
    if (text !== undefined && number === undefined)
      bad.push(`--${name} is ${text}; expected a date such as 2027-07-01`);
    return number;
  };
  const at = day("at", options.at);
  const commissioned = day("commissioned", options.commissioned);
  const siteMW = options.mw === undefined ? undefined : Number(options.mw);
  if (siteMW !== undefined && !(Number.isFinite(siteMW) && siteMW >= 0))
    bad.push(`--mw is ${options.mw}; expected MW of the connection, such as 100`);
  if (!place || bad.length > 0) {
    process.stderr.write(`${bad.join("\n")}\n`);
    return 1;
  }
  const on = at ?? commissioned ?? today();
  const rules = rulesAtPlace(place, { at: on, commissioned, siteMW });
  if (options.json)
    console.log(JSON.stringify({ place: place.id, at: dayLabel(on), rules }, null, 2));
  else {
    const size = siteMW === undefined ? "size not stated" : `${siteMW} MW`;
    console.log(
      rulesText(
        `Rules at ${place.name}, ${place.country}, on ${dayLabel(on)}, commissioned ${dayLabel(commissioned ?? on)}, ${size}. No legal advice.`,
        rules,
        options.all ?? false,
      ),
    );
  }
  return 0;
}
