/** Examples: scenarios that run, with what they teach. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "@hono/zod-openapi";
import { notFound } from "../http/failure.ts";
import { fixedJSON } from "../http/packed.ts";
import { json, route } from "../http/route.ts";
import type { App, Service } from "../http/service.ts";

const nameParam = z.object({
  name: z
    .string()
    .regex(/^[a-z0-9-]{1,80}$/)
    .openapi({ param: { name: "name", in: "path" }, example: "01-nordic-hydro" }),
});

const list = route("viewer", {
  method: "get",
  path: "/examples",
  operationId: "listExamples",
  summary: "Examples with their titles",
  responses: {
    200: json("Examples in order", z.array(z.object({ name: z.string(), title: z.string() }))),
  },
});

const one = route("viewer", {
  method: "get",
  path: "/examples/{name}",
  operationId: "getExample",
  summary: "An example's scenario and explanation",
  request: { params: nameParam },
  responses: {
    200: json("The example", z.object({ name: z.string(), text: z.string(), readme: z.string() })),
  },
});

export function addExamples(app: App, { root }: Service): void {
  const folder = join(root, "examples");
  const textOf = (name: string, file: string) => {
    const path = join(folder, name, file);
    return existsSync(path) ? readFileSync(path, "utf8") : "";
  };
  const names = () =>
    readdirSync(folder, { withFileTypes: true })
      .filter((entry) => entry.isDirectory() && /^\d/.test(entry.name))
      .map((entry) => entry.name)
      .sort();
  const all = fixedJSON(() =>
    names().map((name) => ({
      name,
      title: /^name: *"?(.*?)"? *$/m.exec(textOf(name, "scenario.yaml"))?.[1] ?? name,
    })),
  );
  app.openapi(list, (context) => all(context) as never);
  app.openapi(one, (context) => {
    const { name } = context.req.valid("param");
    const text = names().includes(name) ? textOf(name, "scenario.yaml") : "";
    if (text === "") throw notFound("example");
    return context.json({ name, text, readme: textOf(name, "README.md") }, 200);
  });
}
