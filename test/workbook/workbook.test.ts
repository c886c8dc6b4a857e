/** The pro forma's workbook read back: every formula worked out again by an evaluator that shares nothing with it. */
import { beforeAll, describe, expect, it } from "vitest";
import { proFormaWorkbook } from "../../src/report/finance/workbook/workbook.ts";
import { costsOf } from "../../src/report/finance/workbook/model.ts";
import type { FinanceReport } from "../../src/report/finance/finance.ts";
import { projectSheet } from "../../src/finance/project.ts";
import type { Package } from "../../src/report/package.ts";
import { loadScenario } from "../../src/scenario/load.ts";
import { plan } from "../../src/plan.ts";
import { partsOf, readXLSX } from "../../scripts/read-xlsx.ts";
import type { ReadBook, ReadCell } from "../../scripts/read-xlsx.ts";
import { evaluator } from "./evaluate.ts";
import type { Scalar } from "./functions.ts";

const SITE = `firmwatt: 1
name: "=HYPERLINK(1) <campus> & \\u0007co"
resolution: weeks:1
demand: { training: { targetEFLOPShPerYear: 20000 } }
accelerators: { gb200-nvl72: {} }
sites:
  nv:
    place: northern-virginia
    connection: { firmMW: 60 }
    supply: { solar: { minMW: 20 }, onshore-wind: { minMW: 10 } }
    storage: { lithium-battery: { minMW: 5 } }
    cooling: { air-economiser: {}, cold-plate-dry-cooler: {} }
`;

const QUARTERS = `firmwatt: 1
resolution: weeks:1
money: { waccFrac: 0.08, priceYear: 2023, currency: EUR }
horizon: { start: 2023-Q1, years: 2, spendMonths: 0 }
demand: { training: { targetEFLOPShPerYear: 87600 } }
accelerators:
  h100-sxm: { timing: { milestones: { allocation: { p50Months: 0 }, manufacture-and-delivery: { p50Months: 0 }, rack-commissioning: { p50Months: 0 } } } }
sites:
  lulea:
    place: lulea
    connection: { existingMW: 200 }
    cooling: { air-economiser: { existingMW: 300 }, cold-plate-dry-cooler: { existingMW: 300 } }
    halls: { hall-modular: { existingMW: 200 } }
`;

async function planned(text: string, finance: string): Promise<Package> {
  const loaded = await loadScenario(`${text}finance: ${finance}\n`);
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.issues));
  const result = await plan(loaded.scenario, { confirm: 0, draws: 50 });
  if (result.status !== "planned") throw new Error(JSON.stringify(result).slice(0, 400));
  return result.package;
}

/** Largest figure of a sheet: differences of its cells are measured against it where they are near nil. */
const scaleOf = (cells: ReadonlyMap<string, ReadCell>) =>
  [...cells.values()].reduce(
    (most, { value }) => (typeof value === "number" ? Math.max(most, Math.abs(value)) : most),
    0,
  );

function agrees(found: Scalar, cached: ReadCell["value"], scale: number): boolean {
  if (typeof found !== "number" || typeof cached !== "number") return found === (cached ?? "");
  const apart = Math.abs(found - cached);
  return apart <= 1e-9 * Math.abs(cached) || apart <= 1e-14 * scale;
}

/** Formula cells whose value differs from what the formula comes to. */
function wrongCells(book: ReadBook): { formulas: number; wrong: string[] } {
  const at = evaluator(book);
  let formulas = 0;
  const wrong: string[] = [];
  for (const [sheet, cells] of book.sheets) {
    const scale = scaleOf(cells);
    for (const [address, { value, formula }] of cells) {
      if (formula === undefined) continue;
      formulas++;
      const found = at(sheet, address);
      if (!agrees(found, value, scale))
        wrong.push(`${sheet}!${address} ${formula} ${String(found)}`);
    }
  }
  return { formulas, wrong };
}

/** Where a label stands in the first column of a sheet. */
function rowOf(book: ReadBook, sheet: string, label: string): number {
  for (const [address, { value }] of book.sheets.get(sheet)!)
    if (value === label && /^A\d+$/.test(address)) return Number(address.slice(1));
  throw new Error(`no ${label} on ${sheet}`);
}

