/** Reads a scenario and the files it names, and nothing outside the folders it may read from. */
import { readFile, realpath, stat } from "node:fs/promises";
import { dirname, resolve, sep } from "node:path";
import { text as textOf } from "node:stream/consumers";
import { loadScenario } from "../../src/scenario/load.ts";
import type { LoadResult } from "../../src/scenario/load.ts";
import { refusedWords } from "./refused.ts";

/** Largest file a scenario may name. */
const LARGEST_BYTES = 64 * 1024 * 1024;

/** Name of a scenario that comes through a pipe; the files it names are below the folder one stands in. */
export const STANDARD_INPUT = "-";

export interface InputOptions {
  readonly set?: readonly string[];
  readonly data?: readonly string[];
  /** Many plans are to come of it: fewer hours when nothing states a resolution. */
  readonly quick?: boolean;
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

/** Text of the scenario file, or of standard input where it is called `-`. @throws Error with the reason when it cannot be read. */
async function readScenario(file: string): Promise<string> {
  if (file === STANDARD_INPUT) return textOf(process.stdin);
  const { size } = await stat(file);
  if (size > LARGEST_BYTES) throw new Error(`it has ${size} bytes`);
  return readFile(file, "utf8");
}

export interface LoadedFile {
  readonly loaded: LoadResult;
  readonly text: string;
  /** Texts of the files it names, by the names it gives them. */
  readonly files: Readonly<Record<string, string>>;
}

/** Loads a scenario file with the files it names. A file that cannot be read is an issue like any other. */
export async function loadWithFiles(file: string, options: InputOptions): Promise<LoadedFile> {
  const files: Record<string, string> = {};
  let text: string;
  try {
    text = await readScenario(file);
  } catch (error) {
    const reason = refusedWords(error) ?? (error instanceof Error ? error.message : String(error));
    const message = `The scenario cannot be read: ${reason}`;
    const issues = [{ code: "file", path: "", line: 0, column: 0, message }] as const;
    return { loaded: { ok: false, issues: [...issues] }, text: "", files };
  }
  const read = readerBelow([dirname(resolve(file)), ...(options.data ?? [])]);
  const loaded = await loadScenario(text, {
    readFile: async (path) => (files[path] = await read(path)),
    set: options.set ?? [],
    quick: options.quick ?? false,
  });
  return { loaded, text, files };
}

export const loadFile = async (file: string, options: InputOptions): Promise<LoadResult> =>
  (await loadWithFiles(file, options)).loaded;
