/** The planning worker: loads, checks and plans scenarios off the main thread, from the last solution where it fits. */
import { findPlace } from "../../../src/climate/place.ts";
import { rulesAtPlace } from "../../../src/law/at-place.ts";
import type { RuleAtPlace } from "../../../src/law/at-place.ts";
import { plan } from "../../../src/plan.ts";
import type { PlanOptions, Planned, PlanResult } from "../../../src/plan.ts";
import { withSlips } from "../../../src/replan.ts";
import { assumptionsOf } from "../../../src/report/assumptions.ts";
import { writtenAssumption } from "../../../src/report/written-assumption.ts";
import { writtenIn } from "../../../src/units/money.ts";
import { readDocument } from "../../../src/scenario/document.ts";
import { loadScenario } from "../../../src/scenario/load.ts";
import type { LoadResult } from "../../../src/scenario/load.ts";
import type { Scenario } from "../../../src/scenario/scenario.ts";
import { writeTariff } from "../../../src/scenario/tariff-writing.ts";
import { applySettings } from "../../../src/scenario/settings.ts";
import type { VerifiedSolution } from "../../../src/solver/solver.ts";
import { dayNumber } from "../../../src/units/day.ts";
import { leversOf } from "./levers.ts";
import { readImport } from "./read-import.ts";
import type {
  Checked,
  Compared,
  Edited,
  Effort,
  Field,
  Input,
  Lever,
  Outcome,
  Reply,
  Request,
  StatedBuyer,
  WaysAsk,
} from "./protocol.ts";

/** The part of a worker's own scope that is used here. */
interface Scope {
  postMessage(reply: Reply): void;
  addEventListener(type: "message", listener: (event: { data: Request }) => void): void;
}
const scope = globalThis as unknown as Scope;

/** What the worker's timeline calls the end of a rehearsal. */
const REHEARSED = "rehearsed";

const running = new Map<number, AbortController>();
/** The last plan that was solved, and what was asked: to confirm it, it is not solved again. */
let solved: { readonly asked: string; readonly solution: VerifiedSolution } | undefined;
/** The last solutions and the slips they were for, to start the next plan from: over few hours, and over those stated. */
const last = new Map<
  boolean,
  {
    readonly solution: VerifiedSolution;
    readonly slips: string;
  }
>();

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

