/** Which places are ranked, for how many megawatts, and what counts. */
import { useMemo, useState } from "react";
import type { ReactNode } from "react";
import { CRITERIA } from "../../../src/rank/score.ts";
import type { Criterion } from "../../../src/rank/score.ts";
import type { RankingAsk } from "../planner/batches.ts";
import { useApp } from "../state/store.ts";

const WORDS: Readonly<Record<Criterion, string>> = {
  date: "Date of the first megawatt",
  cost: "Cost of compute",
  clean: "Clean power hour by hour",
  odds: "Odds of the connection",
};

export function RankingForm({
  busy,
  onStart,
}: {
  busy: boolean;
  onStart: (ask: RankingAsk) => void;
}): ReactNode {
  const places = useApp((state) => state.places);
  const [by, setBy] = useState<RankingAsk["by"]>("score");
  const [firm, setFirm] = useState("");
  const [weights, setWeights] = useState<Readonly<Record<Criterion, string>>>({
    date: "1",
    cost: "1",
    clean: "1",
    odds: "1",
  });
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set());
  const sorted = useMemo(() => [...places].sort((a, b) => a.name.localeCompare(b.name)), [places]);
  const chosen = sorted.filter(({ id }) => !left.has(id));
  const firmMW = firm.trim() === "" ? null : Number(firm);
  const numbers = CRITERIA.map((criterion) => Number(weights[criterion]));
  const faults = [
    firmMW !== null && !(firmMW > 0 && firmMW <= 100_000)
      ? "Write the megawatts as a number above 0."
      : "",
    numbers.every((weight) => weight >= 0) && numbers.some((weight) => weight > 0)
      ? ""
      : "Weights are numbers from 0, one of them above.",
    chosen.length === 0 ? "Choose a place." : "",
  ].filter(Boolean);
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (faults.length > 0 || busy) return;
        const [date, cost, clean, odds] = numbers as [number, number, number, number];
        onStart({
          places: left.size === 0 ? [] : chosen.map(({ id }) => id),
          firmMW,
          by,
          weights: { date, cost, clean, odds },
        });
      }}
    >
      <p className="buttons asks">
        <label>
          Firm MW{" "}
          <input
            size={8}
            inputMode="decimal"
            placeholder="as stated"
            value={firm}
            onChange={({ target }) => {
              setFirm(target.value);
            }}
          />
        </label>
        <label>
          In order of{" "}
          <select
            value={by}
            onChange={({ target }) => {
              setBy(target.value as RankingAsk["by"]);
            }}
          >
            <option value="score">all of it, weighted</option>
            {CRITERIA.map((criterion) => (
              <option key={criterion} value={criterion}>
                {WORDS[criterion].toLowerCase()}
              </option>
            ))}
          </select>
        </label>
      </p>
      <details>
        <summary>{`Weights, and which of ${sorted.length} places`}</summary>
        <p className="buttons asks">
          {CRITERIA.map((criterion) => (
            <label key={criterion}>
              {WORDS[criterion]}{" "}
              <input
                size={4}
                inputMode="decimal"
                value={weights[criterion]}
                onChange={({ target }) => {
                  setWeights({ ...weights, [criterion]: target.value });
                }}
              />
            </label>
          ))}
        </p>
        <p className="buttons">
          <button
            type="button"
            onClick={() => {
              setLeft(left.size === 0 ? new Set(sorted.map(({ id }) => id)) : new Set());
            }}
          >
            {left.size === 0 ? "None" : "All"}
          </button>
        </p>
        <ul className="choices">
          {sorted.map(({ id, name, country }) => (
            <li key={id}>
              <label>
                <input
                  type="checkbox"
                  checked={!left.has(id)}
                  onChange={({ target }) => {
                    const next = new Set(left);
                    if (target.checked) next.delete(id);
                    else next.add(id);
                    setLeft(next);
                  }}
                />{" "}
                {`${name}, ${country}`}
              </label>
            </li>
          ))}
        </ul>
      </details>
      <p className="buttons go">
        <button type="submit" className="primary" disabled={busy || faults.length > 0}>
          {`Rank ${chosen.length} place${chosen.length === 1 ? "" : "s"}`}
        </button>
        {faults.length > 0 ? (
          <span className="fault" role="alert">
            {faults.join(" ")}
          </span>
        ) : null}
      </p>
    </form>
  );
}
