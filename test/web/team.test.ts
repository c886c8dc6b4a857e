/** The page on a team's server: signing in, what a role may do, a plan with a slip sent to the server. */
import { AxeBuilder } from "@axe-core/playwright";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createToken, createWorkspace } from "../../apps/server/store/tokens.ts";
import { openBrowser, openPage } from "./browser.ts";
import type { Opened } from "./browser.ts";

let opened: Opened;

const SLIPPED = "#/time?set=slip:grid%3D3";
const RUN = "Plan every hour on the server";

beforeAll(async () => {
  opened = await openBrowser();
  await createWorkspace(opened.server.service.store.db, "team", "Team");
});
afterAll(async () => {
  await opened.close();
});

async function tokenFor(role: "viewer" | "planner"): Promise<string> {
  const { db } = opened.server.service.store;
  return (await createToken(db, { name: `the-${role}`, role, workspace: "team" })).secret;
}

describe("the page on a team's server", { timeout: 400_000 }, () => {
  it("says why a token is refused, takes a good one, keeps it out of reach, and shows a viewer nothing to run", async () => {
    const { page } = await openPage(opened);
    const addresses: string[] = [];
    page.on("request", (request) => addresses.push(request.url()));
    await page.goto(opened.closedAddress);
    await page.getByRole("button", { name: "Sign in" }).click();
    const dialog = page.getByRole("dialog", { name: "Sign in to the server" });
    const field = dialog.getByLabel("Token");
    const send = dialog.getByRole("button", { name: "Sign in" });
    await field.fill("secret");
    await send.click();
    await dialog.getByText("A token starts with fw_").waitFor();
    await field.fill(`fw_${"x".repeat(43)}`);
    await field.press("Enter");
    await dialog.getByText("does not know this token").waitFor();
    const { violations } = await new AxeBuilder({ page }).analyze();
    expect(violations.map(({ id }) => id)).toEqual([]);
    const token = await tokenFor("viewer");
    await field.fill(token);
    await send.click();
    await page.getByRole("button", { name: "the-viewer · viewer" }).waitFor();
    expect(await page.getByRole("button", { name: RUN }).count()).toBe(0);
    const kept = await page.evaluate(
      () => `${document.cookie}${JSON.stringify(localStorage)}${JSON.stringify(sessionStorage)}`,
    );
    expect(kept + addresses.join(" ")).not.toMatch(/f[sw]_/);
    await page.reload();
    await page.getByRole("button", { name: "the-viewer · viewer" }).click();
    await page.getByText("needs the role planner").waitFor();
    await page.getByRole("button", { name: "Sign out" }).click();
    await page.getByRole("button", { name: "Sign in" }).waitFor();
    await page.close();
  });

  it("has a planner's plan with a slip made on the server", async () => {
    const worker = opened.server.startWorker(1);
    const { page } = await openPage(opened);
    await page.goto(`${opened.closedAddress}${SLIPPED}`);
    await page.getByRole("button", { name: "Sign in" }).click();
    await page.getByLabel("Token").fill(await tokenFor("planner"));
    await page.getByLabel("Token").press("Enter");
    await page.getByRole("button", { name: "the-planner · planner" }).waitFor();
    await page.waitForFunction(() =>
      document.querySelector("[data-testid=where]")?.textContent?.startsWith("confirmed in"),
    );
    const asked = page.waitForRequest((request) => request.url().endsWith("/plans"));
    await page.getByRole("button", { name: RUN }).click();
    expect((await asked).postDataJSON()).toMatchObject({ slips: [{ what: "grid", months: 3 }] });
    await page.getByText("Planning on the server").waitFor();
    await page.getByRole("button", { name: "Stop" }).click();
    await page.getByText("Planning on the server").waitFor({ state: "hidden" });
    await page.close();
    await worker.close();
  });
});
