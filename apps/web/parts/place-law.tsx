/** The law of any place on any day, beside the plan: what applies, why, by which source, and what drafts change. */
import { useSearch } from "@tanstack/react-router";
import { useEffect, useMemo, useState } from "react";
import type { ReactNode } from "react";
import { useSearchChange } from "./search-change.ts";
import type { RuleAtPlace } from "../../../src/law/at-place.ts";
import { placeLaw, placeLawSentence } from "../../../src/report/html/place-law.ts";
import { dayLabel, dayNumber } from "../../../src/units/day.ts";
import type { Search } from "../state/search.ts";
import { planner } from "../state/session.ts";
import { useApp } from "../state/store.ts";
import { Markup } from "./markup.tsx";

interface Asked {
  readonly place: string;
  /** `2027-03-01` */
  readonly at: string;
  readonly mw: string;
}

const BETWEEN = "~";
const today = () => dayLabel(Math.floor(Date.now() / 86_400_000));

/** What the address asks of; else the first site of the plan, today, at its megawatts. */
function useAsked(): [Asked, (change: Partial<Asked>) => void] {
  const { law }: Search = useSearch({ strict: false });
  const first = useApp((state) => state.run?.package.sites[0]);
  const changeSearch = useSearchChange();
  const [place, at, mw] = law?.split(BETWEEN) ?? [];
  const asked = {
    place: place || (first?.place ?? ""),
    at: at || today(),
    mw: mw ?? (first ? String(Math.round(first.facilityPeakMW)) : ""),
  };
  const change = (next: Partial<Asked>) => {
    const words = { ...asked, ...next };
    void changeSearch(
      (now: Search) => ({ ...now, law: [words.place, words.at, words.mw].join(BETWEEN) }),
      { replace: true },
    );
  };
  return [asked, change];
}

function faultOf({ at, mw }: Asked): string {
  if (dayNumber(at) === undefined) return "Write the day as 2027-03-01.";
  const size = Number(mw);
  return mw.trim() !== "" && !(Number.isFinite(size) && size >= 0)
    ? "Write the megawatts as a number such as 100, or leave them out."
    : "";
}

function Answer({ asked, where }: { asked: Asked; where: string }): ReactNode {
  const [rules, setRules] = useState<readonly RuleAtPlace[] | null>(null);
  const [fault, setFault] = useState("");
  const { place, at, mw } = asked;
  useEffect(() => {
    let live = true;
    planner.law(place, at, mw.trim() === "" ? null : Number(mw)).then(
      (found) => {
        if (live) setRules(found);
      },
      (error: unknown) => {
        if (live) setFault(error instanceof Error ? error.message : String(error));
      },
    );
    return () => {
      live = false;
    };
  }, [place, at, mw]);
  const html = useMemo(() => (rules ? placeLaw(rules) : ""), [rules]);
  if (fault !== "") return <p className="trouble">The law cannot be read: {fault}.</p>;
  if (!rules) return <p className="note">Reading the law…</p>;
  const size = mw.trim() === "" ? "size not stated" : `${mw} MW`;
  return (
    <>
      <p data-testid="place-law">
        <b>{placeLawSentence(`${where}, ${size}, on ${at}`, rules)}</b> No legal advice.
      </p>
      <Markup html={html} />
    </>
  );
}

export function PlaceLaw(): ReactNode {
  const places = useApp((state) => state.places);
  const [asked, change] = useAsked();
  const fault = faultOf(asked);
  const found = places.find(({ id }) => id === asked.place);
  const sorted = useMemo(() => [...places].sort((a, b) => a.name.localeCompare(b.name)), [places]);
  return (
    <section className="law">
      <h2>The law of a place</h2>
      <p className="buttons asks">
        <label>
          Place{" "}
          <select
            value={asked.place}
            onChange={({ target }) => {
              change({ place: target.value });
            }}
          >
            {found ? null : <option value={asked.place}>a place of its own</option>}
            {sorted.map(({ id, name, country }) => (
              <option key={id} value={id}>{`${name}, ${country}`}</option>
            ))}
          </select>
        </label>
        <label>
          On{" "}
          <input
            type="date"
            value={asked.at}
            onChange={({ target }) => {
              change({ at: target.value });
            }}
          />
        </label>
        <label>
          MW of the connection{" "}
          <input
            inputMode="decimal"
            size={6}
            value={asked.mw}
            onChange={({ target }) => {
              change({ mw: target.value });
            }}
          />
        </label>
      </p>
      {fault === "" ? null : (
        <p className="trouble" role="alert">
          {fault}
        </p>
      )}
      {fault === "" && found ? (
        <Answer key={found.id} asked={asked} where={`${found.name}, ${found.country}`} />
      ) : null}
    </section>
  );
}
