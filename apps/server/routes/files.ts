/** Hourly files: checked as a plan would read them, and stored by the hash of their text. No address is ever fetched. */
import { z } from "@hono/zod-openapi";
import { refusal } from "../http/failure.ts";
import { LARGEST_UPLOAD } from "../http/guard.ts";
import { body, json, route } from "../http/route.ts";
import { inspectFile } from "../http/scenario-input.ts";
import type { App, Service } from "../http/service.ts";
import { record } from "../store/audit.ts";
import { fileBytes, putFile } from "../store/scenarios.ts";
import { hourlyOptions } from "../../../src/climate/readers/hourly-options.ts";

/** Most that the files of a workspace may take, packed. */
const MOST_BYTES = 1024 * 1024 * 1024;

const nameField = z
  .string()
  .min(1)
  .max(200)
  .regex(
    /^[^/\\\p{Cc}]+\.(csv|epw|txt)$/iu,
    "expected a file's name without folders, ending in .csv, .epw or .txt",
  )
  .openapi({ example: "prices-2024.csv" });
const upload = z.strictObject({
  name: nameField,
  text: z.string().min(1).max(LARGEST_UPLOAD),
  utcOffsetHours: z.number().min(-14).max(14).optional().openapi({
    description: "Offset from UTC of stamps that do not say their clock",
  }),
  year: z.int().min(1900).max(2200).optional().openapi({
    description: "Year of rows without stamps, which need utcOffsetHours too",
  }),
});

const found = z
  .object({
    ok: z.boolean(),
    format: z.enum(["epw", "hourly"]),
    issues: z.array(
      z.object({
        code: z.string(),
        row: z.number().optional(),
        column: z.string().optional(),
        message: z.string(),
        got: z.string(),
        expected: z.string(),
        hint: z.string(),
      }),
    ),
    notices: z.array(z.string()),
    startUTC: z.string(),
    steps: z.number(),
    columns: z.array(
      z.object({
        name: z.string(),
        unit: z.string(),
        sourceColumn: z.string(),
        mean: z.number(),
        least: z.number(),
        most: z.number(),
        firstWeek: z.array(z.number()),
      }),
    ),
  })
  .openapi("SeriesCheck");

const check = route(
  "viewer",
  {
    method: "post",
    path: "/imports/check",
    operationId: "checkImport",
    summary:
      "Reads an hourly CSV or EPW as a plan would: issues by row, or series with their first week",
    request: body(upload),
    responses: { 200: json("What the file holds", found) },
  },
  LARGEST_UPLOAD,
);

const put = route(
  "planner",
  {
    method: "post",
    path: "/files",
    operationId: "putFile",
    summary: "Stores an hourly file that reads without issues; scenarios name it by its hash",
    request: body(upload),
    responses: { 200: json("Stored", z.object({ hash: z.string(), name: z.string() })) },
  },
  LARGEST_UPLOAD,
);

export function addFiles(app: App, service: Service): void {
  const { db } = service.store;
  const inspected = ({ name, text, ...stated }: z.infer<typeof upload>) =>
    inspectFile(service, { name, text, stated: hourlyOptions(stated) });
  app.openapi(check, async (context) => {
    const checked = await inspected(context.req.valid("json"));
    return context.json(found.parse(checked), 200);
  });
  app.openapi(put, async (context) => {
    const file = context.req.valid("json");
    const identity = context.get("identity");
    const checked = await inspected(file);
    if (!checked.ok)
      throw refusal(422, "series", `${file.name} cannot be used`, {
        issues: checked.issues.map(({ row = 0, code, message, got, expected, hint }) => ({
          code,
          path: file.name,
          line: row,
          column: 0,
          message,
          got,
          expected,
          hint,
        })),
      });
    if ((await fileBytes(db, identity.workspace)) > MOST_BYTES)
      throw refusal(422, "size", "the workspace's files take all the room they may");
    const hash = await putFile(db, identity.workspace, file.name, file.text);
    await record(db, identity, "file.put", hash, { name: file.name });
    return context.json({ hash, name: file.name }, 200);
  });
}
