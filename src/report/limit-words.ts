/** Limits in words: "connection at lulea, firm MW" for lulea.connection.firmMW. */
import { words } from "./words.ts";

/** Of all sites together. */
const WHOLE = "portfolio";

/** What is limited, and in what. */
export function limitParts(name: string): { thing: string; field: string } {
  const parts = name.split(".");
  const field = words(parts.pop()!).replaceAll("non firm", "non-firm");
  const [site, ...blocks] = parts;
  const block = words(blocks.join(", "));
  const thing = block === "" ? words(site ?? "") : site === WHOLE ? block : `${block} at ${site}`;
  return { thing, field };
}

/** For the rows of a picture: the thing first. */
export function limitWords(name: string): string {
  const { thing, field } = limitParts(name);
  return thing === "" ? field : `${thing}, ${field}`;
}

/** Within a sentence: "the firm MW of the connection at lulea", "the chips of GB200 NVL72 at abilene". */
export function limitInSentence(name: string): string {
  const { thing, field } = limitParts(name);
  const isNamed = !thing.includes(" at ") || /\d\w* at /.test(thing);
  return thing === "" ? `the ${field}` : `the ${field} of ${isNamed ? "" : "the "}${thing}`;
}
