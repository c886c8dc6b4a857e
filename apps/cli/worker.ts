/** `firmwatt worker`: plans what the team's queue holds, on any machine that reaches its PostgreSQL. */
import { availableParallelism } from "node:os";
import { ServeRefusal } from "../server/serve.ts";
import { whereStore } from "../server/store/where.ts";
import { openWorks } from "../server/wiring.ts";
import { logLine, projectRoot, untilStopped, wholeNumber } from "./serve.ts";

export async function runWorker(options: { readonly threads?: string }): Promise<number> {
  try {
    const threads = wholeNumber(
      "threads",
      options.threads ?? String(availableParallelism()),
      1,
      256,
    );
    const works = await openWorks(projectRoot(), whereStore(threads + 4), logLine);
    const worker = works.startWorker(threads);
    console.log(`Worker ${worker.id} plans ${threads} at a time (Ctrl-C ends it)`);
    await untilStopped();
    process.once("SIGINT", () => process.exit(130));
    await works.close();
    return 0;
  } catch (error) {
    if (!(error instanceof ServeRefusal)) throw error;
    process.stderr.write(`${error.message}\n`);
    return 1;
  }
}