/** The book with other values in some inputs, by defined name or by label on the sheet of inputs. */
function changed(book: ReadBook, inputs: Readonly<Record<string, number>>): ReadBook {
  const sheet = new Map(book.sheets.get("Inputs"));
  for (const [name, value] of Object.entries(inputs)) {
    const ref = book.names.get(name)?.replace("Inputs!", "").replaceAll("$", "");
    const address = ref ?? `B${rowOf(book, "Inputs", name)}`;
    expect(sheet.get(address)!.formula).toBeUndefined();
    sheet.set(address, { value, formula: undefined });
  }
  return { ...book, sheets: new Map([...book.sheets, ["Inputs", sheet]]) };
}

/** Figures of the summary worked out from formulas. */
function summary(book: ReadBook) {
  const at = evaluator(book);
  const of = (label: string) => at("Summary", `B${rowOf(book, "Summary", label)}`) as number;
  return {
    priceUSDPerEFLOPSh: of("Price of compute"),
    projectNPVUSD: of("Project: present value"),
    projectIRRFrac: of("Project: return (IRR)"),
    equityNPVUSD: of("Equity: present value"),
    equityIRRFrac: of("Equity: return (IRR)"),
    paybackYears: of("Project: paid back after"),
    gearingFrac: of("Gearing"),
    leastDSCR: of("Least cash over debt service (DSCR)"),
    checks: of("All checks") as unknown as string,
  };
}

/** The plan's own figures against the summary's. */
function expectSame(book: ReadBook, { finance, money }: Package): void {
  const { checks, projectNPVUSD, equityNPVUSD, ...found } = summary(book);
  expect(checks).toBe("hold");
  const own = finance!;
  // Money stands in the scenario's currency.
  const { usdPerUnit } = money;
  for (const [name, value] of Object.entries(found)) {
    const field = own[name as keyof typeof found];
    const asked = name.includes("USD") && field !== null ? field / usdPerUnit : field;
    if (asked === null) expect(value).toBe("none");
    else expect(Math.abs(value - asked) / Math.max(asked, 1e-9), name).toBeLessThan(1e-9);
  }
  // Present values are shown to the cent.
  const scale = own.revenueUSD.reduce((sum, usd) => sum + usd, 0) / usdPerUnit;
  expect(Math.abs(projectNPVUSD - own.projectNPVUSD / usdPerUnit)).toBeLessThan(1e-9 * scale);
  expect(Math.abs(equityNPVUSD - own.equityNPVUSD / usdPerUnit)).toBeLessThan(1e-9 * scale);
}

