/** For administrators: tokens, workspaces, and who did what. */
import { z } from "@hono/zod-openapi";
import { notFound, refusal } from "../http/failure.ts";
import { body, json, limitQuery, route, uuidParam } from "../http/route.ts";
import type { App, Service } from "../http/service.ts";
import { listAudit, record } from "../store/audit.ts";
import {
  createToken,
  createWorkspace,
  listTokens,
  listWorkspaces,
  revokeToken,
} from "../store/tokens.ts";

const role = z.enum(["viewer", "planner", "admin"]);
const workspaceId = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]{0,62}$/, "expected small letters, digits and -");
const person = z
  .string()
  .min(1)
  .max(100)
  .regex(/^[^\p{Cc}]+$/u, "expected no control signs");

const tokenList = route("admin", {
  method: "get",
  path: "/tokens",
  operationId: "listTokens",
  summary: "Tokens, without their secrets",
  responses: {
    200: json(
      "Tokens",
      z.array(
        z.object({
          id: z.string(),
          name: z.string(),
          role,
          workspace: z.string(),
          createdAt: z.string(),
          revokedAt: z.string().nullable(),
        }),
      ),
    ),
  },
});

const tokenCreate = route("admin", {
  method: "post",
  path: "/tokens",
  operationId: "createToken",
  summary: "Makes a token; its secret is shown this once",
  request: body(z.strictObject({ name: person, role, workspace: workspaceId })),
  responses: { 201: json("The token", z.object({ id: z.string(), secret: z.string() })) },
});

const tokenRevoke = route("admin", {
  method: "delete",
  path: "/tokens/{id}",
  operationId: "revokeToken",
  summary: "Revokes a token at once",
  request: { params: uuidParam },
  responses: { 200: json("Revoked", z.object({ revoked: z.literal(true) })) },
});

const workspaceList = route("admin", {
  method: "get",
  path: "/workspaces",
  operationId: "listWorkspaces",
  summary: "Workspaces",
  responses: { 200: json("Workspaces", z.array(z.object({ id: z.string(), name: z.string() }))) },
});

const workspaceCreate = route("admin", {
  method: "post",
  path: "/workspaces",
  operationId: "createWorkspace",
  summary: "Makes a workspace: its scenarios, files and plans are its own",
  request: body(z.strictObject({ id: workspaceId, name: person })),
  responses: { 201: json("The workspace", z.object({ id: z.string(), name: z.string() })) },
});

const auditList = route("admin", {
  method: "get",
  path: "/audit",
  operationId: "listAudit",
  summary: "Who did what in your workspace, newest first",
  request: {
    query: z.object({
      limit: limitQuery,
      before: z
        .string()
        .regex(/^\d{1,18}$/)
        .optional(),
    }),
  },
  responses: {
    200: json(
      "Lines",
      z.array(
        z.object({
          id: z.string(),
          at: z.string(),
          actor: z.string(),
          action: z.string(),
          subject: z.string(),
          detail: z.record(z.string(), z.unknown()),
        }),
      ),
    ),
  },
});

export function addAdmin(app: App, service: Service): void {
  const { db } = service.store;
  app.openapi(tokenList, async (context) =>
    context.json(
      (await listTokens(db)).map(({ id, name, role, workspace, created_at, revoked_at }) => ({
        id,
        name,
        role,
        workspace,
        createdAt: created_at.toISOString(),
        revokedAt: revoked_at?.toISOString() ?? null,
      })),
      200,
    ),
  );
  app.openapi(tokenCreate, async (context) => {
    const token = context.req.valid("json");
    if (!(await listWorkspaces(db)).some(({ id }) => id === token.workspace))
      throw notFound("workspace");
    const made = await createToken(db, token);
    await record(db, context.get("identity"), "token.create", made.id, {
      name: token.name,
      role: token.role,
    });
    return context.json(made, 201);
  });
  app.openapi(tokenRevoke, async (context) => {
    const { id } = context.req.valid("param");
    if (!(await revokeToken(db, id))) throw notFound("token");
    await record(db, context.get("identity"), "token.revoke", id);
    return context.json({ revoked: true as const }, 200);
  });
  app.openapi(workspaceList, async (context) =>
    context.json(
      (await listWorkspaces(db)).map(({ id, name }) => ({ id, name })),
      200,
    ),
  );
  app.openapi(workspaceCreate, async (context) => {
    const { id, name } = context.req.valid("json");
    if (!(await createWorkspace(db, id, name)))
      throw refusal(409, "taken", `there is a workspace ${id} already`);
    await record(db, context.get("identity"), "workspace.create", id);
    return context.json({ id, name }, 201);
  });
  app.openapi(auditList, async (context) => {
    const { limit, before } = context.req.valid("query");
    const rows = await listAudit(db, context.get("identity").workspace, before, limit);
    return context.json(
      rows.map(({ id, at, actor, action, subject, detail }) => ({
        id,
        at: at.toISOString(),
        actor,
        action,
        subject,
        detail,
      })),
      200,
    );
  });
}
