/** A picture of the page as a file: SVG with sentence, key and the page's own colours, PNG at twice its size, its table as CSV or Parquet. */
import { cell } from "../../../src/report/csv.ts";
import { download, fileName } from "./download.ts";
import { tableData } from "./table-data.ts";
import { laidOutSVG } from "./laid-out-svg.ts";

/** Style that a picture takes from the page around it. */
const TAKEN = [
  "fill",
  "stroke",
  "stroke-width",
  "stroke-dasharray",
  "stroke-linejoin",
  "paint-order",
  "opacity",
  "font-size",
  "font-weight",
  "font-family",
  "text-anchor",
] as const;

const SVG = "http://www.w3.org/2000/svg";

function copyStyle(from: Element, to: Element): void {
  const style = getComputedStyle(from);
  const words = TAKEN.map((name) => `${name}:${style.getPropertyValue(name)}`).join(";");
  to.setAttribute("style", words);
  // The style says it all; outside the page its variables mean nothing.
  for (const name of ["fill", "stroke", "class"]) to.removeAttribute(name);
  for (let i = 0; i < from.children.length; i++) copyStyle(from.children[i]!, to.children[i]!);
}

/** What belongs to a picture, in the order it stands in. */
const PIECES = "h3, h4, .note, svg, [role=img]:not(svg), .bars, .key";
const [GAP, EDGE] = [10, 12];

/** Sentence, picture and key of a piece of the page below one another, as one SVG with the page's own colours. */
function composed(piece: Element): SVGSVGElement {
  const whole = document.createElementNS(SVG, "svg");
  let [width, height] = [0, EDGE];
  for (const part of piece.querySelectorAll<HTMLElement | SVGSVGElement>(PIECES)) {
    // Keys inside a laid-out picture are drawn with it; tables and buttons are no part of a picture.
    if (part.closest("details, .files") || part.parentElement?.closest("[role=img], .bars"))
      continue;
    const drawn =
      part instanceof SVGSVGElement ? (part.cloneNode(true) as SVGSVGElement) : laidOutSVG(part);
    if (part instanceof SVGSVGElement) copyStyle(part, drawn);
    const { viewBox } = part instanceof SVGSVGElement ? part : drawn;
    if (viewBox.baseVal.width === 0) continue;
    const size = { width: viewBox.baseVal.width, height: viewBox.baseVal.height };
    for (const [name, value] of Object.entries({ x: EDGE, y: height, ...size }))
      drawn.setAttribute(name, String(value));
    drawn.setAttribute("overflow", "visible");
    whole.append(drawn);
    width = Math.max(width, size.width);
    height += size.height + GAP;
  }
  const ground = document.createElementNS(SVG, "rect");
  const fill = getComputedStyle(document.body).backgroundColor;
  const size = { width: Math.ceil(width + 2 * EDGE), height: Math.ceil(height) };
  for (const [name, value] of Object.entries({ ...size, fill }))
    ground.setAttribute(name, String(value));
  const about = document.createElementNS(SVG, "desc");
  about.textContent = document.title;
  whole.prepend(about, ground);
  whole.setAttribute("xmlns", SVG);
  whole.setAttribute("viewBox", `0 0 ${size.width} ${size.height}`);
  whole.setAttribute("width", String(size.width));
  whole.setAttribute("height", String(size.height));
  return whole;
}

/** The picture as PNG, twice as fine as the screen's. */
async function pngOf(svg: SVGSVGElement): Promise<Blob> {
  const { width, height } = svg.viewBox.baseVal;
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(textOf(svg))}`;
  await image.decode();
  const canvas = document.createElement("canvas");
  canvas.width = width * 2;
  canvas.height = height * 2;
  canvas.getContext("2d")!.drawImage(image, 0, 0, canvas.width, canvas.height);
  return new Promise((resolve, reject) => {
    canvas.toBlob((blob) => {
      if (blob) resolve(blob);
      else reject(new Error("this browser makes no PNG"));
    }, "image/png");
  });
}

const textOf = (svg: SVGSVGElement): string => new XMLSerializer().serializeToString(svg);

/** Elements that begin a line of their own within a cell. */
const LINES = "br, p, div, li, .line";

/** What a cell says, its lines parted by semicolons; what it said before a lever moved is left out. */
function cellText(from: HTMLTableCellElement): string {
  const copy = from.cloneNode(true) as HTMLTableCellElement;
  for (const one of copy.querySelectorAll("s, .moved")) one.remove();
  for (const one of copy.querySelectorAll(LINES)) one.before("\n");
  return copy.textContent
    .split("\n")
    .map((line) => line.trim())
    .filter(Boolean)
    .join("; ");
}

const dataOf = (table: HTMLTableElement) =>
  tableData(Array.from(table.rows, (row) => Array.from(row.cells, cellText)));

/** A table of the page as CSV; no cell can start a formula. */
export function tableCSV(table: HTMLTableElement): string {
  const columns = dataOf(table);
  const count = columns[0]?.values.length ?? 0;
  return [
    columns.map(({ name }) => cell(name)),
    ...Array.from({ length: count }, (_, row) =>
      columns.map(({ values }) => cell(String(values[row] ?? ""))),
    ),
  ]
    .map((cells) => cells.join(","))
    .join("\r\n");
}

/** A table of the page as Parquet. */
export async function tableParquet(table: HTMLTableElement): Promise<ArrayBuffer> {
  const { parquetWriteBuffer } = await import("hyparquet-writer");
  return parquetWriteBuffer({
    columnData: dataOf(table).map(({ name, values, isNumeric }) =>
      isNumeric
        ? { name, data: [...values], type: "DOUBLE" as const, nullable: true }
        : { name, data: [...values], type: "STRING" as const },
    ),
  });
}

/** A way to save something, by the name its button has. */
export interface FileKind {
  readonly text: string;
  readonly label: string;
  readonly save: () => void | Promise<void>;
}

/** What can be saved of a piece of the page: its first picture, its first table. */
export function filesOf(piece: Element, title: string): FileKind[] {
  const isPicture = piece.querySelector("svg, [role=img], .bars") !== null;
  const table = piece.querySelector("table");
  return [
    ...(isPicture
      ? [
          {
            text: "SVG",
            label: `Save ${title} as SVG`,
            save: () => {
              download(fileName(title, "svg"), textOf(composed(piece)), "image/svg+xml");
            },
          },
          {
            text: "PNG",
            label: `Save ${title} as PNG`,
            save: async () => {
              download(fileName(title, "png"), await pngOf(composed(piece)), "image/png");
            },
          },
        ]
      : []),
    ...(table
      ? [
          {
            text: "CSV",
            label: `Save the numbers of ${title} as CSV`,
            save: () => {
              download(fileName(title, "csv"), tableCSV(table), "text/csv");
            },
          },
          {
            text: "Parquet",
            label: `Save the numbers of ${title} as Parquet`,
            save: async () => {
              download(
                fileName(title, "parquet"),
                await tableParquet(table),
                "application/vnd.apache.parquet",
              );
            },
          },
        ]
      : []),
  ];
}
