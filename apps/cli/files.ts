/** Reads a scenario and the files it names, and nothing outside the folders it may read from. */
import { readFile, realpath, stat } from "node:fs/promises";
import { dirname, resolve, sep } from "node:path";
import { loadScenario } from "../../src/scenario/load.ts";
import type { LoadResult } from "../../src/scenario/load.ts";

/** Largest file a scenario may name. */
const LARGEST_BYTES = 64 * 1024 * 1024;

export interface InputOptions {
  readonly set?: readonly string[];
  readonly data?: readonly string[];
}

/** A reader of files below `folders`; paths are tried in each. */
export function readerBelow(folders: readonly string[]): (path: string) => Promise<string> {
  return async (path) => {
    for (const folder of folders) {
      const root = await realpath(folder);
      const full = resolve(root, path);
      if (!full.startsWith(root + sep)) continue;
      const real = await realpath(full).catch(() => undefined);
      if (real === undefined || !real.startsWith(root + sep)) continue;
      const { size } = await stat(real);
      if (size > LARGEST_BYTES)
        throw new Error(`it has ${size} bytes, at most ${LARGEST_BYTES} are read`);
      return readFile(real, "utf8");
    }
    throw new Error("no such file in the scenario's folder or in a folder given with --data");
  };
}

/** Text of the scenario file. @throws Error with the reason when it cannot be read. */
async function readScenario(file: string): Promise<string> {
  const { size } = await stat(file);
  if (size > LARGEST_BYTES) throw new Error(`it has ${size} bytes`);
  return readFile(file, "utf8");
}

/** Loads a scenario file. A file that cannot be read is an issue like any other. */
export async function loadFile(file: string, options: InputOptions): Promise<LoadResult> {
  let text: string;
  try {
    text = await readScenario(file);
  } catch (error) {
    const reason =
      error instanceof Error ? error.message.replace(/, \w+ '.*'$/, "") : String(error);
    const message = `The scenario cannot be read: ${reason}`;
    return { ok: false, issues: [{ code: "file", path: "", line: 0, column: 0, message }] };
  }
  return loadScenario(text, {
    readFile: readerBelow([dirname(resolve(file)), ...(options.data ?? [])]),
    set: options.set ?? [],
  });
}
