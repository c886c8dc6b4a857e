/**
 * The page's bench, in a real Chromium: first view, lever to verified plan, longest piece of work of the main thread.
 *
 *     npm run bench -- web [--only view,lever,busy] [--rounds 9] [--cores 1] [--json] [--write]
 *
 * `--cores 1` keeps browser and server on one core after the first view, where the machine has taskset.
 */
import { spawnSync } from "node:child_process";
import { cpus } from "node:os";
import { parseArgs } from "node:util";
import type { Page } from "playwright-core";
import { openBrowser, openPage, showView, watchScripts } from "../../test/web/browser.ts";
import type { Opened } from "../../test/web/browser.ts";
import { longestTask, yardstick } from "../../test/web/main-thread.ts";
import { report } from "../report.ts";
import { median } from "../table.ts";
import type { Row, Table } from "../table.ts";

const { values } = parseArgs({
  options: {
    only: { type: "string", default: "view,lever,busy" },
    rounds: { type: "string", default: "9" },
    cores: { type: "string", default: "1" },
    json: { type: "boolean", default: false },
    write: { type: "boolean", default: false },
  },
});
const rounds = Number(values.rounds);

/** Asked: first view, lever to plan, one piece of work. */
const [MOST_VIEW_S, MOST_LEVER_S, MOST_BUSY_MS] = [1.5, 1, 100];

const PORTFOLIO = "18-three-sites-one-decision";
/** Most JavaScript of the first view, gzipped. */
const MOST_KB = 350;

/** Levers of a year of a campus, by example, and of the portfolio over quarters. */
const CAMPUSES = [
  { example: "09-megawatts-or-chips-scarce", lever: /^Firm MW offered/ },
  { example: "01-nordic-hydro", lever: /^Cost of capital/ },
  { example: "03-frankfurt-rules", lever: /^Cost of capital/ },
  { example: PORTFOLIO, lever: /^Cost of capital/ },
  { example: PORTFOLIO, lever: /^Every grid offer slips/ },
];
const PORTFOLIO_VIEWS = ["map", "package", "time", "hours", "money", "bottlenecks"];

interface Told {
  readonly at: number;
  readonly where: string;
  readonly stale: boolean;
  /** Every hour of the year is modelled. */
  readonly every: boolean;
}

/** What the page says of its plan, with the time it says it, since the last key. */
async function tell(page: Page): Promise<void> {
  await page.evaluate(() => {
    const scope = globalThis as unknown as { told: Told[]; key: number };
    scope.told = [];
    document.addEventListener(
      "keydown",
      () => {
        scope.key = performance.now();
        scope.told = [];
      },
      true,
    );
    new MutationObserver(() => {
      scope.told.push({
        at: performance.now() - scope.key,
        where: document.querySelector("[data-testid=where]")?.textContent ?? "",
        stale: document.querySelector(".lead-box.stale, [aria-busy=true]") !== null,
        every: / 8\D?7\d\d hours/.test(document.querySelector("p.status")?.textContent ?? ""),
      });
    }).observe(document.body, {
      subtree: true,
      childList: true,
      characterData: true,
      attributes: true,
    });
  });
}

/** Seconds from the key to the first verified answer that is drawn, to that over every hour, and to the last, confirmed. */
async function leverOnce(
  page: Page,
  key: string,
): Promise<{ first: number; every: number; whole: number }> {
  await page.keyboard.press(key);
  await page.locator(".lead-box.stale").waitFor();
  await page.waitForFunction(() =>
    (globalThis as unknown as { told: Told[] }).told.some(
      ({ where, stale }, i, all) =>
        !stale && where.startsWith("confirmed") && all.slice(0, i).some((one) => one.stale),
    ),
  );
  const told = await page.evaluate(() => (globalThis as unknown as { told: Told[] }).told);
  const from = told.findIndex(({ stale }) => stale);
  const after = told.slice(from).filter(({ stale }) => !stale);
  return {
    first: after[0]!.at / 1000,
    every: (after.find(({ every }) => every)?.at ?? NaN) / 1000,
    whole: after.find(({ where }) => where.startsWith("confirmed"))!.at / 1000,
  };
}

async function leverTable(opened: Opened): Promise<Table> {
  const rows: Row[] = [];
  for (const { example, lever } of CAMPUSES) {
    const { page } = await openPage(opened);
    await page.goto(`${opened.address}#/package?e=${example}`);
    await page.waitForFunction(() =>
      /^(confirmed|solved before)/.test(
        document.querySelector("[data-testid=where]")?.textContent ?? "",
      ),
    );
    await page.getByRole("slider", { name: lever }).first().focus();
    await tell(page);
    const turns = [];
    for (let turn = 0; turn < rounds; turn++)
      turns.push(await leverOnce(page, turn % 3 === 2 ? "PageUp" : "ArrowRight"));
    const first = median(turns.map((one) => one.first));
    rows.push({
      name: `${example}, ${lever.source.slice(1).toLowerCase()}`,
      rounds,
      first,
      slowest: Math.max(...turns.map((one) => one.first)),
      every: turns.every((one) => one.every > 0) ? median(turns.map((one) => one.every)) : "–",
      whole: median(turns.map((one) => one.whole)),
      ratio: first / MOST_LEVER_S,
    });
    await page.close();
  }
  return {
    id: "lever",
    title: "A lever of the page to a verified plan of a campus-year",
    reading: `Medians in one Chromium, ${values.cores} core. First: from the key to the verified answer drawn; of a campus-year over eight weeks, which the page says it is, or over every hour at once where that came within 0.8 s the last time. Every hour: to the verified answer over the whole year. Whole: to its bottlenecks confirmed by planning again. Ratio: first over the ${MOST_LEVER_S} s asked.`,
    columns: [
      { key: "name", head: "example, lever" },
      { key: "rounds", head: "moves" },
      { key: "first", head: "first, s", decimals: 2 },
      { key: "slowest", head: "slowest first, s", decimals: 2 },
      { key: "every", head: "every hour, s", decimals: 2 },
      { key: "whole", head: "whole, s", decimals: 2 },
      { key: "ratio", head: "ratio", decimals: 2 },
    ],
    rows,
  };
}

