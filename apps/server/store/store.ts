/** Opens the store: the team's PostgreSQL by DATABASE_URL, else the embedded one; brings its tables up to date. */
import { Kysely, Migrator, PostgresDialect } from "kysely";
import type { Transaction } from "kysely";
import { Client, Pool } from "pg";
import { embeddedPostgres } from "./embedded-postgres.ts";
import type { EmbeddedPostgres } from "./embedded-postgres.ts";
import { migrations } from "./migrations.ts";
import { StoreRefusal } from "./refusal.ts";
import type { Tables } from "./tables.ts";

/** Tables, or a transaction on them. */
export type Database = Kysely<Tables> | Transaction<Tables>;

export interface Store {
  readonly db: Kysely<Tables>;
  readonly pool: Pool;
  /** How the store is held, for people. */
  readonly kind: "embedded" | "team";
  /** Brings an embedded store back when it has died; nothing for a team's own. */
  readonly revive: () => Promise<void>;
  readonly close: () => Promise<void>;
}

export interface StoreOptions {
  /** Connection to a PostgreSQL of one's own; without it the embedded one in `folder`. */
  readonly databaseURL?: string | undefined;
  readonly folder: string;
  readonly connections?: number;
}

/** Runs the migrations. Several programs may do so at once: Kysely holds a lock. @throws Error with the reason. */
async function migrate(db: Kysely<Tables>): Promise<void> {
  const migrator = new Migrator({
    db,
    provider: { getMigrations: async () => ({ ...migrations }) },
  });
  const { error, results } = await migrator.migrateToLatest();
  if (!error) return;
  const step = results?.find(({ status }) => status === "Error")?.migrationName ?? "";
  throw new Error(
    `the store's tables could not be brought up to date ${step}: ${error instanceof Error ? error.message : JSON.stringify(error)}`,
  );
}

/** Network faults, and PostgreSQL going down, coming up, or short of room: the classes 08, 53 and 57P. */
const AWAY_CODE = /^(E(CONN\w+|PIPE|TIMEDOUT|HOSTUNREACH|NETUNREACH|AI_AGAIN)|08...|53...|57P..)$/;
/** What the driver says without a code; "not queryable" when a connection broke between two queries of a transaction. */
const AWAY_MESSAGE =
  /Connection (terminated|ended)|connection timeout|timeout expired|timeout exceeded when trying to connect|not queryable/i;

/** Whether an error means that the store is away, and that trying again may help; it is then no fault of what was asked. */
export function isConnectionLoss(error: unknown): boolean {
  const { code = "", message = "" } = error as { code?: string; message?: string };
  return AWAY_CODE.test(code) || AWAY_MESSAGE.test(message);
}

/** @throws StoreRefusal with the reason when the team's PostgreSQL cannot be reached, or refuses. */
async function checkReach(databaseURL: string): Promise<void> {
  const client = new Client({ connectionString: databaseURL, connectionTimeoutMillis: 10_000 });
  client.on("error", () => {});
  try {
    await client.connect();
  } catch (error) {
    const { message } = error as Error;
    const { host } = new URL(databaseURL);
    throw new StoreRefusal(
      /client password must be a string/.test(message)
        ? `PostgreSQL at ${host} wants a password; name a file that holds it in DATABASE_PASSWORD_FILE`
        : `PostgreSQL at ${host}, as DATABASE_URL has it, cannot be used: ${message || String(error)}`,
    );
  } finally {
    await client.end().catch(() => {});
  }
}

/** Opens the store. @throws StoreRefusal, or Error, with the reason when it cannot be reached. */
export async function openStore(options: StoreOptions): Promise<Store> {
  const embedded: EmbeddedPostgres | undefined =
    options.databaseURL === undefined ? await embeddedPostgres(options.folder) : undefined;
  if (!embedded) await checkReach(options.databaseURL!);
  const pool = new Pool({
    connectionString: embedded?.url ?? options.databaseURL!,
    max: options.connections ?? 8,
    connectionTimeoutMillis: 10_000,
    // A new connection costs both sides ten milliseconds, and PostgreSQL its caches.
    idleTimeoutMillis: 60_000,
    application_name: "firmwatt",
  });
  // Idle connections that break are replaced at the next use.
  pool.on("error", () => {});
  // One that breaks between two queries of a transaction tells nobody else: the next query fails and says so.
  pool.on("connect", (client) => void client.on("error", () => {}));
  const db = new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) });
  try {
    await migrate(db);
  } catch (error) {
    await db.destroy();
    await embedded?.stop();
    throw error;
  }
  let reviving: Promise<void> | undefined;
  return {
    db,
    pool,
    kind: embedded ? "embedded" : "team",
    revive: async () => {
      reviving ??= (embedded?.revive() ?? Promise.resolve()).finally(() => {
        reviving = undefined;
      });
      await reviving;
    },
    close: async () => {
      await db.destroy();
      await embedded?.stop();
    },
  };
}
