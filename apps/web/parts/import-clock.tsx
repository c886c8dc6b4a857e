/** Year and clock of an hourly file that does not say them itself. */
import { useId, useState } from "react";
import type { ReactNode } from "react";
import type { HourlyOptions } from "../../../src/climate/readers/hourly.ts";

export function YearAndClock({
  name,
  asksYear,
  onState,
}: {
  name: string;
  /** Whether the rows have no stamps; else their stamps name no clock. */
  asksYear: boolean;
  onState: (stated: HourlyOptions) => void;
}): ReactNode {
  const [year, setYear] = useState("");
  const [hours, setHours] = useState("");
  const help = useId();
  return (
    <form
      data-testid="year-and-clock"
      onSubmit={(event) => {
        event.preventDefault();
        onState({
          utcOffsetHours: Number(hours),
          ...(asksYear ? { expectedYear: Number(year) } : {}),
        });
      }}
    >
      <p id={help}>
        {asksYear
          ? `The rows of ${name} have no stamps. Of which year are they, and by which clock does the first begin on 1 January at 00:00?`
          : `The stamps of ${name} do not say by which clock they run.`}{" "}
        A clock is told by its hours ahead of UTC, the same all year: 1 in Frankfurt, 5.5 in Mumbai,
        -6 in Dallas, 0 for UTC itself.
      </p>
      <p className="buttons asks">
        {asksYear ? (
          <label>
            Year{" "}
            <input
              type="number"
              required
              min={1900}
              max={2200}
              step={1}
              value={year}
              aria-describedby={help}
              onChange={({ target }) => {
                setYear(target.value);
              }}
            />
          </label>
        ) : null}
        <label>
          Hours ahead of UTC{" "}
          <input
            type="number"
            required
            min={-14}
            max={14}
            step={0.25}
            value={hours}
            aria-describedby={help}
            onChange={({ target }) => {
              setHours(target.value);
            }}
          />
        </label>
        <button type="submit">Read it so</button>
      </p>
    </form>
  );
}
