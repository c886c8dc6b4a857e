/** A section of the report inside the page: the report's own escaped markup, each picture with its files. */
import { useEffect, useRef } from "react";
import type { ReactNode } from "react";
import { download, fileName } from "./download.ts";
import { pngOf, svgText, tableCSV } from "./picture-files.ts";
import { say } from "../state/session.ts";

function button(text: string, label: string, act: () => void | Promise<void>): HTMLButtonElement {
  const made = document.createElement("button");
  made.type = "button";
  made.textContent = text;
  made.setAttribute("aria-label", label);
  made.addEventListener("click", () => {
    Promise.resolve(act()).catch((error: unknown) => {
      say(error instanceof Error ? error.message : String(error));
    });
  });
  return made;
}

/** Puts the files a figure can be had as behind it. */
function offerFiles(figure: HTMLElement): void {
  if (figure.querySelector(":scope > .files")) return;
  const title = figure.id || figure.querySelector("h3")?.textContent || "figure";
  const svg = figure.querySelector("svg");
  const table = figure.querySelector("table");
  const line = document.createElement("p");
  line.className = "files";
  if (svg) {
    line.append(
      button("SVG", `Save ${title} as SVG`, () => {
        download(fileName(title, "svg"), svgText(svg), "image/svg+xml");
      }),
      button("PNG", `Save ${title} as PNG`, async () => {
        download(fileName(title, "png"), await pngOf(svg), "image/png");
      }),
    );
  }
  if (table)
    line.append(
      button("CSV", `Save the numbers of ${title} as CSV`, () => {
        download(fileName(title, "csv"), tableCSV(table), "text/csv");
      }),
    );
  if (line.childElementCount > 0) figure.append(line);
}

/** `html` must come from the report's functions, which escape every text they are given. */
export function Markup({ html }: { html: string }): ReactNode {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    for (const figure of box.current?.querySelectorAll<HTMLElement>("figure") ?? [])
      offerFiles(figure);
  }, [html]);
  return <div ref={box} className="markup" dangerouslySetInnerHTML={{ __html: html }} />;
}
