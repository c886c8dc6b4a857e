/** Malformed requests made from the OpenAPI document: right in shape, wrong in one thing, or wrong altogether. */

type Table = Record<string, unknown>;

export interface FuzzRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: Record<string, string>;
  readonly body: string | undefined;
}

/** Numbers between 0 and 1 from a seed: the same requests every time. */
export function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

const NASTY: readonly unknown[] = [
  null,
  true,
  -1,
  0,
  1e308,
  -1e-308,
  "",
  " ",
  "\u0000",
  "\uD800",
  "../../../etc/passwd",
  "'; drop table plans; --",
  "=cmd|'/c calc'!A1",
  "<script>alert(1)</script>",
  "${jndi:ldap://127.0.0.1/x}",
  "http://169.254.169.254/",
  [],
  {},
  [[]],
  { __proto__: null, constructor: { prototype: {} } },
  "a".repeat(5000),
  "&a [*a,*a]",
  "%s%s%n",
  "NaN",
];

/** A value that fits a schema, or nearly: `wrong` is the chance that a part does not. */
function valueOf(
  schema: unknown,
  random: () => number,
  wrong: number,
  components: Table,
  depth = 0,
): unknown {
  const pick = <Item>(items: readonly Item[]) => items[Math.floor(random() * items.length)]!;
  if (random() < wrong || depth > 6) return pick(NASTY);
  const table = (schema ?? {}) as Table;
  const again = (inner: unknown) => valueOf(inner, random, wrong, components, depth + 1);
  if (typeof table["$ref"] === "string") return again(components[table["$ref"].split("/").at(-1)!]);
  if (Array.isArray(table["enum"])) return pick(table["enum"] as unknown[]);
  for (const union of ["anyOf", "oneOf"])
    if (Array.isArray(table[union])) return again(pick(table[union] as unknown[]));
  if (table["type"] === "object") {
    const fields = Object.entries((table["properties"] ?? {}) as Table)
      .filter(() => random() > wrong)
      .map(([key, inner]) => [key, again(inner)]);
    if (random() < wrong)
      fields.push([pick(["extra", "__proto__", "constructor", "\u0000"]), pick(NASTY)]);
    return Object.fromEntries(fields) as unknown;
  }
  if (table["type"] === "array")
    return Array.from({ length: Math.floor(random() * 4) }, () => again(table["items"]));
  if (table["type"] === "number" || table["type"] === "integer") return Math.floor(random() * 100);
  if (table["type"] === "boolean") return random() < 0.5;
  return pick(["x", "0".repeat(64), "firmwatt: 1\nsites: {}\n", "{", "a: &a [*a]", "lulea"]);
}

/** `count` requests over all routes of `document`, each malformed. */
export function* fuzzRequests(
  document: unknown,
  count: number,
  seed: number,
): Generator<FuzzRequest> {
  const random = randomFrom(seed);
  const pick = <Item>(items: readonly Item[]) => items[Math.floor(random() * items.length)]!;
  const { paths, components } = document as {
    paths: Record<string, Table>;
    components: { schemas: Table };
  };
  const operations = Object.entries(paths).flatMap(([path, item]) =>
    Object.entries(item).map(([method, operation]) => ({
      path,
      method,
      operation: operation as Table,
    })),
  );
  for (let made = 0; made < count; made++) {
    const { path, method, operation } = operations[made % operations.length]!;
    const content = (
      operation["requestBody"] as { content?: Record<string, { schema?: unknown }> } | undefined
    )?.content;
    const schema = content?.["application/json"]?.schema;
    const wrongPath = pick([
      "x",
      "..",
      "%2e%2e%2f",
      "%00",
      "%ff",
      "0".repeat(64),
      "'",
      "00000000-0000-4000-8000-00000000000z",
      "a".repeat(3000),
    ]);
    const filled = path.replaceAll(/\{\w+\}/g, () => wrongPath);
    // Routes without body and parameters are sent with a wrong method, host or address instead.
    const bare = schema === undefined && filled === path;
    const query =
      random() < 0.5
        ? `?limit=${pick(["-1", "x", "1e99", "NaN", ""])}&before=${pick(["x", "'", "-1"])}`
        : "";
    const kind = random();
    const body =
      schema === undefined
        ? undefined
        : kind < 0.2
          ? pick([
              "{",
              "[",
              "nul",
              "\u0000",
              "[".repeat(20_000),
              '{"a":'.repeat(5000),
              '"',
              "{}",
              "[]",
              "1",
            ])
          : JSON.stringify(valueOf(schema, random, 0.35, components.schemas));
    yield {
      method: bare ? pick(["DELETE", "PUT", "PATCH"]) : method.toUpperCase(),
      path: `/api/v1${filled}${query}`,
      headers: {
        ...(body === undefined
          ? {}
          : {
              "content-type":
                kind > 0.9 ? pick(["text/plain", "multipart/form-data", ""]) : "application/json",
            }),
        ...(random() < 0.05
          ? {
              authorization: pick([
                "Bearer",
                "Bearer x",
                "Basic eDp4",
                "Bearer fw_" + "x".repeat(43),
              ]),
            }
          : {}),
        ...(random() < 0.03 ? { origin: pick(["null", "https://evil.example", "x"]) } : {}),
        ...(random() < 0.03 ? { "content-length": pick(["-1", "x", "999999999999"]) } : {}),
      },
      body,
    };
  }
}
