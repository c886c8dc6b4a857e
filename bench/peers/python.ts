/** Makes the Python environment of a bench from its requirements file, once per version of that file. */
import { execFileSync } from "node:child_process";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** Path of the Python in `folder`, with what `requirements` names installed. */
export function preparePython(folder: string, requirements: string): string {
  const python = join(folder, "bin", "python");
  const wanted = readFileSync(requirements, "utf8");
  const stamp = join(folder, "requirements.txt");
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === wanted) return python;
  console.error("Installing PyPSA and HiGHS into an environment of their own…");
  execFileSync("python3", ["-m", "venv", "--clear", folder]);
  const install = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check"];
  execFileSync(python, [...install, "-r", requirements], {
    stdio: ["ignore", "ignore", "inherit"],
  });
  writeFileSync(stamp, wanted);
  return python;
}
