/** The sentence that matters first. */
import type { ReactNode } from "react";
import type { Run } from "../state/store.ts";
import { useApp } from "../state/store.ts";

export function Sentence({ run }: { run: Run }): ReactNode {
  const stale = useApp((state) => state.phase === "planning" || state.trouble !== null);
  return (
    <div className={stale ? "lead-box stale" : "lead-box"}>
      <h1>{run.package.name}</h1>
      <p className="lead" data-testid="sentence">
        {run.package.sentence}
      </p>
    </div>
  );
}
