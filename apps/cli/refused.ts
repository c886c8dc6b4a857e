/** What the file system refuses, in words: it is the user's to mend and no fault of ours. */
import { access, constants, stat } from "node:fs/promises";
import { dirname, resolve } from "node:path";

const WORDS: Readonly<Record<string, string>> = {
  ENOENT: "there is no such file or folder",
  EISDIR: "it is a folder, not a file",
  ENOTDIR: "a part of its path is a file, not a folder",
  EEXIST: "a file of that name is in the way",
  EACCES: "it is not permitted",
  EPERM: "it is not permitted",
  EROFS: "the disk is read-only",
  ENOSPC: "the disk is full",
  ENAMETOOLONG: "the name is too long",
};

/** The reason in words; nothing when the file system did not refuse. */
export const refusedWords = (error: unknown): string | undefined =>
  WORDS[(error as NodeJS.ErrnoException | null)?.code ?? ""];

/** `PATH: the reason`; nothing when the file system did not refuse. */
export function refusedLine(error: unknown): string | undefined {
  const words = refusedWords(error);
  const { path } = error as NodeJS.ErrnoException;
  return words && `${path === undefined ? "" : `${path}: `}${words}`;
}

/** Why nothing can be written below a folder that need not be there yet; nothing when it can. */
export async function unwritable(folder: string): Promise<string | undefined> {
  const path = resolve(folder);
  const there = await stat(path).catch(() => undefined);
  if (!there) return dirname(path) === path ? WORDS["ENOENT"] : unwritable(dirname(path));
  if (!there.isDirectory()) return WORDS["ENOTDIR"];
  return access(path, constants.W_OK).then(
    () => undefined,
    (error: unknown) => refusedWords(error) ?? String(error),
  );
}
