/**
 * Has LibreOffice work the pro forma's workbook out from formulas alone, and compares with the plan's figures.
 *
 *     node bin/run scripts/recalculate-xlsx.ts [scenario.yaml …] [--keep FOLDER]
 *
 * Every value written with a formula is taken out of the file first, so that nothing can be read but what
 * LibreOffice computed. Needs `soffice` (Debian: libreoffice-calc). Leaves with 1 when a figure is apart.
 */
import { execFileSync } from "node:child_process";
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, dirname, join, resolve } from "node:path";
import { strToU8, zipSync } from "fflate";
import { plan } from "../src/plan.ts";
import { proFormaWorkbook } from "../src/report/finance/workbook/workbook.ts";
import type { FinanceReport } from "../src/report/finance/finance.ts";
import { loadScenario } from "../src/scenario/load.ts";
import { partsOf, readXLSX } from "./read-xlsx.ts";
import type { ReadBook, ReadCell, ReadSheet } from "./read-xlsx.ts";

const ALLOWED = 1e-9;
/** The terms put to scenarios that have none. */
const TERMS = "finance={ debt: { dscr: 1.6 }, credit: production }";
const EXAMPLES = ["examples/04-texas-flexible", "examples/20-germany-round-the-clock"].map(
  (folder) => join(folder, "scenario.yaml"),
);

/** The file without any value that stands beside a formula. */
function withoutValues(bytes: Uint8Array): Uint8Array {
  const parts = Object.entries(partsOf(bytes)).map(([name, xml]) => [
    name,
    strToU8(
      name.startsWith("xl/worksheets/sheet") ? xml.replaceAll(/<\/f><v>[^<]*<\/v>/g, "</f>") : xml,
    ),
  ]);
  return zipSync(Object.fromEntries(parts) as Record<string, Uint8Array>);
}

/** The file as LibreOffice works it out and writes it. */
async function recalculated(bytes: Uint8Array, folder: string, name: string): Promise<ReadBook> {
  const bare = join(folder, `${name}.xlsx`);
  const out = join(folder, "recalculated");
  await mkdir(out, { recursive: true });
  await writeFile(bare, withoutValues(bytes));
  execFileSync(
    "soffice",
    [
      `-env:UserInstallation=file://${join(folder, "profile")}`,
      "--headless",
      "--convert-to",
      "xlsx:Calc MS Excel 2007 XML",
      "--outdir",
      out,
      bare,
    ],
    { stdio: "pipe", timeout: 300_000 },
  );
  return readXLSX(await readFile(join(out, `${name}.xlsx`)));
}

const scaleOf = (cells: ReadSheet) =>
  [...cells.values()].reduce(
    (most, { value }) => (typeof value === "number" ? Math.max(most, Math.abs(value)) : most),
    0,
  );

interface Apart {
  readonly cells: number;
  readonly wrong: readonly string[];
}

/** Every formula cell against what the plan wrote; near nil against the largest figure of its sheet. */
function cellsApart(written: ReadBook, found: ReadBook): Apart {
  let cells = 0;
  const wrong: string[] = [];
  for (const [sheet, all] of written.sheets) {
    const scale = scaleOf(all);
    for (const [address, { value, formula }] of all) {
      if (formula === undefined) continue;
      cells++;
      const is = found.sheets.get(sheet)?.get(address)?.value ?? null;
      const same =
        typeof value === "number" && typeof is === "number"
          ? Math.abs(is - value) <= Math.max(ALLOWED * Math.abs(value), 1e-13 * scale)
          : (is ?? "") === (value ?? "");
      if (!same)
        wrong.push(`${sheet}!${address}: ${String(is)}, the plan ${String(value)}, =${formula}`);
    }
  }
  return { cells, wrong };
}

/** A figure of the summary as LibreOffice found it. */
function summaryFigure(found: ReadBook, label: string): ReadCell["value"] {
  const summary = found.sheets.get("Summary")!;
  for (const [address, { value }] of summary)
    if (value === label && address.startsWith("A"))
      return summary.get(`B${address.slice(1)}`)!.value;
  throw new Error(`no ${label} on Summary`);
}

