/** That the page stays light and answers while it plans: what the first view loads, and how long it is busy in one piece. */
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openBrowser, openPage, watchScripts } from "./browser.ts";
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
    await page.getByRole("img", { name: /lulea .* MW/ }).waitFor();
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
      await page.evaluate((name) => {
        location.hash = `#/${name}`;
      }, view);
      await page.locator("main figure, main table").first().waitFor();
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
});
