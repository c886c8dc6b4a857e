// Builds the web app into dist/web when a source is newer, or serves it while it is being written (`npm run web`).
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { install, newest, root } from "./prepare.js";

const config = join(root, "apps", "web", "vite.config.ts");

/** Solves the portfolio the app opens on and gathers its data, once per state of the sources. */
function prepareData() {
  const done = join(root, ".cache", "web", "done");
  const sources = ["src", "data", "examples", "scripts"];
  if (existsSync(done) && statSync(done).mtimeMs >= newest(sources)) return;
  mkdirSync(join(root, ".cache", "web"), { recursive: true });
  const script = join(root, "scripts", "web-data.ts");
  const ran = spawnSync(process.execPath, [join(root, "bin", "run"), script], {
    cwd: root,
    stdio: ["ignore", 2, 2],
  });
  if (ran.status !== 0) throw new Error("the data of the web app could not be made");
  writeFileSync(done, "");
}

/** Builds dist/web when a source is newer; gives its folder. */
export async function buildWeb() {
  const target = join(root, "dist", "web");
  const page = join(target, "index.html");
  const sources = ["src", "apps/web", "data", "examples", "scripts", "bin"];
  if (existsSync(page) && statSync(page).mtimeMs >= newest(sources)) return target;
  console.error("Building the page…");
  prepareData();
  const { build } = await import("vite");
  // Whoever builds it, tests too: the page is the one people get.
  const before = process.env.NODE_ENV;
  process.env.NODE_ENV = "production";
  try {
    await build({ configFile: config, logLevel: "warn" });
  } finally {
    if (before === undefined) delete process.env.NODE_ENV;
    else process.env.NODE_ENV = before;
  }
  return target;
}

/** Serves the app from its sources with Vite; changes show at once. */
export async function serveWeb() {
  prepareData();
  const { createServer } = await import("vite");
  const server = await createServer({ configFile: config });
  await server.listen();
  server.printUrls();
}

if (process.argv[1] === import.meta.filename) {
  install();
  if (process.argv[2] === "build") console.error(await buildWeb());
  else await serveWeb();
}
