/**
 * Sends malformed requests, made from the OpenAPI document, to a running server: every one must be refused
 * with a reason, none may be a fault of ours, and the server must not grow.
 *
 *     node bin/run scripts/fuzz-api.ts [--requests 30000] [--seed 1]
 */
import { readFileSync } from "node:fs";
import { Agent, request } from "node:http";
import { connect } from "node:net";
import { setTimeout as wait } from "node:timers/promises";
import { parseArgs } from "node:util";
import { fuzzRequests } from "../test/server/fuzz-requests.ts";
import type { FuzzRequest } from "../test/server/fuzz-requests.ts";
import { ask, makeStoreFolder, removeStoreFolder, startServer } from "./server-processes.ts";

const { values } = parseArgs({
  options: {
    requests: { type: "string", default: "30000" },
    seed: { type: "string", default: "1" },
  },
});
const count = Number(values.requests);
const AT_ONCE = 16;
/** Parts after which the size is looked at; the first two warm the heap up. */
const PARTS = 5;
/** Most that the server may grow after them, as a share. */
const MOST_GROWTH = 0.1;

/** Nonsense below HTTP itself. */
const RAW: readonly string[] = [
  "\r\n\r\n",
  "GET\r\n\r\n",
  "GET / HTTP/9.9\r\n\r\n",
  "GET /api/v1/health HTTP/1.1\r\n\r\n",
  "GET /api/v1/health HTTP/1.1\r\nHost: localhost\r\nHost: other\r\n\r\n",
  `GET /${"a".repeat(40_000)} HTTP/1.1\r\nHost: localhost\r\n\r\n`,
  `GET / HTTP/1.1\r\nHost: localhost\r\n${"x: y\r\n".repeat(5000)}\r\n`,
  "POST /api/v1/plans HTTP/1.1\r\nHost: localhost\r\nContent-Length: -1\r\n\r\n",
  "POST /api/v1/plans HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
  "POST /api/v1/plans HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
  "\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",
  "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
  "OPTIONS * HTTP/1.1\r\nHost: localhost\r\n\r\n",
  "GET http://169.254.169.254/ HTTP/1.1\r\nHost: 169.254.169.254\r\n\r\n",
  "CONNECT 127.0.0.1:22 HTTP/1.1\r\nHost: localhost\r\n\r\n",
];

const folder = await makeStoreFolder();
const server = await startServer(folder, 0);
const { port } = new URL(server.url);
const agent = new Agent({ keepAlive: true, maxSockets: AT_ONCE });

function send({
  method,
  path,
  headers,
  body,
}: FuzzRequest): Promise<{ status: number; text: string }> {
  const { "content-length": _wrongLength, ...rest } = headers;
  return new Promise((resolve, reject) => {
    const made = request(`${server.url}${path}`, { agent, method, headers: rest }, (answer) => {
      let text = "";
      answer.setEncoding("utf8").on("data", (some: string) => (text += some.slice(0, 10_000)));
      answer.once("end", () => resolve({ status: answer.statusCode ?? 0, text }));
    });
    made.once("error", reject);
    made.end(body);
  });
}

const noAnswer = (error: Error) => ({ status: 0, text: error.message });

/** First line of what comes back, and whether the connection was ended. */
function sendRaw(text: string): Promise<string> {
  return new Promise((resolve) => {
    let answer = "";
    const socket = connect(Number(port), "127.0.0.1", () => socket.end(text, "latin1"));
    socket.setTimeout(5000, () => socket.destroy());
    socket.on("data", (some) => (answer += some.toString("latin1")));
    socket.once("error", () => {});
    socket.once("close", () => resolve(answer.split("\r\n")[0]!));
  });
}

/** Resident memory of the server, MB. */
const sizeMB = () =>
  Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${server.child.pid}/status`, "utf8"))![1]) /
  1024;

const statuses = new Map<number, number>();
const wrong: string[] = [];
const sizes: number[] = [];
try {
  const document = await ask<unknown>(server.url, "/openapi.json");
  const requests = fuzzRequests(document, count, Number(values.seed));
  let sent = 0;
  const one = async () => {
    for (const made of requests) {
      const told = `${made.method} ${made.path.slice(0, 100)} ${made.body?.slice(0, 200) ?? ""}`;
      let answer = await send(made).catch(noAnswer);
      // Refused for being too many says nothing of the request; wrong tokens are meant to stay refused.
      while (answer.status === 429 && made.headers["authorization"] === undefined) {
        await wait(1000);
        answer = await send(made).catch(noAnswer);
      }
      statuses.set(answer.status, (statuses.get(answer.status) ?? 0) + 1);
      if (answer.status === 0 || answer.status >= 500) wrong.push(`${answer.status}: ${told}`);
      else if (answer.status >= 400 && !/"message":"[^"]{4,}/.test(answer.text))
        wrong.push(`${answer.status} without a reason: ${told}`);
      if (++sent % Math.ceil(count / PARTS) === 0) sizes.push(sizeMB());
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, one));
  sizes.push(sizeMB());
  for (const text of RAW) {
    const line = await sendRaw(text);
    const isRefused = line === "" || /^HTTP\/1\.1 4\d\d /.test(line);
    if (!isRefused) wrong.push(`${line}: ${JSON.stringify(text.slice(0, 80))}`);
  }
  if ((await ask<{ status: string }>(server.url, "/health")).status !== "ok")
    wrong.push("the server is not well afterwards");
} finally {
  agent.destroy();
  await server.kill("SIGTERM");
  await removeStoreFolder(folder);
}
const growth = sizes.at(-1)! / sizes[1]! - 1;
if (growth > MOST_GROWTH) wrong.push(`it grew by ${Math.round(growth * 100)} %`);
for (const line of wrong.slice(0, 20)) console.log(line);
const told = [...statuses]
  .toSorted(([a], [b]) => a - b)
  .map(([status, times]) => `${status}: ${times}`);
console.log(`${count} requests: ${told.join(", ")}; ${RAW.length} below HTTP`);
console.log(`resident MB along the way: ${sizes.map((size) => size.toFixed(0)).join(", ")}`);
console.log(wrong.length === 0 ? "every refusal has its reason" : `${wrong.length} wrong`);
process.exitCode = wrong.length === 0 ? 0 : 1;
