/** What stands around every view: name, scenario, navigation, the sentence, what-if, and what is said in passing. */
import { Link, Outlet, useRouterState, useSearch } from "@tanstack/react-router";
import { lazy, Suspense, useEffect, useRef, useState } from "react";
import type { KeyboardEvent, ReactNode } from "react";
import { useSearchChange } from "./parts/search-change.ts";
import { Keys } from "./parts/keys.tsx";
import { Levers } from "./parts/levers.tsx";
import { Sentence } from "./parts/sentence.tsx";
import { StatusLine } from "./parts/status-line.tsx";
import { TroubleBox } from "./parts/trouble-box.tsx";
import { Toolbar } from "./parts/toolbar.tsx";
import { followSearch, openApp, searchOfSpec } from "./state/address.ts";
import type { Search } from "./state/search.ts";
import { say, wakePlanner } from "./state/session.ts";
import { useApp } from "./state/store.ts";
import { VIEWS } from "./views.ts";

const Explanation = lazy(async () => ({
  default: (await import("./parts/explanation.tsx")).Explanation,
}));

/** Explains a figure once one is asked for, and stays, so that what was closed gives the focus back. */
function Explained(): ReactNode {
  const { x }: Search = useSearch({ strict: false });
  const [asked, setAsked] = useState(x !== undefined);
  if (x !== undefined && !asked) setAsked(true);
  return asked ? (
    <Suspense>
      <Explanation />
    </Suspense>
  ) : null;
}

/** Keeps the address and the state in step. */
function useAddress(): void {
  const search: Search = useSearch({ strict: false });
  const opened = useRef(false);
  const own = JSON.stringify([search.e, search.y, search.set]);
  useEffect(() => {
    if (opened.current) {
      void followSearch(search);
      return;
    }
    opened.current = true;
    openApp(search).catch((error: unknown) => {
      useApp.setState({
        trouble: { kind: "fault", message: error instanceof Error ? error.message : String(error) },
      });
    });
    // eslint-disable-next-line react-hooks/exhaustive-deps -- only what names the scenario counts
  }, [own]);
}

/** Signs that someone is at the page. */
const SIGNS = ["pointermove", "pointerdown", "keydown"] as const;

/** Has the planner get ready for the first lever once someone is there to move it. */
function useReadiness(): void {
  const before = useApp(({ run }) => run?.where === "before");
  useEffect(() => {
    if (!before) return undefined;
    const left = new AbortController();
    for (const sign of SIGNS)
      addEventListener(sign, wakePlanner, { once: true, passive: true, signal: left.signal });
    return () => {
      left.abort();
    };
  }, [before]);
}

/** What was said in passing goes when the focus moves on by key: it may lie over what has it then. */
function usePassingNotice(): string {
  const notice = useApp((state) => state.notice);
  useEffect(() => {
    if (notice === "") return undefined;
    const left = new AbortController();
    const goOn = ({ key }: { readonly key: string }) => {
      if (key === "Tab") say("");
    };
    addEventListener("keydown", goOn, { signal: left.signal });
    return () => {
      left.abort();
    };
  }, [notice]);
  return notice;
}

function WriteAddress(): null {
  const spec = useApp((state) => state.spec);
  const hash = useApp((state) => state.run?.package.scenarioHash);
  const phase = useApp((state) => state.phase);
  const fresh = phase !== "planning" ? hash : undefined;
  const changeSearch = useSearchChange();
  useEffect(() => {
    let live = true;
    void (async () => {
      if (!spec) return;
      const written = await searchOfSpec(spec, fresh);
      if (!live) return;
      await changeSearch(
        ({ e: _e, y: _y, set: _set, h: _h, ...rest }: Search) => ({ ...rest, ...written }),
        { replace: true },
      );
    })();
    return () => {
      live = false;
    };
  }, [changeSearch, spec, fresh]);
  return null;
}

function Navigation(): ReactNode {
  const path = useRouterState({ select: (state) => state.location.pathname });
  const bar = useRef<HTMLElement>(null);
  useEffect(() => {
    // On a phone the bar is wider than the page: the view shown stays in sight.
    const link = bar.current?.querySelector<HTMLElement>("[aria-current=page]");
    if (bar.current && link)
      bar.current.scrollLeft = link.offsetLeft - (bar.current.clientWidth - link.offsetWidth) / 2;
  }, [path]);
  return (
    <nav aria-label="Views" className="views" ref={bar}>
      {VIEWS.map(({ path, title, key }) => (
        <Link
          key={path}
          to={`/${path}` as "/"}
          search={(now: Search) => now}
          activeOptions={{ includeSearch: false }}
          activeProps={{ "aria-current": "page" }}
          aria-keyshortcuts={`g ${key}`}
        >
          {title}
        </Link>
      ))}
    </nav>
  );
}

/** Names the page after the view; gives the view's title. */
function usePageTitle(): string {
  const path = useRouterState({ select: (state) => state.location.pathname });
  const name = useApp((state) => state.run?.package.name);
  const title = VIEWS.find((view) => `/${view.path}` === path)?.title ?? "";
  useEffect(() => {
    document.title = [title, name, "Firmwatt"].filter(Boolean).join(" – ");
  }, [title, name]);
  return title;
}

/** The page. */
export function Frame(): ReactNode {
  useAddress();
  useReadiness();
  const title = usePageTitle();
  const run = useApp((state) => state.run);
  const notice = usePassingNotice();
  // Small windows have the levers in a panel: it stays open for the view it was opened in.
  const path = useRouterState({ select: (state) => state.location.pathname });
  const [openIn, setOpenIn] = useState<string | null>(null);
  const open = openIn === path;
  const toggle = useRef<HTMLButtonElement>(null);
  const close = (event: KeyboardEvent) => {
    // While something is planned the key stops it.
    if (event.key !== "Escape" || !open || useApp.getState().phase !== "idle") return;
    setOpenIn(null);
    toggle.current?.focus();
  };
  return (
    <>
      <a className="skip" href="#view">
        Skip to the view
      </a>
      <WriteAddress />
      <header className="bar-top">
        <Toolbar />
        <Navigation />
      </header>
      <div className={open ? "page what-if-open" : "page"}>
        <main id="view" tabIndex={-1}>
          {run ? <Sentence run={run} /> : <p className="lead">Loading the portfolio…</p>}
          <TroubleBox />
          <StatusLine />
          <h2 className="hidden">{title}</h2>
          {run ? <Outlet /> : null}
        </main>
        <aside className="what-if" aria-label="What if" onKeyDown={close}>
          <button
            ref={toggle}
            type="button"
            className="what-if-toggle"
            aria-expanded={open}
            onClick={() => {
              setOpenIn(open ? null : path);
              // The sentence stands above the panel while levers move.
              if (!open) document.querySelector(".lead-box")?.scrollIntoView();
            }}
          >
            What if…
          </button>
          <div className="what-if-body">
            <Levers />
          </div>
        </aside>
      </div>
      <Explained />
      <Keys />
      <p className="notice" role="status" aria-live="polite">
        {notice}
      </p>
    </>
  );
}
