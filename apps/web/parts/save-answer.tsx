/** Saves an answer as the page the command line writes, and as JSON. */
import type { ReactNode } from "react";
import { download } from "./download.ts";

/** `name` begins the file names; the page is made when it is asked for. */
export function SaveAnswer({
  name,
  answer,
  page,
}: {
  name: string;
  answer: object;
  page: () => string;
}): ReactNode {
  return (
    <p className="buttons">
      <button
        type="button"
        onClick={() => {
          download(`${name}.html`, page(), "text/html");
        }}
      >
        Save the page
      </button>
      <button
        type="button"
        onClick={() => {
          download(`${name}.json`, JSON.stringify(answer, null, 2), "application/json");
        }}
      >
        Save as JSON
      </button>
    </p>
  );
}
