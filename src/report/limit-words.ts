/** Limits in words: "grid connection at lulea, firm MW" for lulea.connection.firmMW. */
import { titleAmong } from "./holders.ts";
import type { NamedAsset } from "./holders.ts";
import { inSentence, words } from "./words.ts";

/** Of all sites together. */
const WHOLE = "portfolio";

const placed = (thing: string, site: string | undefined) =>
  site === undefined || site === WHOLE ? thing : `${thing} at ${site}`;

/** What is limited, and in what; things among `assets` by their titles, others by their names. */
export function limitParts(
  name: string,
  assets: readonly NamedAsset[] = [],
): { thing: string; field: string } {
  const parts = name.split(".");
  const field = words(parts.pop()!)
    .replaceAll("non firm", "non-firm")
    .replace(/^power (?=MWh?$)/, "");
  const asset = assets.find((one) => one.name === parts.join("."));
  if (asset) return { thing: placed(inSentence(titleAmong(asset, assets)), asset.site), field };
  const [site, ...blocks] = parts;
  const block = words(blocks.join(", "));
  return { thing: block === "" ? words(site ?? "") : placed(block, site), field };
}

/** For the rows of a picture: the thing first. */
export function limitWords(name: string, assets: readonly NamedAsset[] = []): string {
  const { thing, field } = limitParts(name, assets);
  return thing === "" ? field : `${thing}, ${field}`;
}

/** Within a sentence: "the firm MW of the grid connection at lulea", "the chips of NVIDIA GB200 NVL72 at abilene". */
export function limitInSentence(name: string, assets: readonly NamedAsset[] = []): string {
  const { thing, field } = limitParts(name, assets);
  const isNamed = !thing.includes(" at ") || /^[A-Z]|\d\w* at /.test(thing);
  return thing === "" ? `the ${field}` : `the ${field} of ${isNamed ? "" : "the "}${thing}`;
}

/** Fields that say no more than that they are a limit and in what: maxMW, maxM3PerMonth, minFrac. */
const BARE_LIMIT = /^(max|min) ?(MWh?|chips|frac|(M3|T|GWh) ?per (year|month))$/i;

/** "one more MW (firm MW)", "one more chip"; the field is left out where it says no more than the unit. */
export function oneUnit(less: boolean, unit: string, field: string): string {
  const named = field === unit || BARE_LIMIT.test(field) ? "" : ` (${field})`;
  return `one ${less ? "less" : "more"} ${unit.replace(/s(?=$| a )/, "")}${named}`;
}
