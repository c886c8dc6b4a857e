/**
 * Backup and restore of the whole store in one file, without the programs of PostgreSQL.
 *
 *     gzip of lines: {"firmwattBackup": 1, "migration": …} · {"table": …, "rows": [row, …]} … · {"end": {table: count}, "sha256": …}
 *
 * A backup is one snapshot, also while plans run. A restore takes place as a whole or not at all; plans that
 * waited or ran wait again afterwards. Rows go through PostgreSQL's own JSON, so types keep their exact values.
 */
import { createHash } from "node:crypto";
import { createReadStream, createWriteStream } from "node:fs";
import { access, constants, open, rename, rm } from "node:fs/promises";
import { dirname } from "node:path";
import { createInterface } from "node:readline";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createGunzip, createGzip, gunzipSync } from "node:zlib";
import type { PoolClient } from "pg";
import { sha256 } from "./hash.ts";
import { migrations } from "./migrations.ts";
import { scenarioHash } from "./scenarios.ts";
import type { Store } from "./store.ts";
import type { Tables } from "./tables.ts";

/** Every table that is kept, each after those it refers to. Of sessions nothing is kept: people sign in again. */
const TABLES: readonly (keyof Tables)[] = [
  "workspaces",
  "tokens",
  "scenarios",
  "scenario_owners",
  "files",
  "file_owners",
  "batches",
  "results",
  "result_files",
  "answers",
  "plans",
  "audit",
];
/** Rows of one line. */
const ROWS = 50;

export type Counts = Readonly<Record<string, number>>;

/** Why a backup cannot be made or restored, for a person. */
export class BackupRefusal extends Error {}

const latestMigration = () => Object.keys(migrations).toSorted().at(-1)!;

async function inTransaction<Value>(
  store: Store,
  mode: string,
  work: (client: PoolClient) => Promise<Value>,
): Promise<Value> {
  const client = await store.pool.connect();
  let broken: Error | undefined;
  try {
    await client.query(`begin ${mode}`);
    const value = await work(client);
    await client.query("commit");
    return value;
  } catch (error) {
    await client.query("rollback").catch((reason: Error) => (broken = reason));
    throw error;
  } finally {
    client.release(broken);
  }
}

async function* lines(client: PoolClient, counts: Record<string, number>): AsyncGenerator<string> {
  const digest = createHash("sha256");
  const line = (value: string) => {
    digest.update(value);
    return `${value}\n`;
  };
  const createdAt = new Date().toISOString();
  yield line(JSON.stringify({ firmwattBackup: 1, migration: latestMigration(), createdAt }));
  for (const table of TABLES) {
    counts[table] = 0;
    await client.query(
      `declare backup no scroll cursor for select to_jsonb(t)::text as row from ${table} t`,
    );
    for (;;) {
      const { rows } = await client.query<{ row: string }>(`fetch ${ROWS} from backup`);
      if (rows.length === 0) break;
      counts[table] += rows.length;
      yield line(`{"table":"${table}","rows":[${rows.map(({ row }) => row).join(",")}]}`);
    }
    await client.query("close backup");
  }
  yield `${JSON.stringify({ end: counts, sha256: digest.digest("hex") })}\n`;
}

/** @throws BackupRefusal when there is no folder for the file, or nothing may be written into it. */
async function checkFolder(path: string): Promise<void> {
  try {
    await access(dirname(path), constants.W_OK);
  } catch (error) {
    const isMissing = (error as NodeJS.ErrnoException).code === "ENOENT";
    throw new BackupRefusal(
      `${path} cannot be written: ${isMissing ? "there is no such folder" : "nothing may be written into its folder"}`,
    );
  }
}

/** Writes a backup; the file takes its name when it is whole and on disk. Gives rows by table. */
export async function writeBackup(store: Store, path: string): Promise<Counts> {
  const part = `${path}.${process.pid}.part`;
  const counts: Record<string, number> = {};
  try {
    await checkFolder(path);
    await inTransaction(store, "isolation level repeatable read read only", (client) =>
      pipeline(
        Readable.from(lines(client, counts)),
        createGzip({ level: 6 }),
        createWriteStream(part, { mode: 0o600, flags: "wx" }),
      ),
    );
    const file = await open(part, "r+");
    await file.sync();
    await file.close();
    await rename(part, path);
  } catch (error) {
    await rm(part, { force: true });
    throw error;
  }
  return counts;
}

interface Line {
  readonly firmwattBackup?: number;
  readonly migration?: string;
  readonly table?: string;
  readonly rows?: readonly Record<string, unknown>[];
  readonly end?: Counts;
  readonly sha256?: string;
}

