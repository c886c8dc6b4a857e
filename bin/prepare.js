// Installs the packages when they are missing or the lock file changed, and builds the command line when its sources changed.
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";

export const root = join(import.meta.dirname, "..");

const [major, minor] = process.versions.node.split(".").map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  console.error(`Firmwatt needs Node 20.19 or newer; this is ${process.versions.node}.`);
  process.exit(1);
}

function stampIs(file, stamp) {
  return existsSync(file) && readFileSync(file, "utf8") === stamp;
}

/** Whether npm's own record of node_modules holds every package of the lock file, at its version. */
function installedByHand(lock) {
  const record = join(root, "node_modules", ".package-lock.json");
  if (!existsSync(record)) return false;
  const there = JSON.parse(readFileSync(record, "utf8")).packages;
  return Object.entries(JSON.parse(lock).packages).every(
    ([path, { version, integrity, optional }]) =>
      path === "" ||
      (there[path] === undefined
        ? optional === true
        : there[path].version === version && there[path].integrity === integrity),
  );
}

/** Installs what package-lock.json names, once per lock file. */
export function install() {
  const text = readFileSync(join(root, "package-lock.json"), "utf8");
  const lock = createHash("sha256").update(text).digest("hex");
  const file = join(root, "node_modules", ".firmwatt-lock");
  if (stampIs(file, lock)) return;
  // Installing again would take the packages from under a program that runs on them.
  if (installedByHand(text)) {
    writeFileSync(file, lock);
    return;
  }
  console.error("Installing packages…");
  const npm = process.platform === "win32" ? "npm.cmd" : "npm";
  const done = spawnSync(npm, ["ci", "--no-audit", "--no-fund", "--loglevel=error"], {
    cwd: root,
    stdio: ["ignore", 2, 2],
  });
  if (done.status !== 0) {
    console.error("npm ci failed; its words stand above.");
    process.exit(70);
  }
  writeFileSync(file, lock);
}

/** Newest change below some folders, in ms. */
export function newest(folders) {
  let latest = 0;
  for (const folder of folders)
    for (const entry of readdirSync(join(root, folder), { withFileTypes: true, recursive: true }))
      if (entry.isFile())
        latest = Math.max(
          latest,
          statSync(join(entry.parentPath ?? entry.path, entry.name)).mtimeMs,
        );
  return latest;
}

/** Builds dist/main.mjs when a source is newer. */
export async function build() {
  const target = join(root, "dist", "main.mjs");
  if (
    existsSync(target) &&
    statSync(target).mtimeMs >= newest(["src", "apps/cli", "apps/server", "data", "bin"])
  )
    return target;
  const { bundle } = await import("./bundle.js");
  mkdirSync(join(root, "dist"), { recursive: true });
  // The server's planner threads run a program of their own; its hash names the answers it gives.
  await bundle({
    entryPoints: [join(root, "apps/server/jobs/plan-thread.ts")],
    outfile: join(root, "dist", "plan-thread.mjs"),
    absWorkingDir: root,
  });
  await bundle({
    entryPoints: [join(root, "apps/cli/main.ts")],
    outdir: join(root, "dist"),
    splitting: true,
    outExtension: { ".js": ".mjs" },
    chunkNames: "chunks/[name]-[hash]",
  });
  return target;
}
