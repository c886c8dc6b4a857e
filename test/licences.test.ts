/** The list of licences is that of the lock file, and none is against Apache-2.0. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { licencePage, unaccepted } from "../scripts/licence-page.ts";
import type { Lock } from "../scripts/licence-page.ts";

const ROOT = join(import.meta.dirname, "..");
const lock = JSON.parse(readFileSync(join(ROOT, "package-lock.json"), "utf8")) as Lock;

it("every package's licence goes with Apache-2.0", () => {
  expect(unaccepted(lock)).toEqual([]);
  const alien = { packages: { "node_modules/x": { version: "1.0.0", license: "AGPL-3.0" } } };
  expect(unaccepted(alien)).toEqual(["x 1.0.0: AGPL-3.0"]);
});

it("docs/licences.md lists what the lock file installs", () => {
  const written = readFileSync(join(ROOT, "docs", "licences.md"), "utf8");
  expect(written, "run npm run licences").toBe(licencePage(lock));
});
