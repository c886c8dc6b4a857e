/** Sweeps: the same scenario planned for every combination of some settings. */
import { z } from "@hono/zod-openapi";
import { cell } from "../../../src/report/csv.ts";
import { refusal } from "../http/failure.ts";
import { body, json, limitQuery, route, uuidParam } from "../http/route.ts";
import { takeScenario } from "../http/scenario-input.ts";
import type { App, Service } from "../http/service.ts";
import { gridOf, gridSize, MOST_PLANS } from "../jobs/grid.ts";
import { record } from "../store/audit.ts";
import { addBatch, listBatches, plansOfBatch } from "../store/plans.ts";
import { addBatchRoutes, batchSchema, viewBatch } from "./batches.ts";
import { planFields, planSchema, planView, requestOf } from "./plan-view.ts";

const axis = z.strictObject({
  path: z
    .string()
    .regex(/^[\w-]+(\.[\w-]+){0,11}$/, "expected a path such as sites.lulea.connection.firmMW")
    .max(300),
  values: z
    .array(z.union([z.string().min(1).max(500), z.number(), z.boolean()]))
    .min(1)
    .max(MOST_PLANS),
});

const create = route("planner", {
  method: "post",
  path: "/sweeps",
  operationId: "createSweep",
  summary: "Asks for a plan per combination of the axes' values",
  request: body(
    z.strictObject({
      ...planFields,
      over: z.array(axis).min(1).max(6),
      name: z.string().max(200).optional(),
      confirm: z.number().int().min(0).max(20).default(0),
    }),
  ),
  responses: { 202: json("The sweep", batchSchema) },
});

const list = route("viewer", {
  method: "get",
  path: "/sweeps",
  operationId: "listSweeps",
  summary: "Sweeps of the workspace, newest first",
  request: { query: z.object({ limit: limitQuery }) },
  responses: { 200: json("Sweeps", z.array(batchSchema)) },
});

const plans = route("viewer", {
  method: "get",
  path: "/sweeps/{id}/plans",
  operationId: "getSweepPlans",
  summary: "The plans of a sweep in order, each with its settings as label and its key figures",
  request: { params: uuidParam },
  responses: { 200: json("Plans", z.array(planSchema)) },
});

const table = route("viewer", {
  method: "get",
  path: "/sweeps/{id}/table.csv",
  operationId: "getSweepTable",
  summary: "The sweep as a table: settings, state, key figures",
  request: { params: uuidParam },
  responses: { 200: { description: "CSV", content: { "text/csv": { schema: z.string() } } } },
});

type View = z.infer<typeof planSchema>;

/** Rows of settings and key figures; cells that a spreadsheet would run are guarded. */
export function sweepCSV(views: readonly View[]): string {
  const figures = (view: View) => (view.summary?.["kpis"] ?? {}) as Record<string, unknown>;
  const names = [...new Set(views.flatMap((view) => Object.keys(figures(view))))];
  const text = (value: unknown) =>
    value === null || value === undefined
      ? ""
      : cell(typeof value === "string" ? value : JSON.stringify(value));
  const rows = views.map((view) =>
    [view.label, view.state, view.status, view.reason, ...names.map((name) => figures(view)[name])]
      .map(text)
      .join(","),
  );
  return `${[["settings", "state", "status", "reason", ...names].map(text).join(","), ...rows].join("\n")}\n`;
}

export function addSweeps(app: App, service: Service): void {
  const { store, queue } = service;
  app.openapi(create, async (context) => {
    const identity = context.get("identity");
    const { scenario: input, over, name, confirm, ...fields } = context.req.valid("json");
    const axes = over.map(({ path, values }) => ({ path, values: values.map(String) }));
    const total = gridSize(axes);
    if (total > MOST_PLANS)
      throw refusal(
        422,
        "size",
        `that is ${total} plans; at most ${MOST_PLANS} are planned in one sweep`,
      );
    const grid = gridOf(axes);
    // The first combination is checked now; each other when its turn comes, and says what is wrong with it.
    const scenario = await takeScenario(service, identity, input, [...fields.set, ...grid[0]!]);
    const planned = grid.map((settings) => ({
      label: settings.join(" "),
      request: requestOf(
        scenario.hash,
        { ...fields, set: [...fields.set, ...settings] },
        { confirm },
      ),
    }));
    const batch = {
      kind: "sweep",
      name: name ?? scenario.name,
      scenario: scenario.hash,
      settings: { over: axes, ...fields },
    } as const;
    const id = await addBatch(store, queue, batch, planned, identity);
    await record(store.db, identity, "sweep.create", id, { scenario: scenario.hash, plans: total });
    return context.json(await viewBatch(service, identity.workspace, "sweep", id), 202);
  });
  app.openapi(list, async (context) => {
    const { workspace } = context.get("identity");
    const rows = await listBatches(store.db, workspace, "sweep", context.req.valid("query").limit);
    return context.json(
      await Promise.all(rows.map(({ id }) => viewBatch(service, workspace, "sweep", id))),
      200,
    );
  });
  const viewsOf = async (workspace: string, id: string) => {
    await viewBatch(service, workspace, "sweep", id);
    return (await plansOfBatch(store.db, id)).map(planView);
  };
  app.openapi(plans, async (context) =>
    context.json(
      await viewsOf(context.get("identity").workspace, context.req.valid("param").id),
      200,
    ),
  );
  app.openapi(table, async (context) => {
    const views = await viewsOf(context.get("identity").workspace, context.req.valid("param").id);
    return context.body(sweepCSV(views), 200, {
      "content-type": "text/csv; charset=utf-8",
      "content-disposition": 'attachment; filename="sweep.csv"',
    }) as never;
  });
  addBatchRoutes(app, service, "sweep", "/sweeps");
}
