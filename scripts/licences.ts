/** Writes docs/licences.md: `npm run licences`. */
import { readFileSync, writeFileSync } from "node:fs";
import { licencePage } from "./licence-page.ts";
import type { Lock } from "./licence-page.ts";

const lock = JSON.parse(readFileSync("package-lock.json", "utf8")) as Lock;
writeFileSync("docs/licences.md", licencePage(lock));