/** Single values, money in the scenario's currency; series and tables are for the text. */
function fieldsOf(scenario: Scenario): Field[] {
  const told = writtenIn(scenario.money, () => assumptionsOf(scenario).map(writtenAssumption));
  return told.flatMap(({ path, value, unit, origin, help, source, confidence }) =>
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

function lawOf({ place, at, siteMW }: Extract<Request, { kind: "law" }>): RuleAtPlace[] {
  const found = findPlace(place);
  const day = dayNumber(at);
  if (!found || day === undefined) throw new Error(`${place} on ${at} is not known`);
  return rulesAtPlace(found, { at: day, siteMW: siteMW ?? undefined });
}

function putTariff(request: Extract<Request, { kind: "tariff" }>): Edited {
  const source = readDocument(request.text);
  if (Array.isArray(source)) return { ok: false, issues: source };
  const refusal = writeTariff(source, request.site, request.table, request.inPlaceOfMarket);
  if (refusal !== undefined) throw new Error(refusal);
  return { ok: true, text: source.document.toString() };
}

/** What is wrong with the scenario as it is sent, or what can be written in it. */
async function check(input: Input): Promise<Checked> {
  const loaded = await load(input);
  return loaded.ok
    ? {
        issues: [],
        notices: [...new Set(loaded.scenario.notices)],
        fields: fieldsOf(loaded.scenario),
      }
    : { issues: loaded.issues, notices: [], fields: [] };
}

async function levers(input: Input): Promise<readonly Lever[]> {
  const loaded = await load(input);
  return loaded.ok ? leversOf(loaded.scenario) : [];
}

/**
 * Plans from the last solution where dates stay: after a slip it lies farther off than a cold start. What a warm
 * start leaves unverified is planned again from nothing.
 */
async function planNear(
  scenario: Scenario,
  near: VerifiedSolution | undefined,
  options: PlanOptions,
): Promise<PlanResult> {
  if (!near) return plan(scenario, options);
  const result = await plan(scenario, { ...options, warmStart: near });
  return result.status === "planned" && !result.package.verified.ok && !options.signal?.aborted
    ? plan(scenario, options)
    : result;
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
    const slips = JSON.stringify(input.slips);
    const near = last.get(quick);
    const asked = JSON.stringify([input, loaded.scenario.resolution]);
    const known = solved?.asked === asked ? solved.solution : undefined;
    const planned = ({ package: pack, hourly }: Planned): Outcome => ({
      status: "planned",
      package: pack,
      hourly,
      effort,
      milliseconds: performance.now() - started,
    });
    const result = await planNear(
      withSlips(loaded.scenario, input.slips),
      near?.slips === slips ? near.solution : undefined,
      {
        signal,
        quick: effort !== "full",
        ...(known ? { known } : {}),
        onVerified: (first) => {
          if (!first.package.verified.ok) return;
          last.set(quick, { solution: first.solution, slips });
          if (!known) scope.postMessage({ id, kind: "first", value: planned(first) });
        },
        onProgress: ({ stage, iteration, gap, seconds }) => {
          scope.postMessage({ id, kind: "progress", progress: { stage, iteration, gap, seconds } });
        },
      },
    );
    if (signal.aborted) return { status: "stopped" };
    if (result.status === "infeasible") return { status: "infeasible", shortage: result.shortage };
    if (result.status === "unsolved") return { status: "unsolved", reason: result.reason };
    last.set(quick, { solution: result.solution, slips });
    solved = { asked, solution: result.solution };
    return planned(result);
  } finally {
    running.delete(id);
  }
}

/** The ways side by side; the code for it comes when it is first wanted. */
async function compareOnce(id: number, input: Input, ask: WaysAsk): Promise<Compared> {
  const started = performance.now();
  const controller = new AbortController();
  running.set(id, controller);
  const { signal } = controller;
  try {
    const [{ compareWays }, loaded] = await Promise.all([
      import("../../../src/buyer/compare.ts"),
      load(input, true),
    ]);
    if (!loaded.ok) return { status: "issues", issues: loaded.issues };
    const { sizesMW, pool } = ask;
    const found = await compareWays(loaded.scenario, {
      signal,
      ...(sizesMW ? { sizesMW } : {}),
      ...(pool
        ? { pool: { buyers: pool.buyers, ...(pool.rating ? { rating: pool.rating } : {}) } }
        : {}),
      onStep: (done, of, what) => {
        const stage = `${what} (${done + 1} of ${of})`;
        const seconds = (performance.now() - started) / 1000;
        scope.postMessage({
          id,
          kind: "progress",
          progress: { stage, iteration: done, gap: Infinity, seconds },
        });
      },
    });
    if (signal.aborted) return { status: "stopped" };
    return typeof found === "string"
      ? { status: "refused", reason: found }
      : { status: "compared", comparison: found };
  } finally {
    running.delete(id);
  }
}

async function statedBuyer(input: Input): Promise<StatedBuyer> {
  const loaded = await load(input, true);
  if (!loaded.ok || !loaded.scenario.buyer) return null;
  const { given: _, ...buyer } = loaded.scenario.buyer;
  return buyer;
}

/** Plans for the sake of the next plan: its code is compiled then, and its solution at hand to start from. */
async function rehearse(id: number, input: Input): Promise<void> {
  const { status } = await planOnce(id, input, "quick");
  if (status === "planned") performance.mark(REHEARSED);
}

async function answer(request: Exclude<Request, { kind: "stop" }>): Promise<unknown> {
  if (request.kind === "read") return readImport(request.text, request.stated);
  if (request.kind === "edit") return edit(request.text, request.set);
  if (request.kind === "law") return lawOf(request);
  if (request.kind === "tariff") return putTariff(request);
  if (request.kind === "check") return check(request.input);
  if (request.kind === "plan") return planOnce(request.id, request.input, request.effort);
  if (request.kind === "rehearse") return rehearse(request.id, request.input);
  if (request.kind === "compare") return compareOnce(request.id, request.input, request.ask);
  if (request.kind === "buyer") return statedBuyer(request.input);
  return levers(request.input);
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