const sum = (values: readonly number[]) => values.reduce((all, value) => all + value, 0);

/** The figures that matter against the plan's report, as relative differences. */
function figuresApart(found: ReadBook, finance: FinanceReport): [string, number][] {
  const sales = sum(finance.revenueUSD);
  const lines = (kind: string) =>
    sum(finance.lines.filter((line) => line.kind === kind).flatMap(({ usd }) => usd));
  const figures: [string, number | null, number?][] = [
    ["Price of compute", finance.priceUSDPerEFLOPSh],
    ["Project: present value", finance.projectNPVUSD, sales],
    ["Project: return (IRR)", finance.projectIRRFrac],
    ["Project: paid back after", finance.paybackYears],
    ["Equity: present value", finance.equityNPVUSD, sales],
    ["Equity: return (IRR)", finance.equityIRRFrac],
    ["Debt drawn", sum(finance.drawUSD), sales],
    ["Gearing", finance.gearingFrac, 1],
    ["Least cash over debt service (DSCR)", finance.leastDSCR],
    ["Sales", sales],
    ["Running cost", lines("operating")],
    ["Capital and renewals", lines("capital")],
    ["Tax, as if without debt", sum(finance.projectTaxUSD), sales],
    ["Tax really due", sum(finance.taxUSD), sales],
    ["Project's cash", sum(finance.projectUSD), sales],
    ["Equity's cash", sum(finance.equityUSD), sales],
  ];
  return figures.map(([label, asked, scale]) => {
    const is = summaryFigure(found, label);
    if (asked === null) return [label, is === "none" ? 0 : Infinity];
    return typeof is === "number"
      ? [label, Math.abs(is - asked) / (scale ?? Math.abs(asked))]
      : [label, Infinity];
  });
}

async function compare(file: string, folder: string): Promise<boolean> {
  const text = await readFile(file, "utf8");
  const read = (path: string) => readFile(join(dirname(resolve(file)), path), "utf8");
  const loadWith = (set: string[]) => loadScenario(text, { set, readFile: read });
  let loaded = await loadWith([]);
  if (loaded.ok && !loaded.scenario.finance) loaded = await loadWith([TERMS]);
  if (!loaded.ok) throw new Error(`${file}: ${JSON.stringify(loaded.issues)}`);
  const result = await plan(loaded.scenario, { confirm: 0, draws: 100 });
  if (result.status !== "planned") throw new Error(`${file}: ${result.status}`);
  const { finance } = result.package;
  if (!finance) throw new Error(`${file}: no pro forma`);
  const name = basename(dirname(resolve(file)));
  const bytes = await proFormaWorkbook(result.package);
  const found = await recalculated(bytes, folder, name);
  const { cells, wrong } = cellsApart(readXLSX(bytes), found);
  const figures = figuresApart(found, finance);
  const worst = figures.reduce((most, [, apart]) => Math.max(most, apart), 0);
  const checks = summaryFigure(found, "All checks");
  console.log(
    `${name}: ${cells} formulas, ${wrong.length} apart; ${figures.length} figures at most ${worst.toExponential(1)} apart (allowed ${ALLOWED}); checks ${String(checks)}`,
  );
  for (const [label, apart] of figures)
    if (!(apart <= ALLOWED)) console.log(`  ${label}: ${apart}`);
  for (const line of wrong.slice(0, 10)) console.log(`  ${line}`);
  return wrong.length === 0 && worst <= ALLOWED && checks === "hold";
}

const args = process.argv.slice(2);
const keep = args.indexOf("--keep");
const kept = keep < 0 ? undefined : args.splice(keep, 2)[1];
const folder = kept ? resolve(kept) : await mkdtemp(join(tmpdir(), "firmwatt-xlsx-"));
await mkdir(folder, { recursive: true });
try {
  let fine = true;
  for (const file of args.length > 0 ? args : EXAMPLES)
    fine = (await compare(file, folder)) && fine;
  process.exitCode = fine ? 0 : 1;
} finally {
  if (kept === undefined) await rm(folder, { recursive: true, force: true });
}
