/** A picture or table of the page itself, with the files it can be had as. */
import { useRef } from "react";
import type { ReactNode } from "react";
import { saveFile } from "./markup.tsx";
import { filesOf } from "./picture-files.ts";

const TABLE = ["CSV", "Parquet"];

/** `picture` when an SVG stands inside; a table alone has no picture to save. */
export function Exported({
  title,
  picture = false,
  children,
}: {
  title: string;
  picture?: boolean;
  children: ReactNode;
}): ReactNode {
  const box = useRef<HTMLDivElement>(null);
  const save = (text: string) => {
    const kind = box.current && filesOf(box.current, title).find((one) => one.text === text);
    if (kind) saveFile(kind);
  };
  return (
    <div ref={box}>
      {children}
      <p className="files">
        {(picture ? ["SVG", "PNG"] : TABLE).map((text) => (
          <button
            key={text}
            type="button"
            aria-label={`Save ${picture ? "" : "the numbers of "}${title} as ${text}`}
            onClick={() => {
              save(text);
            }}
          >
            {text}
          </button>
        ))}
      </p>
    </div>
  );
}
