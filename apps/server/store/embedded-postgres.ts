/**
 * The store's own PostgreSQL: made at first use, adopted when it still runs, started when it does not.
 *
 *     DATA/postgres/data       the cluster, owned by the user that runs it
 *     DATA/postgres/password   0600, drawn at random
 *     DATA/port                chosen free at the first start, taken again while it is free
 *
 * It listens on 127.0.0.1 alone, with a password. It outlives a killed parent; the next start adopts it.
 */
import { execFile } from "node:child_process";
import { randomBytes } from "node:crypto";
import { chown, mkdir, readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { Client } from "pg";
import { findBinaries, runner } from "./postgres-binaries.ts";
import type { PostgresBinaries, Runner } from "./postgres-binaries.ts";

/** A running cluster: how to reach it, and how to end it. */
export interface EmbeddedPostgres {
  readonly url: string;
  /** Starts it again when it has died. */
  readonly revive: () => Promise<void>;
  /** Stops it unless another program still uses it. */
  readonly stop: () => Promise<void>;
}

interface Place {
  readonly folder: string;
  readonly cluster: string;
  readonly binaries: PostgresBinaries;
  readonly as: Runner;
}

const START_SECONDS = 60;

function run(program: string, args: readonly string[], { as, folder }: Place): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = execFile(
      program,
      args,
      {
        ...as,
        cwd: as.uid === undefined ? folder : "/",
        env: { PATH: process.env["PATH"], LC_ALL: "C" },
      },
      (error, stdout, stderr) =>
        error
          ? reject(
              new Error(
                `${program.split(/[\\/]/).at(-1)}: ${(stderr || stdout || error.message).trim().slice(-800)}`,
              ),
            )
          : resolve(stdout),
    );
    child.stdin?.end();
  });
}

async function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const { port } = server.address() as { port: number };
      server.close(() => resolve(port));
    });
  });
}

async function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once("error", () => resolve(false));
    server.listen(port, "127.0.0.1", () => server.close(() => resolve(true)));
  });
}

const exists = async (path: string) =>
  stat(path).then(
    () => true,
    () => false,
  );

/** Makes the cluster; the folder takes its name last, so a kill in between leaves nothing half made. */
async function makeCluster(place: Place): Promise<void> {
  const part = `${place.cluster}.${process.pid}.part`;
  await rm(part, { recursive: true, force: true });
  await mkdir(part, { mode: 0o700 });
  const { uid, gid } = place.as;
  const passwordFile = join(part, "password");
  const password = randomBytes(24).toString("base64url");
  const data = join(part, "data");
  await writeFile(passwordFile, password, { mode: 0o600 });
  if (uid !== undefined && gid !== undefined) {
    await chown(part, uid, gid);
    await chown(passwordFile, uid, gid);
  }
  const settings = ["-U", "firmwatt", "--auth=scram-sha-256", `--pwfile=${passwordFile}`];
  await run(
    place.binaries.initdb,
    ["-D", data, ...settings, "-E", "UTF8", "--no-locale", "--no-instructions"],
    place,
  );
  // Another program may have made one meanwhile: then that one is used.
  await rename(part, place.cluster).catch(async (error: NodeJS.ErrnoException) => {
    await rm(part, { recursive: true, force: true });
    if (!(await exists(place.cluster))) throw error;
  });
}

async function passwordOf({ cluster }: Place): Promise<string> {
  return (await readFile(join(cluster, "password"), "utf8")).trim();
}

/** Whether the cluster answers at `url`. */
async function answers(url: string): Promise<boolean> {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 3000 });
  client.on("error", () => {});
  try {
    await client.connect();
    await client.query("select 1");
    return true;
  } catch {
    return false;
  } finally {
    await client.end().catch(() => {});
  }
}

const urlOf = (password: string, port: number) =>
  `postgres://firmwatt:${encodeURIComponent(password)}@127.0.0.1:${port}/postgres`;

/** The port it was last started on, as a wish for the next start. */
async function keptPort({ folder }: Place): Promise<number | undefined> {
  const text = await readFile(join(folder, "port"), "utf8").catch(() => "");
  return /^\d+$/.test(text) ? Number(text) : undefined;
}

