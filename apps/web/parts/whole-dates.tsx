/** Dates in a text that stay whole at the end of a line. */
import type { ReactNode } from "react";
import { DATE } from "../../../src/report/words.ts";

const PARTS = new RegExp(`(${DATE.source})`);

/** Text whose dates, such as 2030-Q2 and 2030-12, stay on one line. */
export const withDates = (text: string): ReactNode[] =>
  text.split(PARTS).map((part, i) =>
    i % 2 === 1 ? (
      <span key={i} className="whole">
        {part}
      </span>
    ) : (
      part
    ),
  );
