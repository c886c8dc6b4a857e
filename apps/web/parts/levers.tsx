/** What if: sliders over the scenario's own figures; each answer is a verified plan. */
import { Slider, SliderThumb, SliderTrack, Label, SliderOutput } from "react-aria-components";
import { useEffect, useState } from "react";
import type { ReactNode } from "react";
import type { Lever } from "../planner/protocol.ts";
import { makeBase, moveLever, redo, undo } from "../state/session.ts";
import { settingOf } from "../state/spec.ts";
import type { Spec } from "../state/spec.ts";
import { useApp } from "../state/store.ts";
import { figures, percent } from "./format.ts";
import { withDates } from "./whole-dates.tsx";

const GROUPS: readonly Lever["group"][] = ["Dates", "Megawatts", "Prices", "Limits", "Compute"];

function words({ unit }: Lever, value: number): string {
  if (unit === "frac") return percent(value);
  if (unit === "months") return value === 0 ? "on time" : `${value} months later`;
  return `${figures(value)} ${unit}`;
}

/** A number as a setting: without the dust of decimal steps. */
const asText = (value: number) => String(Number(value.toPrecision(10)));

function LeverSlider({ lever, spec }: { lever: Lever; spec: Spec }): ReactNode {
  const set = settingOf(spec, lever.id);
  const stated = lever.value ?? lever.min;
  const now = set === undefined ? stated : Number(set);
  const [shown, setShown] = useState(now);
  useEffect(() => {
    setShown(now);
  }, [now]);
  const off = lever.value === null && set === undefined;
  const move = (value: number) => {
    setShown(value);
    moveLever(lever.id, value === lever.value ? undefined : asText(value));
  };
  return (
    <div className="lever">
      <Slider
        value={Number.isFinite(shown) ? shown : stated}
        minValue={Math.min(lever.min, now)}
        maxValue={Math.max(lever.max, now)}
        step={lever.step}
        onChange={(value) => {
          move(value);
        }}
      >
        <Label>{withDates(lever.label)}</Label>
        <SliderOutput>{off ? "off" : words(lever, shown)}</SliderOutput>
        <SliderTrack>
          {({ state }) => (
            <>
              <span className="fill" style={{ width: `${state.getThumbPercent(0) * 100}%` }} />
              {lever.value === null ? null : (
                <span
                  className="stated"
                  style={{ left: `${state.getValuePercent(lever.value) * 100}%` }}
                />
              )}
              <SliderThumb />
            </>
          )}
        </SliderTrack>
      </Slider>
      {set === undefined ? null : (
        <button
          type="button"
          className="back"
          aria-label={`${lever.label}: back to ${lever.value === null ? "off" : words(lever, lever.value)}`}
          onClick={() => {
            moveLever(lever.id, undefined);
          }}
        >
          {/* Drawn, for few fonts have the sign. */}
          <svg viewBox="0 0 16 16" width="14" height="14" aria-hidden="true">
            <path
              d="M3.5 5.5A5.5 5.5 0 1 1 2.6 9M3.5 1.8v3.7h3.7"
              fill="none"
              stroke="currentColor"
              strokeWidth="1.5"
            />
          </svg>
        </button>
      )}
    </div>
  );
}

/** The panel of levers. */
export function Levers(): ReactNode {
  const levers = useApp((state) => state.levers);
  const spec = useApp((state) => state.spec);
  const canUndo = useApp((state) => state.past.length > 0);
  const canRedo = useApp((state) => state.future.length > 0);
  if (!spec) return null;
  return (
    <>
      <h2>What if</h2>
      <p className="buttons">
        <button type="button" disabled={!canUndo} onClick={undo}>
          Undo
        </button>
        <button type="button" disabled={!canRedo} onClick={redo}>
          Redo
        </button>
        <button type="button" onClick={makeBase}>
          Make this the base
        </button>
      </p>
      {levers.length === 0 ? <p className="note">Reading what can be moved…</p> : null}
      {GROUPS.map((group) => {
        const inside = levers.filter((lever) => lever.group === group);
        return inside.length === 0 ? null : (
          <fieldset key={group}>
            <legend>{group}</legend>
            {inside.map((lever) => (
              <LeverSlider key={lever.id} lever={lever} spec={spec} />
            ))}
          </fieldset>
        );
      })}
    </>
  );
}
