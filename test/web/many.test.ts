/** Sweeps and rankings in a real browser, with a worker of the server: one bar, stopped, picture, table, link. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openBrowser, openPage, violations } from "./browser.ts";
import type { Opened } from "./browser.ts";

const SMALL = "09-megawatts-or-chips-scarce&set=resolution%3Dweeks%3A1";

let opened: Opened;

beforeAll(async () => {
  opened = await openBrowser();
});
afterAll(async () => {
  await opened.close();
});

describe("many plans", { timeout: 400_000 }, () => {
  it("sweeps a setting: the picture holds what the table holds, the link brings it back", async () => {
    const worker = opened.server.startWorker(1);
    const { page, faults } = await openPage(opened);
    await page.goto(`${opened.address}#/many?e=${SMALL}`);
    await page.getByLabel(/^Values/).fill("60, eighty");
    await page.getByText("Write numbers with commas").waitFor();
    await page.getByLabel(/^Values/).fill("60, 80, 100");
    await page.getByRole("button", { name: "Make 3 plans" }).click();
    const state = page.getByTestId("batch-state");
    await state.filter({ hasText: /^3 of 3 planned$/ }).waitFor();
    await page.getByLabel("Look at").selectOption("itMW");
    const figure = page.getByRole("figure", { name: /^IT power: least .*60.*most .*100/ });
    await figure.waitFor();
    expect(await figure.locator("circle").count()).toBe(3);
    expect(await figure.locator("tbody tr").count()).toBe(3);
    expect(await violations(page)).toEqual([]);
    const other = await openPage(opened);
    await other.page.goto(page.url());
    await other.page
      .getByTestId("batch-state")
      .filter({ hasText: /^3 of 3 planned$/ })
      .waitFor();
    await other.page.close();
    expect(faults).toEqual([]);
    await page.close();
    await worker.close();
  });

  it("ranks places, shows those done when it is stopped, and says why where nobody may plan", async () => {
    const worker = opened.server.startWorker(1);
    const { page, faults } = await openPage(opened);
    await page.goto(`${opened.address}#/many?e=${SMALL}`);
    await page.getByText(/^Weights, and which of/).click();
    await page.getByRole("button", { name: "None" }).click();
    await page.getByText("Choose a place.").waitFor();
    for (const place of ["Frankfurt, DE", "Luleå, SE"]) await page.getByLabel(place).check();
    await page.getByRole("button", { name: "Rank 2 places" }).click();
    const state = page.getByTestId("batch-state");
    await state.filter({ hasText: /^2 of 2 planned$/ }).waitFor();
    await page
      .getByText(/comes first of 2 places for 100 MW firm/)
      .first()
      .waitFor();
    const ranked = page.getByRole("table", { name: "Places in order" }).locator("tbody tr");
    const leftOut = page
      .locator("section", { has: page.getByText("Not ranked") })
      .locator("ul")
      .first();
    const out = (await leftOut.count()) > 0 ? await leftOut.locator("li").count() : 0;
    expect(await ranked.count()).toBeGreaterThan(0);
    expect((await ranked.count()) + out).toBe(2);
    expect(await violations(page)).toEqual([]);
    await worker.close();
    // With nobody at work a ranking waits, and can be stopped.
    await page.getByRole("button", { name: "Rank 2 places" }).click();
    await state.filter({ hasText: /^0 of 2 planned/ }).waitFor();
    await page.getByTestId("batch").getByRole("button", { name: "Stop" }).click();
    await state.filter({ hasText: /2 stopped/ }).waitFor();
    expect(faults).toEqual([]);
    await page.close();
    const closed = await openPage(opened);
    await closed.page.goto(`${opened.closedAddress}#/many`);
    await closed.page.getByText("sign in above").waitFor();
    await closed.page.close();
  });
});
