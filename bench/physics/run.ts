/**
 * Annual photovoltaic yields against pvlib's PVWatts chain on the same weather files.
 *
 *     npm run bench -- physics [--json] [--write] [--folder ../shared/data/epw] [--python PATH]
 *
 * Python 3 is needed: an environment with the versions of requirements.txt is made once under
 * `.cache/pvlib`, which may be thrown away at any time; `--python` takes one that exists.
 * Exits with 1 when a yield is more than 2 % from pvlib's.
 */
import { execFileSync } from "node:child_process";
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { basename, join } from "node:path";
import { parseArgs } from "node:util";
import { readEPW } from "../../src/climate/readers/epw.ts";
import { solarCapacityFactors, usualPvSystem } from "../../src/climate/solar.ts";
import type { PvSystem } from "../../src/climate/solar.ts";
import { report } from "../report.ts";
import type { Row } from "../table.ts";

const HERE = "bench/physics";
const MOUNTS = ["fixed", "tracker"] as const;
const MOST_DEVIATION_FRAC = 0.02;
/** `pvwatts.py` lays every file on this year. */
const YEAR = 2025;

type Mount = PvSystem["mount"];

/** Path of a Python that has the pinned pvlib; makes the environment when it is not there. */
function preparePython(): string {
  const folder = join(".cache", "pvlib");
  const python = join(folder, "bin", "python");
  const ready = existsSync(python) && hasPvlib(python);
  if (ready) return python;
  execFileSync("python3", ["-m", "venv", "--clear", folder]);
  const install = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check"];
  execFileSync(python, [...install, "-r", join(HERE, "requirements.txt")], {
    stdio: ["ignore", "ignore", "inherit"],
  });
  return python;
}

function hasPvlib(python: string): boolean {
  try {
    execFileSync(python, ["-c", "import pvlib, scipy"], { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
}

function ownYield(file: string, mount: Mount): number {
  const result = readEPW(readFileSync(file, "utf8"), { year: YEAR });
  if (!result.ok) throw new Error(`${file}: ${JSON.stringify(result.issues[0])}`);
  const system = usualPvSystem(mount, result.value.latitudeDeg);
  const hours = solarCapacityFactors(result.value, system).reduce((sum, value) => sum + value, 0);
  return hours / system.dcPerACFrac;
}

function measure(folder: string, python: string): Row[] {
  const files = readdirSync(folder)
    .filter((name) => name.endsWith(".epw"))
    .map((name) => join(folder, name));
  const output = execFileSync(python, [join(HERE, "pvwatts.py"), ...files], { encoding: "utf8" });
  const theirs = JSON.parse(output) as Record<string, Record<Mount, number>>;
  return files.flatMap((file) =>
    MOUNTS.map((mount) => {
      const [firmwatt, pvlib] = [ownYield(file, mount), theirs[file]![mount]];
      return { name: basename(file), mount, firmwatt, pvlib, ratio: firmwatt / pvlib };
    }),
  );
}

const { values } = parseArgs({
  options: {
    json: { type: "boolean", default: false },
    write: { type: "boolean", default: false },
    folder: { type: "string", default: "../shared/data/epw" },
    python: { type: "string" },
  },
});
const rows = measure(values.folder, values.python ?? preparePython());
report(
  [
    {
      id: "physics",
      title: "Photovoltaic yields against pvlib",
      reading:
        "Annual yield in kWh per kW DC on the same weather files, against pvlib's PVWatts chain. Ratio: Firmwatt's over pvlib's; 1 is agreement.",
      columns: [
        { key: "name", head: "file" },
        { key: "mount", head: "mount" },
        { key: "firmwatt", head: "firmwatt", decimals: 1 },
        { key: "pvlib", head: "pvlib", decimals: 1 },
        { key: "ratio", head: "ratio", decimals: 4 },
      ],
      rows,
    },
  ],
  values,
);
if (rows.some(({ ratio }) => Math.abs(ratio - 1) > MOST_DEVIATION_FRAC)) process.exitCode = 1;
