/** That figures of the views explain themselves in a real browser: by click and by keys, light, dark and on a phone. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openBrowser, openPage, showView, violations } from "./browser.ts";
import type { Opened } from "./browser.ts";

/** A view, a table of it, and what its first figure is called. */
const VIEWS = [
  ["time", "First and full power", /^First MW/],
  ["time", "Orders by the date they must be decided", /^Decide by/],
  ["hours", "Share of the facility's load", /^Clean share/],
  ["bottlenecks", "Bottleneck ledger over the plan", /^Limit, at most/],
  ["rules", "Rules of law that apply", /EED Article 12/],
  ["risk", "Energy served, a year", /^Energy served/],
] as const;

let opened: Opened;

beforeAll(async () => {
  opened = await openBrowser();
});
afterAll(async () => {
  await opened.close();
});

describe("figures of the views", { timeout: 400_000 }, () => {
  it.each([
    ["light", { colorScheme: "light" as const }],
    ["dark", { colorScheme: "dark" as const }],
    ["on a phone", { viewport: { width: 375, height: 740 } }],
  ])("explain themselves by keys, %s", async (_, options) => {
    const { page, faults } = await openPage(opened, options);
    await page.goto(opened.address);
    await page.getByRole("img", { name: /Luleå .* MW/ }).waitFor();
    const dialog = page.locator("dialog.explanation");
    for (const [view, caption, title] of VIEWS) {
      await showView(page, view);
      const table = page.locator(`main [role=region][aria-label^="${caption}"]`).first();
      await table.waitFor({ state: "attached" });
      // What is folded is opened by its summary.
      await table.evaluate((piece) => {
        piece.closest("details")?.setAttribute("open", "");
      });
      const figure = table.locator("button.explained").first();
      await figure.waitFor();
      const shown = (await figure.textContent())!;
      await figure.focus();
      await page.keyboard.press("Enter");
      await dialog.getByRole("heading", { level: 2, name: title }).waitFor();
      expect((await dialog.locator(".formula").textContent())!.length).toBeGreaterThan(20);
      expect(await dialog.locator("h3 + ul > li").count()).toBeGreaterThan(0);
      // As it is shown, but for the error and the figures of an amount.
      const big = (await dialog.locator(".big").textContent())!;
      expect(/\d+/.exec(big)![0]).toBe(/\d+/.exec(shown)![0]);
      expect(await violations(page)).toEqual([]);
      await page.keyboard.press("Escape");
      await dialog.waitFor({ state: "hidden" });
      expect(await figure.evaluate((button) => button === document.activeElement)).toBe(true);
      expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(
        true,
      );
    }
    expect(faults).toEqual([]);
    await page.close();
  });

  it("of an hour are loaded where a link names one", async () => {
    const { page } = await openPage(opened);
    await page.goto(`${opened.address}#/rules?x=pue.0`);
    const dialog = page.getByRole("dialog", { name: /^PUE in its highest hour/ });
    await dialog.waitFor();
    expect(await dialog.locator(".formula").textContent()).toContain("facility power / IT power");
    await page.close();
  });
});
