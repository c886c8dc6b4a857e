/** Buyer: own, colocate or rent side by side, size by size: the advice, the pictures, the tables, who asks. */
import { useSearch } from "@tanstack/react-router";
import { useEffect, useMemo, useState } from "react";
import type { ReactNode } from "react";
import { useSearchChange } from "../parts/search-change.ts";
import { comparisonFigures, comparisonPage } from "../../../src/buyer/page.ts";
import { headSentence, whoSentence } from "../../../src/buyer/text.ts";
import type { BuyerComparison } from "../../../src/buyer/compare.ts";
import { resolutionWords } from "../../../src/report/resolution-words.ts";
import { BuyerForm } from "../parts/buyer-form.tsx";
import { Markup } from "../parts/markup.tsx";
import { SaveAnswer } from "../parts/save-answer.tsx";
import { mayPlan } from "../planner/access.ts";
import type { StatedBuyer } from "../planner/protocol.ts";
import { writtenIn } from "../../../src/units/money.ts";
import type { Search } from "../state/search.ts";
import { inputOf } from "../state/spec.ts";
import type { Spec } from "../state/spec.ts";
import { useApp } from "../state/store.ts";
import {
  askedKey,
  buyerOf,
  compare,
  listOf,
  readAsked,
  stopComparing,
  useWays,
  writtenOf,
} from "../state/ways.ts";
import type { Written } from "../state/ways.ts";

/** The scenario's own buyer; undefined until it is read. */
function useStated(spec: Spec): StatedBuyer | undefined {
  const [found, setFound] = useState<{ spec: Spec; buyer: StatedBuyer }>();
  useEffect(() => {
    let live = true;
    buyerOf(spec).then(
      (buyer) => {
        if (live) setFound({ spec, buyer });
      },
      () => {
        // The plan itself says what is wrong.
      },
    );
    return () => {
      live = false;
    };
  }, [spec]);
  return found?.buyer;
}

/** What the person wrote, kept in the address. */
function useWritten(): [Written, (name: string, value: string) => void] {
  const { b = [] }: Search = useSearch({ strict: false });
  const changeSearch = useSearchChange();
  const words = b.join("\n");
  const written = useMemo(() => writtenOf(words === "" ? [] : words.split("\n")), [words]);
  const [draft, setDraft] = useState(written);
  const write = (name: string, value: string) => {
    const next = { ...draft, [name]: value };
    setDraft(next);
    const list = listOf(next);
    void changeSearch(
      ({ b: _before, ...rest }: Search) => (list.length > 0 ? { ...rest, b: list } : rest),
      { replace: true },
    );
  };
  return [draft, write];
}

function Answer({
  comparison,
  stale,
  slipped,
}: {
  comparison: BuyerComparison;
  stale: boolean;
  slipped: boolean;
}): ReactNode {
  const html = useMemo(() => comparisonFigures(comparison), [comparison]);
  return (
    <div className={stale ? "lead-box stale" : "lead-box"}>
      <p className="lead" data-testid="advice">
        {headSentence(comparison)}
      </p>
      <p className="status">
        {stale ? "The scenario or the buyer has changed since: compare again. " : ""}
        {whoSentence(comparison)} Hours of {comparison.chip},{" "}
        {resolutionWords(comparison.resolution)}. <span className="badge estimated">estimated</span>{" "}
        people, development, limits by rating and what contracts ask.
        {slipped ? " It is of one design year: dates that slip do not move it." : ""}
      </p>
      <SaveAnswer
        name="firmwatt-buyer"
        answer={comparison}
        page={() => comparisonPage(comparison)}
      />
      <Markup html={html} />
    </div>
  );
}

function Buyer({ spec }: { spec: Spec }): ReactNode {
  const stated = useStated(spec);
  const [written, write] = useWritten();
  const { of, comparison, trouble, stage } = useWays();
  const canServe = useApp(({ access }) => mayPlan(access));
  const money = useApp(({ run }) => run?.package.money);
  const asked = useMemo(
    () => writtenIn(money, () => readAsked(written, stated ?? null)),
    [written, stated, money],
  );
  const faulty = Object.keys(asked.faults).length > 0;
  const named = stated !== undefined && (stated !== null || Object.keys(written).length > 0);
  const start = (where: "browser" | "server") => void compare(spec, written, asked, where);
  useEffect(() => {
    // A scenario with a buyer is compared when the view is opened; afterwards when asked.
    if (named && !faulty && of === null && stage === null && trouble === null) start("browser");
    // eslint-disable-next-line react-hooks/exhaustive-deps -- opening is what counts
  }, [named]);
  return (
    <>
      {comparison ? (
        <Answer
          comparison={comparison}
          stale={of !== askedKey(spec, written)}
          slipped={inputOf(spec).slips.length > 0}
        />
      ) : (
        <p className="empty">
          {stage === null
            ? "Who signs decides what can be signed. Say who the buyer is, and the same compute is planned three ways: in halls of one's own, with own chips in another's hall, with chips of another."
            : "Owning, colocating and renting are planned for the same compute…"}
        </p>
      )}
      <section>
        <h2>Who asks</h2>
        {stated === null ? (
          <p className="note">
            The scenario names no buyer: the figures shown are made up. They count here only, the
            plan above stays without limits of a buyer.
          </p>
        ) : null}
        <BuyerForm
          stated={stated ?? null}
          written={written}
          faults={asked.faults}
          onWrite={write}
        />
        {trouble ? (
          <p className="trouble" role="alert">
            {trouble}
          </p>
        ) : null}
        <p className="buttons">
          {stage === null ? (
            <>
              <button
                type="button"
                disabled={faulty || stated === undefined}
                onClick={() => {
                  start("browser");
                }}
              >
                Compare
              </button>
              {canServe ? (
                <button
                  type="button"
                  disabled={faulty || stated === undefined}
                  onClick={() => {
                    start("server");
                  }}
                >
                  Compare on the server
                </button>
              ) : null}
            </>
          ) : (
            <>
              <span role="status">Comparing</span>
              <span aria-hidden="true">{stage}</span>
              <button type="button" onClick={stopComparing}>
                Stop
              </button>
            </>
          )}
        </p>
      </section>
    </>
  );
}

export function View(): ReactNode {
  const spec = useApp((state) => state.spec);
  return spec ? <Buyer key={spec.text} spec={spec} /> : null;
}
