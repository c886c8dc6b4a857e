/** Where the store is: the team's PostgreSQL, else files in FIRMWATT_DATA or the platform's usual folder for a program's data. */
import { readFileSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { StoreRefusal } from "./refusal.ts";
import type { StoreOptions } from "./store.ts";

type Environment = Readonly<Record<string, string | undefined>>;

/** Folder of the embedded store. Root's home is closed to the user that Postgres must run as, so root uses /var/lib. */
function dataFolder({ FIRMWATT_DATA, XDG_DATA_HOME, LOCALAPPDATA }: Environment): string {
  if (FIRMWATT_DATA) return FIRMWATT_DATA;
  if (process.platform === "win32")
    return join(LOCALAPPDATA ?? join(homedir(), "AppData", "Local"), "firmwatt");
  if (process.getuid?.() === 0) return "/var/lib/firmwatt";
  if (process.platform === "darwin")
    return join(homedir(), "Library", "Application Support", "firmwatt");
  return join(XDG_DATA_HOME ?? join(homedir(), ".local", "share"), "firmwatt");
}

/** DATABASE_URL, with the password of DATABASE_PASSWORD_FILE where one is named, so that it stands in no list of variables. */
function databaseURL({ DATABASE_URL, DATABASE_PASSWORD_FILE }: Environment): string | undefined {
  if (!DATABASE_URL) return undefined;
  if (!URL.canParse(DATABASE_URL) || !/^postgres(ql)?:/.test(DATABASE_URL))
    throw new StoreRefusal(
      "DATABASE_URL is not an address such as postgres://user@host:5432/firmwatt",
    );
  if (!DATABASE_PASSWORD_FILE) return DATABASE_URL;
  const url = new URL(DATABASE_URL);
  try {
    url.password = encodeURIComponent(readFileSync(DATABASE_PASSWORD_FILE, "utf8").trim());
  } catch (error) {
    throw new StoreRefusal(
      `DATABASE_PASSWORD_FILE cannot be read: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
  return url.href;
}

/** Where the store is, for a program that holds up to `connections` at once. @throws StoreRefusal when the environment is wrong. */
export function whereStore(
  connections: number,
  environment: Environment = process.env,
): StoreOptions {
  return {
    databaseURL: databaseURL(environment),
    folder: dataFolder(environment),
    connections,
  };
}
