/** `firmwatt serve`: the web app and the API, with store, queue and workers in one program. */
import { spawn } from "node:child_process";
import { availableParallelism } from "node:os";
import { ServeRefusal, startServer } from "../server/serve.ts";

interface ServeArguments {
  readonly port: string;
  readonly host: string;
  readonly open?: boolean;
  readonly workers?: string;
  readonly allowHost: readonly string[];
  readonly requireToken?: boolean;
}

/** A whole number in a range, or a reason. */
export function wholeNumber(name: string, text: string, least: number, most: number): number {
  const value = text.trim() === "" ? NaN : Number(text);
  if (!Number.isInteger(value) || value < least || value > most)
    throw new ServeRefusal(
      `--${name} is ${text}; expected a whole number from ${least} to ${most}`,
    );
  return value;
}

/** The folder of the project. */
export const projectRoot = () => process.env["FIRMWATT_ROOT"] ?? process.cwd();

/** Opens the page in the person's browser; nothing happens where there is none. */
function openBrowser(url: string): void {
  const [program, ...args]: readonly [string, ...string[]] =
    process.platform === "darwin"
      ? ["open", url]
      : process.platform === "win32"
        ? ["cmd", "/c", "start", "", url]
        : ["xdg-open", url];
  spawn(program, args, { stdio: "ignore", detached: true })
    .on("error", () => {})
    .unref();
}

/** Waits for Ctrl-C or an order to end. */
export function untilStopped(): Promise<void> {
  return new Promise((resolve) => {
    process.once("SIGINT", () => resolve());
    process.once("SIGTERM", () => resolve());
  });
}

/** A line with its time, to standard error. */
export const logLine = (line: string) =>
  process.stderr.write(`${new Date().toISOString()} ${line}\n`);

export async function runServe(options: ServeArguments): Promise<number> {
  try {
    const server = await startServer({
      root: projectRoot(),
      host: options.host,
      port: wholeNumber("port", options.port, 0, 65_535),
      workers: wholeNumber("workers", options.workers ?? String(availableParallelism()), 0, 256),
      allowedHosts: options.allowHost,
      needsToken: options.requireToken ?? false,
      log: logLine,
    });
    const elsewhere = server.isEverywhere ? " and at this machine's other addresses" : "";
    console.log(`Firmwatt is at ${server.url}${elsewhere} (Ctrl-C ends it)`);
    if (options.open) openBrowser(server.url);
    await untilStopped();
    // A second Ctrl-C ends it at once.
    process.once("SIGINT", () => process.exit(130));
    await server.close();
    return 0;
  } catch (error) {
    if (!(error instanceof ServeRefusal)) throw error;
    process.stderr.write(`${error.message}\n`);
    return 1;
  }
}
