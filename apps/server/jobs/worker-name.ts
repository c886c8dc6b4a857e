/** Names of workers: machine, process, and what tells two of one process apart. */
import { randomUUID } from "node:crypto";
import { hostname } from "node:os";

const machine = () => hostname().slice(0, 40);

/** A new name for a worker of process `pid` of this machine. */
export const workerName = (pid: number) => `${machine()}-${pid}-${randomUUID().slice(0, 8)}`;

/** Whether `worker` is of this machine and its process runs no more. */
export function isGone(worker: string): boolean {
  const [, place, pid] = /^(.*)-(\d+)-[0-9a-f]{8}$/.exec(worker) ?? [];
  if (place !== machine()) return false;
  try {
    process.kill(Number(pid), 0);
    return false;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "ESRCH";
  }
}
