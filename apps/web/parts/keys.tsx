/** The keyboard: g and a letter opens a view, u undoes, ? tells all of it. */
import { useNavigate } from "@tanstack/react-router";
import { useEffect, useRef } from "react";
import type { ReactNode } from "react";
import { redo, stopPlanning, undo } from "../state/session.ts";
import type { Search } from "../state/search.ts";
import { useApp } from "../state/store.ts";
import { VIEWS } from "../views.ts";

/** A second key within this long belongs to the first. */
const PATIENCE_MS = 1500;

function writes(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || target.matches("textarea, select, input:not([type=range])"))
  );
}

export function Keys(): ReactNode {
  const navigate = useNavigate();
  const box = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    let goneAt = -Infinity;
    const onKey = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || writes(event.target)) return;
      const view = VIEWS.find(({ key }) => key === event.key);
      if (event.timeStamp - goneAt < PATIENCE_MS && view) {
        goneAt = -Infinity;
        event.preventDefault();
        void navigate({ to: `/${view.path}` as "/", search: (now: Search) => now });
        document.querySelector<HTMLElement>("#view")?.focus();
        return;
      }
      if (event.key === "g") goneAt = event.timeStamp;
      else if (event.key === "u") undo();
      else if (event.key === "U") redo();
      else if (event.key === "?") box.current?.showModal();
      else if (event.key === "Escape" && useApp.getState().phase !== "idle") stopPlanning();
    };
    document.addEventListener("keydown", onKey);
    return () => {
      document.removeEventListener("keydown", onKey);
    };
  }, [navigate]);
  return (
    <dialog ref={box} className="keys" aria-labelledby="keys-title">
      <div className="inside">
        <form method="dialog">
          <button type="submit" className="close">
            Close
          </button>
        </form>
        <h2 id="keys-title">Keys</h2>
        <dl>
          {VIEWS.map(({ path, title, key }) => (
            <div key={path}>
              <dt>
                <kbd>g</kbd> <kbd>{key}</kbd>
              </dt>
              <dd>{title}</dd>
            </div>
          ))}
          <div>
            <dt>
              <kbd>u</kbd> <kbd>U</kbd>
            </dt>
            <dd>Undo, redo</dd>
          </div>
          <div>
            <dt>
              <kbd>Esc</kbd>
            </dt>
            <dd>Stop planning</dd>
          </div>
          <div>
            <dt>
              <kbd>←</kbd> <kbd>→</kbd>
            </dt>
            <dd>Move the lever that has the focus</dd>
          </div>
        </dl>
      </div>
    </dialog>
  );
}
