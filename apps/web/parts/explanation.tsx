/** Where a number comes from: formula, inputs, sources, and what moved it since the base. */
import { useSearch } from "@tanstack/react-router";
import { useEffect, useMemo, useRef } from "react";
import type { ReactNode } from "react";
import { useSearchChange } from "./search-change.ts";
import { capital } from "../../../src/report/words.ts";
import { licenceOf } from "../../../src/catalog/licence.ts";
import { explain, inputChanges } from "../../../src/report/explain/explain.ts";
import type { Explanation as Explained } from "../../../src/report/explain/family.ts";
import { valueText } from "../../../src/report/html/assumptions-table.ts";
import { writtenAssumption } from "../../../src/report/written-assumption.ts";
import type { Search } from "../state/search.ts";
import { say, wantHours } from "../state/session.ts";
import { settingWords } from "../state/spec.ts";
import { useApp } from "../state/store.ts";
import type { Run } from "../state/store.ts";
import { figureAmount } from "./format.ts";
import { useBefore } from "./with-run.tsx";

/** Assumptions shown before the rest is folded away. */
const FIRST = 12;

/** A share has no unit: what its number means stands behind it in brackets. */
const unitWords = (unit: string) => (unit.startsWith("a ") ? `(${unit})` : unit);

/** Numbers that differ by no more than the solver's dust, or the same words. */
const isSame = (before: number | string, now: number | string) =>
  typeof before === "number" && typeof now === "number"
    ? Math.abs(before - now) <= 1e-6 * Math.abs(before)
    : before === now;

function Moved({ now, run, base }: { now: Explained; run: Run; base: Run | null }): ReactNode {
  if (!base) return null;
  const before = explain(base.package, now.figure, base.hourly ?? []);
  const moved = run.spec.set.filter((setting) => !base.spec.set.includes(setting));
  const back = base.spec.set.filter((setting) => !run.spec.set.includes(setting));
  if (!before || before.value === null || now.value === null) return null;
  const same = isSame(before.value, now.value);
  const changes = inputChanges(before.inputs, now.inputs);
  return (
    <>
      <h3>Since the base</h3>
      <p>
        {same
          ? "It has not moved."
          : `${figureAmount(before.value, now.unit)} before, ${figureAmount(now.value, now.unit)} now.`}{" "}
        {moved.length + back.length > 0
          ? `You changed: ${[...moved, ...back].map(settingWords).join("; ")}.`
          : ""}
      </p>
      {!same && changes.length > 0 ? (
        <>
          <p className="note">What moved in its inputs:</p>
          <ul>
            {changes.slice(0, FIRST).map(({ was, is }) => (
              <li key={is ?? was}>
                {was === undefined ? null : <s>{was}</s>} {is}
              </li>
            ))}
          </ul>
        </>
      ) : null}
    </>
  );
}

function Behind({ found }: { found: Explained }): ReactNode {
  const rows = found.behind.map(writtenAssumption);
  if (rows.length === 0)
    return <p className="note">No catalogue figure stands behind it directly.</p>;
  const item = (one: (typeof rows)[number]) => (
    <li key={one.path}>
      <b>{one.path}</b> = {valueText(one.value)} {unitWords(one.unit)}{" "}
      <span className={`badge ${one.confidence}`}>{one.confidence}</span>
      <br />
      <span className="note">
        {one.help ? `${one.help}. ` : ""}
        {capital(one.source)}
        {one.year ? `, ${one.year}` : ""}; {licenceOf(one.source)}
      </span>
    </li>
  );
  return (
    <>
      <ul className="behind">{rows.slice(0, FIRST).map(item)}</ul>
      {rows.length > FIRST ? (
        <details>
          <summary>{rows.length - FIRST} more</summary>
          <ul className="behind">{rows.slice(FIRST).map(item)}</ul>
        </details>
      ) : null}
    </>
  );
}

/** The dialog; shown when the address names a figure. */
export function Explanation(): ReactNode {
  const { x }: Search = useSearch({ strict: false });
  const run = useApp((state) => state.run);
  const base = useBefore(run);
  const changeSearch = useSearchChange();
  const box = useRef<HTMLDialogElement>(null);
  const found = useMemo(
    () => (x !== undefined && run ? explain(run.package, x, run.hourly ?? []) : undefined),
    [x, run],
  );
  // A figure of an hour needs the hours.
  const waits = x !== undefined && run !== null && !found && !run.hourly;
  useEffect(() => {
    if (waits)
      wantHours(run).catch((error: unknown) => {
        say(error instanceof Error ? error.message : String(error));
      });
  }, [waits, run]);
  const open = x !== undefined && run !== null;
  useEffect(() => {
    const dialog = box.current;
    if (!dialog) return;
    if (open && !dialog.open) dialog.showModal();
    if (!open && dialog.open) dialog.close();
  }, [open]);
  const close = () => {
    // In place of the open panel: going back does not open again what was closed.
    void changeSearch(({ x: _x, ...rest }: Search) => rest, { replace: true });
  };
  return (
    <dialog
      ref={box}
      className="explanation"
      aria-labelledby="explanation-title"
      onClose={() => {
        if (open) close();
      }}
      onClick={(event) => {
        if (event.target === box.current) close();
      }}
    >
      {open ? (
        <div className="inside">
          <button type="button" className="close" onClick={close}>
            Close
          </button>
          <h2 id="explanation-title">{found?.title ?? "A number that is not known"}</h2>
          {found && run ? (
            <>
              <p className="big">
                {found.value === null ? "–" : figureAmount(found.value, found.unit)}
              </p>
              <p className="formula">= {found.formula}</p>
              <h3>What goes in</h3>
              <ul>
                {found.inputs.map((line) => (
                  <li key={line}>{line}</li>
                ))}
              </ul>
              <Moved now={found} run={run} base={base} />
              <h3>Figures behind it</h3>
              <Behind found={found} />
            </>
          ) : (
            <p>{waits ? "Loading the hours…" : `Nothing of the plan shown is called ${x}.`}</p>
          )}
        </div>
      ) : null}
    </dialog>
  );
}
