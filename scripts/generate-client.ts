/** Writes the API's OpenAPI document and the web app's client types: `npm run client`. */
import { spawnSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { createAPI, documentOf } from "../apps/server/app.ts";
import type { Service } from "../apps/server/http/service.ts";
import { clientTypes } from "./client-types.ts";

// Routes are only declared here, never called: no store is needed.
const api = createAPI({ store: {}, root: "" } as Service);
const text = clientTypes(JSON.parse(JSON.stringify(documentOf(api, "1"))));
mkdirSync("apps/web/api", { recursive: true });
writeFileSync("apps/web/api/schema.ts", text);
process.exitCode =
  spawnSync("npx", ["oxfmt", "apps/web/api/schema.ts"], { stdio: "inherit" }).status ?? 70;
