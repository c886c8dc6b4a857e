/** The scenario's single values as fields, by block; defaults are folded away until they are wanted. */
import { useState } from "react";
import type { ReactNode } from "react";
import type { Issue } from "../../../src/scenario/issue.ts";
import type { Field } from "../planner/protocol.ts";
import { words } from "./format.ts";
import { issueWords } from "./issue-words.ts";

interface Props {
  /** Null until the scenario has been read once. */
  readonly fields: readonly Field[] | null;
  readonly issues: readonly Issue[];
  readonly onChange: (path: string, value: string) => void;
}

const ownerOf = (path: string) => path.slice(0, path.lastIndexOf("."));
const nameOf = (path: string) => path.slice(path.lastIndexOf(".") + 1);

function Fault({ issue }: { issue: Issue }): ReactNode {
  return <span className="fault">{issueWords(issue)}</span>;
}

function Value({
  field,
  issue,
  onChange,
}: {
  field: Field;
  issue: Issue | undefined;
  onChange: Props["onChange"];
}): ReactNode {
  const id = `field-${field.path}`;
  const stated = String(field.value);
  const [text, setText] = useState(stated);
  const [shown, setShown] = useState(stated);
  if (stated !== shown) {
    setShown(stated);
    setText(stated);
  }
  const give = (value: string) => {
    if (value.trim() !== "" && value !== stated) onChange(field.path, value);
  };
  return (
    <div className={issue ? "field wrong" : "field"}>
      <label htmlFor={id}>
        {words(nameOf(field.path))}
        {field.stated ? null : (
          <>
            {" "}
            <span className={`badge ${field.confidence}`}>{field.confidence}</span>
          </>
        )}
      </label>
      {typeof field.value === "boolean" ? (
        <select
          id={id}
          value={stated}
          onChange={({ target }) => {
            onChange(field.path, target.value);
          }}
        >
          <option>true</option>
          <option>false</option>
        </select>
      ) : (
        <input
          id={id}
          value={text}
          inputMode={typeof field.value === "number" ? "decimal" : "text"}
          aria-describedby={`${id}-help`}
          onChange={({ target }) => {
            setText(target.value);
          }}
          onBlur={() => {
            give(text);
          }}
          onKeyDown={({ key }) => {
            if (key === "Enter") give(text);
          }}
        />
      )}
      <span className="help" id={`${id}-help`}>
        {field.help}
        {field.stated || field.source === "" ? "" : ` Default: ${field.source}`}
      </span>
      {issue ? <Fault issue={issue} /> : null}
    </div>
  );
}

export function FieldForm({ fields: read, issues, onChange }: Props): ReactNode {
  const fields = read ?? [];
  const [all, setAll] = useState(false);
  const [sought, setSought] = useState("");
  const shown = fields.filter(
    ({ path, stated, help }) =>
      (all || stated || sought !== "") &&
      `${path} ${help}`.toLowerCase().includes(sought.toLowerCase()),
  );
  const paths = new Set(shown.map(({ path }) => path));
  const owners = Map.groupBy(shown, ({ path }) => ownerOf(path));
  return (
    <div className="form">
      <p className="buttons">
        <input
          type="search"
          aria-label="Find a value"
          placeholder="Find a value"
          value={sought}
          onChange={({ target }) => {
            setSought(target.value);
          }}
        />
        <label>
          <input
            type="checkbox"
            checked={all}
            onChange={({ target }) => {
              setAll(target.checked);
            }}
          />{" "}
          with defaults ({fields.filter(({ stated }) => !stated).length})
        </label>
      </p>
      {[...owners].map(([owner, inside]) => (
        <details key={owner} open>
          <summary>{owner}</summary>
          {issues
            .filter(({ path }) => ownerOf(path) === owner && !paths.has(path))
            .map((issue) => (
              <Fault key={`${issue.path} ${issue.message}`} issue={issue} />
            ))}
          {inside.map((field) => (
            <Value
              key={field.path}
              field={field}
              issue={issues.find(({ path }) => path === field.path)}
              onChange={onChange}
            />
          ))}
        </details>
      ))}
      {shown.length === 0 ? (
        <p className="note">
          {read === null
            ? "Reading the scenario…"
            : fields.length === 0
              ? "The form comes back when the text can be read."
              : "Nothing of that name."}
        </p>
      ) : null}
    </div>
  );
}
