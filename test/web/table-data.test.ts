/** A table of the page as data: numbers in one unit, errors and units in columns of their own. */
import { expect, it } from "vitest";
import { tableData } from "../../apps/web/parts/table-data.ts";

const NARROW = "\u202F";
const HARD = "\u00A0";
const shown = (rows: string[][]) =>
  Object.fromEntries(tableData(rows).map(({ name, values }) => [name, values]));

it("gives quantities as numbers in one unit that the name tells", () => {
  expect(
    shown([
      ["Site", "IT", "Cost a year", "Energy a year", "Margin MW", "PUE", "Clean"],
      ["a", `183${HARD}MW`, "94.8 MEUR", `1${NARROW}060 GWh`, "−1.01", "1.095", "70.7 %"],
      ["b", `1${NARROW}370${HARD}MW`, "6.13 kEUR", "657 MWh", "–", "1.1", "99.995 %"],
    ]),
  ).toEqual({
    Site: ["a", "b"],
    "IT, MW": [183, 1370],
    "Cost a year, EUR": [94_800_000, 6130],
    "Energy a year, MWh": [1_060_000, 657],
    "Margin MW": [-1.01, null],
    PUE: [1.095, 1.1],
    "Clean, %": [70.7, 99.995],
  });
});

it("parts a number from its standard error, and numbers of several units from these", () => {
  expect(
    shown([
      ["USD", "Chips that wait", "Size"],
      ["53.4 ± 0.7 MUSD", "5.97 ± 0.02 million GPU-months", `183${HARD}MW IT`],
      ["1.091 ± 0.007 BUSD", "6 million GPU-months", `86${NARROW}100${HARD}chips`],
    ]),
  ).toEqual({
    USD: [53_400_000, 1_091_000_000],
    "USD, standard error": [700_000, 7_000_000],
    "Chips that wait, GPU-months": [5_970_000, 6_000_000],
    "Chips that wait, GPU-months, standard error": [20_000, null],
    Size: [183, 86_100],
    "Size, unit": ["MW IT", "chips"],
  });
});

it("leaves words, dates and limits with words as they are, and names no column twice", () => {
  expect(
    shown([
      ["", "Most", "Months", "How sure", "How sure"],
      ["2027-01", "200 MW, reached", "8 of its 27 months", "62 %", "x"],
      ["2028-Q1", "no limit", "12", "not within the plan", "y"],
    ]),
  ).toEqual({
    row: ["2027-01", "2028-Q1"],
    Most: ["200 MW, reached", "no limit"],
    Months: ["8 of its 27 months", "12"],
    "How sure": ["62 %", "not within the plan"],
    "How sure 2": ["x", "y"],
  });
});
