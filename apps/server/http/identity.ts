/** Who asks: by a bearer token, a browser's session, or the local user where none is needed; and no more often than is fair. */
import type { Context } from "hono";
import { getCookie } from "hono/cookie";
import { createMiddleware } from "hono/factory";
import { sha256 } from "../store/hash.ts";
import { sessionHolder } from "../store/sessions.ts";
import { identify } from "../store/tokens.ts";
import type { Identity } from "../store/tokens.ts";
import { refusal } from "./failure.ts";
import { rateLimiter } from "./rate.ts";
import type { Env, Service } from "./service.ts";

/** How long a token's holder is believed before the store is asked again, ms: a revoked token works no longer than this. */
const BELIEVED_MS = 5000;
const MOST_REMEMBERED = 1000;
/** Wrong tokens from one address. */
const WRONG = { perSecond: 0.2, burst: 20 } as const;

/** Cookie of a signed-in browser. */
export const SESSION_COOKIE = "firmwatt_session";

/** Answers of `find` kept for a moment, by the hash of the secret. */
function remembering(find: (secret: string) => Promise<Identity | undefined>) {
  const remembered = new Map<string, { identity: Identity; until: number }>();
  return {
    find: async (secret: string): Promise<Identity | undefined> => {
      const key = sha256(secret);
      const known = remembered.get(key);
      if (known && known.until > Date.now()) return known.identity;
      const found = await find(secret);
      remembered.delete(key);
      if (found) {
        remembered.set(key, { identity: found, until: Date.now() + BELIEVED_MS });
        if (remembered.size > MOST_REMEMBERED) remembered.delete(remembered.keys().next().value!);
      }
      return found;
    },
    forget: (secret: string) => void remembered.delete(sha256(secret)),
  };
}

/**
 * Whether a request that changes something was sent by the page itself. The guard has refused what names
 * another site; a cookie goes along unasked, so with it the page must name itself.
 */
function isOwnPage(context: Context): boolean {
  return (
    context.req.header("sec-fetch-site") === "same-origin" ||
    context.req.header("origin") !== undefined
  );
}

/** Puts the caller's identity on the request; routes decide what it may do. */
export function identity(service: Service) {
  const tokens = remembering((secret) => identify(service.store.db, secret));
  const sessions = remembering((secret) => sessionHolder(service.store.db, secret));
  const wrong = rateLimiter(WRONG);
  const reads = rateLimiter(service.rates.read);
  const writes = rateLimiter(service.rates.write);

  return createMiddleware<Env>(async (context, next) => {
    const header = context.req.header("authorization");
    const address = context.env?.incoming?.socket?.remoteAddress ?? "local";
    const isRead = context.req.method === "GET" || context.req.method === "HEAD";
    let caller = service.local;
    if (header !== undefined) {
      const secret = /^Bearer (fw_[\w-]{20,100})$/.exec(header)?.[1];
      const found = secret === undefined ? undefined : await tokens.find(secret);
      if (!found) {
        const wait = wrong(address);
        if (wait > 0) throw tooOften(wait);
        throw refusal(401, "token", "the token is not valid", {}, { "www-authenticate": "Bearer" });
      }
      caller = found;
    } else if (!caller) {
      const secret = getCookie(context, SESSION_COOKIE);
      const isOne = secret !== undefined && /^fs_[\w-]{43}$/.test(secret);
      caller = isOne ? await sessions.find(secret) : undefined;
      if (isOne && caller) {
        if (!isRead && !isOwnPage(context))
          throw refusal(403, "cross-site", "a signed-in browser changes things by its page alone", {
            hint: "From a program send the token as: Authorization: Bearer TOKEN",
          });
        context.set("session", { secret, forget: () => sessions.forget(secret) });
      }
    }
    const who = caller ? `${caller.workspace}/${caller.actor}` : address;
    const wait = (isRead ? reads : writes)(who);
    if (wait > 0) throw tooOften(wait);
    if (caller) context.set("identity", caller);
    await next();
  });
}

const tooOften = (seconds: number) =>
  refusal(
    429,
    "rate",
    `too many requests; try again in ${seconds} s`,
    {},
    { "retry-after": String(seconds) },
  );
