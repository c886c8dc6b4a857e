/** What sweeps and rankings share: watching one bar, stopping, telling. */
import { z } from "@hono/zod-openapi";
import { stateStream } from "../http/events.ts";
import { notFound } from "../http/failure.ts";
import { json, route, uuidParam } from "../http/route.ts";
import type { App, Service } from "../http/service.ts";
import { record } from "../store/audit.ts";
import { cancelPlans } from "../store/plans.ts";
import type { BatchKind } from "../store/tables.ts";

export const batchSchema = z
  .object({
    id: z.string(),
    kind: z.enum(["sweep", "ranking"]),
    name: z.string(),
    scenario: z.string(),
    settings: z.record(z.string(), z.unknown()),
    total: z.number().int(),
    counts: z.object({
      queued: z.number(),
      running: z.number(),
      done: z.number(),
      failed: z.number(),
      cancelled: z.number(),
    }),
    state: z.enum(["running", "over"]),
    createdBy: z.string(),
    createdAt: z.string(),
  })
  .openapi("Batch");

export type BatchView = z.infer<typeof batchSchema>;

/** A batch as it stands. @throws a refusal when the workspace has none of that id and kind. */
export async function viewBatch(
  { findBatch }: Service,
  workspace: string,
  kind: BatchKind,
  id: string,
): Promise<BatchView> {
  const batch = await findBatch(workspace, id);
  if (!batch || batch.kind !== kind) throw notFound(kind);
  const { counts } = batch;
  return {
    id,
    kind,
    name: batch.name,
    scenario: batch.scenario,
    settings: batch.settings,
    total: batch.total,
    counts,
    state: counts.queued + counts.running > 0 ? "running" : "over",
    createdBy: batch.created_by,
    createdAt: batch.created_at.toISOString(),
  };
}

/** Adds state, progress and cancel of a kind of batch below `path`. */
export function addBatchRoutes(app: App, service: Service, kind: BatchKind, path: string): void {
  const title = kind === "sweep" ? "Sweep" : "Ranking";
  const get = route("viewer", {
    method: "get",
    path: `${path}/{id}`,
    operationId: `get${title}`,
    summary: `How far a ${kind} is`,
    request: { params: uuidParam },
    responses: { 200: json(`The ${kind}`, batchSchema) },
  });
  const events = route("viewer", {
    method: "get",
    path: `${path}/{id}/events`,
    operationId: `watch${title}`,
    summary: "Progress as server-sent events: one bar over all its plans",
    request: { params: uuidParam },
    responses: {
      200: { description: "Events", content: { "text/event-stream": { schema: z.string() } } },
    },
  });
  const cancel = route("planner", {
    method: "post",
    path: `${path}/{id}/cancel`,
    operationId: `cancel${title}`,
    summary: "Stops what waits and what runs; what is done stays",
    request: { params: uuidParam },
    responses: {
      200: json("How many plans were asked to stop", z.object({ cancelled: z.number() })),
    },
  });
  app.openapi(get, async (context) =>
    context.json(
      await viewBatch(
        service,
        context.get("identity").workspace,
        kind,
        context.req.valid("param").id,
      ),
      200,
    ),
  );
  app.openapi(events, async (context) => {
    const { workspace } = context.get("identity");
    const { id } = context.req.valid("param");
    await viewBatch(service, workspace, kind, id);
    return stateStream(
      context,
      () => viewBatch(service, workspace, kind, id),
      ({ state }) => state === "over",
    );
  });
  app.openapi(cancel, async (context) => {
    const identity = context.get("identity");
    const { id } = context.req.valid("param");
    await viewBatch(service, identity.workspace, kind, id);
    const { db } = service.store;
    const cancelled = await cancelPlans(db, identity.workspace, { batch: id });
    if (cancelled > 0) await record(db, identity, `${kind}.cancel`, id);
    return context.json({ cancelled }, 200);
  });
}
