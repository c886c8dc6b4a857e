/** The sentence that matters first, and what follows it smaller. */
import type { ReactNode } from "react";
import type { Run } from "../state/store.ts";
import { useApp } from "../state/store.ts";
import { withDates } from "./whole-dates.tsx";

export function Sentence({ run }: { run: Run }): ReactNode {
  const stale = useApp((state) => state.phase === "planning" || state.trouble !== null);
  const [first = "", ...rest] = run.package.sentence.split(/(?<=\.) (?=\S)/);
  return (
    <div className={stale ? "lead-box stale" : "lead-box"}>
      <h1>{run.package.name}</h1>
      <p className="lead" data-testid="sentence">
        {withDates(first)}
        {rest.length > 0 ? <span className="rest"> {withDates(rest.join(" "))}</span> : null}
      </p>
    </div>
  );
}
