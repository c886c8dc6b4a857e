/** A real Chromium for tests: the one that is installed, else the one that came with the packages. */
import { existsSync } from "node:fs";
import { gzipSync } from "node:zlib";
import { AxeBuilder } from "@axe-core/playwright";
import { serve } from "@hono/node-server";
import type { ServerType } from "@hono/node-server";
import { chromium } from "playwright-core";
import type { Browser, Page } from "playwright-core";
import { startTestServer } from "../server/harness.ts";
import type { TestServer } from "../server/harness.ts";

const INSTALLED = [
  process.env["CHROME_PATH"],
  "/usr/bin/chromium",
  "/usr/bin/google-chrome",
  "/usr/bin/chromium-browser",
];

async function findChromium(): Promise<string> {
  const found = INSTALLED.find((path) => path !== undefined && existsSync(path));
  if (found !== undefined) return found;
  // Asks the package to unpack the libraries the browser needs beside it, for machines without them.
  process.env["AWS_EXECUTION_ENV"] ??= "AWS_Lambda_nodejs20.x";
  const { default: packaged } = await import("@sparticuz/chromium");
  return packaged.executablePath();
}

const FLAGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--disable-dev-shm-usage",
];

/** The app as `firmwatt serve` serves it, and a browser to open it with. */
export interface Opened {
  readonly browser: Browser;
  readonly server: TestServer;
  readonly address: string;
  /** The same store behind a server that wants a token. */
  readonly closedAddress: string;
  readonly close: () => Promise<void>;
}

/** Serves an application on a port of its own. */
async function listen(
  fetch: TestServer["app"]["fetch"],
): Promise<{ http: ServerType; address: string }> {
  const http = await new Promise<ServerType>((resolve) => {
    const started = serve({ fetch, port: 0, hostname: "localhost" }, () => {
      resolve(started);
    });
  });
  const place = http.address();
  const port = typeof place === "object" && place !== null ? place.port : 0;
  return { http, address: `http://localhost:${port}/` };
}

export async function openBrowser(): Promise<Opened> {
  const server = await startTestServer();
  const open = await listen(server.app.fetch);
  const closed = await listen(server.closed.fetch);
  const browser = await chromium.launch({ executablePath: await findChromium(), args: FLAGS });
  return {
    browser,
    server,
    address: open.address,
    closedAddress: closed.address,
    close: async () => {
      await browser.close();
      open.http.close();
      closed.http.close();
      await server.close();
    },
  };
}

/** A page whose faults are kept: what the console calls an error, and what nobody caught. */
export async function openPage(
  { browser }: Opened,
  options: Parameters<Browser["newContext"]>[0] = {},
): Promise<{ page: Page; faults: string[] }> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
  // Slow machines are slow; what never comes still fails.
  context.setDefaultTimeout(100_000);
  const page = await context.newPage();
  const faults: string[] = [];
  page.on("pageerror", (error) => faults.push(error.message));
  page.on("console", (message) => {
    if (message.type() === "error") faults.push(message.text());
  });
  return { page, faults };
}

/** Watches a page load; gives the JavaScript it has taken until then, in kB gzipped by address. */
export function watchScripts(page: Page): () => Promise<ReadonlyMap<string, number>> {
  const scripts = new Map<string, Promise<number>>();
  page.on("response", (response) => {
    if (/\.js(\?|$)/.test(response.url()))
      scripts.set(
        response.url(),
        response.body().then((body) => gzipSync(body).length / 1024),
      );
  });
  return async () =>
    new Map(await Promise.all([...scripts].map(async ([url, kB]) => [url, await kB] as const)));
}

/** Waits for an answer planned in the browser, confirmed and drawn. */
export async function answered(page: Page): Promise<void> {
  await page.waitForFunction(() => {
    const where = document.querySelector("[data-testid=where]")?.textContent ?? "";
    return (
      /^confirmed in .* this browser/.test(where) &&
      document.querySelector(".lead-box.stale, [aria-busy=true]") === null
    );
  });
}

/** What axe finds wrong with the page as it stands, by all its rules or those named. */
export async function violations(page: Page, rules?: string[]): Promise<string[]> {
  const axe = new AxeBuilder({ page }).options({ resultTypes: ["violations"] });
  const { violations: found } = await (rules ? axe.withRules(rules) : axe).analyze();
  return found.map(({ id, nodes }) => `${id}: ${nodes[0]?.html ?? ""}`);
}

/** Goes to another view; levers stay as they are, for a value met before is answered from memory. */
export async function showView(page: Page, view: string): Promise<void> {
  await page.evaluate((name) => {
    location.hash = location.hash.replace(/^#?\/?[^?]*/, `#/${name}`);
  }, view);
  await page.locator("main figure, main table").first().waitFor();
}
