/** Processor time on Linux: of all programs of the machine, and of a bench with everything it started. */
import { readdirSync, readFileSync } from "node:fs";

/** Clock ticks per second in /proc; the same on every Linux in use. */
const TICKS = 100;

interface ProcessTimes {
  readonly parent: number;
  /** Its own and that of its ended children, s. */
  readonly seconds: number;
}

function timesOf(pid: string): ProcessTimes | undefined {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, "utf8");
    // The name in brackets may hold spaces.
    const fields = text.slice(text.lastIndexOf(")") + 2).split(" ");
    const ticks = fields.slice(11, 15).reduce((sum, field) => sum + Number(field), 0);
    return { parent: Number(fields[1]), seconds: ticks / TICKS };
  } catch {
    return undefined;
  }
}

/** Processor seconds of `roots` and all below them, ended ones included; 0 where the system does not say. */
export function ownSeconds(roots: readonly number[]): number {
  let pids: string[] = [];
  try {
    pids = readdirSync("/proc").filter((name) => /^\d+$/.test(name));
  } catch {
    return 0;
  }
  const all = new Map(
    pids.flatMap((pid) => {
      const times = timesOf(pid);
      return times ? [[Number(pid), times] as const] : [];
    }),
  );
  const isOwn = (pid: number): boolean =>
    roots.includes(pid) || (all.has(pid) && isOwn(all.get(pid)!.parent));
  return [...all].reduce((sum, [pid, { seconds }]) => sum + (isOwn(pid) ? seconds : 0), 0);
}

/** Processor seconds of all programs since the machine started; 0 where the system does not say. */
export function busySeconds(): number {
  try {
    const [, user, nice, system, , , irq, softIrq] = readFileSync("/proc/stat", "utf8")
      .split("\n")[0]!
      .split(/\s+/)
      .map(Number);
    return (user! + nice! + system! + irq! + softIrq!) / TICKS;
  } catch {
    return 0;
  }
}
