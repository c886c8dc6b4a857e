/** Bodies sent packed as they are kept, and answers that never change while the program runs. */
import { gunzipSync, gzipSync } from "node:zlib";
import type { Context } from "hono";
import { sha256 } from "../store/hash.ts";

type Bytes = Uint8Array<ArrayBuffer>;

const wantsGzip = (context: Context) =>
  /\bgzip\b/.test(context.req.header("accept-encoding") ?? "");

/**
 * Answers with a body as it is kept: gzip, unpacked for those who do not read gzip, unless it is `packed` in
 * a way of its own. Who has it by its hash is answered 304.
 */
export function sendKept(
  context: Context,
  body: Uint8Array,
  hash: string,
  headers: Readonly<Record<string, string>>,
  packed = false,
): Response {
  const tag = `"${hash}"`;
  const kept = { etag: tag, vary: "accept-encoding", "cache-control": "private, no-cache" };
  if (context.req.header("if-none-match") === tag) return context.body(null, 304, kept);
  if (packed) return context.body(body as Bytes, 200, { ...kept, ...headers });
  return wantsGzip(context)
    ? context.body(body as Bytes, 200, { ...kept, ...headers, "content-encoding": "gzip" })
    : context.body(new Uint8Array(gunzipSync(body)), 200, { ...kept, ...headers });
}

/** Gives a function that answers with what `make` gives, made and packed at the first request. */
export function fixedJSON(make: () => unknown): (context: Context) => Response {
  let made: { gzip: Uint8Array; hash: string } | undefined;
  return (context) => {
    if (!made) {
      const text = JSON.stringify(make());
      made = { gzip: gzipSync(text), hash: sha256(text) };
    }
    return sendKept(context, made.gzip, made.hash, { "content-type": "application/json" });
  };
}
