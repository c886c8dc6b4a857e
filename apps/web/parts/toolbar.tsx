/** The top line: name, what is planned, share, keep, save, theme. */
import { useSearch } from "@tanstack/react-router";
import { Button, Menu, MenuItem, MenuTrigger, Popover } from "react-aria-components";
import type { ReactNode } from "react";
import { useSearchChange } from "./search-change.ts";
import { specOfExample } from "../state/address.ts";
import { keptWords } from "../state/kept.ts";
import type { Search } from "../state/search.ts";
import { say, take } from "../state/session.ts";
import { useApp } from "../state/store.ts";
import { EXPORTS, saveAs } from "./exports.ts";
import { SignIn } from "./sign-in.tsx";
import { turnTheme } from "./theme.ts";

function Picker(): ReactNode {
  const examples = useApp((state) => state.examples);
  const spec = useApp((state) => state.spec);
  return (
    <label className="picker">
      <span className="hidden">Scenario</span>
      <select
        value={spec?.example ?? ""}
        onChange={({ target: { value } }) => {
          const example = examples.find(({ id }) => id === value);
          if (example) take(specOfExample(example), { newBase: true });
        }}
      >
        {spec?.example === null ? <option value="">A scenario of your own</option> : null}
        {examples.map(({ id, name }) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
      </select>
    </label>
  );
}

async function copyLink(): Promise<void> {
  try {
    await navigator.clipboard.writeText(location.href);
    say("The link is copied; it carries the scenario and all that was moved.");
  } catch {
    say("This browser gives no clipboard; copy the address line instead.");
  }
}

function Keep(): ReactNode {
  const run = useApp((state) => state.run);
  const changeSearch = useSearchChange();
  const { keep = [] }: Search = useSearch({ strict: false });
  if (!run) return null;
  const keepIt = async () => {
    const words = await keptWords(run.spec);
    if (keep.includes(words)) {
      say("This plan is kept already; see Compare.");
      return;
    }
    useApp.setState(({ kept }) => ({ kept: { ...kept, [words]: run } }));
    await changeSearch((now: Search) => ({ ...now, keep: [...keep, words] }));
    say(`Kept for comparison: ${keep.length + 1} plan${keep.length > 0 ? "s" : ""}. See Compare.`);
  };
  return (
    <button type="button" onClick={() => void keepIt()}>
      Keep
    </button>
  );
}

function Save(): ReactNode {
  const run = useApp((state) => state.run);
  if (!run) return null;
  return (
    <MenuTrigger>
      <Button className="menu-button">Save…</Button>
      <Popover className="popover">
        <Menu
          className="menu"
          onAction={(key) => {
            saveAs(String(key), run).catch((error: unknown) => {
              say(error instanceof Error ? error.message : String(error));
            });
          }}
        >
          {EXPORTS.map(({ id, label }) => (
            <MenuItem key={id} id={id}>
              {label}
            </MenuItem>
          ))}
        </Menu>
      </Popover>
    </MenuTrigger>
  );
}

export function Toolbar(): ReactNode {
  return (
    <div className="toolbar">
      <a href="#/map" className="brand">
        Firmwatt
      </a>
      <Picker />
      <span className="buttons">
        <Keep />
        <button type="button" onClick={() => void copyLink()}>
          Share
        </button>
        <Save />
        <SignIn />
        <button type="button" aria-label="Light or dark" onClick={turnTheme}>
          {/* Drawn, for few fonts have the sign. */}
          <svg viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">
            <circle cx="8" cy="8" r="6" fill="none" stroke="currentColor" strokeWidth="1.5" />
            <path d="M8 2a6 6 0 0 1 0 12z" fill="currentColor" />
          </svg>
        </button>
      </span>
    </div>
  );
}
