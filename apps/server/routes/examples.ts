/** Examples: scenarios that run, with what they teach. */
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "@hono/zod-openapi";
import { notFound } from "../http/failure.ts";
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
  const textOf = (name: string, file: string) =>
    readFile(join(folder, name, file), "utf8").catch(() => undefined);
  const names = async () =>
    (await readdir(folder, { withFileTypes: true }))
      .filter((entry) => entry.isDirectory() && /^\d/.test(entry.name))
      .map((entry) => entry.name)
      .sort();
  app.openapi(list, async (context) => {
    const all = await Promise.all(
      (await names()).map(async (name) => {
        const text = (await textOf(name, "scenario.yaml")) ?? "";
        return { name, title: /^name: *"?(.*?)"? *$/m.exec(text)?.[1] ?? name };
      }),
    );
    return context.json(all, 200);
  });
  app.openapi(one, async (context) => {
    const { name } = context.req.valid("param");
    const text = (await names()).includes(name) ? await textOf(name, "scenario.yaml") : undefined;
    if (text === undefined) throw notFound("example");
    return context.json({ name, text, readme: (await textOf(name, "README.md")) ?? "" }, 200);
  });
}
