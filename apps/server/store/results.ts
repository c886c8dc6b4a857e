/** Results by the hash of their content, and which request found which. */
import { gunzipSync } from "node:zlib";
import type { Answer } from "../jobs/task.ts";
import type { Database } from "./store.ts";

const inOrder = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);

/**
 * Stores contents and files of answers; what is there already stays as it is. All who store go through
 * hashes in the same order, so that they wait for one another at most, never in a ring.
 */
export async function putResults(db: Database, answers: readonly Answer[]): Promise<void> {
  const ordered = answers.toSorted((a, b) => inOrder(a.hash, b.hash));
  if (ordered.length === 0) return;
  await db
    .insertInto("results")
    .values(
      ordered.map(({ hash, status, summary, body }) => ({
        hash,
        status,
        summary: JSON.stringify(summary),
        body: Buffer.from(body),
      })),
    )
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  for (const { hash, files } of ordered)
    for (const { name, type, packed, body } of files)
      await db
        .insertInto("result_files")
        .values({ result: hash, name, type, packed, body: Buffer.from(body) })
        .onConflict((conflict) => conflict.doNothing())
        .execute();
}

export interface Found {
  readonly requestHash: string;
  readonly answer: Answer;
}

/** Remembers that `program` answers requests so. */
export async function putAnswers(
  db: Database,
  program: string,
  found: readonly Found[],
): Promise<void> {
  if (found.length === 0) return;
  await db
    .insertInto("answers")
    .values(
      found
        .toSorted((a, b) => inOrder(a.requestHash, b.requestHash))
        .map(({ requestHash, answer }) => ({
          request_hash: requestHash,
          program,
          result: answer.hash,
          seconds: answer.seconds,
        })),
    )
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

export interface Asked {
  readonly requestHash: string;
  /** Only when its files were made too. */
  readonly detail: boolean;
}

/** The results `program` found for requests, by the request's hash. */
export async function findAnswers(
  db: Database,
  program: string,
  asked: readonly Asked[],
): Promise<Map<string, string>> {
  if (asked.length === 0) return new Map();
  const rows = await db
    .selectFrom("answers")
    .innerJoin("results", "results.hash", "answers.result")
    .where(
      "request_hash",
      "in",
      asked.map(({ requestHash }) => requestHash),
    )
    .where("program", "=", program)
    .select((query) => [
      "request_hash",
      "answers.result",
      "results.status",
      query
        .exists(
          query
            .selectFrom("result_files")
            .whereRef("result_files.result", "=", "answers.result")
            .select("name"),
        )
        .as("has_files"),
    ])
    .execute();
  const whole = new Set(asked.filter(({ detail }) => detail).map(({ requestHash }) => requestHash));
  return new Map(
    rows
      .filter((row) => row.status !== "planned" || row.has_files || !whole.has(row.request_hash))
      .map((row) => [row.request_hash, row.result]),
  );
}

/** Content of a result: gzip of JSON. */
export async function readPacked(db: Database, hash: string): Promise<Uint8Array | undefined> {
  const row = await db
    .selectFrom("results")
    .where("hash", "=", hash)
    .select("body")
    .executeTakeFirst();
  return row?.body;
}

/** Content of a result as JSON text. */
export async function readResult(db: Database, hash: string): Promise<string | undefined> {
  const packed = await readPacked(db, hash);
  return packed && gunzipSync(packed).toString("utf8");
}

export async function listFiles(db: Database, result: string) {
  return db
    .selectFrom("result_files")
    .where("result", "=", result)
    .select(({ fn }) => ["name", "type", fn<number>("length", ["body"]).as("bytes")])
    .orderBy("name")
    .execute();
}

export async function readResultFile(db: Database, result: string, name: string) {
  return db
    .selectFrom("result_files")
    .where("result", "=", result)
    .where("name", "=", name)
    .selectAll()
    .executeTakeFirst();
}
