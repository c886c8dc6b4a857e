/** The app's state: what is planned, the answer, the answer before, and what the planner is doing. */
import { create } from "zustand";
import { writeIn } from "../../../src/units/money.ts";
import type { Issue } from "../../../src/scenario/issue.ts";
import type { HourlyReport, Package } from "../../../src/report/package.ts";
import type { Shortage } from "../../../src/repairs.ts";
import type { Access } from "../planner/access.ts";
import type { Lever, Progress } from "../planner/protocol.ts";
import type { Example, Spec } from "./spec.ts";

/** A plan that was made: what was asked, the package, its hours. */
export interface Run {
  readonly spec: Spec;
  readonly package: Package;
  /** Null until it is loaded, for a package that was solved before the page was built. */
  readonly hourly: readonly HourlyReport[] | null;
  /** True when bottlenecks are confirmed by planning again and every draw is made. */
  readonly confirmed: boolean;
  readonly milliseconds: number;
  readonly where: "before" | "browser" | "server";
  /** The answer over fewer hours that was shown until this one came. */
  readonly quick?: Run;
}

/** Whether two runs model the same hours; differences between others are not the levers' alone. */
export function sameHours({ package: a }: Run, { package: b }: Run): boolean {
  return a.resolution === b.resolution;
}

/** Why there is no plan for what is asked. */
export type Trouble =
  | { readonly kind: "issues"; readonly issues: readonly Issue[] }
  | { readonly kind: "infeasible"; readonly shortage: Shortage }
  | { readonly kind: "unsolved"; readonly reason: string }
  | { readonly kind: "fault"; readonly message: string };

/** `serving`: the server plans. */
export type Phase = "idle" | "planning" | "confirming" | "serving";

export interface Place {
  readonly id: string;
  readonly name: string;
  readonly country: string;
  readonly latitudeDeg: number;
  readonly longitudeDeg: number;
}

export interface AppState {
  readonly examples: readonly Example[];
  readonly places: readonly Place[];
  readonly spec: Spec | null;
  readonly run: Run | null;
  /** The answer the present one is shown against. */
  readonly base: Run | null;
  readonly trouble: Trouble | null;
  readonly phase: Phase;
  readonly progress: Progress | null;
  /** What the person may do on the server that serves the page. */
  readonly access: Access;
  readonly levers: readonly Lever[];
  /** Plans kept for comparison, by their words in the address. */
  readonly kept: Readonly<Record<string, Run>>;
  readonly past: readonly Spec[];
  readonly future: readonly Spec[];
  /** Said to screen readers and shown for a moment. */
  readonly notice: string;
}

export const useApp = create<AppState>(() => ({
  examples: [],
  places: [],
  spec: null,
  run: null,
  base: null,
  trouble: null,
  phase: "idle",
  progress: null,
  access: { state: "none" },
  levers: [],
  kept: {},
  past: [],
  future: [],
  notice: "",
}));

// Money on the page is that of the plan shown; this hears of it before any view does.
useApp.subscribe(({ run }) => writeIn(run?.package.money));
