/** The planning worker: loads, checks and plans scenarios off the main thread, from the last solution where it fits. */
import { plan } from "../../../src/plan.ts";
import type { PlanResult } from "../../../src/plan.ts";
import { withSlips } from "../../../src/replan.ts";
import { assumptionsOf } from "../../../src/report/assumptions.ts";
import { readDocument } from "../../../src/scenario/document.ts";
import { loadScenario } from "../../../src/scenario/load.ts";
import type { LoadResult } from "../../../src/scenario/load.ts";
import type { Scenario } from "../../../src/scenario/scenario.ts";
import { applySettings } from "../../../src/scenario/settings.ts";
import { leversOf } from "./levers.ts";
import { readImport } from "./read-import.ts";
import type { Checked, Edited, Effort, Field, Input, Outcome, Reply, Request } from "./protocol.ts";

/** Draws of the dates when an answer is wanted at once. */
const QUICK_DRAWS = 1000;

/** The part of a worker's own scope that is used here. */
interface Scope {
  postMessage(reply: Reply): void;
  addEventListener(type: "message", listener: (event: { data: Request }) => void): void;
}
const scope = globalThis as unknown as Scope;

const running = new Map<number, AbortController>();
/** The last solutions, to start the next plan from: over few hours, and over those the scenario states. */
const last = new Map<boolean, Extract<PlanResult, { status: "planned" }>["solution"]>();

function load({ text, set, files }: Input, quick = false): Promise<LoadResult> {
  return loadScenario(text, {
    set,
    quick,
    readFile: async (path) => {
      const found = files[path];
      if (found === undefined) throw new Error(`no file called ${path} has been imported here`);
      return found;
    },
  });
}

/** Single values; series and tables are for the text. */
function fieldsOf(scenario: Scenario): Field[] {
  return assumptionsOf(scenario).flatMap(
    ({ path, value, unit, origin, help, source, confidence }) =>
      typeof value === "number" || typeof value === "boolean" || typeof value === "string"
        ? value === "hourly series"
          ? []
          : [{ path, value, unit, stated: origin === "scenario", help, source, confidence }]
        : [],
  );
}

function edit(text: string, set: readonly string[]): Edited {
  const source = readDocument(text);
  if (Array.isArray(source)) return { ok: false, issues: source };
  const edited = applySettings(source, set);
  return edited.issues.length > 0
    ? { ok: false, issues: edited.issues }
    : { ok: true, text: edited.source.document.toString() };
}

/** What is wrong with the scenario as it is sent, or what can be moved and written in it. */
async function check(input: Input): Promise<Checked> {
  const loaded = await load(input);
  return loaded.ok
    ? { issues: [], levers: leversOf(loaded.scenario), fields: fieldsOf(loaded.scenario) }
    : { issues: loaded.issues, levers: [], fields: [] };
}

async function planOnce(id: number, input: Input, effort: Effort): Promise<Outcome> {
  const started = performance.now();
  const controller = new AbortController();
  running.set(id, controller);
  const { signal } = controller;
  try {
    const quick = effort === "quick";
    const loaded = await load(input, quick);
    if (!loaded.ok) return { status: "issues", issues: loaded.issues };
    const warmStart = last.get(quick);
    const result = await plan(withSlips(loaded.scenario, input.slips), {
      signal,
      ...(effort === "full" ? {} : { confirm: 0, draws: QUICK_DRAWS }),
      ...(warmStart ? { warmStart } : {}),
      onProgress: ({ stage, iteration, gap, seconds }) => {
        scope.postMessage({ id, kind: "progress", progress: { stage, iteration, gap, seconds } });
      },
    });
    if (signal.aborted) return { status: "stopped" };
    if (result.status === "infeasible") return { status: "infeasible", shortage: result.shortage };
    if (result.status === "unsolved") return { status: "unsolved", reason: result.reason };
    last.set(quick, result.solution);
    return {
      status: "planned",
      package: result.package,
      hourly: result.hourly,
      effort,
      milliseconds: performance.now() - started,
    };
  } finally {
    running.delete(id);
  }
}

async function answer(request: Exclude<Request, { kind: "stop" }>): Promise<unknown> {
  if (request.kind === "read") return readImport(request.text);
  if (request.kind === "edit") return edit(request.text, request.set);
  if (request.kind === "check") return check(request.input);
  return planOnce(request.id, request.input, request.effort);
}

scope.addEventListener("message", ({ data: request }) => {
  if (request.kind === "stop") {
    running.get(request.target)?.abort();
    return;
  }
  const { id } = request;
  answer(request).then(
    (value) => {
      scope.postMessage({ id, kind: "done", value });
    },
    (error: unknown) => {
      scope.postMessage({
        id,
        kind: "fault",
        message: error instanceof Error ? error.message : String(error),
      });
    },
  );
});
