/** Plans as jobs: ask, watch, stop, read. */
import { z } from "@hono/zod-openapi";
import { stateStream } from "../http/events.ts";
import { notFound, refusal } from "../http/failure.ts";
import { checkRoom } from "../http/room.ts";
import { body, json, limitQuery, route, uuidParam } from "../http/route.ts";
import { takeScenario } from "../http/scenario-input.ts";
import type { KnownScenario } from "../http/scenario-input.ts";
import type { App, Service } from "../http/service.ts";
import { record } from "../store/audit.ts";
import { slipText } from "../../../src/slips.ts";
import { addPlan, cancelPlans } from "../store/plans.ts";
import type { PlanRequest } from "../store/tables.ts";
import type { Identity } from "../store/tokens.ts";
import { isOver, planFields, planSchema, planView, requestOf } from "./plan-view.ts";

const eventStream = { "text/event-stream": { schema: z.string() } };

const create = route("planner", {
  method: "post",
  path: "/plans",
  operationId: "createPlan",
  summary: "Asks for a plan; gives it at once, done where the answer is known",
  request: body(
    z.strictObject({
      ...planFields,
      label: z.string().max(200).optional(),
      confirm: z
        .number()
        .int()
        .min(0)
        .max(20)
        .default(5)
        .openapi({ description: "Bottlenecks to confirm by planning again" }),
    }),
  ),
  responses: { 202: json("The plan", planSchema) },
});

const simulate = route("planner", {
  method: "post",
  path: "/simulations",
  operationId: "createSimulation",
  summary: "A plan over time with its dates drawn so many times; a plan like any other afterwards",
  request: body(
    z.strictObject({
      ...planFields,
      label: z.string().max(200).optional(),
      draws: z.number().int().min(100).max(1_000_000),
    }),
  ),
  responses: { 202: json("The plan", planSchema) },
});

const list = route("viewer", {
  method: "get",
  path: "/plans",
  operationId: "listPlans",
  summary: "Plans of the workspace, newest first",
  request: {
    query: z.object({ limit: limitQuery, before: z.iso.datetime().optional() }),
  },
  responses: { 200: json("Plans", z.array(planSchema)) },
});

const get = route("viewer", {
  method: "get",
  path: "/plans/{id}",
  operationId: "getPlan",
  summary: "A plan's state",
  request: { params: uuidParam },
  responses: { 200: json("The plan", planSchema) },
});

const events = route("viewer", {
  method: "get",
  path: "/plans/{id}/events",
  operationId: "watchPlan",
  summary:
    "Progress as server-sent events: `state` with the plan when it changes, `end` when it is over",
  request: { params: uuidParam },
  responses: { 200: { description: "Events", content: eventStream } },
});

const cancel = route("planner", {
  method: "post",
  path: "/plans/{id}/cancel",
  operationId: "cancelPlan",
  summary: "Stops a plan within a second; what it had so far is kept where it is a plan",
  request: { params: uuidParam },
  responses: {
    200: json("How many plans were asked to stop", z.object({ cancelled: z.number() })),
  },
});

/** A plan of the request's scenario, stored and queued. */
export async function askForPlan(
  service: Service,
  identity: Identity,
  scenario: KnownScenario,
  request: PlanRequest,
  label: string | undefined,
) {
  const { store, queue, program, findPlan } = service;
  await checkRoom(service, identity, 1);
  const usual = [scenario.name, ...(request.slips ?? []).map(slipText)].join(", ");
  const plan = { label: label ?? usual, request };
  const { id, isNew } = await addPlan(store, queue, plan, identity, program.id);
  if (isNew) await record(store.db, identity, "plan.create", id, { scenario: scenario.hash });
  return planView((await findPlan(identity.workspace, id))!);
}

export function addPlans(app: App, service: Service): void {
  const { db } = service.store;
  const known = async (identity: Identity, id: string) => {
    const row = await service.findPlan(identity.workspace, id);
    if (!row) throw notFound("plan");
    return row;
  };
  app.openapi(create, async (context) => {
    const identity = context.get("identity");
    const { scenario: input, label, confirm, ...fields } = context.req.valid("json");
    const scenario = await takeScenario(service, identity, input, fields.set, fields.slips);
    const request = requestOf(scenario.hash, fields, { confirm });
    return context.json(await askForPlan(service, identity, scenario, request, label), 202);
  });
  app.openapi(simulate, async (context) => {
    const identity = context.get("identity");
    const { scenario: input, label, draws, ...fields } = context.req.valid("json");
    const scenario = await takeScenario(service, identity, input, fields.set, fields.slips);
    if (!scenario.horizon)
      throw refusal(422, "horizon", "this scenario has no horizon, so no date can be drawn", {
        hint: "Add horizon: { start: 2027-Q1, years: 10 }.",
      });
    const request = requestOf(scenario.hash, fields, { draws });
    return context.json(await askForPlan(service, identity, scenario, request, label), 202);
  });
  app.openapi(list, async (context) => {
    const { limit, before } = context.req.valid("query");
    const { workspace } = context.get("identity");
    const rows = await service.listPlans({ workspace, before, limit });
    return context.json(rows.map(planView), 200);
  });
  app.openapi(get, async (context) =>
    context.json(
      planView(await known(context.get("identity"), context.req.valid("param").id)),
      200,
    ),
  );
  app.openapi(events, async (context) => {
    const identity = context.get("identity");
    const { id } = context.req.valid("param");
    await known(identity, id);
    return stateStream(
      context,
      async () => {
        const row = await service.findPlan(identity.workspace, id);
        return row && planView(row);
      },
      isOver,
    );
  });
  app.openapi(cancel, async (context) => {
    const identity = context.get("identity");
    const { id } = context.req.valid("param");
    await known(identity, id);
    const cancelled = await cancelPlans(db, identity.workspace, { plan: id });
    if (cancelled > 0) await record(db, identity, "plan.cancel", id);
    return context.json({ cancelled }, 200);
  });
}
