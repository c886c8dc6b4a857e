/** Under what terms a source's figures stand, where that is certain; single cited figures are facts and carry none. */

const KNOWN: readonly (readonly [RegExp, string])[] = [
  [/^Firmwatt|^our|^ours/i, "Apache-2.0, as Firmwatt"],
  [/^the scenario file/, "no licence: stated by the scenario"],
  [/GeoNames/, "CC BY 4.0"],
  [/IANA time zone/, "public domain"],
  [/World Bank/, "CC BY 4.0"],
  [/\bEIA\b/, "public domain (US government)"],
];

/** The licence of a source as a catalogue names it. */
export function licenceOf(source: string): string {
  const known = KNOWN.find(([pattern]) => pattern.test(source));
  return known?.[1] ?? "a cited figure; see the source";
}
