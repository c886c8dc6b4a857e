/**
 * What the web app opens with, made before it is bundled: the portfolio solved and verified, the examples'
 * texts, the places of the catalogue and the world's outlines. Written to .cache/web/public/data.
 */
import { copyFile, mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";
import { leversOf } from "../apps/web/planner/levers.ts";
import { listPlaces } from "../src/climate/place.ts";
import { plan } from "../src/plan.ts";
import { packageJSON } from "../src/report/json.ts";
import { plainHours } from "../src/report/plain-hours.ts";
import { loadScenario } from "../src/scenario/load.ts";

/** The example the app opens on. */
const OPENING = "18-three-sites-one-decision";

const folder = join(".cache", "web", "public", "data");
await mkdir(folder, { recursive: true });
const write = (name: string, text: string) => writeFile(join(folder, name), text);

const names = (await readdir("examples")).filter((name) => /^\d\d-/.test(name)).sort();
const examples = await Promise.all(
  names.map(async (id) => {
    const text = await readFile(join("examples", id, "scenario.yaml"), "utf8");
    const note = /^#\s*(.+)$/m.exec(text)?.[1] ?? "";
    const name = /^name:\s*(.+)$/m.exec(text)?.[1] ?? id;
    return { id, name, note, text };
  }),
);

const opening = examples.find(({ id }) => id === OPENING)!;
const loaded = await loadScenario(opening.text);
if (!loaded.ok) throw new Error(JSON.stringify(loaded.issues));
const result = await plan(loaded.scenario);
if (result.status !== "planned" || !result.package.verified.ok)
  throw new Error(`${OPENING} is ${result.status}`);

const world = createRequire(import.meta.url);
await Promise.all([
  write("portfolio.json", JSON.stringify(JSON.parse(packageJSON(result.package)))),
  write("hours.json", JSON.stringify(result.hourly.map(plainHours))),
  write(
    "examples.json",
    JSON.stringify({ opening: OPENING, examples, levers: leversOf(loaded.scenario) }),
  ),
  write(
    "places.json",
    JSON.stringify(
      listPlaces().map(({ id, name, country, latitudeDeg, longitudeDeg }) => ({
        id,
        name,
        country,
        latitudeDeg,
        longitudeDeg,
      })),
    ),
  ),
  copyFile(world.resolve("world-atlas/land-110m.json"), join(folder, "land-110m.json")),
]);
