/** What binds and what relief is worth: `bottleneck.<limit>.perUnit`. */
import { fiveFigures, threeFigures, usdWords } from "../bottlenecks.ts";
import { namedIn, percentWorth } from "../html/bottleneck-table.ts";
import { limitWords } from "../limit-words.ts";
import type { LedgerEntry } from "../ledger.ts";
import type { AssumptionReport, BottleneckReport, Package } from "../package.ts";
import { capital } from "../words.ts";
import { lawAssumption } from "./law-assumption.ts";
import type { Explanation, Family, Named } from "./family.ts";
import { bottleneckName, calledOnce } from "./names.ts";
import type { BottleneckPart } from "./names.ts";

const isMoney = ({ objective }: Package) => objective !== "mostCompute";
const worthUnit = (pack: Package, perYear: boolean) =>
  isMoney(pack) ? (perYear ? "USD/yr" : "USD") : "PFLOPS·h";
/** A worth in words, to enough figures to divide it by. */
const worthWords = (pack: Package, worth: number) =>
  isMoney(pack) ? usdWords(worth) : `${fiveFigures(worth / 1000)} EFLOPS·h`;

/** The field that limits, as the scenario or the catalogue has it; limits of the law with their act. */
function behind(pack: Package, path: string): AssumptionReport[] {
  const law = pack.law.rows.find(
    ({ id, law: name }) => path === `law.limits.${name}` || path === `law.limits.${id}`,
  );
  const whole = /^(.*)\.(firmMW|nonFirmMW)$/.exec(path)?.[1];
  return [
    ...pack.provenance.filter((one) => one.path === path || one.path === `${whole}.stages`),
    ...(law ? [lawAssumption(law)] : []),
    ...pack.provenance.filter(({ path: of }) => of === "objective.mostValue.usdPerEFLOPSh"),
  ];
}

type Part = readonly [
  BottleneckPart,
  Omit<Explanation, "figure" | "title" | "behind"> & { readonly title: string },
];

function* named(
  pack: Package,
  { name, path }: { readonly name: string; readonly path: string },
  called: string,
  parts: () => readonly Part[],
): Iterable<Named> {
  for (const [part, { title, ...rest }] of parts())
    yield [
      bottleneckName(called, part),
      () => ({
        title: `${title}: ${capital(limitWords(name, namedIn(pack)))}`,
        ...rest,
        behind: behind(pack, path),
      }),
    ];
}

/** Limits of a plan of one year. */
function yearParts(pack: Package, one: BottleneckReport): readonly Part[] {
  const { limit, unit, worthPerUnit, confirmed } = one;
  const unitWords = unit || "unit";
  const formula = confirmed
    ? "what the objective gains when the plan is made again with the limit loosened by a step / the step"
    : "shadow price of the limit: what the objective would gain per unit of a small step; not yet confirmed by planning again";
  const inputs = [
    `limit: ${threeFigures(limit)} ${unit}`,
    ...(confirmed
      ? [
          `loosened by: ${fiveFigures(Math.abs(confirmed.step))} ${unit}`,
          `gain: ${worthWords(pack, confirmed.gain)} a year`,
        ]
      : []),
    `worth: ${worthWords(pack, worthPerUnit)} a year per ${unitWords}`,
  ];
  return [
    [
      "limit",
      {
        title: "Limit now",
        value: limit,
        unit,
        formula: "as the scenario states it, with what is there already",
        inputs: [one.sentence],
      },
    ],
    [
      "perUnit",
      {
        title: "Worth per unit",
        value: worthPerUnit,
        unit: worthUnit(pack, true),
        formula,
        inputs,
      },
    ],
    [
      "percent",
      {
        title: "Worth of one percent",
        value: percentWorth(one),
        unit: worthUnit(pack, true),
        formula: `limit / 100 × worth per unit: ${formula}`,
        inputs,
      },
    ],
  ];
}

/** Limits over a horizon. */
function ledgerParts(pack: Package, one: LedgerEntry): readonly Part[] {
  const { limit, unit, worthPerUnit, confirmed } = one;
  const quarters = pack.timeline?.quarters ?? [];
  const most = Math.max(0, ...limit);
  // Solver dust is worth nothing.
  const dust = 1e-6 * Math.max(0, ...worthPerUnit);
  const lines = quarters.flatMap((quarter, i) =>
    worthPerUnit[i]! > dust
      ? [
          `${quarter}: ${threeFigures(limit[i]!)} ${unit}, ${worthWords(pack, worthPerUnit[i]!)} for one more`,
        ]
      : [],
  );
  return [
    [
      "limit",
      {
        title: "Limit, at most",
        value: most,
        unit,
        formula: "most of the limit in any quarter, with what is there already",
        inputs: [one.sentence, ...lines],
      },
    ],
    [
      "perUnit",
      {
        title: "Worth per unit, all quarters",
        value: worthPerUnit.reduce((sum, worth) => sum + worth, 0),
        unit: worthUnit(pack, false),
        formula:
          "Σ over quarters of the limit's shadow price there, as of today; a decision for several quarters has its worth shared out among them",
        inputs: lines,
      },
    ],
    ...(confirmed
      ? [
          [
            "percent",
            {
              title: "One percent more, planned again",
              value: confirmed.worth,
              unit: worthUnit(pack, false),
              formula:
                "objective of this plan − objective planned again with the limit loosened by a hundredth in all its quarters, accepted stages and whole units kept",
              inputs: [`loosened by: ${threeFigures(confirmed.step)} ${unit}`, ...lines],
            },
          ] satisfies Part,
        ]
      : []),
  ];
}

export const bottleneckFigures: Family = {
  words: "what binds, and what relief is worth",
  form: "bottleneck.<limit>.<limit, perUnit or percent>",
  *figures(pack) {
    const { ledger, bottlenecks, timeline } = pack;
    if (ledger && timeline)
      for (const one of ledger) yield* named(pack, one, one.name, () => ledgerParts(pack, one));
    else {
      const called = calledOnce(bottlenecks.map(({ name }) => name));
      for (const [i, one] of bottlenecks.entries())
        yield* named(pack, one, called[i]!, () => yearParts(pack, one));
    }
  },
};
