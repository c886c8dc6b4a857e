/** Who checked, how closely, over which hours, where; progress and a way to stop while the planner works. */
import type { ReactNode } from "react";
import { resolutionWords } from "../../../src/report/resolution-words.ts";
import { grouped } from "../../../src/units/grouped.ts";
import { mayPlan } from "../planner/access.ts";
import { planEveryHour, stopPlanning } from "../state/session.ts";
import { statesHours } from "../state/spec.ts";
import { useApp } from "../state/store.ts";
import type { Run } from "../state/store.ts";

function hoursWords({ package: { resolution, modelledHours, timeline, year } }: Run): string {
  const of = timeline ? `each of ${timeline.quarters.length} quarters` : String(year);
  return `${resolutionWords(resolution)} of ${of}, ${grouped(String(modelledHours))} hours`;
}

function whereWords({ where, milliseconds, confirmed }: Run): string {
  if (where === "before") return "solved before this page was built";
  const seconds = `${(milliseconds / 1000).toFixed(2)} s in ${where === "browser" ? "this browser" : "the server"}`;
  return confirmed ? `confirmed in ${seconds}` : `in ${seconds}, bottlenecks not yet confirmed`;
}

const PHASES = {
  idle: "",
  planning: "Planning",
  confirming: "Confirming bottlenecks",
  serving: "Planning on the server",
} as const;

/** Every hour instead of representative weeks, where a server can do it and the person may ask it to. */
function EveryHour({ run }: { run: Run }): ReactNode {
  const phase = useApp((state) => state.phase);
  const allowed = useApp(({ access }) => mayPlan(access));
  if (!allowed || phase !== "idle" || run.package.resolution === "full") return null;
  return (
    <button type="button" className="every-hour" onClick={() => void planEveryHour()}>
      Plan every hour on the server
    </button>
  );
}

/** The answer shown is a first one, over weeks that stand for the year; the whole year is under way. */
const isRefined = ({ spec, package: { timeline, resolution } }: Run) =>
  timeline === null && resolution !== "full" && !statesHours(spec);

function Working({ run }: { run: Run }): ReactNode {
  const phase = useApp((state) => state.phase);
  const progress = useApp((state) => state.progress);
  if (phase === "idle") return null;
  const detail = progress ? `: ${progress.stage}, step ${progress.iteration}` : "";
  return (
    <span className="working">
      <span role="status">
        {phase === "confirming" && isRefined(run)
          ? "Refining to every hour of the year"
          : PHASES[phase]}
      </span>
      <span aria-hidden="true">{detail}</span>
      <button type="button" onClick={stopPlanning}>
        Stop
      </button>
    </span>
  );
}

/** The line under the sentence. */
export function StatusLine(): ReactNode {
  const run = useApp((state) => state.run);
  if (!run) return null;
  const { verified } = run.package;
  const held = verified.checks.filter(({ ok }) => ok).length;
  const synthetic = run.package.provenance.some(({ confidence }) => confidence === "synthetic");
  return (
    <p className="status">
      <b data-testid="verified">
        {verified.ok
          ? `Verified ${held} of ${verified.checks.length} checks`
          : `Only ${held} of ${verified.checks.length} checks hold: not to be trusted`}
      </b>
      {` · ${hoursWords(run)} · `}
      <span data-testid="where">{whereWords(run)}</span>
      {run.package.solve.reason ? ` · ${run.package.solve.reason}` : ""}
      {synthetic ? (
        <>
          {" · "}
          <span className="badge loud">SYNTHETIC</span> hours are typical years, not records
        </>
      ) : null}
      <Working run={run} />
      <EveryHour run={run} />
    </p>
  );
}
