/** A section of the report inside the page: the report's own escaped markup, each picture and table with its files. */
import { useEffect, useRef } from "react";
import type { ReactNode } from "react";
import { filesOf } from "./picture-files.ts";
import type { FileKind } from "./picture-files.ts";
import { useSearchChange } from "./search-change.ts";
import type { Search } from "../state/search.ts";
import { say } from "../state/session.ts";

/** Saves; what goes wrong is said. */
export function saveFile({ save }: FileKind): void {
  Promise.resolve()
    .then(save)
    .catch((error: unknown) => {
      say(error instanceof Error ? error.message : String(error));
    });
}

function lineOf(piece: Element, title: string): HTMLParagraphElement {
  const line = document.createElement("p");
  line.className = "files";
  for (const kind of filesOf(piece, title)) {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = kind.text;
    button.setAttribute("aria-label", kind.label);
    button.addEventListener("click", () => {
      saveFile(kind);
    });
    line.append(button);
  }
  return line;
}

/** Makes figures that `explain` knows buttons that ask for it; those in folded tables once they are opened. */
function offerExplanations(box: Element, ask: (figure: string) => void): void {
  for (const told of box.querySelectorAll<HTMLElement>("span[data-figure]")) {
    if (told.closest("details:not([open])")) continue;
    const button = document.createElement("button");
    button.type = "button";
    button.className = "explained";
    button.title = "Explain this number";
    button.dataset["figure"] = told.dataset["figure"];
    button.append(...told.childNodes);
    button.addEventListener("click", () => {
      ask(button.dataset["figure"]!);
    });
    told.replaceWith(button);
  }
}

/** Puts the files of every picture and table behind it. */
function offerFiles(box: HTMLElement): void {
  for (const figure of box.querySelectorAll("figure")) {
    const title = figure.id || figure.querySelector("h3")?.textContent || "figure";
    if (!figure.querySelector(":scope > .files")) figure.append(lineOf(figure, title));
  }
  for (const table of box.querySelectorAll("table")) {
    if (table.closest("figure")) continue;
    const piece = table.closest(".scroll");
    if (piece && piece.nextElementSibling?.className !== "files")
      piece.after(lineOf(piece, table.caption?.textContent ?? "table"));
  }
}

/** `html` must come from the report's functions, which escape every text they are given. */
export function Markup({ html }: { html: string }): ReactNode {
  const box = useRef<HTMLDivElement>(null);
  const changeSearch = useSearchChange();
  useEffect(() => {
    const now = box.current;
    const offer = () => {
      if (now)
        offerExplanations(now, (figure) => {
          void changeSearch((search: Search) => ({ ...search, x: figure }));
        });
    };
    if (now) offerFiles(now);
    offer();
    // The event does not bubble.
    now?.addEventListener("toggle", offer, true);
    return () => {
      now?.removeEventListener("toggle", offer, true);
    };
  }, [html, changeSearch]);
  return <div ref={box} className="markup" dangerouslySetInnerHTML={{ __html: html }} />;
}
