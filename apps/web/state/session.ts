/**
 * What happens when something is asked: plan at once in the worker, over few hours where none are stated, then
 * over all of them with what binds confirmed. Where all of them were planned soon enough the last time, they are
 * planned at once. While a first plan is under way only the newest wish waits for it; a confirmation gives way
 * at once.
 */
import type { HourlyReport } from "../../../src/report/package.ts";
import { ServerAway } from "../planner/access.ts";
import { createPlanner } from "../planner/client.ts";
import type { Job } from "../planner/client.ts";
import { planOnServer } from "../planner/server.ts";
import type { Effort, Lever, Outcome, Progress } from "../planner/protocol.ts";
import { loadHours } from "./built-in.ts";
import { remember, remembered } from "./remembered.ts";
import { inputOf, sameSpec, withSetting } from "./spec.ts";
import type { Spec } from "./spec.ts";
import { sameHours, useApp } from "./store.ts";
import type { Run, Trouble } from "./store.ts";

const MOST_UNDO = 100;
/** Where a plan over every hour takes no longer, an answer over few of them is not worth its time. */
const SOON_MS = 800;

export const planner = createPlanner();

let job: { readonly job: Job; readonly effort: Effort } | undefined;
let wanted: Spec | undefined;
let lastLever: string | undefined;

/** What was planned over every hour soon enough: its text and slips, after which solves start from nothing. */
let soon: string | undefined;

function kindOf(spec: Spec): string {
  return JSON.stringify([spec.text, inputOf(spec).slips]);
}

function noteWhole({ spec, milliseconds }: Run): void {
  if (milliseconds <= SOON_MS) soon = kindOf(spec);
  else if (soon === kindOf(spec)) soon = undefined;
}

const get = useApp.getState;
const put = useApp.setState;

function troubleOf(outcome: Exclude<Outcome, { status: "planned" | "stopped" }>): Trouble {
  if (outcome.status === "issues") return { kind: "issues", issues: outcome.issues };
  if (outcome.status === "infeasible") return { kind: "infeasible", shortage: outcome.shortage };
  return { kind: "unsolved", reason: outcome.reason };
}

function faultOf(error: unknown): Trouble {
  if (error instanceof ServerAway) return { kind: "unsolved", reason: error.message };
  return { kind: "fault", message: error instanceof Error ? error.message : String(error) };
}

/** Plans a spec in the worker; gives the run, or why there is none. */
async function ask(
  spec: Spec,
  effort: Effort,
  where: "browser" | "server" = "browser",
  onFirst?: (run: Run) => void,
): Promise<Run | Trouble | undefined> {
  const started = performance.now();
  const onProgress = (progress: Progress) => {
    put({ progress });
  };
  const runOf = (
    { package: pack, hourly }: Extract<Outcome, { status: "planned" }>,
    confirmed: boolean,
  ): Run => ({
    spec,
    package: pack,
    hourly,
    confirmed,
    milliseconds: performance.now() - started,
    where,
  });
  const asked =
    where === "server"
      ? planOnServer(inputOf(spec), onProgress)
      : planner.plan(inputOf(spec), effort, onProgress, (first) => {
          if (first.status === "planned") onFirst?.(runOf(first, false));
        });
  job = { job: asked, effort };
  try {
    const outcome = await asked.outcome;
    if (outcome.status === "stopped") return undefined;
    if (outcome.status !== "planned") return troubleOf(outcome);
    return runOf(outcome, effort === "full");
  } catch (error) {
    return faultOf(error);
  } finally {
    job = undefined;
    put({ progress: null });
  }
}

const isRun = (found: Run | Trouble): found is Run => "package" in found;

async function work(): Promise<void> {
  while (wanted) {
    const spec = wanted;
    wanted = undefined;
    endRehearsal?.();
    const known = remembered(spec);
    if (known) {
      put(({ base }) => ({ run: known, base: base ?? known, trouble: null }));
      continue;
    }
    put({ phase: "planning" });
    const whole = soon === kindOf(spec);
    const quick = await ask(spec, whole ? "stated" : "quick");
    if (quick === undefined) continue;
    if (!isRun(quick)) {
      put({ trouble: quick });
      continue;
    }
    if (whole) noteWhole(quick);
    const { base } = get();
    put({
      run: quick,
      base: base ?? quick,
      trouble: null,
    });
    if (wanted) continue;
    put({ phase: "confirming" });
    // Every hour is shown as soon as it is verified; that bottlenecks are confirmed is told when they are.
    const full = await ask(spec, "full", "browser", (first) => {
      noteWhole(first);
      if (!wanted && sameSpec(get().spec!, spec)) put({ run: { ...first, quick } });
    });
    if (full && isRun(full) && get().spec && sameSpec(get().spec!, spec)) {
      const run = { ...full, quick };
      remember(run);
      put(({ base: shown }) => ({ run, base: shown === quick ? run : shown }));
      if (!wanted) await followBase(run);
    }
  }
  put({ phase: "idle" });
}

