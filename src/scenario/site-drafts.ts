/** Sites as a CSV or GeoJSON list states them, before they are checked, with the place of each value in the text. */
import { LineCounter, isNode, parseDocument } from "yaml";
import { readRows, separatorOf } from "../climate/readers/cells.ts";

/** What a list may state of a site; `shape` is the geometry of a GeoJSON feature as a whole. */
export type Field = "name" | "place" | "latitude" | "longitude" | "mw" | "shape";

/** Where in the text; `line` and `cell` from 1, 0 where the whole is meant. */
export interface Spot {
  readonly line: number;
  readonly cell: number;
  /** Signs of the line that are meant, from 0, where it has no cells. */
  readonly signs?: readonly [from: number, to: number];
}

/** Something wrong with a list. */
export interface ListIssue extends Spot {
  readonly message: string;
  readonly hint: string;
}

/** One site as the list has it. */
export interface Draft {
  /** How messages call it: `Line 3`, `Feature 2`. */
  readonly label: string;
  readonly raw: Readonly<Partial<Record<Field, unknown>>>;
  /** Between the cells of the list; a comma in GeoJSON, where no number has one. */
  readonly separator: string;
  /** The geometry of a feature that is no point, in words. */
  readonly shape?: string;
  readonly at: (field: Field) => Spot;
}

/** Names under which a field is looked for, lower case; the first that is there counts. */
const NAMES: Readonly<Record<Exclude<Field, "shape">, readonly string[]>> = {
  name: ["name", "site", "title", "id"],
  place: ["place"],
  latitude: ["latitude", "latitudedeg", "lat", "y"],
  longitude: ["longitude", "longitudedeg", "lon", "lng", "long", "x"],
  mw: ["firmmw", "firm_mw", "mw", "capacity_mw", "powermw", "connectionmw"],
};

function keyFor(field: keyof typeof NAMES, keys: readonly string[]): string | undefined {
  for (const name of NAMES[field]) {
    const key = keys.find((one) => one.trim().toLowerCase() === name);
    if (key !== undefined) return key;
  }
  return undefined;
}

/** The rows of a CSV list. */
export function draftsOfCSV(text: string, issues: ListIssue[]): Draft[] {
  const separator = separatorOf(text.split(/\r\n|\n|\r/, 1)[0] ?? "");
  const [head, ...rows] = readRows(text, separator);
  const headers = head?.cells ?? [];
  const columnOf = (field: keyof typeof NAMES) =>
    headers.indexOf(keyFor(field, headers) ?? "\u0000");
  const columns = {
    name: columnOf("name"),
    place: columnOf("place"),
    latitude: columnOf("latitude"),
    longitude: columnOf("longitude"),
    mw: columnOf("mw"),
    shape: -1,
  };
  if (columns.name < 0 || (columns.place < 0 && (columns.latitude < 0 || columns.longitude < 0))) {
    issues.push({
      line: 1,
      cell: 0,
      message: "The first line names no column for name, and place or latitude and longitude",
      hint: "Head the columns name, latitude, longitude, MW; or name, place, MW.",
    });
    return [];
  }
  return rows
    .filter(({ cells }) => cells.some((cell) => cell !== ""))
    .flatMap(({ line, cells }): Draft[] => {
      if (cells.length > headers.length) {
        issues.push({
          line,
          cell: 0,
          message: `Line ${line}: it has ${cells.length} cells, the first line ${headers.length}`,
          hint:
            separator === ","
              ? "Decimal commas need ; between the cells."
              : "Take out what is too much.",
        });
        return [];
      }
      return [
        {
          label: `Line ${line}`,
          separator,
          raw: Object.fromEntries(
            Object.entries(columns).map(([field, at]) => [field, cells[at] ?? ""]),
          ),
          at: (field) => ({ line, cell: columns[field] + 1 }),
        },
      ];
    });
}

interface Feature {
  readonly geometry?: { readonly type?: unknown; readonly coordinates?: unknown } | null;
  readonly properties?: Readonly<Record<string, unknown>> | null;
}

/** Where in a JSON text a path leads, or the longest part of it that is there. */
function spotsOf(text: string): (path: readonly (string | number)[]) => Spot {
  const counter = new LineCounter();
  const document = parseDocument(text, { lineCounter: counter, logLevel: "silent" });
  return (path) => {
    for (let length = path.length; length > 0; length--) {
      const node: unknown = document.getIn(path.slice(0, length), true);
      if (!isNode(node) || !node.range) continue;
      const { line, col } = counter.linePos(node.range[0]);
      const written = text.slice(node.range[0], node.range[1]).split(/[\r\n]/, 1)[0]!;
      return { line, cell: 0, signs: [col - 1, col - 1 + written.length] };
    }
    return { line: 0, cell: 0 };
  };
}

/** The features of a GeoJSON text: a collection, or one alone. */
export function draftsOfGeoJSON(text: string, issues: ListIssue[]): Draft[] {
  let whole: { type?: unknown; features?: unknown };
  try {
    whole = JSON.parse(text) as typeof whole;
  } catch (error) {
    issues.push({
      ...spotOfFault(text, String(error)),
      message: `This is no GeoJSON: ${error instanceof Error ? error.message : String(error)}`,
      hint: "Mend it there, or export it again.",
    });
    return [];
  }
  const alone = whole.type === "Feature";
  const features = alone ? [whole] : whole.features;
  if (!Array.isArray(features)) {
    issues.push({
      line: 0,
      cell: 0,
      message: "This is no GeoJSON FeatureCollection",
      hint: "Save the points as a FeatureCollection with a name in the properties of each.",
    });
    return [];
  }
  let spots: ReturnType<typeof spotsOf> | undefined;
  return features.map((feature: Feature | null, i): Draft => {
    const properties = feature?.properties ?? {};
    const keyOf = (field: "name" | "place" | "mw") => keyFor(field, Object.keys(properties));
    const of = (field: "name" | "place" | "mw") => {
      const key = keyOf(field);
      return key === undefined ? undefined : properties[key];
    };
    const geometry = feature?.geometry;
    const point = geometry?.type === "Point" ? geometry.coordinates : undefined;
    const [longitude, latitude] = Array.isArray(point) ? (point as unknown[]) : [];
    return {
      label: `Feature ${i + 1}`,
      separator: ",",
      raw: { name: of("name"), place: of("place"), mw: of("mw"), latitude, longitude },
      ...(Array.isArray(point)
        ? {}
        : { shape: typeof geometry?.type === "string" ? `a ${geometry.type}` : "missing" }),
      at: (field) => {
        spots ??= spotsOf(text);
        const root = alone ? [] : ["features", i];
        if (field === "shape") return spots([...root, "geometry", "type"]);
        return field === "latitude" || field === "longitude"
          ? spots([...root, "geometry", "coordinates", field === "latitude" ? 1 : 0])
          : spots([...root, "properties", keyOf(field) ?? ""]);
      },
    };
  });
}

/** Where a parser of JSON stopped, by its own words: `position 71`, or `line 3 column 2`. */
function spotOfFault(text: string, fault: string): Spot {
  const position = /position (\d+)/.exec(fault)?.[1];
  const pair = /line (\d+) column (\d+)/.exec(fault);
  if (position !== undefined) {
    const before = text.slice(0, Number(position)).split(/\r\n|\n|\r/);
    const column = before.at(-1)!.length;
    return { line: before.length, cell: 0, signs: [column, column + 1] };
  }
  if (!pair) return { line: 0, cell: 0 };
  return { line: Number(pair[1]), cell: 0, signs: [Number(pair[2]) - 1, Number(pair[2])] };
}
