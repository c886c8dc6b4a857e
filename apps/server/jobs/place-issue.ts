/** An issue of a request as a whole, in the shape of every user error. */
import type { Issue } from "../../../src/scenario/issue.ts";

export function placeIssue(code: Issue["code"], message: string, path = ""): Issue {
  return { code, path, line: 0, column: 0, message };
}
