/** Where the store's files live: FIRMWATT_DATA, else the platform's usual folder for a program's data. */
import { homedir } from "node:os";
import { join } from "node:path";

/** Folder of the embedded store. Root's home is closed to the user that Postgres must run as, so root uses /var/lib. */
export function dataFolder(environment: NodeJS.ProcessEnv = process.env): string {
  const { FIRMWATT_DATA, XDG_DATA_HOME, LOCALAPPDATA } = environment;
  if (FIRMWATT_DATA) return FIRMWATT_DATA;
  if (process.platform === "win32")
    return join(LOCALAPPDATA ?? join(homedir(), "AppData", "Local"), "firmwatt");
  if (process.getuid?.() === 0) return "/var/lib/firmwatt";
  if (process.platform === "darwin")
    return join(homedir(), "Library", "Application Support", "firmwatt");
  return join(XDG_DATA_HOME ?? join(homedir(), ".local", "share"), "firmwatt");
}
