/** Names as words, and their beginnings within and at the start of sentences. */

/** A title within a sentence: small at its start, unless it starts with letters that are all capitals. */
export function inSentence(title: string): string {
  return /^[A-Z][a-z]/.test(title) ? `${title.charAt(0).toLowerCase()}${title.slice(1)}` : title;
}

/** A phrase at the start of a sentence. */
export function capital(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
}

/** Which size of several: "firm" for firmMW, "non-firm", "power", "energy". */
export function sizeWords(name: string): string {
  return words(name)
    .replace("non firm", "non-firm")
    .replace(/ MWh?$/, "");
}

/** camelCase and kebab-case names as words; `it` before MW and models such as gb200 in capitals. */
export function words(name: string): string {
  return name
    .replaceAll(/[-_]/g, " ")
    .replaceAll(/\bit(?=MW)/g, "IT ")
    .replaceAll(/\b[a-z]{1,3}\d+[a-z]?\b/g, (model) => model.toUpperCase())
    .replaceAll(/([a-z])([EP])FLOPSh/g, "$1 $2FLOPS·h")
    .replaceAll(/([A-Za-z])Per(?=[A-Z])/g, "$1 per ")
    .replaceAll(/ per ([A-Z])(?=[a-z])/g, (_, a: string) => ` per ${a.toLowerCase()}`)
    .replaceAll(/([a-z])(MWh?|USD)/g, "$1 $2")
    .replaceAll(/([a-z])([A-Z][a-z])/g, (_, a: string, b: string) => `${a} ${b.toLowerCase()}`);
}

/** Dates such as 2030-Q2, 2030-12 and 2030-12-31. */
export const DATE = /\b\d{4}-(?:Q\d|\d\d(?:-\d\d)?\b)/g;
