/** The server is ended while someone is at the page: what is there stays, and words say what to do. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openBrowser, openPage, showView } from "./browser.ts";
import type { Opened } from "./browser.ts";

let opened: Opened;
beforeAll(async () => {
  opened = await openBrowser();
});
afterAll(async () => {
  await opened.close();
});

describe("a server that went away", { timeout: 200_000 }, () => {
  it("leaves the page standing; views and plans that need it say so and can be asked for again", async () => {
    const { page } = await openPage(opened);
    await page.goto(opened.address);
    await page.getByRole("slider").first().waitFor();
    await showView(page, "time");
    await page.getByRole("button", { name: "Plan every hour on the server" }).waitFor();
    await page.context().setOffline(true);
    await page.getByRole("button", { name: "Plan every hour on the server" }).click();
    const trouble = page.getByTestId("trouble");
    await trouble.filter({ hasText: "the server does not answer; start it again" }).waitFor();
    expect(await trouble.textContent()).not.toContain("fault of ours");
    await page.getByRole("link", { name: "Money" }).click();
    await page.getByRole("heading", { name: "This view cannot be shown" }).waitFor();
    // What was opened before is still there.
    await page.getByRole("link", { name: "Map" }).click();
    await page.getByRole("img", { name: /Luleå .* MW/ }).waitFor();
    await page.getByRole("link", { name: "Money" }).click();
    await page.getByRole("heading", { name: "This view cannot be shown" }).waitFor();
    await page.context().setOffline(false);
    await page.getByRole("button", { name: "Try again" }).click();
    await page.locator("main figure").first().waitFor();
    await page.close();
  });
});
