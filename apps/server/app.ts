/** The application: guards in front, routes from one file each, the document made from their schemas. */
import { OpenAPIHono } from "@hono/zod-openapi";
import { HTTPException } from "hono/http-exception";
import type { Context } from "hono";
import { guard } from "./http/guard.ts";
import { identity, SESSION_COOKIE } from "./http/identity.ts";
import { refusal } from "./http/failure.ts";
import type { FailureBody } from "./http/failure.ts";
import type { App, Env, Service } from "./http/service.ts";
import { fixedJSON } from "./http/packed.ts";
import { webApp, webFolder } from "./http/static.ts";
import { addAbout } from "./routes/about.ts";
import { addAdmin } from "./routes/admin.ts";
import { addCatalogue } from "./routes/catalogue.ts";
import { addComparisons } from "./routes/comparisons.ts";
import { addExamples } from "./routes/examples.ts";
import { addFiles } from "./routes/files.ts";
import { addPlans } from "./routes/plans.ts";
import { addRankings } from "./routes/rankings.ts";
import { addResults } from "./routes/results.ts";
import { addScenarios } from "./routes/scenarios.ts";
import { addSession } from "./routes/session.ts";
import { addSweeps } from "./routes/sweeps.ts";
import { isConnectionLoss } from "./store/store.ts";

/** What a fault of ours tells the caller: nothing of its inside. The log has the rest. */
function answerFault(error: Error, context: Context, service: Service): Response {
  if (error instanceof HTTPException) {
    // The guard's headers stand on the context, refusals bring a response of their own.
    const own =
      error.res ??
      refusal(error.status, "request", error.message || "the request is malformed").getResponse();
    for (const [name, value] of context.res.headers)
      if (!own.headers.has(name)) own.headers.set(name, value);
    return own;
  }
  const away = isConnectionLoss(error);
  service.log(
    `${context.req.method} ${context.req.path.slice(0, 200)}: ${error.message.slice(0, 500)}`,
  );
  if (away) void service.store.revive().catch((reason: unknown) => service.log(String(reason)));
  const failure: FailureBody = {
    error: away
      ? { code: "store", message: "the store is coming back; try again in a few seconds" }
      : { code: "fault", message: "a fault of ours; the server's log has the reason" },
  };
  return context.json(failure, away ? 503 : 500, away ? { "retry-after": "2" } : {});
}

/** The routes under /api/v1, with their document. */
export function createAPI(service: Service): App {
  const api: App = new OpenAPIHono<Env>({
    defaultHook: (result, context) => {
      if (result.success) return undefined;
      const issues = result.error.issues.slice(0, 20).map(({ code, path, message }) => ({
        code,
        path: path.map(String).join("."),
        line: 0,
        column: 0,
        message,
      }));
      const failure: FailureBody = {
        error: { code: "request", message: `the ${result.target} is not as expected`, issues },
      };
      return context.json(failure, 400);
    },
  });
  api.openAPIRegistry.registerComponent("securitySchemes", "token", {
    type: "http",
    scheme: "bearer",
    description:
      "A token made by an administrator. Not needed by the local user on a loopback address.",
  });
  api.openAPIRegistry.registerComponent("securitySchemes", "session", {
    type: "apiKey",
    in: "cookie",
    name: SESSION_COOKIE,
    description: "Set by POST /session; with it only requests of the page itself change anything.",
  });
  addAbout(api, service);
  addExamples(api, service);
  addCatalogue(api);
  addScenarios(api, service);
  addFiles(api, service);
  addPlans(api, service);
  addResults(api, service);
  addSweeps(api, service);
  addRankings(api, service);
  addComparisons(api, service);
  addAdmin(api, service);
  addSession(api, service);
  return api;
}

/** OpenAPI 3.1 of all routes. */
export function documentOf(api: App, version: string) {
  return api.getOpenAPI31Document({
    openapi: "3.1.0",
    info: {
      title: "Firmwatt",
      version,
      license: { name: "Apache-2.0", url: "https://www.apache.org/licenses/LICENSE-2.0" },
      description:
        "Plans of AI campuses under a megawatt limit. `x-role` is the least role a route needs.",
    },
    servers: [{ url: "/api/v1" }],
  });
}

/** The whole server: API and web app. */
export function createApp(service: Service): App {
  const app: App = new OpenAPIHono<Env>();
  const api = createAPI(service);
  const document = documentOf(api, service.version);
  app.use(guard(service.hosts));
  app.use("/api/*", identity(service));
  app.get(
    "/api/v1/openapi.json",
    fixedJSON(() => document),
  );
  app.route("/api/v1", api);
  app.all("/api/*", () => {
    throw refusal(404, "not-found", "there is no such route");
  });
  app.get("*", webApp(webFolder(service.root)));
  app.notFound((context) =>
    context.json({ error: { code: "not-found", message: "there is nothing here" } }, 404),
  );
  app.onError((error, context) => answerFault(error, context, service));
  return app;
}
