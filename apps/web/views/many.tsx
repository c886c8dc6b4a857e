/** Many plans at once, on the server: a sweep over settings, a ranking of places; one bar, and what came of it. */
import { useSearch } from "@tanstack/react-router";
import { useEffect, useMemo, useState } from "react";
import type { ReactNode } from "react";
import { useSearchChange } from "../parts/search-change.ts";
import { rankingFigures, rankingPage } from "../../../src/rank/page.ts";
import type { Ranking } from "../../../src/rank/rank.ts";
import { rankingSentence } from "../../../src/rank/text.ts";
import { FIGURES } from "../../../src/report/explain/key-figures.ts";
import { resolutionWords } from "../../../src/report/resolution-words.ts";
import { sweepFigure, SWEPT_FIGURES } from "../../../src/report/html/sweep.ts";
import { Markup } from "../parts/markup.tsx";
import { RankingForm } from "../parts/ranking-form.tsx";
import { SaveAnswer } from "../parts/save-answer.tsx";
import { SweepForm } from "../parts/sweep-form.tsx";
import { mayPlan } from "../planner/access.ts";
import { axesOf, startRanking, startSweep } from "../planner/batches.ts";
import type { Batch } from "../planner/batches.ts";
import { openBatch, startBatch, stopBatch, useBatch } from "../state/batches.ts";
import type { Search } from "../state/search.ts";
import { inputOf } from "../state/spec.ts";
import type { Spec } from "../state/spec.ts";
import { useApp } from "../state/store.ts";

/** Many plans are held against each other: fewer hours where the scenario states none and has no dates. */
function resolutionFor({ text, set }: Spec): string | undefined {
  const states = /^(resolution|horizon):/m.test(text);
  return states || set.some((one) => one.startsWith("resolution=")) ? undefined : "weeks:8";
}

function Bar({ batch }: { batch: Batch }): ReactNode {
  const { counts, total, state } = batch;
  const over = counts.done + counts.failed + counts.cancelled;
  const words = [
    `${counts.done} of ${total} planned`,
    counts.running > 0 ? `${counts.running} under way` : "",
    counts.failed > 0 ? `${counts.failed} failed` : "",
    counts.cancelled > 0 ? `${counts.cancelled} stopped` : "",
  ].filter(Boolean);
  return (
    <p className="batch-bar">
      <progress aria-label="Plans done" value={over} max={total} />
      <span data-testid="batch-state">{words.join(", ")}</span>
      {state === "running" ? (
        <button type="button" onClick={() => void stopBatch()}>
          Stop
        </button>
      ) : null}
    </p>
  );
}

function Swept({ batch }: { batch: Batch }): ReactNode {
  const points = useBatch((state) => state.points);
  const levers = useApp((state) => state.levers);
  const [name, setName] = useState(SWEPT_FIGURES[0]!);
  const axes = useMemo(
    () =>
      axesOf(batch).map(({ path, values }) => {
        const lever = levers.find(({ id }) => id === path);
        return { label: lever?.label ?? path, unit: lever?.unit ?? "", values };
      }),
    [batch, levers],
  );
  const html = useMemo(() => sweepFigure(points, name, axes), [points, name, axes]);
  return (
    <>
      <p className="buttons asks">
        <label>
          Look at{" "}
          <select
            value={name}
            onChange={({ target }) => {
              setName(target.value);
            }}
          >
            {SWEPT_FIGURES.map((figure) => (
              <option key={figure} value={figure}>
                {FIGURES[figure]!.title}
              </option>
            ))}
          </select>
        </label>
        <a href={`/api/v1/sweeps/${batch.id}/table.csv`} download="sweep.csv">
          All figures of all plans (CSV)
        </a>
      </p>
      <Markup html={html} />
    </>
  );
}

function Ranked({ ranking }: { ranking: Ranking }): ReactNode {
  const html = useMemo(() => rankingFigures(ranking), [ranking]);
  return (
    <>
      <p className="lead">{rankingSentence(ranking)}</p>
      <p className="status">
        <span className="badge loud">SYNTHETIC</span> hours and{" "}
        <span className="badge estimated">estimated</span> dates;{" "}
        {resolutionWords(ranking.resolution)}
      </p>
      <SaveAnswer name="firmwatt-ranking" answer={ranking} page={() => rankingPage(ranking)} />
      <Markup html={html} />
    </>
  );
}

/** What came of the batch so far. */
function Answer({ batch }: { batch: Batch }): ReactNode {
  const ranking = useBatch((state) => state.ranking);
  return (
    <section data-testid="batch">
      <h2>{batch.kind === "sweep" ? "The sweep" : "Which place first?"}</h2>
      <p className="note">
        {batch.name}
        {batch.state === "running" ? "; answers so far are shown as they come." : ""}
      </p>
      <Bar batch={batch} />
      {batch.kind === "sweep" ? (
        <Swept batch={batch} />
      ) : ranking ? (
        <Ranked ranking={ranking} />
      ) : null}
    </section>
  );
}

function Forms({ spec, busy }: { spec: Spec; busy: boolean }): ReactNode {
  const changeSearch = useSearchChange();
  const start = async (ask: () => Promise<Batch>) => {
    const words = await startBatch(ask);
    if (words !== undefined) await changeSearch((now: Search) => ({ ...now, batch: words }));
  };
  const resolution = resolutionFor(spec);
  return (
    <>
      <section>
        <h2>Sweep a setting</h2>
        <p>
          The scenario with all you moved is planned for every value, or for every pair of values
          {resolution === undefined ? "." : ", over eight representative weeks each."}
        </p>
        <SweepForm
          key={spec.text}
          busy={busy}
          onStart={(over) => void start(() => startSweep(inputOf(spec), over, resolution))}
        />
      </section>
      <section>
        <h2>Rank places</h2>
        <p>The same package is planned in every place, alone, and the places are put in order.</p>
        <RankingForm
          busy={busy}
          onStart={(ask) => void start(() => startRanking(inputOf(spec), ask, resolution))}
        />
      </section>
    </>
  );
}

export function View(): ReactNode {
  const { batch: words }: Search = useSearch({ strict: false });
  const spec = useApp((state) => state.spec);
  const access = useApp((state) => state.access);
  const { batch, trouble, asking } = useBatch();
  useEffect(() => {
    if (words !== undefined && access.state === "open") void openBatch(words);
  }, [words, access]);
  return (
    <>
      {trouble === "" ? null : (
        <p className="trouble" role="alert">
          {trouble}
        </p>
      )}
      {batch ? <Answer key={batch.id} batch={batch} /> : null}
      {spec && mayPlan(access) ? (
        <Forms spec={spec} busy={asking || batch?.state === "running"} />
      ) : (
        <p className="empty">
          Many plans at once are the server’s work:{" "}
          {access.state === "open"
            ? "whoever looks on as a viewer sees what others had planned, by their link."
            : access.state === "closed"
              ? "sign in above."
              : "npm start opens this page with one. The command line has firmwatt sweep and firmwatt rank."}
        </p>
      )}
    </>
  );
}
