/**
 * Compares annual photovoltaic yields with pvlib's PVWatts chain on the same weather files.
 *
 * Run `node bin/run bench/physics/pvwatts.ts [FOLDER]`; FOLDER (default ../shared/data/epw) holds EPW
 * files. Python 3 is needed: a throw-away environment with the versions of requirements.txt is made
 * in a temporary folder and removed at the end.
 */
import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { readEpw } from "../../src/climate/readers/epw.ts";
import { solarCapacityFactors, usualPvSystem } from "../../src/climate/solar.ts";

const HERE = "bench/physics";
const FOLDER = process.argv[2] ?? "../shared/data/epw";
const MOUNTS = ["fixed", "tracker"] as const;

type Yields = Record<string, Record<(typeof MOUNTS)[number], number>>;

function runPvlib(files: readonly string[]): Yields {
  const folder = mkdtempSync(join(tmpdir(), "firmwatt-pvlib-"));
  try {
    execFileSync("python3", ["-m", "venv", folder]);
    const python = join(folder, "bin", "python");
    execFileSync(
      python,
      ["-m", "pip", "install", "--quiet", "-r", join(HERE, "requirements.txt")],
      { stdio: "inherit" },
    );
    const output = execFileSync(python, [join(HERE, "pvwatts.py"), ...files], { encoding: "utf8" });
    return JSON.parse(output) as Yields;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function ownYield(file: string, mount: (typeof MOUNTS)[number]): number {
  const result = readEpw(readFileSync(file, "utf8"), { year: 2025 });
  if (!result.ok) throw new Error(`${file}: ${JSON.stringify(result.issues[0])}`);
  const system = usualPvSystem(mount, result.value.latitudeDeg);
  const hours = solarCapacityFactors(result.value, system).reduce((sum, value) => sum + value, 0);
  return hours / system.dcPerACFrac;
}

const files = readdirSync(FOLDER)
  .filter((name) => name.endsWith(".epw"))
  .map((name) => join(FOLDER, name));
const yields = runPvlib(files);
console.log("file,mount,firmwatt kWh/kW,pvlib kWh/kW,ratio");
for (const file of files)
  for (const mount of MOUNTS) {
    const own = ownYield(file, mount);
    const theirs = yields[file]![mount];
    console.log(
      [basename(file), mount, own.toFixed(1), theirs.toFixed(1), (own / theirs).toFixed(4)].join(
        ",",
      ),
    );
  }
