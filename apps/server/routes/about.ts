/** Health, who asks, and the document that describes all this. */
import { z } from "@hono/zod-openapi";
import { json, route } from "../http/route.ts";
import type { App, Service } from "../http/service.ts";
import type { Identity } from "../store/tokens.ts";

export const callerSchema = z
  .object({
    actor: z.string(),
    role: z.enum(["viewer", "planner", "admin"]),
    workspace: z.string(),
  })
  .openapi("Caller");

/** Who asks, as it is told. */
export const callerView = ({ actor, role, workspace }: Identity): z.infer<typeof callerSchema> => ({
  actor,
  role,
  workspace,
});

const health = route("public", {
  method: "get",
  path: "/health",
  operationId: "getHealth",
  summary: "Whether the server and its store answer",
  responses: {
    200: json(
      "Both answer",
      z.object({
        status: z.literal("ok"),
        version: z.string(),
        store: z.enum(["embedded", "team"]),
      }),
    ),
  },
});

const me = route("viewer", {
  method: "get",
  path: "/me",
  operationId: "getMe",
  summary: "Who asks: name, role and workspace",
  responses: {
    200: json("The caller", callerSchema),
  },
});

export function addAbout(app: App, service: Service): void {
  app.openapi(health, async (context) => {
    await service.store.pool.query("select 1");
    return context.json(
      { status: "ok" as const, version: service.version, store: service.store.kind },
      200,
    );
  });
  app.openapi(me, (context) => context.json(callerView(context.get("identity")), 200));
}
