/**
 * The pro forma as a workbook that works itself out: every figure is a formula on inputs and on the plan's
 * results; the values written with them are the plan's own.
 *
 *     Inputs → Plan by year, Capital, Tax tables → Tax ⇄ Debt → Cash flow → Price search → Summary
 */
import type { Package } from "../../package.ts";
import { writtenIn } from "../../../units/money.ts";
import type { Workbook } from "../../xlsx/sheet.ts";
import { writeWorkbook } from "../../xlsx/write.ts";
import { capitalSheet } from "./capital.ts";
import { cashSheet } from "./cash.ts";
import { chipLifeSheet, chipWorkingsSheet } from "./chip-life.ts";
import { debtSheet } from "./debt.ts";
import { assembled } from "./grid.ts";
import { inputsSheet } from "./inputs.ts";
import { modelOf } from "./model.ts";
import { planSheet } from "./plan-by-year.ts";
import { ratesSheet } from "./rates.ts";
import { searchSheet } from "./search.ts";
import { sourcesSheet } from "./sources.ts";
import { summarySheet } from "./summary.ts";
import { taxSheet } from "./tax.ts";
import { taxTablesSheet } from "./tax-tables.ts";

/** Media type of the file. */
export const WORKBOOK_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/** The file's bytes, all money in the scenario's currency. @throws Error when the plan has no pro forma. */
export async function proFormaWorkbook(pack: Package): Promise<Uint8Array<ArrayBuffer>> {
  return writeWorkbook(writtenIn(pack.money, () => workbookOf(pack)));
}

function workbookOf(pack: Package): Workbook {
  const { finance } = pack;
  if (!finance) throw new Error("The plan has no pro forma; add finance: {} to its scenario");
  const model = modelOf(pack, finance);
  const chips = model.lives.length > 0;
  const sheets = [
    summarySheet(model),
    inputsSheet(model),
    cashSheet(model),
    debtSheet(model),
    taxSheet(model),
    ...(chips ? [chipLifeSheet(model)] : []),
    capitalSheet(model),
    taxTablesSheet(model),
    planSheet(model),
    ...(chips ? [chipWorkingsSheet(model)] : []),
    searchSheet(model),
    ratesSheet(model),
    sourcesSheet(model),
  ];
  return assembled(`${pack.name}: pro forma`, `Scenario ${pack.scenarioHash}`, sheets);
}
