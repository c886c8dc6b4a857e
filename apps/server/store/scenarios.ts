/** Scenarios and the files they name, stored by their hash; a workspace sees what was put into it. */
import { gunzipSync, gzipSync } from "node:zlib";
import { sql } from "kysely";
import type { ScenarioInput } from "../jobs/task.ts";
import { orderedJSON, sha256 } from "./hash.ts";
import type { Database } from "./store.ts";

/** A scenario with the hashes of the files it names. */
export interface ScenarioContent {
  readonly text: string;
  readonly files: Readonly<Record<string, string>>;
}

export function scenarioHash({ text, files }: ScenarioContent): string {
  return sha256(orderedJSON({ text, files }));
}

/** Stores a scenario for a workspace; gives its hash. The same content is stored once. */
export async function putScenario(
  db: Database,
  content: ScenarioContent,
  name: string,
  owner: { readonly workspace: string; readonly actor: string },
): Promise<string> {
  const hash = scenarioHash(content);
  await db
    .insertInto("scenarios")
    .values({ hash, name, text: content.text, files: JSON.stringify(content.files) })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  await db
    .insertInto("scenario_owners")
    .values({ workspace: owner.workspace, scenario: hash, created_by: owner.actor })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  return hash;
}

export async function findScenario(db: Database, workspace: string, hash: string) {
  return db
    .selectFrom("scenario_owners")
    .innerJoin("scenarios", "scenarios.hash", "scenario_owners.scenario")
    .where("workspace", "=", workspace)
    .where("scenario", "=", hash)
    .select(["hash", "name", "text", "files", "created_by", "scenario_owners.created_at"])
    .executeTakeFirst();
}

export async function listScenarios(db: Database, workspace: string, limit: number) {
  return db
    .selectFrom("scenario_owners")
    .innerJoin("scenarios", "scenarios.hash", "scenario_owners.scenario")
    .where("workspace", "=", workspace)
    .select(["hash", "name", "created_by", "scenario_owners.created_at"])
    .orderBy("scenario_owners.created_at", "desc")
    .orderBy("hash")
    .limit(limit)
    .execute();
}

/** Stores a file for a workspace; gives the hash of its text. */
export async function putFile(
  db: Database,
  workspace: string,
  name: string,
  text: string,
): Promise<string> {
  const hash = sha256(text);
  await db
    .insertInto("files")
    .values({ hash, bytes: gzipSync(text) })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  await db
    .insertInto("file_owners")
    .values({ workspace, file: hash, name })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  return hash;
}

/** Hashes among `hashes` that the workspace does not have. */
export async function missingFiles(
  db: Database,
  workspace: string,
  hashes: readonly string[],
): Promise<string[]> {
  if (hashes.length === 0) return [];
  const rows = await db
    .selectFrom("file_owners")
    .where("workspace", "=", workspace)
    .where("file", "in", [...hashes])
    .select("file")
    .execute();
  const there = new Set(rows.map(({ file }) => file));
  return hashes.filter((hash) => !there.has(hash));
}

/** The texts of files, by the names a scenario gives them. */
export async function readFiles(
  db: Database,
  files: Readonly<Record<string, string>>,
): Promise<Record<string, string>> {
  const hashes = [...new Set(Object.values(files))];
  if (hashes.length === 0) return {};
  const rows = await db.selectFrom("files").where("hash", "in", hashes).selectAll().execute();
  const texts = new Map(rows.map(({ hash, bytes }) => [hash, gunzipSync(bytes).toString("utf8")]));
  return Object.fromEntries(
    Object.entries(files).flatMap(([name, hash]) => {
      const text = texts.get(hash);
      return text === undefined ? [] : [[name, text]];
    }),
  );
}

/** A stored scenario as a planner takes it. @throws Error when it is gone. */
export async function inputOf(db: Database, hash: string): Promise<ScenarioInput> {
  const row = await db
    .selectFrom("scenarios")
    .where("hash", "=", hash)
    .select(["text", "files"])
    .executeTakeFirst();
  if (!row) throw new Error("the scenario is not in the store");
  return { text: row.text, files: await readFiles(db, row.files) };
}

/** Bytes a workspace's files take, for its limit. */
export async function fileBytes(db: Database, workspace: string): Promise<number> {
  const { rows } = await sql<{ bytes: string | null }>`
    select sum(length(f.bytes)) as bytes from file_owners o join files f on f.hash = o.file
    where o.workspace = ${workspace}`.execute(db);
  return Number(rows[0]?.bytes ?? 0);
}
