/** What can be saved from the page, in a real browser: pictures with their words, tables, the report, the hours. */
import { readFile } from "node:fs/promises";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openBrowser, openPage } from "./browser.ts";
import type { Opened } from "./browser.ts";

let opened: Opened;

beforeAll(async () => {
  opened = await openBrowser();
});
afterAll(async () => {
  await opened.close();
});

/** The files that come when `act` is done. */
async function saved(
  page: Page,
  act: () => Promise<void>,
  count = 1,
): Promise<Map<string, Buffer>> {
  const files = new Map<string, Buffer>();
  const all = new Promise<void>((resolve, reject) => {
    page.on("download", (one) => {
      one
        .path()
        .then((path) => readFile(path))
        .then((content) => {
          files.set(one.suggestedFilename(), content);
          if (files.size === count) resolve();
        }, reject);
    });
  });
  await act();
  await all;
  page.removeAllListeners("download");
  return files;
}

const only = (files: Map<string, Buffer>): Buffer => [...files.values()][0]!;

describe("what is saved", { timeout: 400_000 }, () => {
  it("is every picture with its sentence and key, as SVG and PNG, whether drawn or laid out", async () => {
    const { page, faults } = await openPage(opened);
    for (const [view, picture] of [
      ["money", "cash-flow"],
      ["time", "time-to-power"],
    ] as const) {
      await page.goto(`${opened.address}#/${view}`);
      // The figures of the view before may still stand.
      await page.locator(`main #${picture}`).waitFor();
      const figure = page.locator("main figure").first();
      const last = page.locator("figure", { has: page.locator(".bars") }).first();
      for (const piece of [figure, last]) {
        await piece.getByRole("button", { name: /as SVG$/ }).waitFor();
        const svg = only(
          await saved(page, () => piece.getByRole("button", { name: /as SVG$/ }).click()),
        ).toString();
        const title = (await piece.locator("h3").first().textContent())!;
        // Its sentence, broken into lines.
        for (const word of title.split(/\s+/).slice(0, 4))
          expect(svg.includes(word), word).toBe(true);
        expect(/var\(--|NaN/.exec(svg)?.[0]).toBeUndefined();
        const png = only(
          await saved(page, () => piece.getByRole("button", { name: /as PNG$/ }).click()),
        );
        expect(png.subarray(1, 4).toString()).toBe("PNG");
      }
      if (view === "money") {
        const bars = page.locator("figure", { has: page.locator(".bars") }).first();
        const svg = only(
          await saved(page, () => bars.getByRole("button", { name: /as SVG$/ }).click()),
        ).toString();
        for (const word of ["servers", "Income"]) expect(svg.includes(word), word).toBe(true);
      }
    }
    expect(faults).toEqual([]);
    await page.close();
  });

  it("is every table as CSV and Parquet, and the plan as report, package and hours", async () => {
    const { page, faults } = await openPage(opened);
    await page.goto(`${opened.address}#/map`);
    const csv = only(
      await saved(page, () =>
        page.getByRole("button", { name: "Save the numbers of Sites as CSV" }).click(),
      ),
    ).toString();
    expect(csv.split("\r\n")[0]).toBe(
      'Site,Place,First MW,Full power,"IT, MW","At the busbar, MW",PUE,"Energy a year, MWh"',
    );
    expect(csv.split("\r\n")).toHaveLength(4);
    const parquet = only(
      await saved(page, () =>
        page.getByRole("button", { name: "Save the numbers of Sites as Parquet" }).click(),
      ),
    );
    expect([parquet.subarray(0, 4).toString(), parquet.subarray(-4).toString()]).toEqual([
      "PAR1",
      "PAR1",
    ]);
    const choose = async (label: RegExp, count = 1) =>
      saved(
        page,
        async () => {
          await page.getByRole("button", { name: "Save…" }).click();
          await page.getByRole("menuitem", { name: label }).click();
        },
        count,
      );
    const report = only(await choose(/^Report .HTML/)).toString();
    expect(report.includes("Three sites, one decision")).toBe(true);
    expect(report.search(/<script|https?:\/\/(?!www\.w3\.org)[^"]*\.(js|css)"/)).toBe(-1);
    await page.getByRole("button", { name: "Save…" }).click();
    await page.getByRole("menuitem", { name: "Report on paper or as PDF" }).click();
    const paper = page.frameLocator("iframe.on-paper-only");
    expect(await paper.locator(".sentence").textContent()).toMatch(/^First power/);
    const pack = JSON.parse(only(await choose(/^Package/)).toString()) as { sites: unknown[] };
    expect(pack.sites).toHaveLength(3);
    // On A4: 32 pages when assumptions stood once a site and the first picture began on a page of its own.
    const sheet = await page.context().newPage();
    await sheet.setContent(await paper.locator("html").evaluate((html) => html.outerHTML));
    const pdf = (await sheet.pdf({ format: "A4" })).toString("latin1");
    expect(pdf.match(/\/Type \/Page\b/g)!.length).toBeLessThanOrEqual(26);
    await sheet.close();
    const hours = await choose(/CSV/, 3);
    for (const [name, text] of hours) {
      expect(name).toMatch(/-(Abilene|Dunkirk|Luleå)\.csv$/);
      expect(text.toString().split("\n").length).toBeGreaterThan(600);
    }
    expect(faults).toEqual([]);
    await page.close();
  });

  it("prints each view on paper that is wide enough, in dark ink on white", async () => {
    const { page } = await openPage(opened, { colorScheme: "dark" });
    await page.goto(`${opened.address}#/money`);
    await page.locator("main #cash-flow").waitFor();
    await page.emulateMedia({ media: "print" });
    expect(
      await page.evaluate(() =>
        getComputedStyle(document.documentElement).getPropertyValue("--paper"),
      ),
    ).toBe("#fff");
    expect(
      await page
        .locator(".bar-top, .what-if, .files")
        .evaluateAll((found) => found.filter((one) => one.checkVisibility()).length),
    ).toBe(0);
    // Bars, bands and keys are backgrounds: paper must not drop them.
    expect(
      await page
        .locator("main .bar i, main .key i")
        .evaluateAll((found) =>
          found.every((one) => getComputedStyle(one).printColorAdjust === "exact"),
        ),
    ).toBe(true);
    const pdf = await page.pdf({ format: "A4" });
    expect(pdf.subarray(0, 5).toString()).toBe("%PDF-");
    await page.close();
  });
});
