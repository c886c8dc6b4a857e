/** The scenario: its text and a form of its values, in step; what is wrong stands on its line and its field. */
import { useEffect, useRef, useState } from "react";
import type { ReactNode } from "react";
import type { Issue } from "../../../src/scenario/issue.ts";
import { FieldForm } from "../parts/field-form.tsx";
import { issuePlace, issueWords } from "../parts/issue-words.ts";
import { Import } from "../parts/import.tsx";
import { YAMLEditor } from "../parts/yaml-editor.tsx";
import { SLIP } from "../planner/levers.ts";
import type { Edited, Field } from "../planner/protocol.ts";
import { planner, say, take } from "../state/session.ts";
import { inputOf } from "../state/spec.ts";
import type { Spec } from "../state/spec.ts";
import { useApp } from "../state/store.ts";

/** The text is checked this long after the last key. */
const QUIET_MS = 250;

function IssueList({
  issues,
  onGo,
}: {
  issues: readonly Issue[];
  onGo: (issue: Issue) => void;
}): ReactNode {
  if (issues.length === 0) return null;
  return (
    <div className="trouble" role="alert" data-testid="issues">
      <h2>{issues.length === 1 ? "One thing is wrong" : `${issues.length} things are wrong`}</h2>
      <ul className="issue-list">
        {issues.slice(0, 20).map((issue) => (
          <li key={`${issue.line}:${issue.column} ${issue.path} ${issue.message}`}>
            {issue.line > 0 ? (
              <button
                type="button"
                onClick={() => {
                  onGo(issue);
                }}
              >
                {issuePlace(issue)}
              </button>
            ) : null}{" "}
            <b>{issue.path}</b> {issueWords(issue)}
          </li>
        ))}
      </ul>
    </div>
  );
}

/** Sites whose connection shows among the fields. */
const connectedSites = (fields: readonly Field[]): string[] => [
  ...new Set(fields.flatMap(({ path }) => /^sites\.([^.]+)\.connection\./.exec(path)?.[1] ?? [])),
];

function Editor({ spec }: { spec: Spec }): ReactNode {
  const [text, setText] = useState(spec.text);
  const [issues, setIssues] = useState<readonly Issue[]>([]);
  const [notices, setNotices] = useState<readonly string[]>([]);
  const [fields, setFields] = useState<readonly Field[] | null>(null);
  const [files, setFiles] = useState(spec.files);
  const area = useRef<HTMLTextAreaElement>(null);
  /** Whether any text has been read: the first is read at once. */
  const read = useRef(false);
  const changed = text !== spec.text || files !== spec.files;
  useEffect(() => {
    setText(spec.text);
    setFiles(spec.files);
  }, [spec]);
  useEffect(() => {
    let live = true;
    const timer = setTimeout(
      () => {
        read.current = true;
        planner.check(inputOf({ ...spec, text, files, set: [] })).then(
          (found) => {
            // An older text's fields stand until those of a newer one can be read.
            if (found.issues.length === 0)
              setFields((known) => (live ? found.fields : (known ?? found.fields)));
            if (!live) return;
            setIssues(found.issues);
            setNotices(found.notices);
          },
          (error: unknown) => {
            if (live) say(error instanceof Error ? error.message : String(error));
          },
        );
      },
      read.current ? QUIET_MS : 0,
    );
    return () => {
      live = false;
      clearTimeout(timer);
    };
  }, [spec, text, files]);
  const go = (issue: Issue) => {
    const lines = text.split("\n");
    const from = lines.slice(0, issue.line - 1).reduce((sum, line) => sum + line.length + 1, 0);
    area.current?.focus();
    area.current?.setSelectionRange(
      from + issue.column - 1,
      from + (lines[issue.line - 1]?.length ?? 0),
    );
  };
  const plan = () => {
    if (issues.length === 0 && changed)
      take({ ...spec, example: null, text, files }, { newBase: false });
  };
  const write = async (set: readonly string[]) => {
    const edited = await planner.edit(text, set);
    if (edited.ok) setText(edited.text);
    else setIssues(edited.issues);
  };
  /** What a file became in the text: said, since the text stands above it. */
  const put = async (asked: Promise<Edited>) => {
    try {
      const edited = await asked;
      if (edited.ok) {
        setText(edited.text);
        say("It stands in the scenario's text above; Plan this makes the plan.");
      } else setIssues(edited.issues);
    } catch (error) {
      say(error instanceof Error ? error.message : String(error));
    }
  };
  const moved = spec.set.filter((setting) => !setting.startsWith(SLIP));
  return (
    <>
      <p className="buttons">
        <button
          type="button"
          className="primary"
          disabled={!changed || issues.length > 0}
          onClick={plan}
          aria-keyshortcuts="Control+Enter"
        >
          Plan this
        </button>
        <button
          type="button"
          disabled={!changed}
          onClick={() => {
            setText(spec.text);
            setFiles(spec.files);
          }}
        >
          Back to what is planned
        </button>
        <button
          type="button"
          disabled={moved.length === 0}
          onClick={() => {
            void write(moved);
          }}
        >
          Write the levers into the text
        </button>
      </p>
      <IssueList issues={issues} onGo={go} />
      {notices.length > 0 ? (
        <div role="status">
          <h2>Worth a second look</h2>
          <ul>
            {notices.map((notice) => (
              <li key={notice}>{notice}</li>
            ))}
          </ul>
        </div>
      ) : null}
      <div className="editor">
        <div>
          <h2>As text</h2>
          <YAMLEditor ref={area} text={text} issues={issues} onChange={setText} onPlan={plan} />
        </div>
        <div>
          <h2>As a form</h2>
          <FieldForm
            fields={fields}
            issues={issues}
            onChange={(path, value) => void write([`${path}=${value}`])}
          />
        </div>
      </div>
      <Import
        files={files}
        onFile={(name, content) => {
          setFiles({ ...files, [name]: content });
        }}
        onSettings={(set) => void put(planner.edit(text, set))}
        onTariff={(site, table, inPlaceOfMarket) =>
          void put(planner.writeTariff(text, site, table, inPlaceOfMarket))
        }
        connected={connectedSites(fields ?? [])}
      />
    </>
  );
}

export function View(): ReactNode {
  const spec = useApp((state) => state.spec);
  return spec ? <Editor spec={spec} /> : null;
}
