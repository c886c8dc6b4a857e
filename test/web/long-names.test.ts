/** Names as long as a scenario may have them keep within the page, on a phone too; so does what cannot be done. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Page } from "playwright-core";
import { openBrowser, openPage } from "./browser.ts";
import type { Opened } from "./browser.ts";

const LONG = "Donaudampfschifffahrtselektrizitaeten-12";
const text = (firmMW: number) => `firmwatt: 1
name: ${LONG}
resolution: weeks:1
demand: { training: { targetEFLOPShPerYear: 200000 } }
accelerators: { gb200-nvl72: {} }
sites:
  ${LONG}:
    place: kajaani
    connection: { firmMW: ${firmMW} }
    cooling: { air-economiser: {}, cold-plate-dry-cooler: {} }
`;

let opened: Opened;
beforeAll(async () => {
  opened = await openBrowser();
});
afterAll(async () => {
  await opened.close();
});

async function planned(page: Page, firmMW: number): Promise<void> {
  await page.goto(
    `${opened.address}#/scenario?e=09-megawatts-or-chips-scarce&set=resolution%3Dweeks:1`,
  );
  const area = page.getByLabel("Scenario as YAML");
  await area.fill(text(firmMW));
  await page.getByRole("button", { name: "Plan this" }).click();
}

/** Pixels by which the page is wider than its window. */
const beyond = (page: Page) =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);

describe("long names", { timeout: 200_000 }, () => {
  it("keep within every view and within the map", async () => {
    const { page, faults } = await openPage(opened, { viewport: { width: 375, height: 740 } });
    await planned(page, 60);
    await page.getByTestId("sentence").filter({ hasText: LONG }).waitFor();
    for (const view of ["map", "package", "hours", "money", "bottlenecks", "rules", "risk"]) {
      await page.evaluate((name) => {
        location.hash = location.hash.replace(/^#?\/?[^?]*/, `#/${name}`);
      }, view);
      await page.locator("main table").first().waitFor({ state: "attached" });
      expect(await beyond(page), view).toBeLessThanOrEqual(0);
      if (view !== "map") continue;
      const [map, name] = await Promise.all(
        ["svg.map", "svg.map text.strong"].map((one) => page.locator(one).first().boundingBox()),
      );
      expect(name!.x).toBeGreaterThanOrEqual(map!.x);
      expect(name!.x + name!.width).toBeLessThanOrEqual(map!.x + map!.width);
    }
    expect(faults).toEqual([]);
    await page.close();
  });

  it("tells of a figure in another unit while it is written", async () => {
    const { page } = await openPage(opened);
    await page.goto(`${opened.address}#/scenario?e=09-megawatts-or-chips-scarce`);
    await page.getByLabel("Scenario as YAML").fill(text(60_000));
    const second = page.getByRole("status").filter({ hasText: "Worth a second look" });
    await second.waitFor();
    expect(await second.textContent()).toContain("Stated in kW, write 60.");
    await page.getByLabel("Scenario as YAML").fill(text(60));
    await second.waitFor({ state: "hidden" });
    await page.close();
  });

  it("tells in words what is short, each way out once and ready to be tried", async () => {
    const { page } = await openPage(opened);
    await planned(page, 5);
    const trouble = page.getByTestId("trouble");
    await trouble.waitFor();
    expect(await trouble.locator("p").first().textContent()).toMatch(
      /^This cannot be done: training, target is missed by [\d\u202F.]+ EFLOPS·h\.$/,
    );
    const ways = trouble.locator("li");
    expect(await ways.count()).toBeGreaterThan(1);
    await ways.filter({ hasText: "firmMW" }).getByRole("button", { name: "Try it" }).click();
    await page.getByTestId("sentence").filter({ hasText: LONG }).waitFor();
    await trouble.waitFor({ state: "hidden" });
    await page.close();
  });
});
