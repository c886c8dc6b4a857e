/** The web app in a real browser: first visit, what-if, a broken scenario, comparison, import, keyboard, dark, narrow. */
import { mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readXLSX } from "../../scripts/read-xlsx.ts";
import { ROOT } from "../server/harness.ts";
import { answered, openBrowser, openPage, violations } from "./browser.ts";
import type { Opened } from "./browser.ts";

/** Set to keep pictures of the views under docs/images. */
const PICTURES = process.env["FIRMWATT_PICTURES"] !== undefined;
const VIEWS = [
  "map",
  "package",
  "time",
  "hours",
  "money",
  "buyer",
  "bottlenecks",
  "rules",
  "risk",
  "many",
  "compare",
  "scenario",
];
/** Views that docs/tour.md shows. */
const TOUR = new Set(["map", "time", "bottlenecks"]);
/** What a view shows when it has opened. */
const SHOWN = "main figure, main .markup, main .empty, main textarea, main section";
/** Has the page's clock run at another speed: how soon an answer came decides what is planned next. */
async function runClock(page: Page, speed: number): Promise<void> {
  await page.addInitScript((factor) => {
    const now = performance.now.bind(performance);
    performance.now = () => factor * now();
  }, speed);
}

/** A small campus, and over few hours, where it plans in a moment. */
const EVERY_HOUR = "09-megawatts-or-chips-scarce";
const SMALL = `${EVERY_HOUR}&set=resolution%3Dweeks%3A8`;

let opened: Opened;

beforeAll(async () => {
  opened = await openBrowser();
});
afterAll(async () => {
  await opened.close();
});

const sentence = (page: Page) => page.getByTestId("sentence").textContent();

async function picture(page: Page, name: string): Promise<void> {
  if (!PICTURES) return;
  const folder = join(ROOT, "docs", "images");
  mkdirSync(folder, { recursive: true });
  await page.screenshot({ path: join(folder, `${name}.jpg`), type: "jpeg", quality: 70 });
}