/** Runs in the page: notes the ms from the start of navigation to the paint of map and levers. */
function noteFirstView(): void {
  const watch = new MutationObserver(() => {
    const map = [...document.querySelectorAll("[role=img][aria-label]")].some((part) =>
      /Luleå .*MW/.test(part.getAttribute("aria-label")!),
    );
    if (!map || !document.querySelector("[role=slider], input[type=range]")) return;
    watch.disconnect();
    requestAnimationFrame(() => {
      setTimeout(() => {
        (globalThis as unknown as { shown: number }).shown = performance.now();
      });
    });
  });
  watch.observe(document, { subtree: true, childList: true, attributes: true });
}

async function viewTable(opened: Opened): Promise<Table> {
  const seconds: number[] = [];
  let scriptsKB = 0;
  for (let turn = 0; turn < rounds; turn++) {
    const { page } = await openPage(opened);
    const loaded = watchScripts(page);
    await page.addInitScript(noteFirstView);
    await page.goto(opened.address);
    // Asked once a second: asking at every frame would take from the page's own time.
    const shown = await page.waitForFunction(
      () => (globalThis as unknown as { shown?: number }).shown,
      undefined,
      { polling: 1000 },
    );
    seconds.push(Number(await shown.jsonValue()) / 1000);
    scriptsKB = [...(await loaded()).values()].reduce((sum, kB) => sum + kB, 0);
    await page.context().close();
  }
  const middle = median(seconds);
  return {
    id: "view",
    title: "The page's first view",
    reading: `From the address to the solved portfolio on its map with levers, nothing cached; ${cpus().length} cores for browser and server. Ratio: median over the ${MOST_VIEW_S} s asked; JavaScript gzipped, of ${MOST_KB} kB asked.`,
    columns: [
      { key: "name", head: "view" },
      { key: "rounds", head: "visits" },
      { key: "seconds", head: "median, s", decimals: 2 },
      { key: "slowest", head: "slowest, s", decimals: 2 },
      { key: "ratio", head: "ratio", decimals: 2 },
      { key: "scriptsKB", head: "JavaScript, kB", decimals: 0 },
    ],
    rows: [
      {
        name: "map",
        scriptsKB,
        rounds,
        seconds: middle,
        slowest: Math.max(...seconds),
        ratio: middle / MOST_VIEW_S,
      },
    ],
  };
}

async function busyTable(opened: Opened): Promise<Table> {
  const { page } = await openPage(opened);
  await page.goto(opened.address);
  await page.getByRole("slider").first().waitFor();
  const yard = await yardstick(page);
  const rows: Row[] = [];
  for (const view of PORTFOLIO_VIEWS) {
    await showView(page, view);
    const lever = page.getByRole("slider", { name: /^Cost of capital/ });
    const longest: number[] = [];
    for (let turn = 0; turn < 3; turn++) {
      longest.push(
        await longestTask(page, async () => {
          await lever.focus();
          await page.keyboard.press("ArrowRight");
          await page.locator(".lead-box.stale").waitFor();
          await page.waitForFunction(
            () =>
              /^confirmed.* this browser/.test(
                document.querySelector("[data-testid=where]")?.textContent ?? "",
              ) && document.querySelector(".lead-box.stale, [aria-busy=true]") === null,
          );
        }),
      );
    }
    const middle = median(longest);
    rows.push({
      name: view,
      middle,
      most: Math.max(...longest),
      ratio: middle / MOST_BUSY_MS,
      scaled: middle / yard,
    });
  }
  await page.close();
  return {
    id: "busy",
    title: "Longest piece of work of the page's main thread",
    reading: `While the portfolio of 28 quarters is planned again, drawn and confirmed, in each view: median and most of three, in ms of processor time. Ratio: median over the ${MOST_BUSY_MS} ms asked; beside it over a piece of work that takes about 100 ms of a server's core.`,
    columns: [
      { key: "name", head: "view" },
      { key: "middle", head: "median, ms", decimals: 0 },
      { key: "most", head: "most, ms", decimals: 0 },
      { key: "ratio", head: "ratio", decimals: 2 },
      { key: "scaled", head: "over the yardstick", decimals: 2 },
    ],
    rows,
  };
}

const TABLES: Readonly<Record<string, (opened: Opened) => Promise<Table>>> = {
  view: viewTable,
  lever: leverTable,
  busy: busyTable,
};

// The page as its sources are now.
spawnSync(process.execPath, ["-e", "import('./bin/web.js').then((web) => web.buildWeb())"], {
  stdio: "ignore",
});
const tables: Table[] = [];
for (const name of values.only.split(",")) {
  const make = TABLES[name];
  if (!make) throw new Error(`--only knows view, lever and busy, not ${name}`);
  // A first view takes all cores there are; what follows is asked of one.
  if (make !== viewTable && values.cores === "1")
    spawnSync("taskset", ["-acp", "0", String(process.pid)]);
  const opened = await openBrowser();
  try {
    tables.push(await make(opened));
  } finally {
    await opened.close();
  }
}
report(tables, values);
process.exit(0);
