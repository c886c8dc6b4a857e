/** Compare: the base, the plan shown and every plan kept, side by side: what was asked, what came, what moved it. */
import { useSearch } from "@tanstack/react-router";
import { useEffect } from "react";
import type { ReactNode } from "react";
import { useSearchChange } from "../parts/search-change.ts";
import { table } from "../../../src/report/html/svg.ts";
import {
  changeWords,
  costMoves,
  figureRows,
  inputDifferences,
  rowWords,
  sells,
  worthSentence,
} from "../../../src/report/compare.ts";
import { resolutionWords } from "../../../src/report/resolution-words.ts";
import { Exported } from "../parts/exported.tsx";
import { escapeHTML } from "../parts/format.ts";
import { Markup } from "../parts/markup.tsx";
import { MovesPicture } from "../parts/moves.tsx";
import { WithRun } from "../parts/with-run.tsx";
import { inSentence } from "../../../src/report/words.ts";
import { wantKept } from "../state/kept.ts";
import type { Search } from "../state/search.ts";
import { take } from "../state/session.ts";
import { settingWords } from "../state/spec.ts";
import { sameHours, useApp } from "../state/store.ts";
import type { Run } from "../state/store.ts";

interface Column {
  readonly title: string;
  readonly run: Run;
  readonly words: string | null;
}

function columnsOf(
  run: Run,
  base: Run | null,
  kept: Readonly<Record<string, Run>>,
  keep: readonly string[],
): Column[] {
  const letter = (i: number) => String.fromCharCode("A".charCodeAt(0) + i);
  return [
    ...(base ? [{ title: "Base", run: base, words: null }] : []),
    ...keep.flatMap((words, i) =>
      kept[words] ? [{ title: `Kept ${letter(i)}`, run: kept[words], words }] : [],
    ),
    { title: "Shown", run, words: null },
  ];
}

function Asked({ run, from }: { run: Run; from: Run }): ReactNode {
  const other = run.spec.text !== from.spec.text ? [run.package.name] : [];
  const changed = [
    ...other,
    ...run.spec.set.filter((one) => !from.spec.set.includes(one)).map(settingWords),
  ];
  return changed.length === 0 ? "the same" : changed.join("; ");
}

function Table({ columns }: { columns: readonly Column[] }): ReactNode {
  const changeSearch = useSearchChange();
  const rows = figureRows(columns.map(({ run }) => run.package));
  const drop = (words: string) => {
    void changeSearch(({ keep = [], ...rest }: Search) => ({
      ...rest,
      keep: keep.filter((one) => one !== words),
    }));
  };
  return (
    <div className="scroll" role="region" aria-label="Plans side by side" tabIndex={0}>
      <table className="side-by-side">
        <caption>
          Plans side by side; changes are against the first column, where the hours are the same
        </caption>
        <thead>
          <tr>
            <th scope="col">
              <span className="hidden">Figure</span>
            </th>
            {columns.map(({ title, words, run }) => (
              <th key={title} scope="col" className="n">
                {title}
                {words === null ? null : (
                  <span className="buttons small">
                    <button
                      type="button"
                      onClick={() => {
                        take(run.spec);
                      }}
                    >
                      Show
                    </button>
                    <button
                      type="button"
                      onClick={() => {
                        drop(words);
                      }}
                    >
                      Drop
                    </button>
                  </span>
                )}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          <tr>
            <th scope="row">What was asked</th>
            {columns.map(({ title, run }) => (
              <td key={title} className="asked">
                <Asked run={run} from={columns[0]!.run} />
              </td>
            ))}
          </tr>
          <tr>
            <th scope="row">Hours</th>
            {columns.map(({ title, run }) => (
              <td key={title} className="asked">
                {resolutionWords(run.package.resolution)}
              </td>
            ))}
          </tr>
          {rows.map((row) => (
            <tr key={row.label}>
              <th scope="row">{row.label}</th>
              {row.values.map((value, i) => {
                const first = row.values[0] ?? null;
                const held = i > 0 && sameHours(columns[0]!.run, columns[i]!.run);
                const change = held ? changeWords(row, first, value) : undefined;
                return (
                  <td key={columns[i]!.title} className="n">
                    {rowWords(row, value)}
                    {change ? <span className="moved">{change}</span> : null}
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

const MOST_LETTERS = 80;
/** A value as the scenario has it, cut where it is a whole table. */
const shortly = (json: string) => {
  const text = json.replaceAll('"', "");
  return text.length > MOST_LETTERS ? `${text.slice(0, MOST_LETTERS - 1)}…` : text;
};

/** What the change is worth, and which costs and income moved it: what a slip costs, first of all. */
function Moved({ base, to }: { base: Column; to: Column }): ReactNode {
  const packs = [base.run.package, to.run.package] as const;
  const net = packs.some(sells);
  const said = worthSentence(...packs);
  const [from, into] = [inSentence(base.title), inSentence(to.title)] as const;
  return (
    <section className="first">
      <h2>{`From ${from} to ${into}`}</h2>
      {said ? (
        <p className="verdict" data-testid="worth">
          {said}
        </p>
      ) : null}
      <MovesPicture net={net} moves={costMoves(...packs, net)} base={from} to={into} />
    </section>
  );
}

/** Every assumption that is not the same in all, folded: a change of place changes hundreds. */
function Inputs({ columns }: { columns: readonly Column[] }): ReactNode {
  const found = inputDifferences(columns.map(({ run }) => run.package));
  if (found.length === 0) return null;
  const title = `Assumptions that differ: ${found.length}`;
  const rows = found.map(({ path, values }) => [
    { html: escapeHTML(path).replaceAll(".", ".<wbr>") },
    ...values.map(shortly),
  ]);
  return (
    <details className="on-paper">
      <summary>{title}</summary>
      <Markup
        html={table(
          title,
          [{ text: "Assumption" }, ...columns.map((column) => ({ text: column.title }))],
          rows,
        )}
      />
    </details>
  );
}

export function View(): ReactNode {
  const { keep = [] }: Search = useSearch({ strict: false });
  const kept = useApp((state) => state.kept);
  const missing = keep.filter((words) => !kept[words]).length;
  const words = keep.join(" ");
  useEffect(() => {
    void wantKept(keep);
    // eslint-disable-next-line react-hooks/exhaustive-deps -- the words are the list
  }, [words]);
  return (
    <WithRun>
      {(run, base) => {
        const columns = columnsOf(run, base, kept, keep);
        if (columns.length < 2)
          return (
            <p className="empty">
              There is one plan only. Move a lever under “What if”, or press Keep above and open
              another scenario: the plans then stand side by side here, with what was asked, what
              came of it and what moved it.
            </p>
          );
        const comparable = columns.slice(1).filter(({ run: to }) => sameHours(columns[0]!.run, to));
        return (
          <>
            {missing > 0 ? <p className="note">Planning {missing} more…</p> : null}
            {comparable.map((to) => (
              <Moved key={to.title} base={columns[0]!} to={to} />
            ))}
            <Exported title="Plans side by side">
              <Table columns={columns} />
            </Exported>
            <Inputs columns={columns} />
          </>
        );
      }}
    </WithRun>
  );
}
