/** Own, colocate and rent side by side for a request: the comparison as content, its page beside it. */
import { compareWays } from "../../../src/buyer/compare.ts";
import { comparisonPage } from "../../../src/buyer/page.ts";
import { headSentence } from "../../../src/buyer/text.ts";
import type { PlanOptions } from "../../../src/plan.ts";
import type { Scenario } from "../../../src/scenario/scenario.ts";
import type { PlanRequest } from "../store/tables.ts";
import { answerOf, pageFile } from "./answer.ts";
import { placeIssue } from "./place-issue.ts";
import type { Answer, Refused } from "./task.ts";

/** Compares the ways; refused where the scenario has no buyer or nothing to compare. */
export async function compareAnswer(
  scenario: Scenario,
  { ways }: PlanRequest,
  { signal, onProgress }: Pick<PlanOptions, "signal" | "onProgress">,
): Promise<Answer | Refused> {
  const started = performance.now();
  const { sizesMW, pool } = ways ?? { sizesMW: null, pool: null };
  const compared = await compareWays(scenario, {
    ...(signal ? { signal } : {}),
    ...(sizesMW ? { sizesMW } : {}),
    ...(pool
      ? { pool: { buyers: pool.buyers, ...(pool.rating ? { rating: pool.rating } : {}) } }
      : {}),
    onStep: (done, of, what) =>
      onProgress?.({
        stage: `${what} (${done + 1} of ${of})`,
        iteration: done,
        objective: NaN,
        bound: NaN,
        gap: NaN,
        seconds: (performance.now() - started) / 1000,
      }),
  });
  if (typeof compared === "string")
    return { kind: "refused", issues: [placeIssue("contradiction", compared, "buyer")] };
  const unsolved = compared.sizes.some(({ ways: all }) =>
    all.some(({ status }) => status === "unsolved"),
  );
  return answerOf(
    { status: "compared", comparison: compared },
    {
      repeatable: !compared.stopped && !unsolved,
      summary: { name: compared.name, sentence: headSentence(compared) },
      seconds: (performance.now() - started) / 1000,
      files: [pageFile("buyer.html", comparisonPage(compared))],
    },
  );
}