/** The port its own record names; whether it still runs there is another question. */
async function recordedPort({ cluster }: Place): Promise<number | undefined> {
  const lines = await readFile(join(cluster, "data", "postmaster.pid"), "utf8").catch(() => "");
  const port = lines.split("\n")[3]?.trim() ?? "";
  return /^\d+$/.test(port) ? Number(port) : undefined;
}

async function choosePort(place: Place): Promise<number> {
  const kept = await keptPort(place);
  return kept !== undefined && (await isFree(kept)) ? kept : freePort();
}

/** Starts the cluster on `port`. Two starters at once are no harm: the second finds it running. */
async function start(place: Place, port: number): Promise<void> {
  const options = [
    `-p ${port}`,
    "-c listen_addresses=127.0.0.1",
    "-c unix_socket_directories=''",
    "-c max_connections=100",
    "-c shared_buffers=64MB",
    "-c log_min_messages=warning",
  ].join(" ");
  const log = join(place.cluster, "log");
  await run(
    place.binaries.pgCtl,
    [
      "start",
      "-w",
      "-t",
      String(START_SECONDS),
      "-D",
      join(place.cluster, "data"),
      "-l",
      log,
      "-o",
      options,
    ],
    place,
  );
}

/**
 * Adopts the cluster when it answers, else starts it: on `wanted` where programs know it by that port.
 * Several programs may do so at once; all but one find it running. @throws Error with the reason and the log's end.
 */
async function ensure(place: Place, password: string, wanted?: number): Promise<number> {
  const end = performance.now() + START_SECONDS * 1000;
  let reason = "";
  for (let attempt = 1; performance.now() < end; attempt++) {
    const recorded = await recordedPort(place);
    if (recorded !== undefined && (await answers(urlOf(password, recorded)))) {
      if ((await keptPort(place)) !== recorded)
        await writeFile(join(place.folder, "port"), String(recorded), { mode: 0o600 });
      return recorded;
    }
    try {
      await start(place, wanted ?? (await choosePort(place)));
    } catch (error) {
      // Another program is starting it, or children of a killed one are still ending: look again.
      reason = error instanceof Error ? error.message : String(error);
      await wait(Math.min(100 * attempt, 1000) * (0.5 + Math.random()));
    }
  }
  const log = await readFile(join(place.cluster, "log"), "utf8").catch(() => "");
  throw new Error(`PostgreSQL did not start: ${reason}\n${log.slice(-1000)}`);
}

/** Stops the cluster unless other programs are connected to it. */
async function stopUnlessUsed(place: Place, url: string): Promise<void> {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 3000 });
  client.on("error", () => {});
  try {
    await client.connect();
    const { rows } = await client.query<{ others: number }>(
      "select count(*)::int as others from pg_stat_activity where backend_type = 'client backend' and pid <> pg_backend_pid()",
    );
    if (rows[0]!.others > 0) return;
  } catch {
    return;
  } finally {
    await client.end().catch(() => {});
  }
  await run(
    place.binaries.pgCtl,
    ["stop", "-m", "fast", "-D", join(place.cluster, "data"), "-w", "-t", "20"],
    place,
  ).catch(() => {});
}

/** The store's PostgreSQL, running. @throws Error with the reason when it cannot be started. */
export async function embeddedPostgres(folder: string): Promise<EmbeddedPostgres> {
  await mkdir(folder, { recursive: true, mode: 0o711 });
  const as = await runner();
  const binaries = await findBinaries(folder);
  const place: Place = { folder, cluster: join(folder, "postgres"), binaries, as };
  if (!(await exists(place.cluster))) await makeCluster(place);
  const password = await passwordOf(place);
  const port = await ensure(place, password);
  const url = urlOf(password, port);
  return {
    url,
    revive: async () => {
      const now = await ensure(place, password, port);
      if (now !== port)
        throw new Error(
          `PostgreSQL came back on port ${now} instead of ${port}; start Firmwatt again`,
        );
    },
    stop: () => stopUnlessUsed(place, url),
  };
}
