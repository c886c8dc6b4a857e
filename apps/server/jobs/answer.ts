/** Packs what was computed as an answer: content apart from what differs from run to run. */
import { gzipSync } from "node:zlib";
import { sha256 } from "../store/hash.ts";
import type { Answer, ResultFile } from "./task.ts";

/** For JSON.stringify: JSON knows no infinities. */
export const noInfinity = (_key: string, item: unknown) =>
  typeof item === "number" && !Number.isFinite(item) ? null : item;

/** Content without what differs from run to run: seconds are kept beside it. */
export function answerOf(
  content: { readonly status: string; readonly [key: string]: unknown },
  rest: Omit<Answer, "kind" | "status" | "hash" | "body">,
): Answer {
  const text = JSON.stringify(content, noInfinity);
  return {
    kind: "answer",
    status: content.status,
    hash: sha256(text),
    body: gzipSync(text),
    ...rest,
  };
}

/** A page as a file of a result. */
export const pageFile = (name: string, html: string): ResultFile => ({
  name,
  type: "text/html; charset=utf-8",
  packed: false,
  body: gzipSync(html),
});
