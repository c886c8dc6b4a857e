/** Who asks: by a bearer token, or the local user where none is needed; and no more often than is fair. */
import { createMiddleware } from "hono/factory";
import { sha256 } from "../store/hash.ts";
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

/** Puts the caller's identity on the request; routes decide what it may do. */
export function identity(service: Service) {
  const remembered = new Map<string, { identity: Identity; until: number }>();
  const wrong = rateLimiter(WRONG);
  const reads = rateLimiter(service.rates.read);
  const writes = rateLimiter(service.rates.write);

  const holder = async (secret: string): Promise<Identity | undefined> => {
    const key = sha256(secret);
    const known = remembered.get(key);
    if (known && known.until > Date.now()) return known.identity;
    const found = await identify(service.store.db, secret);
    remembered.delete(key);
    if (found) {
      remembered.set(key, { identity: found, until: Date.now() + BELIEVED_MS });
      if (remembered.size > MOST_REMEMBERED) remembered.delete(remembered.keys().next().value!);
    }
    return found;
  };

  return createMiddleware<Env>(async (context, next) => {
    const header = context.req.header("authorization");
    const address = context.env?.incoming?.socket?.remoteAddress ?? "local";
    let caller = service.local;
    if (header !== undefined) {
      const secret = /^Bearer (fw_[\w-]{20,100})$/.exec(header)?.[1];
      const found = secret === undefined ? undefined : await holder(secret);
      if (!found) {
        const wait = wrong(address);
        if (wait > 0) throw tooOften(wait);
        throw refusal(401, "token", "the token is not valid", {}, { "www-authenticate": "Bearer" });
      }
      caller = found;
    }
    const isRead = context.req.method === "GET" || context.req.method === "HEAD";
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
