/** Plans as jobs over a real store: done once, watched, stopped at once, taken over; sweeps, rankings, results and their files. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { gzipSync } from "node:zlib";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { createAPI, documentOf } from "../../apps/server/app.ts";
import { sweepCSV } from "../../apps/server/jobs/sweep-table.ts";
import { beat, claimPlans, finishPlans, takeOver } from "../../apps/server/store/claims.ts";
import { clientTypes } from "../../scripts/client-types.ts";
import { readXLSX } from "../../scripts/read-xlsx.ts";
import { compareWays } from "../../src/buyer/compare.ts";
import type { BuyerComparison } from "../../src/buyer/compare.ts";
import { plan } from "../../src/plan.ts";
import { withSlips } from "../../src/replan.ts";
import type { Package } from "../../src/report/package.ts";
import { loadScenario } from "../../src/scenario/load.ts";
import { SMALL_CAMPUS } from "../../scripts/small-campus.ts";
import { example, ROOT, startTestServer, until } from "./harness.ts";
import type { TestServer } from "./harness.ts";

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.close());

interface PlanView {
  readonly id: string;
  readonly state: string;
  readonly status: string | null;
  readonly result: string | null;
  readonly reason: string | null;
  readonly attempts: number;
  readonly label: string;
}

async function post<Value>(path: string, body: unknown): Promise<Value> {
  const answer = await server.ask(path, { method: "POST", body });
  expect(answer.status, await answer.clone().text()).toBeLessThan(300);
  return (await answer.json()) as Value;
}
async function get<Value>(path: string): Promise<Value> {
  const answer = await server.ask(path);
  expect(answer.status, path).toBe(200);
  return (await answer.json()) as Value;
}
const ended = (id: string, seconds?: number) =>
  until(async () => {
    const plan = await get<PlanView>(`/api/v1/plans/${id}`);
    return plan.state === "queued" || plan.state === "running" ? undefined : plan;
  }, seconds);

describe("the store's program", () => {
  it("is adopted, not started twice, and a plan outlives what planned it", async () => {
    const { store, queue, program } = server.service;
    const { id } = await post<PlanView>("/api/v1/plans", {
      scenario: { text: SMALL_CAMPUS },
      set: ["seed=2"],
    });
    // A worker that claims and is never heard of again.
    expect(await queue.take(5)).toEqual([id]);
    const [claim] = await claimPlans(store.db, [id], "dead");
    expect(claim?.attempts).toBe(1);
    expect(await claimPlans(store.db, [id], "other")).toEqual([]);
    const progress = { stage: "chain", iteration: 9, objective: 3, bound: 2, gap: 0.5, seconds: 4 };
    expect((await beat(store.db, "dead", [{ id, progress }])).get(id)).toEqual({ stop: false });
    expect(await takeOver(store, queue)).toBe(0);
    await store.db
      .updateTable("plans")
      .set({ heartbeat_at: new Date(Date.now() - 60_000) })
      .where("id", "=", id)
      .execute();
    expect(await takeOver(store, queue)).toBe(1);
    // The best so far is shown until the next one finds a better.
    expect(await get<PlanView>(`/api/v1/plans/${id}`)).toMatchObject({ state: "queued", progress });
    const worker = server.startWorker();
    const plan = await ended(id);
    expect([plan.state, plan.status, plan.attempts]).toEqual(["done", "planned", 2]);
    // The dead one wakes up and wants to store another answer: it is told that the plan is no longer its own.
    const late = {
      kind: "answer",
      status: "planned",
      repeatable: true,
      hash: "0".repeat(64),
      body: gzipSync("{}"),
      summary: {},
      seconds: 1,
      files: [],
    } as const;
    expect(
      await finishPlans(store, queue, "dead", program.id, [
        { claim: claim!, ending: { state: "done", answer: late } },
      ]),
    ).toBe(0);
    expect((await get<PlanView>(`/api/v1/plans/${id}`)).result).toBe(plan.result);
    await worker.close();
  });
});

describe("plans", () => {
  it("are computed once: the same request is the same plan while it runs, and done at once afterwards", async () => {
    const first = await post<PlanView>("/api/v1/plans", { scenario: { text: SMALL_CAMPUS } });
    const again = await post<PlanView>("/api/v1/plans", { scenario: { text: SMALL_CAMPUS } });
    expect(again.id).toBe(first.id);
    const worker = server.startWorker();
    const done = await ended(first.id);
    expect(done.status).toBe("planned");
    await worker.close();
    // No worker is left: only what is known can be answered.
    const known = await post<PlanView>("/api/v1/plans", { scenario: { text: SMALL_CAMPUS } });
    expect([known.state, known.result]).toEqual(["done", done.result]);
    expect(known.id).not.toBe(first.id);
  });

  it("give package, hourly series and report; each file with its type, pages without scripts", async () => {
    const [plan] = await get<PlanView[]>("/api/v1/plans?limit=1");
    const { status, package: pack } = await get<{
      status: string;
      package: { verified: { ok: boolean }; solve: { seconds: null } };
    }>(`/api/v1/plans/${plan!.id}/result`);
    expect([status, pack.verified.ok, pack.solve.seconds]).toEqual(["planned", true, null]);
    const csv = await server.ask(`/api/v1/plans/${plan!.id}/files/hourly-lulea.csv`);
    expect(csv.headers.get("content-disposition")).toBe('attachment; filename="hourly-lulea.csv"');
    expect((await csv.text()).split("\n")).toHaveLength(168 + 2);
    const parquet = await server.ask(`/api/v1/plans/${plan!.id}/files/hourly-lulea.parquet`);
    expect(new TextDecoder().decode((await parquet.arrayBuffer()).slice(0, 4))).toBe("PAR1");
    const page = await server.ask(`/api/v1/plans/${plan!.id}/files/report.html`);
    expect(page.headers.get("content-security-policy")).toContain("sandbox");
    expect(await page.text()).toContain("Small campus");
    const tag = (await server.ask(`/api/v1/plans/${plan!.id}/result`)).headers.get("etag")!;
    expect(
      (await server.ask(`/api/v1/plans/${plan!.id}/result`, { headers: { "if-none-match": tag } }))
        .status,
    ).toBe(304);
    expect(
      (await server.ask(`/api/v1/plans/${plan!.id}/files/..%2f..%2fpackage.json`)).status,
    ).toBe(404);
  });

  it("model every hour of the year where nothing states a resolution", async () => {
    const worker = server.startWorker();
    const { id } = await post<PlanView>("/api/v1/plans", {
      scenario: { text: SMALL_CAMPUS.replace("resolution: weeks:1\n", "") },
      confirm: 0,
    });
    expect((await ended(id)).status).toBe("planned");
    const { package: pack } = await get<{
      package: { resolution: string; modelledHours: number; verified: { ok: boolean } };
    }>(`/api/v1/plans/${id}/result`);
    expect(pack).toMatchObject({ resolution: "full", modelledHours: 8760, verified: { ok: true } });
    await worker.close();
  });

  it("say every issue with its place, and what is short", async () => {
    const wrong = await server.ask("/api/v1/plans", {
      method: "POST",
      body: { scenario: { text: SMALL_CAMPUS.replace("place: lulea", "place: lulia") } },
    });
    expect(wrong.status).toBe(422);
    const { error } = (await wrong.json()) as {
      error: { issues: { line: number; column: number; message: string }[] };
    };
    expect(error.issues[0]).toMatchObject({ line: 8, column: 12 });
    const worker = server.startWorker();
    const { id } = await post<PlanView>("/api/v1/plans", {
      scenario: { text: SMALL_CAMPUS },
      set: ["demand.training.targetEFLOPShPerYear=9000000"],
    });
    expect((await ended(id)).status).toBe("infeasible");
    const { shortage } = await get<{ shortage: { sentence: string } }>(
      `/api/v1/plans/${id}/result`,
    );
    expect(shortage.sentence).toContain("cannot be done");
    await worker.close();
  });

  it("are planned with slips: another plan than without, the same as the library's, and unknown words refused", async () => {
    const text = SMALL_CAMPUS.replace(
      "demand: { training: { targetEFLOPShPerYear: 20000 } }",
      "horizon: { start: 2027-Q1, years: 4, orderEveryQuarters: 4 }\ndemand: { training: { targetEFLOPShPerYear: 20000, timing: { ramp: { 2030-Q1: 1 } } } }",
    ).replace("firmMW: 10", "firmMW: 10, timing: { promised: 2028-Q1 }");
    const slips = [{ what: "grid", months: 9 }];
    const ask = (more: object) =>
      post<PlanView>("/api/v1/plans", { scenario: { text }, confirm: 0, ...more });
    const plain = await ask({});
    const slipped = await ask({ slips });
    expect(slipped.id).not.toBe(plain.id);
    expect(slipped.label).toBe("Small campus, grid by 9 months later");
    expect((await ask({ slips: [] })).id).toBe(plain.id);
    const worker = server.startWorker();
    const results = await Promise.all([ended(plain.id), ended(slipped.id)]);
    expect(results.map(({ status }) => status)).toEqual(["planned", "planned"]);
    expect(results[0].result).not.toBe(results[1].result);
    expect(await ask({ slips })).toMatchObject({ state: "done", result: results[1].result });
    const { package: pack } = await get<{ package: Package }>(`/api/v1/plans/${slipped.id}/result`);
    const loaded = await loadScenario(text);
    if (!loaded.ok) throw new Error(JSON.stringify(loaded.issues));
    const own = await plan(withSlips(loaded.scenario, slips), { confirm: 0 });
    if (own.status !== "planned") throw new Error(own.status);
    expect(pack.objective).toEqual(own.package.objective);
    expect(pack.timeline).toEqual(own.package.timeline);
    expect(pack.warnings).toContain("planned with grid by 9 months later");
    await worker.close();

    const refused = async (scenario: string, what: string) => {
      const answer = await server.ask("/api/v1/plans", {
        method: "POST",
        body: { scenario: { text: scenario }, slips: [{ what, months: 9 }] },
      });
      expect(answer.status).toBe(422);
      return ((await answer.json()) as { error: { issues: unknown[] } }).error.issues[0];
    };
    expect(await refused(text, "gird")).toMatchObject({
      code: "unknown-word",
      path: "slips.0.what",
      hint: "Did you mean grid?",
    });
    expect(await refused(SMALL_CAMPUS, "grid")).toMatchObject({ path: "horizon" });
  });

  it("end within a second when cancelled, also inside the solver; the stream says so", async () => {
    const worker = server.startWorker();
    const { id } = await post<PlanView>("/api/v1/plans", {
      scenario: { text: example("08-three-sites-one-training") },
      resolution: "full",
      solver: "highs",
    });
    const stream = await server.ask(`/api/v1/plans/${id}/events`);
    expect(stream.headers.get("content-type")).toContain("text/event-stream");
    await until(async () =>
      (await get<PlanView>(`/api/v1/plans/${id}`)).state === "running" ? true : undefined,
    );
    await new Promise((resolve) => setTimeout(resolve, 1500));
    await post(`/api/v1/plans/${id}/cancel`, {});
    const plan = await ended(id);
    expect(plan.state).toBe("cancelled");
    const events = await stream.text();
    expect(events).toContain("event: end");
    expect(events.lastIndexOf('"state":"cancelled"')).toBeGreaterThan(
      events.lastIndexOf('"state":"running"'),
    );
    await worker.close();
  });
});

describe("comparisons of ways", () => {
  const buyer = "buyer={ rating: none, equityUSD: 40000000, cashUSD: 30000000 }";

  it("are a plan like any other: the library's own answer, with its page, once", async () => {
    const worker = server.startWorker();
    const asked = {
      scenario: { text: SMALL_CAMPUS },
      set: [buyer],
      sizesMW: [4],
      pool: { buyers: 3 },
    };
    const { id, label } = await post<PlanView>("/api/v1/comparisons", asked);
    expect(label).toBe("Small campus: own, colocate or rent");
    const plan = await ended(id, 200);
    expect([plan.state, plan.status]).toEqual(["done", "compared"]);
    const { comparison } = await get<{ comparison: BuyerComparison }>(`/api/v1/plans/${id}/result`);
    const loaded = await loadScenario(SMALL_CAMPUS, { set: [buyer] });
    if (!loaded.ok) throw new Error(JSON.stringify(loaded.issues));
    const own = await compareWays(loaded.scenario, { sizesMW: [4], pool: { buyers: 3 } });
    expect(comparison).toEqual(JSON.parse(JSON.stringify(own)));
    const page = await server.ask(`/api/v1/plans/${id}/files/buyer.html`);
    expect(await page.text()).toContain("own, colocate or rent</h1>");
    // Asked again it is done at once.
    expect(await post("/api/v1/comparisons", asked)).toMatchObject({
      state: "done",
      result: plan.result,
    });
    await worker.close();
  });

  it("refuse a scenario without a buyer, and say what to add; and sizes that are none", async () => {
    const worker = server.startWorker();
    const { id } = await post<PlanView>("/api/v1/comparisons", {
      scenario: { text: SMALL_CAMPUS },
      sizesMW: [4],
    });
    const plan = await ended(id);
    expect(plan.state).toBe("failed");
    expect(plan.reason).toContain("the scenario has no buyer: add for example buyer:");
    const wrong = await server.ask("/api/v1/comparisons", {
      method: "POST",
      body: { scenario: { text: SMALL_CAMPUS }, sizesMW: [0] },
    });
    expect(wrong.status).toBe(400);
    await worker.close();
  });

  it("a plan with a pro forma has it as a workbook among its files", async () => {
    const worker = server.startWorker();
    const { id } = await post<PlanView>("/api/v1/plans", {
      scenario: { text: SMALL_CAMPUS },
      set: ["finance={}"],
      confirm: 0,
    });
    await ended(id, 200);
    const names = (await get<{ name: string }[]>(`/api/v1/plans/${id}/files`)).map(
      ({ name }) => name,
    );
    expect(names).toContain("workbook.xlsx");
    const file = await server.ask(`/api/v1/plans/${id}/files/workbook.xlsx`);
    expect(file.headers.get("content-type")).toContain("spreadsheetml");
    const book = readXLSX(new Uint8Array(await file.arrayBuffer()));
    expect([...book.sheets.keys()]).toContain("Cash flow");
    await worker.close();
  });
});

describe("batches", () => {
  it("sweep a grid over several workers: all done, none twice, one bar, a table", async () => {
    const sweep = await post<{ id: string; total: number }>("/api/v1/sweeps", {
      scenario: { text: SMALL_CAMPUS.replace("lulea:", "Luleå:") },
      over: [
        { path: "sites.Luleå.connection.firmMW", values: [8, 9, 10] },
        { path: "money.waccFrac", values: [0.06, 0.08] },
      ],
    });
    expect(sweep.total).toBe(6);
    const workers = [server.startWorker(), server.startWorker()];
    const over = await until(async () => {
      const view = await get<{ state: string; counts: Record<string, number> }>(
        `/api/v1/sweeps/${sweep.id}`,
      );
      return view.state === "over" ? view : undefined;
    });
    expect(over.counts).toEqual({ queued: 0, running: 0, done: 6, failed: 0, cancelled: 0 });
    const plans = await get<PlanView[]>(`/api/v1/sweeps/${sweep.id}/plans`);
    expect(plans.map(({ attempts }) => attempts)).toEqual([1, 1, 1, 1, 1, 1]);
    expect(plans[1]!.label).toBe("sites.Luleå.connection.firmMW=8 money.waccFrac=0.08");
    const table = await (await server.ask(`/api/v1/sweeps/${sweep.id}/table.csv`)).text();
    expect(table.split("\n")).toHaveLength(8);
    const spread = await get<{ planned: number; figures: Record<string, Record<string, number>> }>(
      `/api/v1/sweeps/${sweep.id}/quantiles`,
    );
    const { p10, p50, p90 } = spread.figures["costUSDPerYear"]!;
    expect(spread.planned).toBe(6);
    expect(p10! < p50! && p50! < p90!).toBe(true);
    for (const worker of workers) await worker.close();
  });

  it("rank places, a plan each, in order", async () => {
    const worker = server.startWorker();
    const { id } = await post<{ id: string }>("/api/v1/rankings", {
      scenario: { text: SMALL_CAMPUS },
      places: ["lulea", "dublin"],
      resolution: "weeks:1",
    });
    await until(async () =>
      (await get<{ state: string }>(`/api/v1/rankings/${id}`)).state === "over" ? true : undefined,
    );
    const { ranked, notReached } = await get<{
      ranked: { rank: number; place: string }[];
      notReached: string[];
    }>(`/api/v1/rankings/${id}/result`);
    expect(notReached).toEqual([]);
    expect(ranked.map(({ rank }) => rank)).toEqual([1, 2]);
    expect(ranked[0]!.place).toBe("lulea");
    await worker.close();
  });

  it("guard cells that a spreadsheet would run", () => {
    const view = {
      label: "=cmd|'/c calc'!A1",
      state: "failed",
      status: null,
      reason: "@x",
      summary: null,
    } as unknown as Parameters<typeof sweepCSV>[0][number];
    expect(sweepCSV([view]).split("\n")[1]).toBe("'=cmd|'/c calc'!A1,failed,,'@x");
  });
});

it("the web app's client types are those of the document", () => {
  const written = readFileSync(join(ROOT, "apps/web/api/schema.ts"), "utf8");
  const plain = (text: string) => text.replaceAll(/[\s"';,()|]/g, "");
  const document: unknown = JSON.parse(JSON.stringify(documentOf(createAPI(server.service), "1")));
  expect(plain(written) === plain(clientTypes(document)), "run npm run client").toBe(true);
});
