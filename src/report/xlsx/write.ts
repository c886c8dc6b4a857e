/**
 * Writes a workbook as an .xlsx file: parts of Office Open XML (ECMA-376) in a ZIP. The same workbook gives
 * the same bytes.
 *
 * Programs that open it recalculate at once; until then cells show the values written. Text is text: what a
 * spreadsheet would take for a formula is guarded as in CSV, so that it stays text when saved in another form.
 */
import { guarded } from "../csv.ts";
import { chartXML, drawingXML } from "./chart.ts";
import { address, columnName, quoted } from "./sheet.ts";
import type { Cell, Sheet, Workbook } from "./sheet.ts";
import { styleTable } from "./styles.ts";
import { escapeXML } from "./xml.ts";

const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE = "http://schemas.openxmlformats.org/package/2006";
/** Most signs a cell may hold. */
const LONGEST_TEXT = 32_767;

const textXML = (text: string) => escapeXML(guarded(text).slice(0, LONGEST_TEXT));

/** @throws Error when a number is none: a cell that looks empty would hide a fault. */
function cellXML(cell: Cell, at: string, style: number): string {
  const { value, formula } = cell;
  const f = formula === undefined ? "" : `<f>${escapeXML(formula)}</f>`;
  if (typeof value === "number") {
    if (!Number.isFinite(value)) throw new Error(`Cell ${at} holds ${value}`);
    return `<c r="${at}" s="${style}">${f}<v>${value}</v></c>`;
  }
  if (value === null) return `<c r="${at}" s="${style}">${f}</c>`;
  return formula === undefined
    ? `<c r="${at}" s="${style}" t="inlineStr"><is><t xml:space="preserve">${textXML(value)}</t></is></c>`
    : `<c r="${at}" s="${style}" t="str">${f}<v>${textXML(value)}</v></c>`;
}

function paneXML({ rows, columns }: Sheet["frozen"]): string {
  if (rows === 0 && columns === 0) return "";
  const pane = rows === 0 ? "topRight" : columns === 0 ? "bottomLeft" : "bottomRight";
  const split = `${columns > 0 ? ` xSplit="${columns}"` : ""}${rows > 0 ? ` ySplit="${rows}"` : ""}`;
  return `<pane${split} topLeftCell="${address(rows, columns)}" activePane="${pane}" state="frozen"/><selection pane="${pane}"/>`;
}

function sheetXML(
  sheet: Sheet,
  numberOf: (style: Cell["style"]) => number,
  first: boolean,
): string {
  const rows = sheet.rows
    .map((cells, r) => {
      if (!cells) return "";
      const height = sheet.heights?.[r];
      const inside = cells
        .map((cell, c) => (cell ? cellXML(cell, address(r, c), numberOf(cell.style)) : ""))
        .join("");
      return `<row r="${r + 1}"${height ? ` ht="${height}" customHeight="1"` : ""}>${inside}</row>`;
    })
    .join("");
  const columns = sheet.widths
    .map((width, c) => `<col min="${c + 1}" max="${c + 1}" width="${width}" customWidth="1"/>`)
    .join("");
  return `${HEAD}<worksheet xmlns="${MAIN}" xmlns:r="${OFFICE}"><sheetPr><pageSetUpPr fitToPage="1"/></sheetPr><sheetViews><sheetView showGridLines="0"${first ? ' tabSelected="1"' : ""} zoomScale="90" workbookViewId="0">${paneXML(sheet.frozen)}</sheetView></sheetViews><sheetFormatPr defaultRowHeight="14.25"/><cols>${columns}</cols><sheetData>${rows}</sheetData><pageMargins left="0.5" right="0.5" top="0.6" bottom="0.6" header="0.3" footer="0.3"/><pageSetup paperSize="9" orientation="${sheet.upright ? "portrait" : "landscape"}" fitToWidth="1" fitToHeight="0"/><headerFooter><oddFooter>&amp;L&amp;8&amp;F&amp;C&amp;8&amp;A&amp;R&amp;8&amp;P / &amp;N</oddFooter></headerFooter>${sheet.chart ? '<drawing r:id="rId1"/>' : ""}</worksheet>`;
}

function printTitles(sheet: Sheet, index: number): string {
  const { rows, columns } = sheet.frozen;
  const parts = [
    columns > 0 ? `${quoted(sheet.name)}!$A:$${columnName(columns - 1)}` : "",
    rows > 0 ? `${quoted(sheet.name)}!$1:$${rows}` : "",
  ].filter(Boolean);
  return parts.length === 0
    ? ""
    : `<definedName name="_xlnm.Print_Titles" localSheetId="${index}">${escapeXML(parts.join(","))}</definedName>`;
}

