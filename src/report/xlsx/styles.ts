/** Looks of cells: a role (what a cell is) and a number format (what it counts in), written as one table. */

/** What a cell is; inputs are blue on a pale ground, as bankers expect. */
export type Role =
  | "title"
  | "subtitle"
  | "band"
  | "head"
  | "label"
  | "strong"
  | "text"
  | "note"
  | "input"
  | "calc"
  | "total"
  | "key";

/** What a number counts in. Millions are shown; cells hold whole units of the currency. */
export const FORMATS = {
  general: "General",
  text: "@",
  millions: '#,##0.0,,_);\\(#,##0.0,,\\);"–"_)',
  usd: '#,##0_);\\(#,##0\\);"–"_)',
  /** Money per unit of something. */
  price: "#,##0.00",
  cents: '#,##0.00_);\\(#,##0.00\\);"–"_)',
  year: "0",
  whole: "#,##0",
  figure: "#,##0.00",
  factor: "0.0000",
  share: "0.00%",
  ratio: '0.00"x"',
} as const;
export type Format = keyof typeof FORMATS;

/** Formats of money. */
export const MONEY_FORMATS: ReadonlySet<Format> = new Set(["millions", "usd", "price", "cents"]);

export interface Style {
  readonly role: Role;
  readonly format: Format;
}

/** Fonts by role: bold, italic, colour, size; the rest is the body's. */
const FONTS = [
  '<font><sz val="10"/><color rgb="FF1B1F24"/><name val="Arial"/><family val="2"/></font>',
  '<font><b/><sz val="16"/><color rgb="FF17365D"/><name val="Arial"/><family val="2"/></font>',
  '<font><i/><sz val="9"/><color rgb="FF5A6470"/><name val="Arial"/><family val="2"/></font>',
  '<font><b/><sz val="10"/><color rgb="FFFFFFFF"/><name val="Arial"/><family val="2"/></font>',
  '<font><b/><sz val="10"/><color rgb="FF1B1F24"/><name val="Arial"/><family val="2"/></font>',
  '<font><sz val="10"/><color rgb="FF0000C0"/><name val="Arial"/><family val="2"/></font>',
  '<font><sz val="9"/><color rgb="FF5A6470"/><name val="Arial"/><family val="2"/></font>',
];
const fill = (rgb: string) =>
  `<fill><patternFill patternType="solid"><fgColor rgb="${rgb}"/><bgColor indexed="64"/></patternFill></fill>`;
const FILLS = [
  '<fill><patternFill patternType="none"/></fill>',
  '<fill><patternFill patternType="gray125"/></fill>',
  fill("FF17365D"),
  fill("FFFFF9E5"),
  fill("FFE9EEF5"),
];
const edge = (name: string, kind: string | undefined) =>
  kind ? `<${name} style="${kind}"><color rgb="FF8A94A0"/></${name}>` : `<${name}/>`;
const border = (top?: string, bottom?: string) =>
  `<border><left/><right/>${edge("top", top)}${edge("bottom", bottom)}<diagonal/></border>`;
const BORDERS = [border(), border(undefined, "thin"), border("thin"), border("thin", "double")];

interface Look {
  readonly font: number;
  readonly fill: number;
  readonly border: number;
  readonly align?: string;
}

const LOOKS: Readonly<Record<Role, Look>> = {
  title: { font: 1, fill: 0, border: 0 },
  subtitle: { font: 2, fill: 0, border: 0 },
  band: { font: 3, fill: 2, border: 0 },
  head: { font: 4, fill: 4, border: 1, align: '<alignment horizontal="right" wrapText="1"/>' },
  label: {
    font: 0,
    fill: 0,
    border: 0,
    align: '<alignment horizontal="left" vertical="center" indent="1"/>',
  },
  strong: { font: 4, fill: 0, border: 0 },
  text: { font: 0, fill: 0, border: 0, align: '<alignment vertical="center" wrapText="1"/>' },
  note: {
    font: 6,
    fill: 0,
    border: 0,
    align: '<alignment horizontal="left" vertical="center" wrapText="1" indent="1"/>',
  },
  input: { font: 5, fill: 3, border: 0, align: '<alignment vertical="center"/>' },
  calc: { font: 0, fill: 0, border: 0, align: '<alignment vertical="center"/>' },
  total: { font: 4, fill: 0, border: 2, align: '<alignment vertical="center"/>' },
  key: { font: 4, fill: 4, border: 0, align: '<alignment vertical="center"/>' },
};

/** Text heads stand to the left, above their columns of text. */
function alignmentOf({ role, format }: Style): string {
  if (role === "head" && format === "text")
    return '<alignment horizontal="left" wrapText="1" indent="1"/>';
  return LOOKS[role].align ?? "";
}

/** The styles in use, numbered as they are asked for, and their part of the file. */
export function styleTable(): { numberOf: (style: Style) => number; xml: () => string } {
  const numbers = new Map<string, { number: number; style: Style }>();
  const numberOf = (style: Style) => {
    const key = `${style.role}|${style.format}`;
    const known = numbers.get(key);
    if (known) return known.number;
    numbers.set(key, { number: numbers.size + 1, style });
    return numbers.size;
  };
  const formats = Object.keys(FORMATS) as Format[];
  const codeOf = (format: Format) =>
    format === "general" ? 0 : format === "text" ? 49 : 164 + formats.indexOf(format);
  const escaped = (code: string) => code.replaceAll("&", "&amp;").replaceAll('"', "&quot;");
  const cellFormat = (style: Style) => {
    const { font, fill: ground, border: edges } = LOOKS[style.role];
    const align = alignmentOf(style);
    return `<xf numFmtId="${codeOf(style.format)}" fontId="${font}" fillId="${ground}" borderId="${edges}" xfId="0" applyNumberFormat="1" applyFont="1" applyFill="1" applyBorder="1"${align ? ' applyAlignment="1"' : ""}>${align}</xf>`;
  };
  const xml = () => {
    const own = formats.filter((format) => codeOf(format) >= 164);
    const used = [...numbers.values()].map(({ style }) => cellFormat(style));
    return `<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><numFmts count="${own.length}">${own.map((format) => `<numFmt numFmtId="${codeOf(format)}" formatCode="${escaped(FORMATS[format])}"/>`).join("")}</numFmts><fonts count="${FONTS.length}">${FONTS.join("")}</fonts><fills count="${FILLS.length}">${FILLS.join("")}</fills><borders count="${BORDERS.length}">${BORDERS.join("")}</borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="${used.length + 1}"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>${used.join("")}</cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>`;
  };
  return { numberOf, xml };
}
