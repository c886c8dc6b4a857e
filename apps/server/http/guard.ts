/**
 * What every request must pass before a route sees it: the host it names, where it comes from, how large
 * it is; and the headers every answer carries.
 *
 *     Host      one of ours, so that no foreign name that resolves to us is answered (DNS rebinding)
 *     Origin    ours, or none; a browser's cross-site request is refused whatever it carries (CSRF)
 *     Body      declared and counted; JSON for everything that changes something
 */
import { bodyLimit } from "hono/body-limit";
import { createMiddleware } from "hono/factory";
import { refusal } from "./failure.ts";

/** Largest body of any request, and of a file's upload. */
export const LARGEST_BODY = 2 * 1024 * 1024;
export const LARGEST_UPLOAD = 24 * 1024 * 1024;

const HEADERS: Readonly<Record<string, string>> = {
  "content-security-policy":
    "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self'; connect-src 'self'; worker-src 'self' blob:; manifest-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'",
  "x-content-type-options": "nosniff",
  "x-frame-options": "DENY",
  "referrer-policy": "no-referrer",
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-resource-policy": "same-origin",
  "permissions-policy": "camera=(), microphone=(), geolocation=()",
};

/** Policy of pages that were made from data, such as reports: nothing runs in them. */
export const SANDBOXED =
  "default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'none'; base-uri 'none'; form-action 'none'; sandbox";

/** Name or address in a Host header, without its port. */
export function hostName(host: string): string {
  const match = /^(\[[0-9a-f:.]+\]|[^:]+)(?::\d+)?$/i.exec(host.trim());
  return (match?.[1] ?? "").toLowerCase();
}

const refusedSite = () =>
  refusal(403, "cross-site", "requests from other sites are refused", {
    hint: "Open the app itself, or send no Origin header from a program.",
  });

/** Checks host and origin, and sets the headers of every answer. `hosts` are the names we answer to. */
export function guard(hosts: ReadonlySet<string>) {
  return createMiddleware(async (context, next) => {
    for (const [name, value] of Object.entries(HEADERS)) context.header(name, value);
    const host = context.req.header("host") ?? "";
    if (!hosts.has(hostName(host)))
      throw refusal(421, "host", "this server does not answer to that host name", {
        hint: "Start it with --allow-host NAME to have it answer to NAME.",
      });
    const origin = context.req.header("origin");
    const site = context.req.header("sec-fetch-site");
    const isPage =
      context.req.method === "GET" && context.req.header("sec-fetch-mode") === "navigate";
    if (site !== undefined && site !== "same-origin" && site !== "none" && !isPage)
      throw refusedSite();
    if (origin !== undefined) {
      const parsed = URL.canParse(origin) ? new URL(origin) : undefined;
      if (parsed?.host.toLowerCase() !== host.trim().toLowerCase()) throw refusedSite();
    }
    const { method } = context.req;
    const hasBody =
      Number(context.req.header("content-length") ?? 0) > 0 ||
      context.req.header("transfer-encoding") !== undefined;
    if (
      !["GET", "HEAD", "OPTIONS"].includes(method) &&
      hasBody &&
      !/^application\/json\s*(;|$)/i.test(context.req.header("content-type") ?? "")
    )
      throw refusal(415, "content-type", "expected content-type application/json");
    await next();
  });
}

/** Refuses bodies larger than `bytes`, while they come in. */
export const atMost = (bytes: number) =>
  bodyLimit({
    maxSize: bytes,
    onError: () => {
      throw refusal(413, "size", `the body is larger than ${Math.round(bytes / 1024)} kB`);
    },
  });
