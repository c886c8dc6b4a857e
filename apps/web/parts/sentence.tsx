/** The sentence that matters first, and what follows it smaller. */
import type { ReactNode } from "react";
import type { Run } from "../state/store.ts";
import { useApp } from "../state/store.ts";

const DATE = /(\d{4}-(?:Q\d|\d\d))/;

/** Text whose dates, such as 2030-Q2 and 2030-12, stay on one line. */
const withDates = (text: string): ReactNode[] =>
  text.split(DATE).map((part, i) =>
    i % 2 === 1 ? (
      <span key={i} className="whole">
        {part}
      </span>
    ) : (
      part
    ),
  );

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
