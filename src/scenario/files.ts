/** Reads the hourly files a site names: weather from EPW, price and carbon from CSV. */
import type { Climate, Market } from "../climate/climate.ts";
import { readEpw } from "../climate/readers/epw.ts";
import type { UnplacedIssue } from "./issue.ts";

interface FileRequest {
  readonly file: string;
  readonly utcOffsetHours?: number | undefined;
}

interface FileContext {
  readonly readFile?: (path: string) => Promise<string>;
  readonly issues: UnplacedIssue[];
  readonly notices: string[];
}

async function textOf(request: FileRequest, path: readonly string[], { readFile, issues }: FileContext): Promise<string | undefined> {
  try {
    if (!readFile) throw new Error("files cannot be read here");
    return await readFile(request.file);
  } catch (error) {
    issues.push({ code: "file", path: [...path, "file"], message: `${request.file} cannot be read: ${error instanceof Error ? error.message : String(error)}` });
    return undefined;
  }
}

/** Weather of a site from a file; undefined when it cannot be read, with the reason in `issues`. */
export async function readWeatherFile(
  request: FileRequest, _typical: Climate, path: readonly string[], context: FileContext,
): Promise<Climate | undefined> {
  const text = await textOf(request, path, context);
  if (text === undefined) return undefined;
  const read = readEpw(text);
  if (read.ok) {
    context.notices.push(...read.notices.map((notice) => `${request.file}: ${notice}`));
    return read.value;
  }
  context.issues.push(...read.issues.map((issue): UnplacedIssue => ({ code: "series", path: [...path, "file"], message: `${request.file}: ${issue.message}` })));
  return undefined;
}

/** Market of a site from a file. */
export async function readMarketFile(
  request: FileRequest, _typical: Market, path: readonly string[], context: FileContext,
): Promise<Market | undefined> {
  context.issues.push({ code: "file", path: [...path, "file"], message: `${request.file}: hourly market files are not read yet` });
  return undefined;
}
