/**
 * Who serves the page and what the person may do there: a plain file server, a server on this machine, or a
 * team's server that wants a token. A token is sent once, in a header; a cookie that no script reads stands for
 * it afterwards. It is never kept, and never part of an address.
 */
import createClient from "openapi-fetch";
import type { Issue } from "../../../src/scenario/issue.ts";
import type { components, paths } from "../api/schema.ts";

/** The server that serves the page does not answer: it was ended, or the network is down. */
export class ServerAway extends Error {
  constructor() {
    super("the server does not answer; start it again, then ask once more");
  }
}

/** Client of the server that serves the page. @throws ServerAway where it does not answer. */
export const api = createClient<paths>({ baseUrl: `${location.origin}/api/v1` });
api.use({ onError: () => new ServerAway() });

export type Caller = components["schemas"]["Caller"];

/** `none`: no server of ours; `closed`: one that wants a token; `open`: one that knows who asks. */
export type Access =
  | { readonly state: "none" }
  | { readonly state: "closed" }
  | { readonly state: "open"; readonly caller: Caller; readonly signedIn: boolean };

/** Who asks on a loopback address, without a token. */
const LOCAL = "local";

const openTo = (caller: Caller): Access => ({
  state: "open",
  caller,
  signedIn: caller.actor !== LOCAL || caller.workspace !== LOCAL,
});

/** Asks the server who it takes the person for, in one round trip. */
export async function lookUpAccess(): Promise<Access> {
  try {
    const [health, me] = await Promise.all([api.GET("/health"), api.GET("/me")]);
    if (health.data?.status !== "ok") return { state: "none" };
    return me.data ? openTo(me.data) : { state: "closed" };
  } catch {
    return { state: "none" };
  }
}

const TOKEN = /^fw_[\w-]{20,100}$/;

/** Issues of a scenario that the server refused; none where something else is wrong. */
export const issuesIn = (error: unknown): readonly Issue[] =>
  (error as { error?: { issues?: readonly Issue[] } } | undefined)?.error?.issues ?? [];

/** What the server says is wrong, in words. */
export function refusalWords(error: unknown): string {
  const said = error as { message?: unknown; error?: { message?: unknown } } | undefined;
  const message = said?.error?.message ?? said?.message;
  return typeof message === "string" ? message : "the server gave no reason";
}

/** Signs the browser in; gives the access, or why not in a sentence. */
export async function signIn(token: string): Promise<Access | string> {
  const secret = token.trim();
  if (!TOKEN.test(secret))
    return secret.startsWith("fw_")
      ? "This token is cut short or has a stray character: copy it whole."
      : "A token starts with fw_ and was shown once, when firmwatt token create made it.";
  try {
    const { data, error, response } = await api.POST("/session", {
      headers: { authorization: `Bearer ${secret}` },
    });
    if (data) return openTo(data);
    if (response.status === 401)
      return "The server does not know this token; it may have been revoked. An administrator makes another with firmwatt token create.";
    return `The server refused: ${refusalWords(error)}.`;
  } catch {
    return "The server cannot be reached. Try again in a moment.";
  }
}

/** Ends the browser's session. */
export async function signOut(): Promise<Access> {
  await api.DELETE("/session");
  return lookUpAccess();
}

/** Whether someone may have the server plan. */
export const mayPlan = (access: Access): boolean =>
  access.state === "open" && access.caller.role !== "viewer";
