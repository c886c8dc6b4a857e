/** Scenarios: check, store by hash, read back, list. */
import { z } from "@hono/zod-openapi";
import { issueSchema, notFound, refusal } from "../http/failure.ts";
import { body, hashText, json, limitQuery, route } from "../http/route.ts";
import {
  checkContent,
  filesField,
  scenarioText,
  setField,
  slipsField,
  takeScenario,
} from "../http/scenario-input.ts";
import type { App, Service } from "../http/service.ts";
import { record } from "../store/audit.ts";
import { findScenario, listScenarios, scenarioHash } from "../store/scenarios.ts";

const hashParam = z.object({ hash: hashText.openapi({ param: { name: "hash", in: "path" } }) });
const content = z.strictObject({ text: scenarioText, files: filesField });

const check = route("viewer", {
  method: "post",
  path: "/scenarios/validate",
  operationId: "validateScenario",
  summary: "Every issue of a scenario, each with line, column and remedy; nothing is stored",
  request: body(
    z.strictObject({ text: scenarioText, files: filesField, set: setField, slips: slipsField }),
  ),
  responses: {
    200: json(
      "What was found",
      z.object({
        ok: z.boolean(),
        hash: z.string(),
        name: z.string(),
        horizon: z.boolean(),
        issues: z.array(issueSchema),
        notices: z.array(z.string()),
      }),
    ),
  },
});

const put = route("planner", {
  method: "post",
  path: "/scenarios",
  operationId: "putScenario",
  summary: "Stores a scenario under the hash of its content; the same content is stored once",
  request: body(content),
  responses: { 200: json("Stored", z.object({ hash: z.string(), name: z.string() })) },
});

const putAt = route("planner", {
  method: "put",
  path: "/scenarios/{hash}",
  operationId: "putScenarioAt",
  summary: "Stores a scenario under a hash the caller computed; refused when it is another",
  request: { params: hashParam, ...body(content) },
  responses: { 200: json("Stored", z.object({ hash: z.string(), name: z.string() })) },
});

const get = route("viewer", {
  method: "get",
  path: "/scenarios/{hash}",
  operationId: "getScenario",
  summary: "A stored scenario",
  request: { params: hashParam },
  responses: {
    200: json(
      "The scenario",
      z.object({
        hash: z.string(),
        name: z.string(),
        text: z.string(),
        files: z.record(z.string(), z.string()),
        createdBy: z.string(),
        createdAt: z.string(),
      }),
    ),
  },
});

const list = route("viewer", {
  method: "get",
  path: "/scenarios",
  operationId: "listScenarios",
  summary: "Stored scenarios of the workspace, newest first",
  request: { query: z.object({ limit: limitQuery }) },
  responses: {
    200: json(
      "Scenarios",
      z.array(
        z.object({
          hash: z.string(),
          name: z.string(),
          createdBy: z.string(),
          createdAt: z.string(),
        }),
      ),
    ),
  },
});

export function addScenarios(app: App, service: Service): void {
  const { db } = service.store;
  app.openapi(check, async (context) => {
    const { set, slips, ...scenario } = context.req.valid("json");
    const found = await checkContent(service, context.get("identity"), scenario, set, slips);
    const { ok, name, horizon } = found;
    return context.json(
      {
        ok,
        hash: scenarioHash(scenario),
        name,
        horizon,
        issues: [...found.issues],
        notices: [...found.notices],
      },
      200,
    );
  });
  app.openapi(put, async (context) => {
    const identity = context.get("identity");
    const { hash, name } = await takeScenario(service, identity, context.req.valid("json"), []);
    await record(db, identity, "scenario.put", hash);
    return context.json({ hash, name }, 200);
  });
  app.openapi(putAt, async (context) => {
    const scenario = context.req.valid("json");
    const is = scenarioHash(scenario);
    if (is !== context.req.valid("param").hash)
      throw refusal(422, "hash", `the content's hash is ${is}, not the one in the address`);
    const identity = context.get("identity");
    const { hash, name } = await takeScenario(service, identity, scenario, []);
    await record(db, identity, "scenario.put", hash);
    return context.json({ hash, name }, 200);
  });
  app.openapi(get, async (context) => {
    const { hash } = context.req.valid("param");
    const found = await findScenario(db, context.get("identity").workspace, hash);
    if (!found) throw notFound("scenario");
    const { name, text, files, created_by, created_at } = found;
    return context.json(
      { hash, name, text, files, createdBy: created_by, createdAt: created_at.toISOString() },
      200,
    );
  });
  app.openapi(list, async (context) => {
    const { limit } = context.req.valid("query");
    const rows = await listScenarios(db, context.get("identity").workspace, limit);
    return context.json(
      rows.map(({ hash, name, created_by, created_at }) => ({
        hash,
        name,
        createdBy: created_by,
        createdAt: created_at.toISOString(),
      })),
      200,
    );
  });
}
