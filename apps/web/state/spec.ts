/** What is planned: an example or a text of one's own, with settings and slips on top. */
import { SLIP } from "../planner/levers.ts";
import type { Input } from "../planner/protocol.ts";

export interface Example {
  readonly id: string;
  readonly name: string;
  readonly note: string;
  readonly text: string;
}

export interface Spec {
  /** The example it started from; null for a text of one's own. */
  readonly example: string | null;
  readonly text: string;
  /** `path=value` as for `--set`, and `slip:WHAT=months`; the last word on a path counts. */
  readonly set: readonly string[];
  readonly files: Readonly<Record<string, string>>;
}

const idOf = (setting: string) => setting.slice(0, setting.indexOf("="));
const valueOf = (setting: string) => setting.slice(setting.indexOf("=") + 1);

/** The spec with one setting more, or without it when the value is undefined. */
export function withSetting(spec: Spec, id: string, value: string | undefined): Spec {
  const others = spec.set.filter((setting) => idOf(setting) !== id);
  return { ...spec, set: value === undefined ? others : [...others, `${id}=${value}`] };
}

/** The value a spec sets for an id, as text. */
export function settingOf(spec: Spec, id: string): string | undefined {
  const found = spec.set.find((setting) => idOf(setting) === id);
  return found === undefined ? undefined : valueOf(found);
}

/** True when the text or a setting says over which hours to plan; else a first answer is over few of them. */
export function statesHours({ text, set }: Spec): boolean {
  return /^resolution:/m.test(text) || set.some((setting) => idOf(setting) === "resolution");
}

/** The spec as the planner takes it. */
export function inputOf({ text, set, files }: Spec): Input {
  return {
    text,
    files,
    set: set.filter((setting) => !setting.startsWith(SLIP)),
    slips: set.flatMap((setting) => {
      const months = Number(valueOf(setting));
      return setting.startsWith(SLIP) && months !== 0
        ? [{ what: idOf(setting).slice(SLIP.length), months }]
        : [];
    }),
  };
}

/** True when two specs ask for the same plan. */
export function sameSpec(a: Spec, b: Spec): boolean {
  return (
    a.text === b.text &&
    a.set.length === b.set.length &&
    a.set.every((setting) => b.set.includes(setting))
  );
}

/** Settings in a person's words: `slip:grid=9` as "grid 9 months later". */
export function settingWords(setting: string): string {
  const id = idOf(setting);
  return id.startsWith(SLIP)
    ? `${id.slice(SLIP.length)} ${valueOf(setting)} months later`
    : `${id} = ${valueOf(setting)}`;
}
