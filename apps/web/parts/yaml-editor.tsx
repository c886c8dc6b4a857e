/** A text with line numbers; lines with an issue are marked. Ctrl+Enter plans it. */
import { useEffect, useRef } from "react";
import type { ReactNode, Ref } from "react";
import type { Issue } from "../../../src/scenario/issue.ts";

interface Props {
  readonly ref: Ref<HTMLTextAreaElement>;
  readonly text: string;
  readonly issues: readonly Issue[];
  readonly onChange: (text: string) => void;
  readonly onPlan: () => void;
}

export function YAMLEditor({ ref, text, issues, onChange, onPlan }: Props): ReactNode {
  const numbers = useRef<HTMLPreElement>(null);
  const wrong = new Set(issues.map(({ line }) => line));
  const count = text.split("\n").length;
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const area = box.current?.querySelector("textarea");
    const follow = () => {
      if (numbers.current && area) numbers.current.scrollTop = area.scrollTop;
    };
    const watch = new ResizeObserver(() => {
      if (numbers.current && area) numbers.current.style.height = `${area.offsetHeight}px`;
    });
    area?.addEventListener("scroll", follow);
    if (area) watch.observe(area);
    return () => {
      area?.removeEventListener("scroll", follow);
      watch.disconnect();
    };
  }, []);
  return (
    <div className="yaml" ref={box}>
      <pre className="numbers" aria-hidden="true" ref={numbers}>
        {Array.from({ length: count }, (_, i) => (
          <span key={i}>
            {wrong.has(i + 1) ? <b>{i + 1}</b> : i + 1}
            {"\n"}
          </span>
        ))}
      </pre>
      <textarea
        ref={ref}
        aria-label="Scenario as YAML"
        aria-invalid={issues.length > 0}
        spellCheck={false}
        autoCapitalize="off"
        value={text}
        onChange={({ target }) => {
          onChange(target.value);
        }}
        onKeyDown={(event) => {
          if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
            event.preventDefault();
            onPlan();
          }
        }}
      />
      {/* A field for text does not break over sheets of paper. */}
      <pre className="paper" aria-hidden="true">
        {text}
      </pre>
    </div>
  );
}