describe("workbook of the pro forma", () => {
  let pack: Package;
  let bytes: Uint8Array;
  let book: ReadBook;
  beforeAll(async () => {
    pack = await planned(SITE, "{ debt: {}, credit: production }");
    bytes = await proFormaWorkbook(pack);
    book = readXLSX(bytes);
  });

  it("comes to the plan's figures from inputs alone, cell by cell", () => {
    const { formulas, wrong } = wrongCells(book);
    expect(wrong.slice(0, 5)).toEqual([]);
    expect(formulas).toBeGreaterThan(5000);
    expectSame(book, pack);
  });

  it("has the sheets a bank asks for, each figure on Inputs with unit, source and how it is known", () => {
    expect([...book.sheets.keys()].slice(0, 6)).toEqual([
      "Summary",
      "Inputs",
      "Cash flow",
      "Debt",
      "Tax",
      "Chip life",
    ]);
    const inputs = book.sheets.get("Inputs")!;
    const dscr = rowOf(book, "Inputs", "Cash over debt service, asked");
    expect(["C", "D", "F"].map((column) => inputs.get(`${column}${dscr}`)!.value)).toEqual([
      "times",
      pack.provenance.find(({ path }) => path === "finance.debt.dscr")!.source,
      "estimated",
    ]);
    for (const [address, { value }] of inputs) {
      const row = address.slice(1);
      if (!address.startsWith("B") || Number(row) < 6 || typeof value !== "number") continue;
      expect(inputs.get(`D${row}`)!.value, `source of ${address}`).not.toBe("");
      expect(inputs.get(`F${row}`)!.value, `known by of ${address}`).not.toBe("");
    }
    // All assumptions of the plan are listed.
    expect(book.sheets.get("Sources")!.size).toBe(pack.provenance.length * 7 + 9);
  });

  it("follows its inputs as a new plan does", async () => {
    const other = await planned(
      SITE,
      "{ taxFrac: 0.3, inflationFrac: 0.03, credit: production, debt: { dscr: 2.5, interestFrac: 0.06, termYears: 7 } }",
    );
    const moved = changed(book, {
      tax_rate: 0.3,
      inflation: 0.03,
      dscr_target: 2.5,
      interest: 0.06,
      term: 7,
    });
    expect(other.finance!.gearingFrac).toBeLessThan(0.69);
    expectSame(moved, other);
  });

  it("with another life of chips typed in comes to that life's row of Chip life", () => {
    for (const { lifeYears, priceUSDPerEFLOPSh } of pack.finance!.chipLives) {
      const found = summary(changed(book, { "servers: life": lifeYears }));
      expect(Math.abs(found.priceUSDPerEFLOPSh / priceUSDPerEFLOPSh! - 1)).toBeLessThan(1e-9);
      const at = evaluator(book);
      const row = rowOf(book, "Chip life", `Chips written off over ${lifeYears} years`);
      expect(at("Chip life", `E${row}`)).toBeCloseTo(priceUSDPerEFLOPSh!, 6);
    }
  });

  it("is found out when a formula is wrong", () => {
    const row = rowOf(book, "Debt", "of it interest");
    const debt = new Map(book.sheets.get("Debt"));
    const cell = debt.get(`F${row}`)!;
    debt.set(`F${row}`, { ...cell, formula: `${cell.formula}*1.0001` });
    const broken = { ...book, sheets: new Map([...book.sheets, ["Debt", debt]]) };
    expect(wrongCells(broken).wrong.length).toBeGreaterThan(20);
  });

  it("runs no text of the scenario, and is the same to the byte each time", async () => {
    const texts = [...book.sheets.values()].flatMap((cells) =>
      [...cells.values()].flatMap(({ value }) => (typeof value === "string" ? [value] : [])),
    );
    expect(texts.filter((text) => /^[=+\-@\t\r]/.test(text) && Number.isNaN(Number(text)))).toEqual(
      [],
    );
    expect(book.sheets.get("Summary")!.get("A1")!.value).toBe(
      "'=HYPERLINK(1) <campus> & co: pro forma",
    );
    for (const cells of book.sheets.values())
      for (const { formula } of cells.values()) expect(formula ?? "").not.toContain("HYPERLINK");
    expect(await proFormaWorkbook(pack)).toEqual(bytes);
    const parts = partsOf(bytes);
    expect(parts["xl/workbook.xml"]).toContain('fullCalcOnLoad="1"');
    // Nothing reaches out: no macro, no link, no query.
    expect(
      Object.keys(parts).filter((name) => /external|vba|connections|query/i.test(name)),
    ).toEqual([]);
  });

  it("without debt, losses used at once, straight lines in Germany, in euros", async () => {
    const other = await planned(
      `${SITE}money: { currency: EUR, priceYear: 2024 }\n`,
      "{ country: DE, losses: usedAtOnce, projectYears: 9, priceEURPerEFLOPSh: 2500, waccFrom: parts }",
    );
    const german = readXLSX(await proFormaWorkbook(other));
    expect(wrongCells(german).wrong).toEqual([]);
    expectSame(german, other);
    // Sources apart, nothing speaks of dollars but the rate.
    const rate = rowOf(german, "Inputs", "USD per unit of currency");
    for (const [sheet, cells] of german.sheets)
      for (const [address, { value }] of cells)
        if (typeof value === "string" && sheet !== "Sources" && !/^[DG]\d/.test(address))
          expect(
            sheet === "Inputs" && Number(address.slice(1)) === rate ? "" : value,
            `${sheet}!${address}`,
          ).not.toMatch(/\bUSD\b/);
  });

  it("in euros is the one in dollars, money divided by the rate, cell by cell", async () => {
    const of = async (currency: string) =>
      readXLSX(
        await proFormaWorkbook(
          await planned(
            `${SITE}money: { waccFrac: 0.08, priceYear: 2024, currency: ${currency} }\n`,
            "{ debt: {}, credit: production }",
          ),
        ),
      );
    const [usd, eur] = [await of("USD"), await of("EUR, usdPerUnit: 2")];
    expect(wrongCells(eur).wrong).toEqual([]);
    const rate = rowOf(eur, "Inputs", "USD per unit of currency");
    let halved = 0;
    for (const [sheet, cells] of eur.sheets) {
      if (sheet === "Sources") continue;
      const others = usd.sheets.get(sheet)!;
      const scale = scaleOf(others);
      for (const [address, { value, formula }] of cells) {
        // The rate itself.
        if (sheet === "Inputs" && address === `B${rate}`) continue;
        const other = others.get(address);
        expect(formula, `${sheet}!${address}`).toBe(other?.formula);
        if (typeof value !== "number" || typeof other?.value !== "number") continue;
        const [same, half] = [1, 2].map(
          (rate) =>
            Math.abs(rate * value - Number(other.value)) <=
            1e-8 * Math.abs(Number(other.value)) + 1e-13 * scale + 0.011,
        );
        if (!same && half) halved++;
        expect(same || half, `${sheet}!${address}: ${value} and ${other.value}`).toBe(true);
      }
    }
    expect(halved).toBeGreaterThan(1000);
  });

  it("of a plan over quarters, level debt asked for", async () => {
    const other = await planned(
      QUARTERS,
      "{ debt: { repayment: level }, priceEURPerEFLOPSh: 3000 }",
    );
    const quarters = readXLSX(await proFormaWorkbook(other));
    expect(wrongCells(quarters).wrong).toEqual([]);
    expectSame(quarters, other);
    expect(quarters.sheets.has("Chip life")).toBe(false);
  });

  it("built over three years: interest is drawn like capital, debt is what cash carries", async () => {
    const { lines, terms } = pack.finance!;
    const late = 2;
    const shifted = (usd: readonly number[]) => [...Array.from({ length: late }, () => 0), ...usd];
    const spread = (usd: readonly number[]) => {
      const [first, ...rest] = usd;
      return [0.2 * first!, 0.3 * first!, 0.5 * first!, ...rest];
    };
    const financing = { ...terms.financing, debt: { ...terms.financing.debt!, dscr: 3 } };
    const project: FinanceReport = {
      ...pack.finance!,
      terms: { ...terms, financing },
      steady: false,
      buildYears: late + 1,
      serviceLagYears: 0,
      years: [...pack.finance!.years, ...[1, 2].map((t) => pack.finance!.years.at(-1)! + t)],
      computeEFLOPSh: shifted(pack.finance!.computeEFLOPSh),
      chipLives: [],
      lines: lines.map((line) => ({
        ...line,
        realUSD: line.capital ? spread(line.realUSD) : shifted(line.realUSD),
        capital: line.capital && { ...line.capital, energyMWh: shifted(line.capital.energyMWh) },
      })),
    };
    const costs = costsOf(project);
    const { result, flows } = projectSheet(costs, project.terms);
    const list = (values: Float64Array) => Array.from(values);
    const total = [...costs.operating, ...costs.capital].reduce(
      (sum, { realUSD }) => sum + realUSD.reduce((all, usd) => all + usd, 0),
      -costs.capital.reduce((sum, { restRealUSD }) => sum + restRealUSD, 0),
    );
    const own: Package = {
      ...pack,
      timeline: { money: [{ category: "all", usd: [total] }] } as unknown as Package["timeline"],
      finance: {
        ...project,
        priceUSDPerEFLOPSh: result!.priceUSD,
        revenueUSD: list(result!.revenueUSD),
        projectNPVUSD: result!.projectNPVUSD,
        equityNPVUSD: result!.equityNPVUSD,
        projectIRRFrac: result!.projectIRRFrac ?? null,
        equityIRRFrac: result!.equityIRRFrac ?? null,
        paybackYears: result!.paybackYears ?? null,
        gearingFrac: result!.gearingFrac,
        leastDSCR: result!.leastDSCR ?? null,
      },
    };
    const [, second, third] = result!.buildInterestUSD;
    const interest = financing.debt.interestFrac;
    // By hand: 7 % of what was drawn for a fifth of the capital, then of that and of what followed.
    expect(second).toBeCloseTo(result!.gearingFrac * flows.capitalUSD[0]! * interest, 2);
    expect(third).toBeCloseTo((result!.drawUSD[0]! + result!.drawUSD[1]!) * interest, 2);
    expect(result!.gearingFrac).toBeLessThan(0.69);
    const late3 = readXLSX(await proFormaWorkbook(own));
    expect(wrongCells(late3).wrong).toEqual([]);
    expectSame(late3, own);
  });
});
