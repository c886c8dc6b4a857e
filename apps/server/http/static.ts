/** The built web app: files below one folder, and its first page for every address of the app itself. */
import { readFile, realpath } from "node:fs/promises";
import { extname, join, resolve, sep } from "node:path";
import type { MiddlewareHandler } from "hono";

const TYPES: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".mjs": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".json": "application/json",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".ico": "image/x-icon",
  ".woff2": "font/woff2",
  ".wasm": "application/wasm",
  ".webmanifest": "application/manifest+json",
  ".csv": "text/csv; charset=utf-8",
};

const NO_APP = `<!doctype html><html lang="en"><meta charset="utf-8"><title>Firmwatt</title><style>body{font:16px/1.5 sans-serif;margin:3rem}</style>
<h1>Firmwatt</h1><p>The web app is not built. The API is described in <a href="/api/v1/openapi.json">openapi.json</a>.</p></html>`;

/** Bytes of a file below `folder`; undefined when there is none, or its path leads out. */
async function fileBelow(
  folder: string,
  path: string,
): Promise<Uint8Array<ArrayBuffer> | undefined> {
  const full = resolve(folder, `.${path}`);
  if (full !== folder && !full.startsWith(folder + sep)) return undefined;
  try {
    const real = await realpath(full);
    if (!real.startsWith((await realpath(folder)) + sep)) return undefined;
    return new Uint8Array(await readFile(real));
  } catch {
    return undefined;
  }
}

/** Serves what is built in `folder`; names with a hash in them are kept by browsers for good. */
export function webApp(folder: string): MiddlewareHandler {
  return async (context) => {
    let path: string;
    try {
      path = decodeURIComponent(new URL(context.req.url).pathname);
    } catch {
      return context.text("malformed address", 400);
    }
    if (path.includes("\0")) return context.text("malformed address", 400);
    const wanted = path === "/" ? "/index.html" : path;
    const found = await fileBelow(folder, wanted);
    if (found) {
      const hashed = wanted.startsWith("/assets/");
      context.header("cache-control", hashed ? "public, max-age=31536000, immutable" : "no-cache");
      return context.body(found, 200, {
        "content-type": TYPES[extname(wanted)] ?? "application/octet-stream",
      });
    }
    if (extname(path) !== "") return context.text("there is no such file", 404);
    const page = await fileBelow(folder, "/index.html");
    context.header("cache-control", "no-cache");
    return context.body(page ?? NO_APP, 200, { "content-type": TYPES[".html"]! });
  };
}

export const webFolder = (root: string) => join(root, "dist", "web");
