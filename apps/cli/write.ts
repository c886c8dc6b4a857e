/** Files of a run: where they go, and writing them whole or not at all. */
import { rename, writeFile } from "node:fs/promises";
import { basename, dirname, resolve } from "node:path";
import { STANDARD_INPUT } from "./files.ts";

/** Writes a file whole or not at all. */
export async function writeWhole(file: string, content: string | Uint8Array): Promise<void> {
  await writeFile(`${file}.part`, content);
  await rename(`${file}.part`, file);
}

/** Folder of a run: the scenario's name, or its folder's where the file is called scenario. */
export function runName(file: string): string {
  if (file === STANDARD_INPUT) return "scenario";
  const stem = basename(file).replace(/\.(ya?ml|json)$/i, "");
  return stem === "scenario" ? basename(dirname(resolve(file))) : stem;
}