function workbookXML({ sheets, names }: Workbook): string {
  const tabs = sheets
    .map(
      ({ name }, i) => `<sheet name="${escapeXML(name)}" sheetId="${i + 1}" r:id="rId${i + 1}"/>`,
    )
    .join("");
  const defined = [
    ...sheets.map(printTitles),
    ...names.map(({ name, ref }) => `<definedName name="${name}">${escapeXML(ref)}</definedName>`),
  ].join("");
  return `${HEAD}<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><bookViews><workbookView xWindow="0" yWindow="0" windowWidth="28800" windowHeight="15000"/></bookViews><sheets>${tabs}</sheets><definedNames>${defined}</definedNames><calcPr calcId="191029" fullCalcOnLoad="1"/></workbook>`;
}

const relations = (all: readonly (readonly [id: string, type: string, target: string])[]) =>
  `${HEAD}<Relationships xmlns="${PACKAGE}/relationships">${all.map(([id, type, target]) => `<Relationship Id="${id}" Type="${type}" Target="${target}"/>`).join("")}</Relationships>`;

function contentTypes({ sheets }: Workbook): string {
  const part = (name: string, type: string) =>
    `<Override PartName="/${name}" ContentType="application/vnd.openxmlformats-officedocument.${type}+xml"/>`;
  const inside = sheets.flatMap(({ chart }, i) => [
    part(`xl/worksheets/sheet${i + 1}.xml`, "spreadsheetml.worksheet"),
    ...(chart
      ? [
          part(`xl/drawings/drawing${i + 1}.xml`, "drawing"),
          part(`xl/charts/chart${i + 1}.xml`, "drawingml.chart"),
        ]
      : []),
  ]);
  return `${HEAD}<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>${part("xl/workbook.xml", "spreadsheetml.sheet.main")}${part("xl/styles.xml", "spreadsheetml.styles")}<Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/>${inside.join("")}</Types>`;
}

function chartParts({ chart }: Sheet, number: number): Record<string, string> {
  if (!chart) return {};
  return {
    [`xl/worksheets/_rels/sheet${number}.xml.rels`]: relations([
      ["rId1", `${OFFICE}/drawing`, `../drawings/drawing${number}.xml`],
    ]),
    [`xl/drawings/drawing${number}.xml`]: HEAD + drawingXML(chart),
    [`xl/drawings/_rels/drawing${number}.xml.rels`]: relations([
      ["rId1", `${OFFICE}/chart`, `../charts/chart${number}.xml`],
    ]),
    [`xl/charts/chart${number}.xml`]: HEAD + chartXML(chart),
  };
}

/** The file's bytes; the packer is loaded when it is first needed. @throws Error when a number is not finite. */
export async function writeWorkbook(workbook: Workbook): Promise<Uint8Array<ArrayBuffer>> {
  const { strToU8, zipSync } = await import("fflate");
  const { sheets, title, subject } = workbook;
  const styles = styleTable();
  const parts: Record<string, string> = {
    "[Content_Types].xml": contentTypes(workbook),
    "_rels/.rels": relations([
      ["rId1", `${OFFICE}/officeDocument`, "xl/workbook.xml"],
      ["rId2", `${PACKAGE}/relationships/metadata/core-properties`, "docProps/core.xml"],
    ]),
    "docProps/core.xml": `${HEAD}<cp:coreProperties xmlns:cp="${PACKAGE}/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>${escapeXML(title)}</dc:title><dc:subject>${escapeXML(subject)}</dc:subject><dc:creator>Firmwatt</dc:creator></cp:coreProperties>`,
    "xl/workbook.xml": workbookXML(workbook),
    "xl/_rels/workbook.xml.rels": relations([
      ...sheets.map(
        (_, i) => [`rId${i + 1}`, `${OFFICE}/worksheet`, `worksheets/sheet${i + 1}.xml`] as const,
      ),
      [`rId${sheets.length + 1}`, `${OFFICE}/styles`, "styles.xml"],
    ]),
  };
  sheets.forEach((sheet, i) => {
    parts[`xl/worksheets/sheet${i + 1}.xml`] = sheetXML(sheet, styles.numberOf, i === 0);
    Object.assign(parts, chartParts(sheet, i + 1));
  });
  parts["xl/styles.xml"] = HEAD + styles.xml();
  const files = Object.fromEntries(
    Object.entries(parts).map(([name, text]) => [name, strToU8(text)]),
  );
  // One date for all parts, so that the same workbook gives the same bytes.
  return zipSync(files, { level: 6, mtime: new Date(1980, 0, 1) });
}
