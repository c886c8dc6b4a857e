/** Compiles the solver's kernels to WebAssembly. */
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const FOLDER = "src/solver/chain/kernels";
// The compiler's own types would change what arrays give everywhere, so it is run, not imported.
const COMPILER = "node_modules/assemblyscript/bin/asc.js";
const SETTINGS = "--runtime stub --noAssert --importMemory --enable simd -O3 --converge";

/** The module as text, base64, that the solver loads. */
export const MODULE_FILE = join(FOLDER, "module.ts");

/** The compiled module; throws with what the compiler says. */
export function compileKernels(): Buffer {
  const folder = mkdtempSync(join(tmpdir(), "kernels-"));
  try {
    const file = join(folder, "kernels.wasm");
    const source = join(FOLDER, "assembly", "index.ts");
    const { status, stderr } = spawnSync(
      process.execPath,
      [COMPILER, source, "--outFile", file, ...SETTINGS.split(" ")],
      { encoding: "utf8" },
    );
    if (status !== 0) throw new Error(stderr);
    return readFileSync(file);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** What stands in MODULE_FILE for `binary`. */
export function moduleText(binary: Buffer): string {
  return `/** Made by \`npm run kernels\` from assembly/; not edited by hand. */\nexport const MODULE =\n  "${binary.toString("base64")}";\n`;
}
