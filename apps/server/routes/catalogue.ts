/** What is built in: catalogue tables with sources, places, the scenario language's schema. */
import { z } from "@hono/zod-openapi";
import { catalog, catalogNames } from "../../../src/catalog/catalog.ts";
import { optionalNumberIn } from "../../../src/catalog/table.ts";
import { listPlaces } from "../../../src/climate/place.ts";
import { scenarioJSONSchema } from "../../../src/scenario/json-schema.ts";
import { notFound } from "../http/failure.ts";
import { fixedJSON } from "../http/packed.ts";
import { json, route } from "../http/route.ts";
import type { App } from "../http/service.ts";

const tableParam = z.object({
  // Any word, so that a new table changes no client's types; GET /catalog lists them.
  table: z
    .string()
    .max(80)
    .openapi({ param: { name: "table", in: "path" }, example: "cooling" }),
});
const figure = z
  .object({
    parameter: z.string(),
    text: z.string(),
    unit: z.string(),
    source: z.string(),
    year: z.string(),
    confidence: z.enum(["measured", "published", "estimated", "synthetic"]),
  })
  .openapi("Figure");

const tables = route("viewer", {
  method: "get",
  path: "/catalog",
  operationId: "listCatalog",
  summary: "Names of the catalogue's tables, each with its entries",
  responses: {
    200: json("Tables", z.array(z.object({ table: z.string(), entries: z.array(z.string()) }))),
  },
});

const entries = route("viewer", {
  method: "get",
  path: "/catalog/{table}",
  operationId: "getCatalogTable",
  summary: "A table: every figure of every entry, with unit, source, year and confidence",
  request: { params: tableParam },
  responses: { 200: json("Figures by entry", z.record(z.string(), z.array(figure))) },
});

const places = route("viewer", {
  method: "get",
  path: "/places",
  operationId: "listPlaces",
  summary: "Places that are built in",
  responses: {
    200: json(
      "Places",
      z.array(
        z.object({
          id: z.string(),
          name: z.string(),
          country: z.string(),
          priceZone: z.string(),
          latitudeDeg: z.number().nullable(),
          longitudeDeg: z.number().nullable(),
          connectionMonthsP50: z.number().nullable(),
        }),
      ),
    ),
  },
});

const schema = route("viewer", {
  method: "get",
  path: "/schema",
  operationId: "getSchema",
  summary: "JSON Schema of the scenario language",
  responses: { 200: json("JSON Schema", z.record(z.string(), z.unknown())) },
});

/** A table's figures by entry. */
function figuresOf(table: (typeof catalogNames)[number]): Record<string, z.infer<typeof figure>[]> {
  const figures = [...catalog(table)].map(([entry, values]) => [
    entry,
    [...values.values()].map(({ parameter, text, unit, source, year, confidence }) => ({
      parameter,
      text,
      unit,
      source,
      year,
      confidence,
    })),
  ]);
  return Object.fromEntries(figures) as Record<string, z.infer<typeof figure>[]>;
}

export function addCatalogue(app: App): void {
  const allTables = fixedJSON(() =>
    catalogNames.map((table) => ({ table, entries: [...catalog(table).keys()] })),
  );
  const oneTable = new Map<string, ReturnType<typeof fixedJSON>>(
    catalogNames.map((table) => [table, fixedJSON(() => figuresOf(table))]),
  );
  const allPlaces = fixedJSON(() =>
    listPlaces().map(({ id, name, country, priceZone, figures }) => ({
      id,
      name,
      country,
      priceZone,
      latitudeDeg: optionalNumberIn(figures, "latitudeDeg") ?? null,
      longitudeDeg: optionalNumberIn(figures, "longitudeDeg") ?? null,
      connectionMonthsP50: optionalNumberIn(figures, "connectionMonthsP50") ?? null,
    })),
  );
  const language = fixedJSON(scenarioJSONSchema);
  app.openapi(tables, (context) => allTables(context) as never);
  app.openapi(entries, (context) => {
    const answer = oneTable.get(context.req.valid("param").table);
    if (!answer) throw notFound("table");
    return answer(context) as never;
  });
  app.openapi(places, (context) => allPlaces(context) as never);
  app.openapi(schema, (context) => language(context) as never);
}
