/** Signed-in browsers: a session belongs to a token and ends with it. Of its secret only the hash is stored. */
import { randomBytes } from "node:crypto";
import { sql } from "kysely";
import { sha256 } from "./hash.ts";
import type { Database } from "./store.ts";
import type { Identity } from "./tokens.ts";

/** Longest that a browser stays signed in. */
export const SESSION_SECONDS = 7 * 86_400;

/** Starts a session for the holder of a token; gives its secret. Sessions that are over are forgotten. */
export async function startSession(db: Database, token: string): Promise<string> {
  const secret = `fs_${randomBytes(32).toString("base64url")}`;
  await db
    .deleteFrom("sessions")
    .where("expires_at", "<", sql<Date>`now()`)
    .execute();
  await db
    .insertInto("sessions")
    .values({
      secret_hash: sha256(secret),
      token,
      expires_at: sql<Date>`now() + make_interval(secs => ${SESSION_SECONDS})`,
    })
    .execute();
  return secret;
}

/** Who signed in with it; undefined when it is over, ended, or its token was revoked. */
export async function sessionHolder(db: Database, secret: string): Promise<Identity | undefined> {
  const row = await db
    .selectFrom("sessions")
    .innerJoin("tokens", "tokens.id", "sessions.token")
    .where("sessions.secret_hash", "=", sha256(secret))
    .where("expires_at", ">", sql<Date>`now()`)
    .where("revoked_at", "is", null)
    .select(["name", "role", "workspace", "tokens.id"])
    .executeTakeFirst();
  return row && { actor: row.name, role: row.role, workspace: row.workspace, token: row.id };
}

export async function endSession(db: Database, secret: string): Promise<void> {
  await db.deleteFrom("sessions").where("secret_hash", "=", sha256(secret)).execute();
}
