/** An hourly series as a picture of days and hours, with its range: units, gaps and weekdays show at a glance. */
import { useEffect, useRef } from "react";
import type { ReactNode } from "react";
import { RAMP } from "../../../src/report/html/colours.ts";
import { figures } from "./format.ts";

interface Props {
  readonly name: string;
  readonly unit: string;
  readonly header: string;
  readonly values: Float64Array;
  readonly startUTC: string;
}

export function SeriesPicture({ name, unit, header, values, startUTC }: Props): ReactNode {
  const canvas = useRef<HTMLCanvasElement>(null);
  const days = Math.ceil(values.length / 24);
  let [low, high, sum] = [Infinity, -Infinity, 0];
  for (const value of values) {
    low = Math.min(low, value);
    high = Math.max(high, value);
    sum += value;
  }
  const mean = sum / values.length;
  useEffect(() => {
    const context = canvas.current?.getContext("2d");
    if (!context) return;
    for (let t = 0; t < values.length; t++) {
      const level =
        high > low ? Math.floor(((values[t]! - low) / (high - low)) * (RAMP.length - 1)) : 0;
      context.fillStyle = RAMP[level]!;
      context.fillRect(Math.floor(t / 24) * 2, (t % 24) * 4, 2, 4);
    }
  }, [values, low, high]);
  const words = `${name} from the column “${header}”: ${figures(low)} to ${figures(high)} ${unit}, mean ${figures(mean)}`;
  return (
    <figure>
      <figcaption className="note">
        {words}; days from {startUTC.slice(0, 10)} left to right, hours of the day downwards
      </figcaption>
      <canvas
        ref={canvas}
        width={days * 2}
        height={96}
        role="img"
        aria-label={words}
        style={{ width: "100%", height: 96 }}
      />
    </figure>
  );
}
