/** Files of a person's own and the law of a place, in a real browser. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { answered, openBrowser, openPage, violations } from "./browser.ts";
import type { Opened } from "./browser.ts";

/** A small campus over few hours, where it plans in a moment. */
const SMALL = "09-megawatts-or-chips-scarce&set=resolution%3Dweeks%3A8";

let opened: Opened;

beforeAll(async () => {
  opened = await openBrowser();
});
afterAll(async () => {
  await opened.close();
});

describe("files of one's own", { timeout: 400_000 }, () => {
  it("refuses a bad file with its line, and takes a list of sites", async () => {
    const { page } = await openPage(opened);
    await page.goto(`${opened.address}#/scenario?e=${SMALL}`);
    const input = page.locator("input[type=file]");
    await input.setInputFiles({
      name: "bad.csv",
      mimeType: "text/csv",
      buffer: Buffer.from("time,price EUR/MWh\n2025-01-01T00:00Z,41\n2025-01-01T01:00Z,fourty\n"),
    });
    const refused = page.getByTestId("import-refused");
    await refused.waitFor();
    expect(await refused.textContent()).toContain("fourty");
    // Every mistake of a file at once, each marked where it stands.
    const marks = async (name: string, text: string) => {
      await input.setInputFiles({ name, mimeType: "text/plain", buffer: Buffer.from(text) });
      await refused.getByText(`${name} cannot be used`).waitFor();
      const numbers = await refused.locator(".quote .number").allTextContents();
      const marked = await refused.locator(".quote mark").allTextContents();
      return numbers.map((number, i) => `${number}: ${marked[i]}`);
    };
    const hours = Array.from({ length: 8760 }, (_, t) =>
      new Date(Date.UTC(2025, 0, 1) + t * 3_600_000).toISOString().slice(0, 16),
    );
    const year = ["hour_utc;price_usd_mwh", ...hours.map((hour) => `${hour};40,5`)];
    const broken = year.toSpliced(8760, 1).toSpliced(100, 1).toSpliced(50, 0, year[50]!);
    expect(await marks("hours.csv", `\uFEFF${broken.join("\r\n")}\r\n`)).toEqual([
      "52: 2025-01-03T01:00",
      "102: 2025-01-05T04:00",
    ]);
    expect(await marks("late.csv", year.slice(0, -1).join("\n"))).toEqual([
      "8760: 2025-12-31T22:00",
    ]);
    expect(await marks("counted.csv", `price_usd_mwh\n${"40\n".repeat(8759)}`)).toEqual([]);
    expect(await refused.textContent()).toContain("1 less than the 8760 of a year");
    // EPW names no columns of its own: the cell is the format's.
    const row = (t: number, temp: string) =>
      `2010,1,${1 + Math.floor(t / 24)},${1 + (t % 24)},0,?,${temp},0,50,101000,${"0,".repeat(11)}3`;
    const epw = ["LOCATION,A,B,C,D,1,40,-80,-5,100", ...Array.from({ length: 7 }, () => "X")];
    const january = Array.from({ length: 48 }, (_, t) => row(t, t === 5 ? "warm" : "10"));
    expect(await marks("a.epw", [...epw, ...january].join("\n"))).toContain("14: warm");
    const feature = (properties: object, coordinates: unknown[]) => ({
      type: "Feature",
      properties,
      geometry: { type: "Point", coordinates },
    });
    const list = [feature({ name: "a", MW: -3 }, [22, 95]), feature({ MW: "lots" }, ["x", 65])];
    const collection = { type: "FeatureCollection", features: list };
    expect(await marks("sites.geojson", JSON.stringify(collection))).toEqual([
      "1: -3",
      "1: 95",
      '1: {"MW":"lots"}',
      '1: "lots"',
      '1: "x"',
    ]);
    expect(await violations(page)).toEqual([]);
    await input.setInputFiles({
      name: "sites.csv",
      mimeType: "text/csv",
      buffer: Buffer.from("name,lat,lon,MW\nnorth,65.6,22.1,20\n"),
    });
    await page.getByRole("button", { name: "Write them into the scenario" }).click();
    await page.waitForFunction(() =>
      document.querySelector<HTMLTextAreaElement>("textarea")?.value.includes("north:"),
    );
    await page.close();
  });

  it("asks for year and clock where a file does not say them, and writes them beside it", async () => {
    const { page, faults } = await openPage(opened);
    await page.goto(`${opened.address}#/scenario?e=${SMALL}`);
    await answered(page);
    const input = page.locator("input[type=file]");
    const asked = page.getByTestId("year-and-clock");
    const put = (name: string, lines: readonly string[]) =>
      input.setInputFiles({ name, mimeType: "text/csv", buffer: Buffer.from(lines.join("\n")) });
    const stamps = Array.from({ length: 8760 }, (_, t) =>
      new Date(Date.UTC(2025, 0, 1) + t * 3_600_000).toISOString().slice(0, 16).replace("T", " "),
    );
    // A file that says both is asked for neither.
    await put("told.csv", ["hour_utc,price_usd_mwh", ...stamps.map((stamp) => `${stamp},40`)]);
    await page.getByText("told.csv: 8760 hours from 2025-01-01").waitFor();
    expect(await asked.count()).toBe(0);
    await put("local.csv", ["time,price_usd_mwh", ...stamps.map((stamp, t) => `${stamp},${t}`)]);
    await asked.waitFor();
    expect(await asked.getByRole("spinbutton").count()).toBe(1);
    await asked.getByLabel("Hours ahead of UTC").fill("15");
    await page.keyboard.press("Enter");
    expect(await page.getByTestId("import-refused").count()).toBe(1);
    await asked.getByLabel("Hours ahead of UTC").fill("-6");
    await page.keyboard.press("Enter");
    await page.getByText("local.csv: 8760 hours from 2025-01-01").waitFor();
    await put("counted.csv", ["price_eur_mwh", ...stamps.map((_, t) => String(40 + (t % 24)))]);
    await page.getByTestId("import-refused").waitFor();
    expect(await violations(page)).toEqual([]);
    await asked.getByLabel("Year").fill("2025");
    await asked.getByLabel("Hours ahead of UTC").fill("1");
    await asked.getByRole("button", { name: "Read it so" }).click();
    await page.getByText("counted.csv: 8760 hours from 2025-01-01, a Wednesday").waitFor();
    await page.getByText(/count from 1 January 2025 00:00 at UTC offset 1 h/).waitFor();
    expect(await violations(page)).toEqual([]);
    await page.getByRole("button", { name: /^Use as market of/ }).click();
    const area = page.getByLabel("Scenario as YAML");
    await page.waitForFunction(() =>
      document.querySelector<HTMLTextAreaElement>("textarea")?.value.includes("counted.csv"),
    );
    expect(await area.inputValue()).toMatch(
      /market:\s+file: counted.csv\s+utcOffsetHours: 1\s+year: 2025/,
    );
    await page.getByRole("button", { name: "Plan this" }).click();
    await page.waitForFunction(() => location.hash.includes("y="));
    await answered(page);
    expect(faults).toEqual([]);
    await page.close();
  });

  it("takes a tariff with hours and a bill, marks a mistake in its cell, and plans with what was read", async () => {
    const { page, faults } = await openPage(opened);
    await page.goto(`${opened.address}#/scenario?e=${SMALL}`);
    await answered(page);
    const cost = () =>
      page.locator(".lead").evaluate(() => location.hash.match(/h=([^&]+)/)?.[1] ?? "");
    const before = await cost();
    await page.getByText("Paste it instead").click();
    const paste = async (text: string) => {
      await page.getByLabel("Pasted rows").fill(text);
      await page.getByRole("button", { name: "Read it" }).click();
    };
    await paste("item,rate,unit,hours\nEnergy,41,USD/MWh,\nPeak,ninety,USD/MWh,14-20\n");
    await page.getByTestId("import-refused").waitFor();
    expect(await page.locator(".quote mark").allTextContents()).toEqual(["ninety"]);
    expect(await page.locator(".quote .number").allTextContents()).toEqual(["3"]);
    await paste(
      "item,rate,unit,months,hours,days\nEnergy,41,USD/MWh,,,\nSummer peak,90,USD/MWh,6-8,14-20,weekdays\nDemand,9,USD/kW-month,,,\nMeter,400,USD/month,,,\n",
    );
    await page.getByRole("img", { name: /costs 41\.0 to 131 USD/ }).waitFor();
    expect(await violations(page)).toEqual([]);
    await page
      .getByRole("button", { name: /^Use as the tariff of/ })
      .first()
      .click();
    const area = page.getByLabel("Scenario as YAML");
    await page.waitForFunction(() =>
      document.querySelector<HTMLTextAreaElement>("textarea")?.value.includes("summer-peak"),
    );
    expect(await area.inputValue()).toMatch(/energy: none/);
    await page.getByRole("button", { name: "Plan this" }).click();
    await page.waitForFunction(
      (old) => !location.hash.includes(`h=${old}`) && location.hash.includes("y="),
      before,
    );
    await answered(page);
    await page.goto(page.url().replace("#/scenario", "#/money"));
    await page.getByRole("heading", { name: "What the connection is billed" }).waitFor();
    expect(await page.locator("main").textContent()).toMatch(/summer-peak/);
    expect(faults).toEqual([]);
    await page.close();
  });
});

describe("the law of a place", { timeout: 400_000 }, () => {
  it("tells the law of another place on another day, and keeps what was asked in the link", async () => {
    const { page, faults } = await openPage(opened);
    await page.goto(`${opened.address}#/rules`);
    const told = page.getByTestId("place-law");
    await page.getByLabel("Place").selectOption("frankfurt");
    await page.getByLabel(/^On/).fill("2027-03-01");
    await page.getByLabel("MW of the connection").fill("100");
    await told.filter({ hasText: /^Frankfurt, DE, 100 MW, on 2027-03-01: \d+ rules/ }).waitFor();
    const words = await told.textContent();
    expect(await page.locator(".law").last().textContent()).toContain("EnEfG §11");
    expect(await violations(page)).toEqual([]);
    const other = await openPage(opened);
    await other.page.goto(page.url());
    await other.page.getByTestId("place-law").waitFor();
    expect(await other.page.getByTestId("place-law").textContent()).toBe(words);
    await other.page.close();
    await page.getByLabel("MW of the connection").fill("ten");
    await page.getByText("Write the megawatts as a number").waitFor();
    expect(faults).toEqual([]);
    await page.close();
  });
});
