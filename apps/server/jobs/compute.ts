/** Plans one request from text to packed answer. Pure: the same task gives the same bytes on any machine. */
import { gzipSync } from "node:zlib";
import { plan } from "../../../src/plan.ts";
import type { PlanOptions, PlanResult } from "../../../src/plan.ts";
import { movable } from "../../../src/rank/at-place.ts";
import { rankPlaces } from "../../../src/rank/rank.ts";
import { EQUAL_WEIGHTS } from "../../../src/rank/score.ts";
import { hourlyCSV } from "../../../src/report/csv.ts";
import { proFormaWorkbook, WORKBOOK_TYPE } from "../../../src/report/finance/workbook/workbook.ts";
import { renderReport } from "../../../src/report/html/report.ts";
import { hourlyParquet } from "../../../src/report/parquet.ts";
import { plainHours } from "../../../src/report/plain-hours.ts";
import type { HourlyReport, Package } from "../../../src/report/package.ts";
import { withSlips } from "../../../src/replan.ts";
import { slipIssues } from "../../../src/slips.ts";
import { HORIZON_RESOLUTION, loadScenario, QUICK_RESOLUTION } from "../../../src/scenario/load.ts";
import type { Scenario } from "../../../src/scenario/scenario.ts";
import type { PlanRequest } from "../store/tables.ts";
import { answerOf, pageFile } from "./answer.ts";
import { compareAnswer } from "./compare.ts";
import { placeIssue } from "./place-issue.ts";
import type { Answer, Refused, ResultFile, ScenarioInput } from "./task.ts";

/** Loads a scenario whose files came with it; nothing else can be read. */
export async function loadInput(input: ScenarioInput, set: readonly string[], quick = false) {
  return loadScenario(input.text, {
    set,
    quick,
    readFile: async (path) => {
      const text = Object.hasOwn(input.files, path) ? input.files[path] : undefined;
      if (text === undefined)
        throw new Error("no such file was sent with the scenario; upload it and name its hash");
      return text;
    },
  });
}

async function hourlyFiles(hourly: HourlyReport): Promise<ResultFile[]> {
  const name = `hourly-${hourly.site}`;
  return [
    {
      name: `${name}.csv`,
      type: "text/csv; charset=utf-8",
      packed: false,
      body: gzipSync(hourlyCSV(hourly)),
    },
    {
      name: `${name}.json`,
      type: "application/json",
      packed: false,
      body: gzipSync(JSON.stringify(plainHours(hourly))),
    },
    {
      name: `${name}.parquet`,
      type: "application/vnd.apache.parquet",
      packed: true,
      body: new Uint8Array(await hourlyParquet(hourly)),
    },
  ];
}

/** The package with the seconds of the solve left out (null in JSON): they are not of the answer. */
function repeatable(pack: Package): Package {
  return { ...pack, solve: { ...pack.solve, seconds: NaN } };
}

async function plannedAnswer(
  result: Extract<PlanResult, { status: "planned" }>,
  detail: boolean,
): Promise<Answer> {
  const { seconds } = result.package.solve;
  const pack = repeatable(result.package);
  const failed = pack.verified.checks.filter(({ ok }) => !ok).map(({ name }) => name);
  if (!pack.verified.ok)
    return answerOf(
      { status: "unsolved", reason: `the plan failed its own checks: ${failed.join(", ")}` },
      {
        repeatable: false,
        summary: { name: pack.name, reason: "the plan failed its own checks" },
        seconds,
        files: [],
      },
    );
  const files: ResultFile[] = [];
  if (detail) {
    for (const hourly of result.hourly) files.push(...(await hourlyFiles(hourly)));
    const page = renderReport({ ...pack, solve: { ...pack.solve, seconds } }, result.hourly);
    files.push(pageFile("report.html", page));
    if (pack.finance)
      files.push({
        name: "workbook.xlsx",
        type: WORKBOOK_TYPE,
        packed: true,
        body: await proFormaWorkbook(pack),
      });
  }
  const { name, sentence, kpis, money, status, objective, resolution } = pack;
  const summary = { name, sentence, kpis, money, status, objective, resolution };
  return answerOf(
    { status: "planned", package: pack },
    { repeatable: pack.status === "optimal", summary, seconds, files },
  );
}

async function planAnswer(
  scenario: Scenario,
  request: PlanRequest,
  detail: boolean,
  hooks: Pick<PlanOptions, "signal" | "onProgress" | "threads">,
): Promise<Answer> {
  const started = performance.now();
  const result = await plan(scenario, {
    solver: request.solver,
    confirm: request.confirm,
    ...hooks,
    ...(request.gap === null ? {} : { gap: request.gap }),
    ...(request.draws === null ? {} : { draws: request.draws }),
    ...(request.timeLimitSeconds === null ? {} : { timeLimitSeconds: request.timeLimitSeconds }),
  });
  if (result.status === "planned") return plannedAnswer(result, detail);
  const seconds = (performance.now() - started) / 1000;
  const { name } = scenario;
  if (result.status === "infeasible") {
    const { shortage } = result;
    return answerOf(
      { status: "infeasible", shortage },
      {
        repeatable: hooks.signal?.aborted !== true,
        summary: { name, sentence: shortage.sentence },
        seconds,
        files: [],
      },
    );
  }
  return answerOf(
    { status: "unsolved", reason: result.reason },
    { repeatable: false, summary: { name, reason: result.reason }, seconds, files: [] },
  );
}

/** One place of a ranking. */
async function rankAnswer(
  scenario: Scenario,
  request: PlanRequest,
  hooks: Pick<PlanOptions, "signal" | "onProgress" | "threads">,
): Promise<Answer | Refused> {
  const started = performance.now();
  const packed = movable(scenario, request.firmMW ?? undefined);
  if (typeof packed === "string")
    return { kind: "refused", issues: [placeIssue("contradiction", packed)] };
  const ranking = await rankPlaces(scenario, packed, [request.place!], {
    by: "score",
    weights: EQUAL_WEIGHTS,
    resolution: request.resolution ?? (scenario.horizon ? HORIZON_RESOLUTION : QUICK_RESOLUTION),
    ...hooks,
  });
  const repeatable =
    ranking.notReached.length === 0 && ranking.leftOut.every(({ status }) => status !== "unsolved");
  return answerOf(
    { status: "ranked", ranking },
    {
      repeatable,
      summary: { name: scenario.name, place: request.place },
      seconds: (performance.now() - started) / 1000,
      files: [],
    },
  );
}

/** Plans a request, or says why its scenario cannot be read. */
export async function computePlan(
  input: ScenarioInput,
  request: PlanRequest,
  detail: boolean,
  hooks: Pick<PlanOptions, "signal" | "onProgress" | "threads">,
): Promise<Answer | Refused> {
  const fixed = request.kind !== "rank" && request.resolution !== null;
  const set = [...request.set, ...(fixed ? [`resolution=${request.resolution}`] : [])];
  const loaded = await loadInput(input, set, request.kind === "ways");
  if (!loaded.ok) return { kind: "refused", issues: loaded.issues };
  const { scenario } = loaded;
  const { slips = [] } = request;
  const issues = slipIssues(scenario, slips);
  if (issues.length > 0) return { kind: "refused", issues };
  if (request.kind === "rank") return rankAnswer(scenario, request, hooks);
  if (request.kind === "ways") return compareAnswer(scenario, request, hooks);
  return planAnswer(withSlips(scenario, slips), request, detail, hooks);
}
