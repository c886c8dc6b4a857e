/**
 * Signing in and out of a browser: the holder of a token gets a cookie that scripts cannot read, and that
 * progress streams and downloads carry by themselves.
 */
import { deleteCookie, setCookie } from "hono/cookie";
import { SESSION_COOKIE } from "../http/identity.ts";
import { json, route } from "../http/route.ts";
import type { App, Service } from "../http/service.ts";
import { record } from "../store/audit.ts";
import { endSession, SESSION_SECONDS, startSession } from "../store/sessions.ts";
import { callerSchema, callerView } from "./about.ts";

const create = route("viewer", {
  method: "post",
  path: "/session",
  operationId: "signIn",
  summary:
    "Signs a browser in: send the token as a bearer once, the cookie it sets stands for it afterwards",
  responses: { 200: json("Who is signed in", callerSchema) },
});

const end = route("viewer", {
  method: "delete",
  path: "/session",
  operationId: "signOut",
  summary: "Ends the browser's session",
  responses: { 200: json("Who was signed in", callerSchema) },
});

/** Attributes of the cookie; only sent by TLS where the browser came by it. */
const cookieOf = (forwarded: string | undefined, url: string) => ({
  path: "/api",
  httpOnly: true,
  sameSite: "Strict" as const,
  secure: forwarded === "https" || url.startsWith("https:"),
});

export function addSession(app: App, { store }: Service): void {
  app.openapi(create, async (context) => {
    const identity = context.get("identity");
    // The local user has no token and needs none; who is signed in already stays so.
    if (identity.token !== undefined && context.get("session") === undefined) {
      const secret = await startSession(store.db, identity.token);
      await record(store.db, identity, "session.start", identity.token);
      setCookie(context, SESSION_COOKIE, secret, {
        ...cookieOf(context.req.header("x-forwarded-proto"), context.req.url),
        maxAge: SESSION_SECONDS,
      });
    }
    return context.json(callerView(identity), 200);
  });
  app.openapi(end, async (context) => {
    const identity = context.get("identity");
    const session = context.get("session");
    if (session !== undefined) {
      await endSession(store.db, session.secret);
      session.forget();
      await record(store.db, identity, "session.end", identity.token ?? "");
    }
    deleteCookie(
      context,
      SESSION_COOKIE,
      cookieOf(context.req.header("x-forwarded-proto"), context.req.url),
    );
    return context.json(callerView(identity), 200);
  });
}
