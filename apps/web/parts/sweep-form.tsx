/** What is varied in a sweep: one or two levers, and the values of each. */
import { useState } from "react";
import type { ReactNode } from "react";
import type { Axis } from "../../../src/scenario/sweep-grid.ts";
import { SLIP } from "../planner/levers.ts";
import type { Lever } from "../planner/protocol.ts";
import { useApp } from "../state/store.ts";

const MOST_PLANS = 1000;
const STEPS = 5;

const tidy = (value: number) => String(Number(value.toPrecision(6)));

/** Five values about what the scenario says, to three figures, or over the whole range where it says nothing. */
export function usualValues({ value, min, max }: Pick<Lever, "value" | "min" | "max">): string {
  const [from, to] = value ? [Math.max(min, value / 2), Math.min(max, value * 1.5)] : [min, max];
  const values = Array.from({ length: STEPS }, (_, i) => {
    const one = from + ((to - from) * i) / (STEPS - 1);
    return one === value ? tidy(one) : tidy(Number(one.toPrecision(3)));
  });
  return [...new Set(values)].join(", ");
}

/** The values as numbers written out; undefined when some are none. */
function readValues(text: string): string[] | undefined {
  const words = text.split(/[,;\s]+/).filter(Boolean);
  return words.length > 0 && words.every((word) => Number.isFinite(Number(word)))
    ? [...new Set(words.map((word) => String(Number(word))))]
    : undefined;
}

interface Chosen {
  readonly id: string;
  readonly text: string;
}

function Axis({
  what,
  levers,
  chosen,
  optional,
  onChoose,
}: {
  what: string;
  levers: readonly Lever[];
  chosen: Chosen;
  optional: boolean;
  onChoose: (chosen: Chosen) => void;
}): ReactNode {
  const lever = levers.find(({ id }) => id === chosen.id);
  const wrong = lever !== undefined && readValues(chosen.text) === undefined;
  return (
    <p className="buttons asks">
      <label>
        {what}{" "}
        <select
          value={chosen.id}
          onChange={({ target }) => {
            const found = levers.find(({ id }) => id === target.value);
            onChoose({ id: target.value, text: found ? usualValues(found) : "" });
          }}
        >
          {optional ? <option value="">nothing else</option> : null}
          {levers.map(({ id, label }) => (
            <option key={id} value={id}>
              {label}
            </option>
          ))}
        </select>
      </label>
      {lever ? (
        <label>
          {`Values, ${lever.unit === "frac" ? "shares from 0 to 1" : lever.unit}`}{" "}
          <input
            size={34}
            value={chosen.text}
            aria-invalid={wrong}
            onChange={({ target }) => {
              onChoose({ id: chosen.id, text: target.value });
            }}
          />
        </label>
      ) : null}
      {wrong ? (
        <span className="fault" role="alert">
          Write numbers with commas between them, such as 100, 150, 200.
        </span>
      ) : null}
    </p>
  );
}

export function SweepForm({
  busy,
  onStart,
}: {
  busy: boolean;
  onStart: (over: readonly Axis[]) => void;
}): ReactNode {
  const all = useApp((state) => state.levers);
  const levers = all.filter(({ id }) => !id.startsWith(SLIP));
  const [chosen, setChosen] = useState<readonly [Chosen, Chosen] | null>(null);
  if (levers.length === 0) return <p className="note">Reading what can be varied…</p>;
  const [first, second] = chosen ?? [
    { id: levers[0]!.id, text: usualValues(levers[0]!) },
    { id: "", text: "" },
  ];
  const axes = [first, second].flatMap(({ id, text }) => {
    const values = readValues(text);
    return levers.some((lever) => lever.id === id) ? [{ path: id, values }] : [];
  });
  const complete = axes.flatMap(({ path, values }) => (values ? [{ path, values }] : []));
  const count = complete.reduce((product, { values }) => product * values.length, 1);
  const good = complete.length === axes.length && axes.length > 0 && count <= MOST_PLANS;
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (good && !busy) onStart(complete);
      }}
    >
      <Axis
        what="Vary"
        levers={levers}
        chosen={first}
        optional={false}
        onChoose={(next) => {
          setChosen([next, second]);
        }}
      />
      <Axis
        what="and"
        levers={levers.filter(({ id }) => id !== first.id)}
        chosen={second}
        optional
        onChoose={(next) => {
          setChosen([first, next]);
        }}
      />
      <p className="buttons">
        <button type="submit" className="primary" disabled={!good || busy}>
          {good ? `Make ${count} plan${count === 1 ? "" : "s"}` : "Make the plans"}
        </button>
        {count > MOST_PLANS ? (
          <span
            className="fault"
            role="alert"
          >{`${count} plans; at most ${MOST_PLANS} here. The command line sweeps more.`}</span>
        ) : null}
      </p>
    </form>
  );
}
