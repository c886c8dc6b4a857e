/** TypeScript types of the API from its OpenAPI document, in the shape that openapi-fetch reads. */

type Table = Readonly<Record<string, unknown>>;

const isTable = (value: unknown): value is Table =>
  typeof value === "object" && value !== null && !Array.isArray(value);
const tableAt = (value: unknown, key: string): Table => {
  const inner = isTable(value) ? value[key] : undefined;
  return isTable(inner) ? inner : {};
};
const keyText = (key: string) => (/^[A-Za-z_$][\w$]*$/.test(key) ? key : JSON.stringify(key));

/** The type of a JSON Schema. @throws Error at a keyword it does not know, rather than guess. */
export function typeOf(schema: unknown): string {
  if (!isTable(schema) || Object.keys(schema).length === 0) return "unknown";
  const { $ref, type } = schema;
  if (typeof $ref === "string")
    return `components["schemas"][${JSON.stringify($ref.split("/").at(-1))}]`;
  if ("const" in schema) return JSON.stringify(schema["const"]);
  if (Array.isArray(schema["enum"]))
    return schema["enum"].map((value) => JSON.stringify(value)).join(" | ");
  for (const union of ["anyOf", "oneOf"])
    if (Array.isArray(schema[union]))
      return schema[union].map((one) => `(${typeOf(one)})`).join(" | ");
  if (Array.isArray(schema["allOf"]))
    return schema["allOf"].map((one) => `(${typeOf(one)})`).join(" & ");
  if (Array.isArray(type))
    return type.map((one) => `(${typeOf({ ...schema, type: one })})`).join(" | ");
  if (type === "string") return "string";
  if (type === "number" || type === "integer") return "number";
  if (type === "boolean") return "boolean";
  if (type === "null") return "null";
  if (type === "array") return `(${typeOf(schema["items"])})[]`;
  if (type === "object" || "properties" in schema) return objectType(schema);
  if (typeof schema["description"] === "string" && type === undefined) return "unknown";
  throw new Error(`no type is known for the schema ${JSON.stringify(schema).slice(0, 200)}`);
}

function objectType(schema: Table): string {
  const required = new Set(Array.isArray(schema["required"]) ? schema["required"] : []);
  const fields = Object.entries(tableAt(schema, "properties")).map(([key, value]) => {
    const isOptional = !required.has(key);
    return `${keyText(key)}${isOptional ? "?" : ""}: ${typeOf(value)};`;
  });
  const more = schema["additionalProperties"];
  if (fields.length === 0)
    return more === false ? "Record<string, never>" : `{ [key: string]: ${typeOf(more)} }`;
  const open = isTable(more) ? " & { [key: string]: unknown }" : "";
  return `{ ${fields.join(" ")} }${open}`;
}

/** Parameters of an operation by place: `query?: {…}; path: {…}`. */
function parametersType(operation: Table): string {
  const all = Array.isArray(operation["parameters"]) ? operation["parameters"].filter(isTable) : [];
  const at = (place: string) => {
    const some = all.filter((parameter) => parameter["in"] === place);
    if (some.length === 0) return `${place}?: never;`;
    const fields = some.map(
      (parameter) =>
        `${keyText(String(parameter["name"]))}${parameter["required"] === true ? "" : "?"}: ${typeOf(parameter["schema"])};`,
    );
    const needed = some.some((parameter) => parameter["required"] === true);
    return `${place}${needed ? "" : "?"}: { ${fields.join(" ")} };`;
  };
  return `{ ${["query", "header", "path", "cookie"].map(at).join(" ")} }`;
}

function contentType(content: Table): string {
  const types = Object.entries(content).map(
    ([type, media]) => `${JSON.stringify(type)}: ${typeOf(isTable(media) ? media["schema"] : {})};`,
  );
  return `{ ${types.join(" ")} }`;
}

function operationType(operation: Table): string {
  const request = tableAt(operation["requestBody"], "content");
  const body =
    Object.keys(request).length === 0
      ? "requestBody?: never;"
      : `requestBody: { content: ${contentType(request)} };`;
  const responses = Object.entries(tableAt(operation, "responses"))
    .map(([status, response]) => ({ status, content: contentType(tableAt(response, "content")) }))
    .filter(({ content }) => content !== REFUSAL)
    .map(
      ({ status, content }) =>
        `${status}: { headers: { [name: string]: unknown }; content: ${content} };`,
    );
  return `{ parameters: ${parametersType(operation)}; ${body} responses: { ${responses.join(" ")} } & Refusals }`;
}

/** What every route may answer instead; told once. */
const REFUSAL = contentType({
  "application/json": { schema: { $ref: "#/components/schemas/Failure" } },
});

const METHODS = ["get", "put", "post", "delete", "options", "head", "patch", "trace"] as const;

/** The whole file. */
export function clientTypes(document: unknown): string {
  const paths = Object.entries(tableAt(document, "paths")).map(([path, item]) => {
    const methods = METHODS.map((method) => {
      const operation = tableAt(item, method);
      return Object.keys(operation).length === 0
        ? `${method}?: never;`
        : `/** ${String(operation["summary"])} */\n${method}: ${operationType(operation)};`;
    });
    return `${JSON.stringify(path)}: { parameters: { query?: never; header?: never; path?: never; cookie?: never };\n${methods.join("\n")} };`;
  });
  const schemas = Object.entries(tableAt(tableAt(document, "components"), "schemas")).map(
    ([name, schema]) => `${keyText(name)}: ${typeOf(schema)};`,
  );
  return `/** Types of the API, written by \`npm run client\` from its OpenAPI document; not to be changed by hand. */

/** Any answer that is not the one asked for. */
interface Refusals {
  default: { headers: { [name: string]: unknown }; content: ${REFUSAL} };
}

export interface paths {
${paths.join("\n")}
}

export interface components {
  schemas: {
${schemas.join("\n")}
  };
}
`;
}
