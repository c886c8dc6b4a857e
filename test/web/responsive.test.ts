/**
 * That the page stays light and answers while it plans: what the first view loads, how long it is busy in one
 * piece; and that by keys alone, on a phone, what has the focus is in sight, explained, shared and saved.
 */
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openBrowser, openPage, showView, watchScripts } from "./browser.ts";
import type { Opened } from "./browser.ts";
import { longestTask, yardstick } from "./main-thread.ts";

/** Most JavaScript of the first view, gzipped. */
const MOST_KB = 350;

let opened: Opened;

beforeAll(async () => {
  opened = await openBrowser();
});
afterAll(async () => {
  await opened.close();
});

/** Waits for the answer to a lever: planned in the browser, drawn. */
async function answered(page: Page): Promise<void> {
  await page.waitForFunction(() => {
    const where = document.querySelector("[data-testid=where]")?.textContent ?? "";
    return (
      /this browser/.test(where) &&
      document.querySelector(".lead-box.stale, [aria-busy=true]") === null
    );
  });
}

describe("the page", { timeout: 400_000 }, () => {
  it(`loads at most ${MOST_KB} kB of JavaScript for the first view, and no planner yet`, async () => {
    const { page, faults } = await openPage(opened);
    const loaded = watchScripts(page);
    await page.goto(opened.address);
    await page.getByRole("img", { name: /Luleå .* MW/ }).waitFor();
    await page.getByRole("slider").first().waitFor();
    const scripts = await loaded();
    const kB = [...scripts.values()].reduce((sum, size) => sum + size, 0);
    expect(scripts.size).toBeGreaterThan(1);
    expect(kB).toBeLessThan(MOST_KB);
    expect([...scripts.keys()].filter((url) => /worker|highs/.test(url))).toEqual([]);
    expect(faults).toEqual([]);
    await page.close();
  });

  it("is never busy in one piece for 100 ms of a server's core while a portfolio of 28 quarters is planned and drawn", async () => {
    const { page } = await openPage(opened);
    await page.goto(opened.address);
    await page.getByRole("slider").first().waitFor();
    const most = await yardstick(page);
    const busy: Record<string, number> = {};
    for (const view of ["package", "time"]) {
      await showView(page, view);
      busy[view] = await longestTask(page, async () => {
        const lever = page.getByRole("slider", { name: /^Cost of capital/ });
        await lever.focus();
        await page.keyboard.press("ArrowRight");
        await page.locator(".lead-box.stale").waitFor();
        await answered(page);
      });
    }
    for (const [when, ms] of Object.entries(busy))
      expect(
        ms / most,
        `${when}: ${ms.toFixed(0)} ms where the yardstick is ${most.toFixed(0)} ms`,
      ).toBeLessThan(1);
    await page.close();
  });

  it("shows no text of a picture below 11 px, on a phone and beside the levers", async () => {
    for (const width of [375, 1440]) {
      const { page } = await openPage(opened, { viewport: { width, height: 900 } });
      await page.goto(opened.address);
      for (const view of ["time", "hours", "money", "bottlenecks"]) {
        await showView(page, view);
        await page.locator("main figure svg text").first().waitFor();
        const smallest = await page.evaluate(() => {
          const sizes = [...document.querySelectorAll<SVGSVGElement>("main figure svg")].flatMap(
            (svg) =>
              [...svg.querySelectorAll("text")].map(
                (text) =>
                  (Number.parseFloat(getComputedStyle(text).fontSize) *
                    svg.getBoundingClientRect().width) /
                  svg.viewBox.baseVal.width,
              ),
          );
          return Math.min(...sizes);
        });
        expect(smallest, `${view} at ${width} px`).toBeGreaterThan(10.95);
        expect(smallest, `${view} at ${width} px`).toBeLessThan(40);
      }
      await page.close();
    }
  });

  it("by keys on a phone keeps what has the focus in sight; a figure is explained, the link shared, the report saved", async () => {
    const { page, faults } = await openPage(opened, {
      viewport: { width: 375, height: 740 },
      permissions: ["clipboard-read", "clipboard-write"],
    });
    await page.goto(opened.address);
    await page.getByRole("img", { name: /Luleå .* MW/ }).waitFor();
    /** What has the focus, and whether something lies over its middle. */
    const focused = () =>
      page.evaluate(() => {
        const has = document.activeElement as HTMLElement;
        const { left, top, width, height } = has.getBoundingClientRect();
        const [x, y] = [left + width / 2, top + Math.min(height, 30) / 2];
        const seen = document.elementFromPoint(Math.min(Math.max(x, 1), innerWidth - 1), y);
        return {
          words: has.innerText.replace(/\s/g, " "),
          isSeen: has.contains(seen) || seen?.contains(has) === true,
        };
      });
    const passed: string[] = [];
    const tabTo = async (words: RegExp) => {
      for (let i = 0; i < 80; i++) {
        await page.keyboard.press("Tab");
        const { words: found, isSeen } = await focused();
        if (found !== "") expect(isSeen, `${found} is hidden`).toBe(true);
        passed.push(found);
        if (words.test(found)) return;
      }
      throw new Error(`no ${String(words)} among ${passed.join(", ")}`);
    };
    await tabTo(/^Share$/);
    await page.keyboard.press("Enter");
    await page.getByText("The link is copied").waitFor();
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(page.url());
    await tabTo(/^Save…$/);
    await page.keyboard.press("Enter");
    await page.getByRole("menuitem", { name: "Report (HTML)" }).waitFor();
    const saved = page.waitForEvent("download");
    await page.keyboard.press("Enter");
    expect((await saved).suggestedFilename()).toMatch(/^firmwatt-.*\.html$/);
    // To the foot of the first table, past what the bar of the levers would cover.
    await tabTo(/^Parquet$/);
    await tabTo(/^\d+\sMW$/);
    const figure = (await focused()).words;
    await page.keyboard.press("Enter");
    const dialog = page.getByRole("dialog");
    await dialog.getByRole("heading", { name: "What goes in" }).waitFor();
    expect((await dialog.innerText()).replace(/\s/g, " ")).toContain(figure);
    await page.keyboard.press("Escape");
    await dialog.waitFor({ state: "hidden" });
    expect((await focused()).words).toBe(figure);
    expect(faults).toEqual([]);
    await page.close();
  });
});
