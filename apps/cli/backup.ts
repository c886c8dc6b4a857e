/** `firmwatt backup` and `firmwatt restore`: the whole store in one file. */
import { stat } from "node:fs/promises";
import { BackupRefusal, restoreBackup, writeBackup } from "../server/store/backup.ts";
import type { Counts } from "../server/store/backup.ts";
import { record } from "../server/store/audit.ts";
import { openStore } from "../server/store/store.ts";
import { whereStore } from "../server/store/where.ts";
import type { Store } from "../server/store/store.ts";

const ACTOR = { workspace: "local", actor: "command line" };

/** `1 scenario, 62 plans, 40 results` */
function contentWords(counts: Counts): string {
  return ["scenarios", "plans", "results"]
    .map((what) => `${counts[what] ?? 0} ${counts[what] === 1 ? what.slice(0, -1) : what}`)
    .join(", ");
}

async function withStore(work: (store: Store) => Promise<void>): Promise<number> {
  const store = await openStore(whereStore(2));
  try {
    await work(store);
    return 0;
  } catch (error) {
    if (!(error instanceof BackupRefusal)) throw error;
    process.stderr.write(`${error.message}\n`);
    return 1;
  } finally {
    await store.close();
  }
}

export async function runBackup(
  file: string,
  options: { readonly force?: boolean },
): Promise<number> {
  const there = await stat(file).then(
    () => true,
    () => false,
  );
  if (there && !options.force) {
    process.stderr.write(`${file} is there already; choose another name, or --force\n`);
    return 1;
  }
  return withStore(async (store) => {
    const counts = await writeBackup(store, file);
    const { size } = await stat(file);
    console.log(
      `${file}: ${contentWords(counts)}, ${(size / 1e6).toFixed(1)} MB. It holds all the store has; of tokens only hashes.`,
    );
  });
}

export async function runRestore(
  file: string,
  options: { readonly replace?: boolean },
): Promise<number> {
  return withStore(async (store) => {
    const counts = await restoreBackup(store, file, options.replace ?? false);
    const { plans = 0, results = 0 } = counts;
    await record(store.db, ACTOR, "store.restore", file, { plans, results });
    console.log(`Restored ${contentWords(counts)}.`);
  });
}
