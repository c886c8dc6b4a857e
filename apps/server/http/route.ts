/** Declares routes: each with the least role that may use it, in the OpenAPI document and in force. */
import { createRoute, z } from "@hono/zod-openapi";
import type { RouteConfig } from "@hono/zod-openapi";
import { createMiddleware } from "hono/factory";
import type { Role } from "../store/tables.ts";
import { failureSchema, refusal } from "./failure.ts";
import { atMost, LARGEST_BODY } from "./guard.ts";
import type { Env } from "./service.ts";

const RANK: Readonly<Record<Role, number>> = { viewer: 0, planner: 1, admin: 2 };

/** Lets pass who has `role` or more. */
function requireRole(role: Role) {
  return createMiddleware<Env>(async (context, next) => {
    const identity = context.get("identity");
    if (!identity)
      throw refusal(
        401,
        "token",
        "a token is needed",
        {
          hint: "Send it as: Authorization: Bearer TOKEN. An administrator makes one with: firmwatt token create. In a browser sign in with it.",
        },
        { "www-authenticate": "Bearer" },
      );
    if (RANK[identity.role] < RANK[role])
      throw refusal(403, "role", `this needs the role ${role}; your token has ${identity.role}`);
    await next();
  });
}

const refused = (description: string) => ({
  description,
  content: { "application/json": { schema: failureSchema } },
});

const REFUSALS = {
  400: refused("The request is malformed"),
  401: refused("A token is needed"),
  403: refused("The role does not allow it, or it comes from another site"),
  404: refused("There is no such thing in this workspace"),
  413: refused("The body is too large"),
  422: refused("The scenario or file has issues, each with its place"),
  429: refused("Too many requests"),
  503: refused("The store is coming back; try again"),
} as const;

/** A route for `role` and above; "public" needs no token. */
export function route<const Config extends RouteConfig>(
  role: Role | "public",
  config: Config,
  largestBody: number = LARGEST_BODY,
) {
  const full = {
    ...config,
    "x-role": role,
    security: role === "public" ? [] : [{ token: [] }, { session: [] }],
    middleware: [
      ...(role === "public" ? [] : [requireRole(role)]),
      // Reads have no body; looking for one costs more than answering.
      ...(config.method === "get" ? [] : [atMost(largestBody)]),
    ],
    responses: { ...config.responses, ...REFUSALS },
  };
  return createRoute(full as unknown as Config & { responses: typeof REFUSALS });
}

/** A response of JSON. */
export function json<Schema extends z.ZodType>(description: string, schema: Schema) {
  return { description, content: { "application/json": { schema } } };
}

export function body<Schema extends z.ZodType>(schema: Schema) {
  return { body: { required: true, content: { "application/json": { schema } } } };
}

export const uuidParam = z.object({
  id: z.uuid().openapi({
    param: { name: "id", in: "path" },
    example: "6f1c3f0a-0f0e-4d61-9d51-0d6ce0a5a111",
  }),
});
export const hashText = z.string().regex(/^[0-9a-f]{64}$/, "expected a SHA-256 in hex");
export const limitQuery = z.coerce.number().int().min(1).max(500).default(50);
