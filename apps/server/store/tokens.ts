/** Tokens and workspaces. Of a token only the hash is stored; its secret is shown once. */
import { randomBytes } from "node:crypto";
import { sha256 } from "./hash.ts";
import type { Database } from "./store.ts";
import type { Role } from "./tables.ts";

export interface Identity {
  readonly actor: string;
  readonly role: Role;
  readonly workspace: string;
  /** Id of the token that says so; undefined for the local user. */
  readonly token?: string;
}

/** A new token's secret. 256 bits drawn at random, so that a plain hash is enough to store it. */
const newSecret = () => `fw_${randomBytes(32).toString("base64url")}`;

export async function createToken(
  db: Database,
  token: { readonly name: string; readonly role: Role; readonly workspace: string },
): Promise<{ id: string; secret: string }> {
  const secret = newSecret();
  const { id } = await db
    .insertInto("tokens")
    .values({ ...token, secret_hash: sha256(secret) })
    .returning("id")
    .executeTakeFirstOrThrow();
  return { id, secret };
}

/** Whose secret it is; undefined when nobody's or revoked. */
export async function identify(db: Database, secret: string): Promise<Identity | undefined> {
  const row = await db
    .selectFrom("tokens")
    .where("secret_hash", "=", sha256(secret))
    .where("revoked_at", "is", null)
    .select(["id", "name", "role", "workspace"])
    .executeTakeFirst();
  return row && { actor: row.name, role: row.role, workspace: row.workspace, token: row.id };
}

export async function listTokens(db: Database) {
  return db
    .selectFrom("tokens")
    .select(["id", "name", "role", "workspace", "created_at", "last_used_at", "revoked_at"])
    .orderBy("created_at")
    .execute();
}

/** Revokes a token; false when there is none of that id that is still valid. */
export async function revokeToken(db: Database, id: string): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable("tokens")
    .set({ revoked_at: new Date() })
    .where("id", "=", id)
    .where("revoked_at", "is", null)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

export async function hasAdmin(db: Database): Promise<boolean> {
  const row = await db
    .selectFrom("tokens")
    .where("role", "=", "admin")
    .where("revoked_at", "is", null)
    .select("id")
    .executeTakeFirst();
  return row !== undefined;
}

/** Makes a workspace; false when its id is taken. */
export async function createWorkspace(db: Database, id: string, name: string): Promise<boolean> {
  const made = await db
    .insertInto("workspaces")
    .values({ id, name })
    .onConflict((conflict) => conflict.doNothing())
    .returning("id")
    .executeTakeFirst();
  return made !== undefined;
}

export async function listWorkspaces(db: Database) {
  return db.selectFrom("workspaces").selectAll().orderBy("id").execute();
}
