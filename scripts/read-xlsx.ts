/** Reads an .xlsx file back into cells: values, formulas, names. Enough for files of this project and of LibreOffice. */
import { strFromU8, unzipSync } from "fflate";

export interface ReadCell {
  readonly value: string | number | boolean | null;
  readonly formula: string | undefined;
}

/** Cells by address, such as C7. */
export type ReadSheet = ReadonlyMap<string, ReadCell>;

export interface ReadBook {
  readonly sheets: ReadonlyMap<string, ReadSheet>;
  /** References by defined name. */
  readonly names: ReadonlyMap<string, string>;
}

function unescaped(text: string): string {
  return text
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&quot;", '"')
    .replaceAll("&apos;", "'")
    .replaceAll(/&#(\d+);/g, (_, code: string) => String.fromCodePoint(Number(code)))
    .replaceAll("&amp;", "&");
}

const inner = (xml: string, tag: string): string | undefined =>
  new RegExp(`<${tag}(?:\\s[^>]*)?>([\\s\\S]*?)</${tag}>`).exec(xml)?.[1];
const allText = (xml: string): string =>
  [...xml.matchAll(/<t(?:\s[^>]*)?>([\s\S]*?)<\/t>/g)]
    .map((match) => unescaped(match[1]!))
    .join("");
const attribute = (tag: string, name: string): string | undefined => {
  const found = new RegExp(`\\s${name}="([^"]*)"`).exec(tag)?.[1];
  return found === undefined ? undefined : unescaped(found);
};

function cellOf(head: string, body: string, shared: readonly string[]): ReadCell {
  const raw = inner(body, "v");
  const written = inner(body, "f");
  const formula = written === undefined ? undefined : unescaped(written);
  const type = attribute(head, "t");
  if (type === "inlineStr") return { value: allText(body), formula };
  if (raw === undefined) return { value: null, formula };
  if (type === "s") return { value: shared[Number(raw)]!, formula };
  if (type === "str" || type === "e") return { value: unescaped(raw), formula };
  if (type === "b") return { value: raw === "1", formula };
  return { value: Number(raw), formula };
}

/** The file's parts as text, by name. */
export function partsOf(bytes: Uint8Array): Record<string, string> {
  return Object.fromEntries(
    Object.entries(unzipSync(bytes)).map(([name, body]) => [name, strFromU8(body)]),
  );
}

/** Reads a workbook. @throws Error when a part is missing. */
export function readXLSX(bytes: Uint8Array): ReadBook {
  const parts = partsOf(bytes);
  const book = parts["xl/workbook.xml"];
  const links = parts["xl/_rels/workbook.xml.rels"];
  if (book === undefined || links === undefined) throw new Error("no workbook in the file");
  const shared = [...(parts["xl/sharedStrings.xml"] ?? "").matchAll(/<si>([\s\S]*?)<\/si>/g)].map(
    (match) => allText(match[1]!),
  );
  const targets = new Map(
    [...links.matchAll(/<Relationship\s[^>]*>/g)].map(([tag]) => [
      attribute(tag, "Id"),
      attribute(tag, "Target"),
    ]),
  );
  const sheets = new Map<string, ReadSheet>();
  for (const [tag] of book.matchAll(/<sheet\s[^>]*>/g)) {
    const target = targets.get(attribute(tag, "r:id"));
    const xml = parts[`xl/${target}`];
    if (xml === undefined) throw new Error(`no part ${target}`);
    const cells = new Map<string, ReadCell>();
    for (const [, head, body] of xml.matchAll(/<c(\s[^>]*?)(?:\/>|>([\s\S]*?)<\/c>)/g))
      cells.set(attribute(head!, "r")!, cellOf(head!, body ?? "", shared));
    sheets.set(attribute(tag, "name")!, cells);
  }
  const names = new Map(
    [...book.matchAll(/<definedName(\s[^>]*)>([^<]*)<\/definedName>/g)].map((match) => [
      attribute(match[1]!, "name")!,
      unescaped(match[2]!),
    ]),
  );
  return { sheets, names };
}