/** Lines of a backup, checked: its first line, its digest, its end. @throws BackupRefusal at what is wrong. */
async function* readLines(
  path: string,
): AsyncGenerator<{ table: string; rows: NonNullable<Line["rows"]> }> {
  const digest = createHash("sha256");
  const source = createReadStream(path);
  const unpacked = createGunzip();
  // A broken file must end the reading, not the program.
  const broken = pipeline(source, unpacked).then(
    () => undefined,
    (error: Error) => error,
  );
  let first = true;
  let end: Line | undefined;
  const counts: Record<string, number> = {};
  const refuse = (reason: string) => new BackupRefusal(`${path} ${reason}`);
  try {
    for await (const text of createInterface({ input: unpacked, crlfDelay: Infinity })) {
      let line: Line;
      try {
        line = JSON.parse(text) as Line;
      } catch {
        throw refuse("is damaged: a line is not JSON");
      }
      if (first && line.firmwattBackup !== 1) throw refuse("is not a backup of Firmwatt");
      if (first && line.migration !== latestMigration())
        throw refuse(
          `was made with tables ${line.migration}; this program has ${latestMigration()}. Restore it with the program that made it, then start this one`,
        );
      if (line.end) {
        end = line;
        continue;
      }
      digest.update(text);
      first = false;
      if (line.table === undefined) continue;
      if (end || !(TABLES as readonly string[]).includes(line.table) || !line.rows)
        throw refuse("is damaged: a line does not belong");
      counts[line.table] = (counts[line.table] ?? 0) + line.rows.length;
      yield { table: line.table, rows: line.rows };
    }
  } catch (error) {
    if (error instanceof BackupRefusal) throw error;
    // The first two bytes of gzip are not there: some other file.
    if (error instanceof Error && error.message === "incorrect header check")
      throw refuse("is not a backup of Firmwatt");
    throw refuse(`cannot be read: ${error instanceof Error ? error.message : String(error)}`);
  } finally {
    source.destroy();
    unpacked.destroy();
  }
  const reason = await broken;
  if (!end) throw refuse(`is not whole${reason ? `: ${reason.message}` : ""}`);
  if (end.sha256 !== digest.digest("hex")) throw refuse("is damaged: its digest differs");
  const missing = Object.entries(end.end!).find(([table, count]) => (counts[table] ?? 0) !== count);
  if (missing) throw refuse(`is damaged: rows of ${missing[0]} are missing`);
}

const bytesOf = (value: unknown) => Buffer.from(String(value).replace(/^\\x/, ""), "hex");

/** Refuses content that is not that of its hash. @throws BackupRefusal */
function checkContent(table: string, row: Record<string, unknown>): void {
  const found =
    table === "scenarios"
      ? scenarioHash({ text: String(row["text"]), files: row["files"] as Record<string, string> })
      : table === "files"
        ? sha256(gunzipSync(bytesOf(row["bytes"])).toString("utf8"))
        : table === "results"
          ? sha256(gunzipSync(bytesOf(row["body"])).toString("utf8"))
          : row["hash"];
  if (found !== row["hash"])
    throw new BackupRefusal(`a row of ${table} is not what its hash ${String(row["hash"])} says`);
}

async function insert(client: PoolClient, table: string, rows: readonly Record<string, unknown>[]) {
  const overriding = table === "audit" ? "overriding system value" : "";
  await client.query(
    `insert into ${table} ${overriding} select * from jsonb_populate_recordset(null::${table}, $1::jsonb)`,
    [JSON.stringify(rows)],
  );
}

/**
 * Restores a backup into an empty store, or in place of all that is there. Gives rows by table.
 * @throws BackupRefusal when the file is not whole, or the store is not empty and `replace` is not asked for; nothing is changed then.
 */
export async function restoreBackup(store: Store, path: string, replace: boolean): Promise<Counts> {
  await access(path, constants.R_OK).catch((error: Error) => {
    throw new BackupRefusal(`${path} cannot be read: ${error.message}`);
  });
  return inTransaction(store, "", async (client) => {
    await client.query(`lock table ${TABLES.join(", ")} in access exclusive mode`);
    const { rows } = await client.query<{ used: boolean }>(
      "select exists (select from scenarios) or exists (select from tokens) or exists (select from audit) as used",
    );
    if (rows[0]!.used && !replace)
      throw new BackupRefusal(
        "the store is not empty; restore with --replace to put the backup in place of all that is there",
      );
    await client.query(`truncate ${TABLES.join(", ")}, sessions`);
    if ((await client.query("select to_regclass('pgboss.job') as job")).rows[0]!.job !== null)
      await client.query("delete from pgboss.job");
    const counts: Record<string, number> = {};
    for await (const { table, rows: some } of readLines(path)) {
      for (const row of some) checkContent(table, row);
      counts[table] = (counts[table] ?? 0) + some.length;
      await insert(client, table, some);
    }
    // Upkeep gives every waiting plan a place in the queue again.
    await client.query("update plans set state = 'queued', worker = null where state = 'running'");
    await client.query(
      "select setval(pg_get_serial_sequence('audit', 'id'), greatest((select max(id) from audit), 1))",
    );
    return counts;
  });
}
