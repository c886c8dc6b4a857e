/** The one shape of every refusal: a code, a sentence, and issues with line and column where there are any. */
import { z } from "@hono/zod-openapi";
import { HTTPException } from "hono/http-exception";
import type { ContentfulStatusCode } from "hono/utils/http-status";

export const issueSchema = z
  .object({
    code: z.string(),
    path: z.string(),
    line: z.number().int(),
    column: z.number().int(),
    message: z.string(),
    got: z.string().optional(),
    expected: z.string().optional(),
    hint: z.string().optional(),
  })
  .openapi("Issue");

export const failureSchema = z
  .object({
    error: z.object({
      code: z.string(),
      message: z.string(),
      hint: z.string().optional(),
      issues: z.array(issueSchema).optional(),
    }),
  })
  .openapi("Failure");

export type FailureBody = z.infer<typeof failureSchema>;

/** Refuses a request. Thrown anywhere below a route; the app answers with it. */
export function refusal(
  status: ContentfulStatusCode,
  code: string,
  message: string,
  more: Omit<FailureBody["error"], "code" | "message"> = {},
  headers: Record<string, string> = {},
): HTTPException {
  const body: FailureBody = { error: { code, message, ...more } };
  return new HTTPException(status, {
    res: new Response(JSON.stringify(body), {
      status,
      headers: { "content-type": "application/json", ...headers },
    }),
  });
}

export const notFound = (what: string) => refusal(404, "not-found", `there is no such ${what}`);
