/** Why there is no plan for what was asked, and what would mend it. */
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { issuePlace, issueWords } from "./issue-words.ts";
import { moveLever } from "../state/session.ts";
import type { Search } from "../state/search.ts";
import { useApp } from "../state/store.ts";
import type { Trouble } from "../state/store.ts";

function split(setting: string): readonly [string, string] {
  const at = setting.indexOf("=");
  return [setting.slice(0, at), setting.slice(at + 1)];
}

function Body({ trouble }: { trouble: Trouble }): ReactNode {
  if (trouble.kind === "issues")
    return (
      <>
        <p>
          {trouble.issues.length === 1 ? "One thing is" : `${trouble.issues.length} things are`}{" "}
          wrong with the scenario.{" "}
          <Link to="/scenario" search={(now: Search) => now}>
            Mend it in the scenario.
          </Link>
        </p>
        <ul>
          {trouble.issues.slice(0, 5).map((issue) => (
            <li key={`${issue.path} ${issue.message}`}>
              {issue.line > 0 ? `${issuePlace(issue)}: ` : ""}
              <b>{issue.path}</b> {issueWords(issue)}
            </li>
          ))}
        </ul>
      </>
    );
  if (trouble.kind === "infeasible")
    return (
      <>
        <p>{trouble.shortage.reason}</p>
        <ul className="repairs">
          {trouble.shortage.repairs.map((repair) => (
            <li key={repair.setting}>
              {repair.sentence}{" "}
              <button
                type="button"
                onClick={() => {
                  const [id, value] = split(repair.setting);
                  moveLever(id, value);
                }}
              >
                Try it
              </button>
            </li>
          ))}
        </ul>
      </>
    );
  if (trouble.kind === "unsolved") return <p>Not solved: {trouble.reason}.</p>;
  return (
    <p>
      A fault of ours: {trouble.message}. The last answer stays; <code>firmwatt plan</code> on the
      command line may tell more.
    </p>
  );
}

/** Nothing when there is a plan. */
export function TroubleBox(): ReactNode {
  const trouble = useApp((state) => state.trouble);
  if (!trouble) return null;
  return (
    <section className="trouble" role="alert" data-testid="trouble">
      <h2>{trouble.kind === "infeasible" ? "It cannot be done as asked" : "No plan for this"}</h2>
      <Body trouble={trouble} />
      <p className="note">What is shown below is the last answer.</p>
    </section>
  );
}
