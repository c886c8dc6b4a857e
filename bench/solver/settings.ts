/** What the solver's bench measures, from the command line. */
import { parseArgs } from "node:util";

const SECTIONS = ["weeks", "growth", "memory", "warm", "whole", "threads", "many"] as const;
export type Section = (typeof SECTIONS)[number];

export interface Settings {
  readonly sections: readonly Section[];
  /** Lengths of the problem given to every solver. */
  readonly weeks: readonly number[];
  /** HiGHS methods to compare with. */
  readonly methods: readonly string[];
  readonly repeat: number;
  /** Seconds after which HiGHS stops. */
  readonly limit: number;
  /** Seconds of one method's runs after which it is not run again. */
  readonly patience: number;
  readonly json: boolean;
  readonly write: boolean;
}

/** Hours of `weeks`; 52 weeks are the whole year. */
export function hoursOf(weeks: number): number {
  return weeks === 52 ? 8760 : weeks * 168;
}

/** Length of the problem on which growth and memory are measured. */
export function longestHours({ weeks }: Settings): number {
  return hoursOf(Math.max(...weeks));
}

function isSection(name: string): name is Section {
  return (SECTIONS as readonly string[]).includes(name);
}

export function readSettings(args: readonly string[]): Settings {
  const { values } = parseArgs({
    args: [...args],
    options: {
      quick: { type: "boolean", default: false },
      only: { type: "string", default: SECTIONS.join(",") },
      weeks: { type: "string" },
      highs: { type: "string" },
      repeat: { type: "string", default: "3" },
      limit: { type: "string", default: "300" },
      patience: { type: "string", default: "200" },
      json: { type: "boolean", default: false },
      write: { type: "boolean", default: false },
    },
  });
  const wanted = values.only.split(",");
  const sections = wanted.filter(isSection);
  if (sections.length < wanted.length)
    throw new Error(`--only takes ${SECTIONS.join(", ")}; got ${values.only}`);
  const highs = values.highs ?? (values.quick ? "ipm" : "ipm,ipx,simplex");
  return {
    sections,
    weeks: (values.weeks ?? (values.quick ? "1,4" : "1,4,13,52")).split(",").map(Number),
    methods: highs === "none" ? [] : highs.split(","),
    repeat: Number(values.repeat),
    limit: Number(values.limit),
    patience: Number(values.patience),
    json: values.json,
    write: values.write,
  };
}
