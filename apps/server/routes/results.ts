/** What a plan found: the package as JSON, and its files: hourly series as CSV, JSON and Parquet, the report as a page. */
import { z } from "@hono/zod-openapi";
import { attachment } from "../http/attachment.ts";
import { notFound } from "../http/failure.ts";
import { SANDBOXED } from "../http/guard.ts";
import { sendKept } from "../http/packed.ts";
import { json, route, uuidParam } from "../http/route.ts";
import type { App, Service } from "../http/service.ts";
import { sha256 } from "../store/hash.ts";
import { keptContents } from "../store/kept.ts";
import { listFiles, readPacked, readResultFile } from "../store/results.ts";

const result = route("viewer", {
  method: "get",
  path: "/plans/{id}/result",
  operationId: "getResult",
  summary:
    "The result: the package of a plan, a comparison, what is short, or why it was not solved",
  request: { params: uuidParam },
  responses: {
    200: json(
      "The result",
      z
        .looseObject({
          status: z.string(),
          package: z.record(z.string(), z.unknown()).optional(),
          comparison: z.record(z.string(), z.unknown()).optional(),
          shortage: z.record(z.string(), z.unknown()).optional(),
          reason: z.string().optional(),
        })
        .openapi("Result"),
    ),
  },
});

const files = route("viewer", {
  method: "get",
  path: "/plans/{id}/files",
  operationId: "listResultFiles",
  summary: "Files made with the result",
  request: { params: uuidParam },
  responses: {
    200: json(
      "Files",
      z.array(z.object({ name: z.string(), type: z.string(), bytes: z.number() })),
    ),
  },
});

const file = route("viewer", {
  method: "get",
  path: "/plans/{id}/files/{name}",
  operationId: "getResultFile",
  summary:
    "hourly-SITE.csv, .json, .parquet, report.html; workbook.xlsx where the scenario has finance; buyer.html of a comparison",
  request: {
    params: uuidParam.extend({
      name: z
        .string()
        .min(1)
        .max(200)
        .openapi({ param: { name: "name", in: "path" }, example: "report.html" }),
    }),
  },
  responses: {
    200: {
      description: "The file",
      content: { "application/octet-stream": { schema: z.string() } },
    },
  },
});

/** Most that contents and files kept in memory may take together, bytes. */
const MOST_KEPT = 64 * 1024 * 1024;

/** A body as it is stored, and as it is told. */
interface Kept {
  readonly body: Uint8Array;
  /** False when the body is gzip of the content. */
  readonly packed: boolean;
  readonly type: string;
}

export function addResults(app: App, service: Service): void {
  const { db } = service.store;
  const resultOf = async (workspace: string, id: string) => {
    const plan = await service.findPlan(workspace, id);
    if (!plan) throw notFound("plan");
    if (plan.result === null) throw notFound("result: the plan has none (yet)");
    return plan.result;
  };
  const kept = keptContents<Kept>(MOST_KEPT, ({ body }) => body.length);
  app.openapi(result, async (context) => {
    const hash = await resultOf(context.get("identity").workspace, context.req.valid("param").id);
    const found = await kept(hash, async () => {
      const body = await readPacked(db, hash);
      return body && { body, packed: false, type: "application/json" };
    });
    if (!found) throw notFound("result");
    return sendKept(context, found.body, hash, { "content-type": found.type }) as never;
  });
  app.openapi(files, async (context) => {
    const hash = await resultOf(context.get("identity").workspace, context.req.valid("param").id);
    const rows = await listFiles(db, hash);
    return context.json(
      rows.map(({ name, type, bytes }) => ({ name, type, bytes })),
      200,
    );
  });
  app.openapi(file, async (context) => {
    const { id, name } = context.req.valid("param");
    const hash = await resultOf(context.get("identity").workspace, id);
    // A file's own tag: a result has several.
    const tag = sha256(`${hash} ${name}`);
    const found = await kept(tag, () => readResultFile(db, hash, name));
    if (!found) throw notFound("file");
    const isPage = found.type.startsWith("text/html");
    const headers = {
      "content-type": found.type,
      ...(isPage
        ? { "content-security-policy": SANDBOXED }
        : { "content-disposition": attachment(name) }),
    };
    return sendKept(context, found.body, tag, headers, found.packed);
  });
}
