/** Year and clock of an hourly file that does not say them itself. */
import { useId, useState } from "react";
import type { ReactNode } from "react";
import type { HourlyOptions } from "../../../src/climate/readers/hourly-options.ts";

function NumberField({
  label,
  least,
  most,
  step,
  help,
  value,
  onValue,
}: {
  label: string;
  least: number;
  most: number;
  step: number;
  /** Id of what explains it. */
  help: string;
  value: string;
  onValue: (value: string) => void;
}): ReactNode {
  return (
    <label>
      {label}{" "}
      <input
        type="number"
        required
        min={least}
        max={most}
        step={step}
        value={value}
        aria-describedby={help}
        onChange={({ target }) => {
          onValue(target.value);
        }}
      />
    </label>
  );
}

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
          <NumberField
            label="Year"
            least={1900}
            most={2200}
            step={1}
            help={help}
            value={year}
            onValue={setYear}
          />
        ) : null}
        <NumberField
          label="Hours ahead of UTC"
          least={-14}
          most={14}
          step={0.25}
          help={help}
          value={hours}
          onValue={setHours}
        />
        <button type="submit">Read it so</button>
      </p>
    </form>
  );
}
