/** What every view starts from: the run shown, and its hours where they are needed. */
import { useDeferredValue, useEffect, useMemo, useState } from "react";
import type { ReactNode } from "react";
import { campusHours } from "../../../src/report/html/hours.ts";
import type { CampusHours } from "../../../src/report/html/hours.ts";
import type { HourlyReport } from "../../../src/report/package.ts";
import { wantHours } from "../state/session.ts";
import { sameHours, useApp } from "../state/store.ts";
import type { Run } from "../state/store.ts";

/** The answer the run is held against, over the same hours; null while it is its own base, or there is none. */
export function useBefore(run: Run | null): Run | null {
  const base = useApp((state) => state.base);
  if (!run || !base) return null;
  const before = [base, base.quick].find((one) => one && sameHours(one, run));
  return before && before !== run ? before : null;
}

/**
 * Shows `children` of the present run; nothing while there is none. A new answer is drawn behind the old one, in
 * pieces that give way to whatever the person does meanwhile; until it is there the view says that it is busy.
 */
export function WithRun({
  children,
}: {
  children: (run: Run, before: Run | null) => ReactNode;
}): ReactNode {
  const run = useApp((state) => state.run);
  const before = useBefore(run);
  const now = useMemo(() => ({ run, before }), [run, before]);
  const shown = useDeferredValue(now);
  const drawn = useMemo(() => shown.run && children(shown.run, shown.before), [shown, children]);
  return <div aria-busy={shown !== now}>{drawn}</div>;
}

function Hours({
  run,
  children,
}: {
  run: Run;
  children: (hours: CampusHours, all: readonly HourlyReport[]) => ReactNode;
}): ReactNode {
  const [loaded, setLoaded] = useState<readonly HourlyReport[] | null>(run.hourly);
  const [fault, setFault] = useState("");
  const hourly = run.hourly ?? loaded;
  useEffect(() => {
    let live = true;
    wantHours(run).then(
      (found) => {
        if (live) setLoaded(found);
      },
      (error: unknown) => {
        if (live) setFault(error instanceof Error ? error.message : String(error));
      },
    );
    return () => {
      live = false;
    };
  }, [run]);
  const hours = useMemo(() => hourly && campusHours(run.package, hourly), [run, hourly]);
  if (fault) return <p className="trouble">The hours cannot be shown: {fault}.</p>;
  return hours && hourly ? children(hours, hourly) : <p className="note">Loading the hours…</p>;
}

/** Shows `children` of the run's hours, all sites together, once they are loaded. */
export function WithHours(props: {
  run: Run;
  children: (hours: CampusHours, all: readonly HourlyReport[]) => ReactNode;
}): ReactNode {
  return <Hours key={props.run.package.scenarioHash} {...props} />;
}
