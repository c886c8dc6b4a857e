/** Results by the hash of their content, and which request found which. */
import { gunzipSync } from "node:zlib";
import type { Answer } from "../jobs/task.ts";
import type { Database } from "./store.ts";

/** Stores an answer's content and files; what is there already stays as it is. */
export async function putResult(db: Database, answer: Answer): Promise<void> {
  await db
    .insertInto("results")
    .values({
      hash: answer.hash,
      status: answer.status,
      summary: JSON.stringify(answer.summary),
      body: Buffer.from(answer.body),
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  for (const { name, type, packed, body } of answer.files)
    await db
      .insertInto("result_files")
      .values({ result: answer.hash, name, type, packed, body: Buffer.from(body) })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
}

/** Remembers that `program` answers a request so. */
export async function putAnswer(
  db: Database,
  requestHash: string,
  program: string,
  answer: Answer,
): Promise<void> {
  await db
    .insertInto("answers")
    .values({
      request_hash: requestHash,
      program,
      result: answer.hash,
      seconds: answer.seconds,
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** The result `program` found for a request; with `detail` only when its files were made too. */
export async function findAnswer(
  db: Database,
  requestHash: string,
  program: string,
  detail: boolean,
): Promise<string | undefined> {
  const row = await db
    .selectFrom("answers")
    .innerJoin("results", "results.hash", "answers.result")
    .where("request_hash", "=", requestHash)
    .where("program", "=", program)
    .select((query) => [
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
    .executeTakeFirst();
  if (!row) return undefined;
  return detail && row.status === "planned" && !row.has_files ? undefined : row.result;
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
