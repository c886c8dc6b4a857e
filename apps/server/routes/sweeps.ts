/** Sweeps: the same scenario planned for every combination of some settings. */
import { z } from "@hono/zod-openapi";
import { refusal } from "../http/failure.ts";
import { checkRoom } from "../http/room.ts";
import { body, json, limitQuery, route, uuidParam } from "../http/route.ts";
import { takeScenario } from "../http/scenario-input.ts";
import type { App, Service } from "../http/service.ts";
import { gridOf, gridSize, MOST_PLANS } from "../../../src/scenario/sweep-grid.ts";
import { sweepCSV, sweepQuantiles } from "../jobs/sweep-table.ts";
import { record } from "../store/audit.ts";
import { addBatch, listBatches, plansOfBatch } from "../store/plans.ts";
import { addBatchRoutes, batchSchema, viewBatch } from "./batches.ts";
import { planFields, planSchema, planView, requestOf } from "./plan-view.ts";

const axis = z.strictObject({
  path: z
    .string()
    .regex(
      /^[\p{L}\p{N}_-]+(\.[\p{L}\p{N}_-]+){0,11}$/u,
      "expected a path such as sites.lulea.connection.firmMW",
    )
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

const quantiles = route("viewer", {
  method: "get",
  path: "/sweeps/{id}/quantiles",
  operationId: "getSweepQuantiles",
  summary: "Spread of every key figure over the plans that are done, and how many could not be",
  request: { params: uuidParam },
  responses: {
    200: json(
      "Quantiles by key figure",
      z
        .object({
          planned: z.number().int(),
          infeasible: z.number().int(),
          other: z.number().int(),
          figures: z.record(
            z.string(),
            z.object({
              count: z.number().int(),
              mean: z.number(),
              p10: z.number(),
              p50: z.number(),
              p90: z.number(),
            }),
          ),
        })
        .openapi("SweepQuantiles"),
    ),
  },
});

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
    const scenario = await takeScenario(
      service,
      identity,
      input,
      [...fields.set, ...grid[0]!],
      fields.slips,
    );
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
    await checkRoom(service, identity, total);
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
  app.openapi(quantiles, async (context) =>
    context.json(
      sweepQuantiles(
        await viewsOf(context.get("identity").workspace, context.req.valid("param").id),
      ),
      200,
    ),
  );
  addBatchRoutes(app, service, "sweep", "/sweeps");
}
