/** Packs what was computed as an answer: content apart from what differs from run to run. */
import { gzipSync } from "node:zlib";
import { sha256 } from "../store/hash.ts";
import type { Answer, ResultFile } from "./task.ts";

/** Content without what differs from run to run: seconds are kept beside it. NaN and infinities are null, as JSON has it. */
export function answerOf(
  content: { readonly status: string; readonly [key: string]: unknown },
  rest: Omit<Answer, "kind" | "status" | "hash" | "body">,
): Answer {
  const text = JSON.stringify(content);
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
