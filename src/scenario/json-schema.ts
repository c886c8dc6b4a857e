/** The JSON Schema of a scenario: the outer shape with every block's own schema put in its table. */
import { z } from "zod";
import { timingSchema } from "../blocks/timing.ts";
import { buyerSchema } from "./buyer.ts";
import { claimsSchema } from "./claims.ts";
import { financeSchema } from "./finance.ts";
import { lawSchema } from "./law.ts";
import {
  CONNECTION,
  scenarioSchema,
  SITE_REGISTRIES,
  siteSchema,
  TOP_REGISTRIES,
} from "./schema.ts";
import type { AnyBlock } from "../blocks/block.ts";
import type { Registry } from "./schema.ts";

interface ObjectSchema {
  properties: Record<string, unknown>;
  [key: string]: unknown;
}

function plain(schema: z.ZodType): ObjectSchema {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, {
    io: "input",
    unrepresentable: "any",
    override: ({ jsonSchema }) => {
      const figure = (jsonSchema as Record<string, unknown>)["figure"] as
        | { source?: string }
        | undefined;
      if (figure) {
        delete (jsonSchema as Record<string, unknown>)["figure"];
        (jsonSchema as Record<string, unknown>)["x-source"] = figure.source;
      }
    },
  });
  return rest as ObjectSchema;
}

/** A block's own fields; beside them when it can come, which rules do not have. */
function fieldsOf(block: AnyBlock, timed: boolean): ObjectSchema {
  const schema = plain(block.schema);
  if (timed) schema.properties = { ...schema.properties, timing: { $ref: "#/$defs/timing" } };
  return schema;
}

/** Offers: each is a connection by a name of its own, its kind left out. */
function offersTable(): object {
  const connection = fieldsOf(CONNECTION["grid-connection"]!, true);
  connection.properties["kind"] = { const: "grid-connection" };
  return {
    description: "Further connection offers; each may be taken or left",
    type: ["object", "null"],
    additionalProperties: { ...connection, type: ["object", "null"] },
  };
}

/** A table of blocks: each kind by name, and other names with a kind inside. */
function tableOf(registry: Registry, description: string): object {
  const kinds = Object.keys(registry);
  return {
    description,
    type: ["object", "null"],
    properties: Object.fromEntries(
      Object.entries(registry).map(([kind, block]) => [
        kind,
        {
          ...fieldsOf(block, description !== "rules"),
          type: ["object", "null"],
          title: block.title,
        },
      ]),
    ),
    additionalProperties: {
      type: "object",
      properties: { kind: { enum: kinds } },
      required: ["kind"],
    },
  };
}

/** The whole schema, draft 2020-12. */
export function scenarioJSONSchema(): object {
  const outer = plain(scenarioSchema);
  const site = plain(siteSchema);
  for (const [key, registry] of Object.entries(SITE_REGISTRIES))
    site.properties[key] = tableOf(registry, key);
  site.properties["offers"] = offersTable();
  site.properties["connection"] = fieldsOf(CONNECTION["grid-connection"]!, true);
  for (const [key, registry] of Object.entries(TOP_REGISTRIES))
    outer.properties[key] = tableOf(registry, key);
  outer.properties["claims"] = { ...plain(claimsSchema), type: ["object", "null"] };
  outer.properties["buyer"] = { ...plain(buyerSchema), type: ["object", "null"] };
  outer.properties["finance"] = { ...plain(financeSchema), type: ["object", "null"] };
  outer.properties["law"] = {
    anyOf: [{ ...plain(lawSchema), type: ["object", "null"] }, plain(lawSchema.shape.book)],
  };
  outer.properties["sites"] = { type: "object", additionalProperties: site, minProperties: 1 };
  return {
    $schema: "https://json-schema.org/draft/2020-12/schema",
    title: "Firmwatt scenario, version 1",
    ...outer,
    $defs: { timing: { ...plain(timingSchema), type: ["object", "null"] } },
  };
}