describe("the web app", { timeout: 400_000 }, () => {
  it("opens on the solved portfolio, and every view says something without a fault", async () => {
    const { page, faults } = await openPage(opened);
    await page.goto(opened.address);
    expect(await sentence(page)).toMatch(/^First power/);
    expect(await page.getByTestId("verified").textContent()).toMatch(
      /^Verified (\d+) of \1 checks/,
    );
    await page.getByRole("img", { name: /Luleå .* MW/ }).waitFor();
    await page.getByRole("slider").first().waitFor();
    for (const view of VIEWS) {
      await page.goto(`${opened.address}#/${view}`);
      await page.waitForFunction(
        (name) => document.querySelector(`.views a[aria-current=page][href*="/${name}"]`) !== null,
        view,
      );
      await page.waitForLoadState("networkidle");
      await page.locator(SHOWN).first().waitFor();
      if (TOUR.has(view)) await picture(page, view);
    }
    expect(faults).toEqual([]);
    await page.close();
  });

  it("has no accessibility violations in any view, light or dark", async () => {
    const found: string[] = [];
    const { page } = await openPage(opened);
    for (const view of VIEWS) {
      await page.emulateMedia({ colorScheme: "light" });
      await page.goto(`${opened.address}#/${view}`);
      await page.locator(SHOWN).first().waitFor();
      found.push(...(await violations(page)).map((one) => `${view}: ${one}`));
      // Only colours change in the dark.
      await page.emulateMedia({ colorScheme: "dark" });
      const dark = await violations(page, ["color-contrast"]);
      found.push(...dark.map((one) => `${view}, dark: ${one}`));
    }
    expect(found).toEqual([]);
    await page.close();
  });

  it("fits a phone in the dark, without violations and without scrolling sideways", async () => {
    const { page } = await openPage(opened, {
      colorScheme: "dark",
      viewport: { width: 375, height: 800 },
    });
    for (const view of VIEWS) {
      await page.goto(`${opened.address}#/${view}`);
      await page.locator(SHOWN).first().waitFor();
      const over = await page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      );
      expect(over, `${view} is wider than its window`).toBeLessThanOrEqual(0);
      if (view === "map") await picture(page, `${view}-phone-dark`);
      // A date is never parted at its hyphen.
      const dates = page.getByTestId("sentence").locator(".whole");
      expect(await dates.count()).toBeGreaterThan(3);
      for (const { height } of (
        await Promise.all((await dates.all()).map((one) => one.boundingBox()))
      ).flatMap((box) => (box ? [box] : [])))
        expect(height).toBeLessThan(40);
      // Nor is one in headings, notes, tables or names of bars.
      const parted = await page.evaluate(() => {
        const found: string[] = [];
        const walker = document.createTreeWalker(
          document.querySelector("main")!,
          NodeFilter.SHOW_TEXT,
        );
        for (let node = walker.nextNode(); node; node = walker.nextNode()) {
          if (node.parentElement?.closest("svg, textarea, pre")) continue;
          for (const { index, 0: date } of (node as Text).data.matchAll(
            /\b\d{4}-(?:Q\d|\d\d\b)/g,
          )) {
            const range = document.createRange();
            range.setStart(node, index);
            range.setEnd(node, index + date.length);
            const tops = new Set([...range.getClientRects()].map(({ top }) => Math.round(top)));
            if (tops.size > 1) found.push((node as Text).data);
          }
        }
        return found;
      });
      expect(parted, `dates of ${view}`).toEqual([]);
    }
    await page.goto(`${opened.address}#/package`);
    await page.locator(SHOWN).first().waitFor();
    expect(await violations(page)).toEqual([]);
    await page.close();
  });

  it("has levers on a phone in a panel under the answer; Escape closes it, and so does another view", async () => {
    const { page, faults } = await openPage(opened, {
      colorScheme: "dark",
      viewport: { width: 375, height: 800 },
    });
    await page.goto(`${opened.address}#/bottlenecks`);
    await page.locator(SHOWN).first().waitFor();
    await page.evaluate(() => {
      window.scrollTo(0, document.body.scrollHeight);
    });
    const toggle = page.getByRole("button", { name: "What if…" });
    const lever = page.getByRole("slider", { name: /^Every grid offer slips/ });
    await toggle.focus();
    await page.keyboard.press("Enter");
    await lever.focus();
    await page.keyboard.press("ArrowRight");
    await answered(page);
    // The answer is in sight while the lever has the focus.
    const [answer, panel] = [await page.locator(".lead").boundingBox(), await toggle.boundingBox()];
    expect(answer!.y).toBeGreaterThanOrEqual(0);
    expect(panel!.y - answer!.y).toBeGreaterThan(200);
    expect(await violations(page)).toEqual([]);
    await page.waitForFunction(() => document.querySelector(".working") === null);
    await page.keyboard.press("Escape");
    await lever.waitFor({ state: "hidden" });
    expect(await toggle.evaluate((one) => one === document.activeElement)).toBe(true);
    await page.keyboard.press("Enter");
    await lever.waitFor();
    await page.keyboard.press("g");
    await page.keyboard.press("c");
    await page.getByTestId("worth").waitFor();
    expect(await lever.isVisible()).toBe(false);
    expect(faults).toEqual([]);
    await page.close();
  });

  it("plans again when a lever moves, verified, with the old answer behind; undo takes it back", async () => {
    const { page, faults } = await openPage(opened);
    await page.goto(`${opened.address}#/package?e=${SMALL}`);
    await answered(page);
    const before = await page.locator("[data-figure=itMW] button").textContent();
    const lever = page.getByRole("slider", { name: /^Firm MW offered/ }).first();
    await lever.focus();
    await page.keyboard.press("Home");
    for (let i = 0; i < 3; i++) await page.keyboard.press("PageUp");
    await page.locator("[data-figure=itMW] .moved s").waitFor();
    await answered(page);
    expect(await page.locator("[data-figure=itMW] .moved s").textContent()).toBe(before);
    expect(await page.locator("[data-figure=itMW] button").textContent()).not.toBe(before);
    expect(await page.getByTestId("verified").textContent()).toMatch(
      /^Verified (\d+) of \1 checks/,
    );
    expect(page.url()).toContain("firmMW%3D");
    // The link alone brings back the same answer.
    const words = await sentence(page);
    const link = page.url();
    const other = await openPage(opened);
    await other.page.goto(link);
    await answered(other.page);
    expect(await sentence(other.page)).toBe(words);
    await other.page.close();
    await page.getByRole("button", { name: "Undo" }).click();
    await page.waitForFunction(
      (old) => document.querySelector("[data-figure=itMW] button")?.textContent === old,
      before,
    );
    expect(faults).toEqual([]);
    await page.close();
  });

  it("plans the portfolio unseen once someone is there, and leaves off when a lever moves", async () => {
    const rehearsed = async (page: Page) => {
      const planner = page.workers()[0];
      return planner
        ? planner.evaluate(() => performance.getEntriesByName("rehearsed").length)
        : undefined;
    };
    const { page, faults } = await openPage(opened);
    await page.goto(`${opened.address}#/package`);
    await page.getByRole("slider").first().waitFor();
    const where = await page.getByTestId("where").textContent();
    expect(await rehearsed(page)).toBeUndefined();
    await page.mouse.move(300, 300);
    await expect.poll(() => rehearsed(page), { timeout: 60_000 }).toBe(1);
    expect(await page.getByTestId("where").textContent()).toBe(where);
    await page.close();

    const hasty = await openPage(opened);
    await hasty.page.goto(`${opened.address}#/package`);
    await hasty.page.getByRole("slider", { name: /^Cost of capital/ }).focus();
    await hasty.page.keyboard.press("ArrowRight");
    await answered(hasty.page);
    expect(await rehearsed(hasty.page)).toBe(0);
    expect([...faults, ...hasty.faults]).toEqual([]);
    await hasty.page.close();
  });

  it("answers over eight weeks and then over every hour, each against the base over the same hours", async () => {
    const { page, faults } = await openPage(opened);
    await runClock(page, 100);
    await page.goto(`${opened.address}#/package?e=${EVERY_HOUR}`);
    const hours = (words: RegExp) => page.locator(".status").filter({ hasText: words }).waitFor();
    await hours(/8 representative weeks of \d{4}, 1\u202F344 hours/);
    await answered(page);
    await hours(/every hour of \d{4}, 8\u202F760 hours/);
    const tile = page.locator("[data-figure=costUSDPerYear]");
    const before = await tile.locator("button").textContent();
    const lever = page.getByRole("slider", { name: /^Firm MW offered/ }).first();
    await lever.focus();
    await page.keyboard.press("Home");
    for (let i = 0; i < 3; i++) await page.keyboard.press("PageUp");
    await hours(/8 representative weeks.*Refining to every hour/);
    await tile.locator(".moved s").waitFor();
    await answered(page);
    await hours(/every hour/);
    expect(await tile.locator(".moved s").textContent()).toBe(before);
    // What was planned is not planned again: undone, the old answer stands there over every hour at once.
    await page.getByRole("button", { name: "Undo" }).click();
    await page.waitForFunction(
      (old) =>
        document.querySelector("[data-figure=costUSDPerYear] button")?.textContent === old &&
        document.querySelector(".working") === null,
      before,
      { timeout: 1500 },
    );
    await hours(/every hour/);
    expect(faults).toEqual([]);
    await page.close();
  });

  it("answers over every hour at once where that came soon the last time", async () => {
    const { page, faults } = await openPage(opened);
    await runClock(page, 1e-3);
    await page.goto(`${opened.address}#/package?e=${EVERY_HOUR}`);
    await page
      .locator(".status")
      .filter({ hasText: /every hour of \d{4}/ })
      .waitFor();
    await answered(page);
    await page.evaluate(() => {
      const scope = globalThis as unknown as { few: boolean };
      scope.few = false;
      new MutationObserver(() => {
        scope.few ||= /8 representative/.test(document.querySelector(".status")!.textContent);
      }).observe(document.body, { subtree: true, childList: true, characterData: true });
    });
    await page
      .getByRole("slider", { name: /^Firm MW offered/ })
      .first()
      .focus();
    await page.keyboard.press("PageDown");
    await page.locator("[data-figure=costUSDPerYear] .moved s").waitFor();
    await answered(page);
    expect(await page.evaluate(() => (globalThis as unknown as { few: boolean }).few)).toBe(false);
    expect(await page.locator(".status").textContent()).toMatch(/every hour of \d{4}.*confirmed/);
    expect(faults).toEqual([]);
    await page.close();
  });

  it("explains a number down to its sources", async () => {
    const { page } = await openPage(opened);
    await page.goto(`${opened.address}#/package`);
    await page.locator("[data-figure=usdPerEFLOPSh] button").click();
    const dialog = page.getByRole("dialog", { name: "Cost of compute" });
    await dialog.waitFor();
    expect(await dialog.textContent()).toContain("cost a year / compute a year");
    expect(await dialog.locator(".behind li .badge").count()).toBeGreaterThan(3);
    await picture(page, "explanation");
    await page.keyboard.press("Escape");
    await dialog.waitFor({ state: "hidden" });
    await expect.poll(() => page.url()).not.toContain("x=");
    await page.close();
  });

  it("marks a mistake on its line, keeps the answer, and plans when it is mended", async () => {
    const { page } = await openPage(opened);
    await page.goto(`${opened.address}#/scenario?e=${SMALL}`);
    await answered(page);
    const words = await sentence(page);
    const area = page.getByLabel("Scenario as YAML");
    const text = await area.inputValue();
    await area.fill(text.replace("firmMW:", "firmMw:"));
    await page.getByTestId("issues").waitFor();
    expect(await page.getByTestId("issues").textContent()).toMatch(
      /Line \d+, column \d+.*Did you mean firmMW/,
    );
    // What is no field stands with its block.
    const fault = page.locator(".form .fault");
    expect(await fault.textContent()).toMatch(/Unknown key "firmMw"\. Did you mean firmMW\?/);
    await area.fill(text.replace("firmMW: 100", "firmMW: -5"));
    await page.getByTestId("issues").getByText("out of range").waitFor();
    expect(await fault.textContent()).toBe(
      "firmMW is out of range; it is -5, expected at least 0 MW.",
    );
    expect(await page.getByRole("button", { name: "Plan this" }).isDisabled()).toBe(true);
    expect(await sentence(page)).toBe(words);
    await area.fill(text.replace("firmMW: 100", "firmMW: 80"));
    await page.getByTestId("issues").waitFor({ state: "hidden" });
    await page.getByRole("button", { name: "Plan this" }).click();
    await page.waitForFunction(
      (old) => document.querySelector("[data-testid=sentence]")?.textContent !== old,
      words,
    );
    expect(page.url()).toContain("y=");
    // The form writes into the text.
    const field = page.getByLabel("firm MW", { exact: true }).first();
    await field.fill("70");
    await field.press("Enter");
    await page.waitForFunction(() =>
      document.querySelector<HTMLTextAreaElement>("textarea")?.value.includes("firmMW: 70"),
    );
    await page.close();
  });

  it("compares what is kept with what is shown", async () => {
    const { page } = await openPage(opened);
    await page.goto(`${opened.address}#/compare?e=${SMALL}`);
    await answered(page);
    await page.getByText("There is one plan only").waitFor();
    await page.getByRole("button", { name: "Keep" }).click();
    const lever = page.getByRole("slider", { name: /^Cost of capital/ });
    await lever.focus();
    await page.keyboard.press("PageUp");
    await page.getByRole("table", { name: /Plans side by side/ }).waitFor();
    await page.getByText("Kept A").first().waitFor();
    await answered(page);
    expect(await page.locator(".side-by-side .moved").count()).toBeGreaterThan(0);
    expect(await page.locator(".side-by-side tbody tr").first().textContent()).toContain(
      "money.waccFrac",
    );
    await page.close();
  });

  it("answers the questions of docs/tour.md: which site first, when, what binds, what a slip of nine months costs", async () => {
    const { page, faults } = await openPage(opened);
    await page.goto(opened.address);
    const first = page.getByRole("table", { name: /^Sites, the first to have power on top/ });
    expect(await first.locator("tbody tr").first().textContent()).toMatch(/^Abilene.*20\d\d-\d\d/);
    await page.keyboard.press("g");
    await page.keyboard.press("b");
    await page.locator("#ledger").waitFor();
    expect(await page.locator("#ledger h3").textContent()).toMatch(
      /^One percent more of the firm MW .* is worth .* MUSD today/,
    );
    await page.keyboard.press("g");
    await page.keyboard.press("c");
    await page.getByText("There is one plan only").waitFor();
    await page.getByRole("slider", { name: /^Every grid offer slips/ }).focus();
    for (let month = 0; month < 9; month++) await page.keyboard.press("ArrowRight");
    await page.getByText("grid 9 months later").waitFor();
    await page.waitForFunction(() => document.querySelector(".lead-box.stale") === null);
    expect(await page.getByTestId("worth").textContent()).toMatch(
      /^It costs \d.* of today's money over the plan: net present value .* instead of/,
    );
    if (PICTURES) await answered(page);
    await picture(page, "compare");
    // Undone, the plan that was there before stands there again.
    await page.keyboard.press("u");
    await page.getByText("There is one plan only").waitFor();
    expect(faults).toEqual([]);
    await page.close();
  });

  it("compares own, colocate and rent for a buyer, told by the link, and saves a workbook", async () => {
    const { page, faults } = await openPage(opened);
    const buyer = "b=rating%3Da&b=equity%3D400&b=cash%3D400&b=sizes%3D4";
    await page.goto(`${opened.address}#/buyer?e=25-start-up-of-4-mw&${buyer}`);
    await page.getByTestId("advice").waitFor();
    expect(await page.getByTestId("advice").textContent()).toMatch(/^(Own|Colocate): at 4 MW/);
    expect(await page.getByRole("table", { name: "The same compute, three ways" }).count()).toBe(1);
    expect(await violations(page)).toEqual([]);
    await page.getByLabel("Sizes, MW of IT").fill("none");
    await page.getByText("Up to 12 sizes in MW").waitFor();
    expect(await page.getByRole("button", { name: "Compare", exact: true }).isDisabled()).toBe(
      true,
    );
    await page.goto(`${opened.address}#/money?e=25-start-up-of-4-mw&set=finance%3D%7B%7D`);
    await page.getByRole("table", { name: /^Cash by year/ }).waitFor();
    const [saved] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("button", { name: "Save workbook (XLSX)" }).click(),
    ]);
    const book = readXLSX(new Uint8Array(readFileSync(await saved.path())));
    expect([...book.sheets.keys()]).toContain("Cash flow");
    expect(faults).toEqual([]);
    await page.close();
  });

  it("saves a workbook of a scenario without finance, on the usual terms, and leaves the plan shown as it is", async () => {
    const { page, faults } = await openPage(opened);
    await page.goto(`${opened.address}#/money?e=${SMALL}`);
    await answered(page);
    await page.getByText("Taxes, debt and returns by year are worked out where").waitFor();
    const told = await sentence(page);
    const [saved] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("button", { name: "Save workbook (XLSX)" }).click(),
    ]);
    const book = readXLSX(new Uint8Array(readFileSync(await saved.path())));
    expect([...book.sheets.keys()]).toContain("Cash flow");
    await page.getByText("The workbook is saved; every computed cell is a formula.").waitFor();
    expect(await sentence(page)).toBe(told);
    expect(page.url()).not.toContain("finance");
    expect(faults).toEqual([]);
    await page.close();
  });

  it("compares for a buyer on the server, stops it there, and takes the answer the browser would give", async () => {
    const worker = opened.server.startWorker(1);
    const { page, faults } = await openPage(opened);
    const buyer = "b=rating%3Da&b=equity%3D400&b=cash%3D400&b=sizes%3D4";
    await page.goto(`${opened.address}#/buyer?e=25-start-up-of-4-mw&${buyer}`);
    const advice = page.getByTestId("advice");
    await advice.waitFor();
    const inBrowser = await page.getByRole("table").first().textContent();
    const said = await advice.textContent();
    const asked = page.waitForRequest((one) => one.url().endsWith("/api/v1/comparisons"));
    await page.getByRole("button", { name: "Compare on the server" }).click();
    expect((await asked).postDataJSON()).toMatchObject({ sizesMW: [4] });
    await page.getByText("Comparing", { exact: true }).waitFor();
    await page.getByRole("button", { name: "Stop" }).click();
    const again = page.getByRole("button", { name: "Compare on the server" });
    await again.waitFor();
    const result = page.waitForResponse(
      (one) => /\/api\/v1\/plans\/[^/]+\/result$/.test(one.url()) && one.ok(),
    );
    await again.click();
    await result;
    await again.waitFor();
    expect(await advice.textContent()).toBe(said);
    expect(await page.getByRole("table").first().textContent()).toBe(inBrowser);
    expect(await page.getByRole("alert").count()).toBe(0);
    expect(faults).toEqual([]);
    await page.close();
    await worker.close();
  });

  it("can be stopped while it plans, within a second", async () => {
    const { page } = await openPage(opened);
    await page.goto(opened.address);
    const lever = page.getByRole("slider").first();
    await lever.focus();
    await page.keyboard.press("PageUp");
    await page.getByRole("button", { name: "Stop" }).click();
    const start = performance.now();
    await page.getByRole("button", { name: "Stop" }).waitFor({ state: "hidden" });
    expect(performance.now() - start).toBeLessThan(2000);
    expect(await sentence(page)).toMatch(/^First power/);
    await page.close();
  });

  it("hands a heavy plan to the server, shows its progress, stops it, and shows what came", async () => {
    const worker = opened.server.startWorker(1);
    const { page, faults } = await openPage(opened);
    await page.goto(`${opened.address}#/package?e=${SMALL}`);
    await answered(page);
    const before = await page.locator("[data-figure=costUSDPerYear] button").textContent();
    await page.getByRole("button", { name: "Plan every hour on the server" }).click();
    await page.getByText("Planning on the server").waitFor();
    await page.getByRole("button", { name: "Stop" }).click();
    await page.getByRole("button", { name: "Plan every hour on the server" }).click();
    await page.getByText(/in the server/).waitFor();
    expect(await page.getByText(/every hour of \d{4}, 8/).count()).toBe(1);
    expect(await page.getByTestId("verified").textContent()).toMatch(
      /^Verified (\d+) of \1 checks/,
    );
    expect(page.url()).toContain("resolution%3Dfull");
    expect(before).not.toBeNull();
    expect(faults).toEqual([]);
    await page.close();
    await worker.close();
  });

  it("is usable by keyboard alone", async () => {
    const { page } = await openPage(opened);
    await page.goto(opened.address);
    await page.getByTestId("sentence").waitFor();
    await page.keyboard.press("Tab");
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe("Skip to the view");
    await page.keyboard.press("g");
    await page.keyboard.press("t");
    await page.waitForFunction(() => location.hash.startsWith("#/time"));
    await page.keyboard.press("?");
    await page.getByRole("dialog", { name: "Keys" }).waitFor();
    await page.keyboard.press("Escape");
    await page.close();
  });
});
