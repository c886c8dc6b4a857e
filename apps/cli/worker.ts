/** `firmwatt worker`: plans what the team's queue holds, on any machine that reaches its PostgreSQL. */
import { availableParallelism } from "node:os";
import { findProgram } from "../server/jobs/program.ts";
import { openQueue } from "../server/jobs/queue.ts";
import { startWorker } from "../server/jobs/worker.ts";
import { ServeRefusal } from "../server/serve.ts";
import { openStore } from "../server/store/store.ts";
import { whereStore } from "../server/store/where.ts";
import { logLine, projectRoot, untilStopped, wholeNumber } from "./serve.ts";

export async function runWorker(options: { readonly threads?: string }): Promise<number> {
  try {
    const threads = wholeNumber(
      "threads",
      options.threads ?? String(availableParallelism()),
      1,
      256,
    );
    const program = findProgram(projectRoot());
    const store = await openStore(whereStore(threads + 4));
    const queue = await openQueue(store, (error) => logLine(`queue: ${error.message}`));
    const worker = startWorker({ store, queue, program, threads, log: logLine });
    console.log(`Worker ${worker.id} plans ${threads} at a time (Ctrl-C ends it)`);
    await untilStopped();
    process.once("SIGINT", () => process.exit(130));
    await worker.close();
    await queue.close();
    await store.close();
    return 0;
  } catch (error) {
    if (!(error instanceof ServeRefusal)) throw error;
    process.stderr.write(`${error.message}\n`);
    return 1;
  }
}
