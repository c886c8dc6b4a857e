/** Key figures as tiles: each explains itself, the base's figure behind it where it moved. */
import type { ReactNode } from "react";
import { explainAmong } from "../../../src/report/explain/among.ts";
import { keyFigures } from "../../../src/report/explain/of-package.ts";
import type { Package } from "../../../src/report/package.ts";
import { LEVELISED } from "../../../src/report/time-text.ts";
import type { Run } from "../state/store.ts";
import { Explained } from "./explained.tsx";
import { figureAmount, figures } from "./format.ts";

/** On a phone a long unit goes to a line of its own, whole. */
const parted = (value: number, unit: string) => figureAmount(value, unit).replace("\u00A0", " ");

/** Changes below this share are not told. */
const LEAST_CHANGE = 5e-4;

function changeWords(before: number, now: number, unit: string): string | null {
  const change = now - before;
  if (Math.abs(change) <= LEAST_CHANGE * Math.max(Math.abs(before), Math.abs(now))) return null;
  const sign = change > 0 ? "+" : "−";
  return `${sign}${unit === "frac" ? `${figures(100 * Math.abs(change))} points` : figureAmount(Math.abs(change), unit)}`;
}

/** A key figure that has a value. */
function found(pack: Package, figure: string) {
  const one = explainAmong([keyFigures], pack, figure);
  return one && typeof one.value === "number" ? { ...one, value: one.value } : null;
}

function Tile({ figure, run, old }: { figure: string; run: Run; old: Run | null }): ReactNode {
  const now = found(run.package, figure);
  if (!now) return null;
  const { title, value, unit } = now;
  const before = old && (found(old.package, figure)?.value ?? null);
  const change = before === null ? null : changeWords(before, value, unit);
  return (
    <div data-figure={figure}>
      <dt>{title}</dt>
      <dd>
        <Explained figure={figure}>{parted(value, unit)}</Explained>
        {change === null ? null : (
          <span className="moved">
            <s>{parted(before!, unit)}</s> {change}
          </span>
        )}
      </dd>
    </div>
  );
}

/** Tiles of the figures named; over a horizon with what a year means. */
export function Figures({
  of,
  run,
  before: old,
}: {
  of: readonly string[];
  run: Run;
  before: Run | null;
}): ReactNode {
  return (
    <>
      <dl className="tiles">
        {of.map((figure) => (
          <Tile key={figure} figure={figure} run={run} old={old} />
        ))}
      </dl>
      {run.package.timeline ? <p className="note">{LEVELISED}</p> : null}
    </>
  );
}
