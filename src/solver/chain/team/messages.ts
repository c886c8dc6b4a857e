/** What the calling thread and the members of a team send each other. */
import type { SolveProgress } from "../../../problem/solution.ts";
import type { ChainForm } from "../form.ts";
import type { Outcome } from "../loop.ts";
import type { Midway } from "../midway.ts";
import type { SliceVectors, Vectors } from "../state.ts";
import type { SharedRoom } from "./team.ts";

/** To a member: its part of the problem. */
export interface Order {
  readonly form: ChainForm;
  readonly room: SharedRoom;
  readonly rank: number;
  readonly members: number;
  readonly owners: Int32Array;
  /** Time gone since the solve began. */
  readonly spentMs: number;
  readonly options: {
    readonly gap?: number;
    readonly timeLimitSeconds?: number;
    readonly maxIterations?: number;
    readonly cutoff?: number;
    readonly quick?: boolean;
  };
}

/** From a member at the end; numbers of slices that are not its own are empty. */
export interface Ending {
  readonly kind: "ending";
  readonly rank: number;
  readonly outcome: Omit<Outcome, "midways">;
  readonly point: Vectors;
  readonly midways: readonly Midway[];
}

/** From the first member, now and then. */
export interface Report {
  readonly kind: "report";
  readonly progress: SolveProgress;
}

/** From any member: it cannot go on. */
export interface Fault {
  readonly kind: "fault";
}

export type Reply = Ending | Report | Fault;

/** A point put together from what every member has. */
export function joinPoints(points: readonly Vectors[], owners: Int32Array): Vectors {
  const slices = Array.from(owners, (owner, s): SliceVectors => points[owner]!.slices[s]!);
  return { slices, global: points[0]!.global };
}