/** Plans the base over the hours of `run`: plans over different hours are not held against each other. */
async function followBase(run: Run): Promise<void> {
  const { base } = get();
  if (!base || base.where === "before" || sameHours(base, run)) return;
  const found = await ask(base.spec, "full");
  if (found && isRun(found))
    put(({ base: shown }) => (shown === base ? { base: { ...found, quick: base } } : {}));
}

/** Plans the present spec over every hour on the server; the answer is shown when nothing newer was asked. */
export async function planEveryHour(): Promise<void> {
  const { spec, phase } = get();
  if (!spec || phase !== "idle") return;
  const full = withSetting(spec, "resolution", "full");
  put({ phase: "serving" });
  const found = await ask(full, "full", "server");
  put({ phase: "idle" });
  if (found && isRun(found) && sameSpec(get().spec!, spec)) {
    put(({ past }) => ({
      spec: full,
      past: [...past, spec],
      future: [],
      run: found,
      trouble: null,
    }));
    say("Planned over every hour on the server.");
  } else if (found && !isRun(found)) put({ trouble: found });
  if (wanted) void work();
}

/** Asks for a plan of the present spec. */
export function replan(): void {
  const { spec, phase } = get();
  if (!spec) return;
  wanted = spec;
  if (phase === "idle") void work();
  else if (job?.effort === "full") job.job.stop(); // Also one on the server: the newest wish counts.
}

/** Stops what the planner is doing; the last answer stays. */
export function stopPlanning(): void {
  wanted = undefined;
  job?.job.stop();
  say("Stopped. The last answer is shown.");
}

/** Says something in passing. */
export function say(notice: string): void {
  put({ notice });
}

/** Levers of a spec's text, from the worker. */
async function readLevers(spec: Spec): Promise<void> {
  try {
    const levers = await planner.levers(inputOf({ ...spec, set: [] }));
    if (levers.length > 0 && get().spec?.text === spec.text) put({ levers });
  } catch {
    // The plan itself says what is wrong.
  }
}

/** Takes a spec as what is planned from now on; the one before can be had back. */
export function take(
  spec: Spec,
  options: {
    readonly newBase?: boolean;
    readonly known?: Run;
    /** Levers of the text, where they are known without asking the worker. */
    readonly levers?: readonly Lever[];
    /** The lever that moved: as long as one moves, undo goes back to before it did. */
    readonly lever?: string;
  } = {},
): void {
  const before = get().spec;
  if (before && sameSpec(before, spec) && before.files === spec.files) return;
  const goesOn = options.lever !== undefined && options.lever === lastLever;
  lastLever = options.lever;
  put(({ past }) => ({
    spec,
    past: before && !goesOn ? [...past, before].slice(-MOST_UNDO) : past,
    future: [],
    ...(options.newBase ? { base: null } : {}),
    ...(options.known ? { run: options.known, base: options.known, trouble: null } : {}),
  }));
  if (options.levers) put({ levers: options.levers });
  else if (before?.text !== spec.text) void readLevers(spec);
  if (!options.known) replan();
}

/** Leaves off the plan that is made unseen, where one is. */
let endRehearsal: (() => void) | undefined;

/**
 * Starts the worker and has it plan what is shown, where it has not yet: the first lever that moves is then
 * answered as soon as any after it.
 */
export function wakePlanner(): void {
  const { spec, run, phase } = get();
  const shown = spec && run?.where === "before" && sameSpec(run.spec, spec) && phase === "idle";
  if (endRehearsal || !shown) return;
  endRehearsal = planner.rehearse(inputOf(spec));
}

/** Moves one lever; undefined puts it back to what the scenario says. */
export function moveLever(id: string, value: string | undefined): void {
  const { spec } = get();
  if (spec) take(withSetting(spec, id, value), { lever: id });
}

function step(back: boolean): void {
  const { spec, past, future } = get();
  const target = back ? past.at(-1) : future.at(-1);
  if (!spec || !target) {
    say(back ? "There is nothing to undo." : "There is nothing to redo.");
    return;
  }
  lastLever = undefined;
  put({
    spec: target,
    past: back ? past.slice(0, -1) : [...past, spec],
    future: back ? [...future, spec] : future.slice(0, -1),
    notice: back ? "Undone." : "Done again.",
  });
  if (target.text !== spec.text) void readLevers(target);
  replan();
}

export const undo = (): void => {
  step(true);
};
export const redo = (): void => {
  step(false);
};

/** Shows the present answer as the one others are held against. */
export function makeBase(): void {
  put(({ run }) => ({ base: run, notice: "This answer is the base now." }));
}

/** Hours of the run shown, loaded when they are first wanted. */
export async function wantHours(run: Run): Promise<readonly HourlyReport[]> {
  if (run.hourly) return run.hourly;
  const hourly = await loadHours();
  // One object for both: a run that is its own base stays so.
  const whole = { ...run, hourly };
  put(({ run: shown, base }) => ({
    run: shown === run ? whole : shown,
    base: base === run ? whole : base,
  }));
  return hourly;
}

/** Plans a spec for comparison beside the present one, without showing it. */
export async function planAside(spec: Spec): Promise<Run | Trouble | undefined> {
  while (get().phase !== "idle") await new Promise((resolve) => setTimeout(resolve, 100));
  return ask(spec, "stated");
}
