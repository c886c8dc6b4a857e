/** Dates in a text that stay whole at the end of a line. */
import type { ReactNode } from "react";

const DATE = /(\b\d{4}-(?:Q\d|\d\d\b))/;

/** Text whose dates, such as 2030-Q2 and 2030-12, stay on one line. */
export const withDates = (text: string): ReactNode[] =>
  text.split(DATE).map((part, i) =>
    i % 2 === 1 ? (
      <span key={i} className="whole">
        {part}
      </span>
    ) : (
      part
    ),
  );
