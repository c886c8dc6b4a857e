/** Rules of law and the plan: `law.<site>.<rule>.room`; drafts beside them, and what eases a cap on energy. */
import { converted, moneyUnit } from "../../units/money.ts";
import { fiveFigures, threeFigures } from "../bottlenecks.ts";
import type { CapVariant, DraftReport } from "../law/drafts.ts";
import type { LawReport, LawRow } from "../law/law.ts";
import { marginWords, measuredWords, thresholdWords, worthPeriod } from "../law/words.ts";
import type { AssumptionReport, Package } from "../package.ts";
import { words } from "../words.ts";
import { endingWith } from "./family.ts";
import type { Explanation, Family, Named } from "./family.ts";
import { lawAssumption } from "./law-assumption.ts";
import { capName, draftName, lawName } from "./names.ts";

/** A share told in percent; a ratio such as PUE and what has a unit as they are. */
const unitOf = ({ unit, metric }: LawRow) =>
  unit === "1" ? (metric === "pue" ? "" : "frac") : unit;
const valueOf = ({ unit }: LawRow, value: number) =>
  unit === "yes" ? (value > 0 ? "yes" : "no") : value;

function inputsOf(row: LawRow): string[] {
  const { measured, margin, measuredFrom, year, why, natural } = row;
  return [
    `asked: ${thresholdWords(row)}`,
    `measured: ${measuredWords(row)}`,
    ...Object.entries(measuredFrom).flatMap(([name, value]) =>
      typeof value === "number" ? [`${words(name)}: ${fiveFigures(value)}`] : [],
    ),
    ...(margin === null || measured === null ? [] : [`room: ${marginWords(row)}`]),
    ...(natural ? [`room: ${fiveFigures(natural.margin)} ${natural.unit}`] : []),
    ...(year === null ? [] : [`figures: those of the year from ${year}, that with least room`]),
    `why it applies: ${why}`,
  ];
}

function* rowFigures(pack: Package, row: LawRow): Iterable<Named> {
  const { measured, margin, operator, worthPerUnit, worthUnit, title, sites } = row;
  const behind = (): AssumptionReport[] => [
    lawAssumption(row),
    ...endingWith(pack, [`limits.${row.id}`, `limits.${row.law}`], "law."),
  ];
  const of = (
    value: Explanation["value"],
    unit: string,
    formula: string,
  ): Omit<Explanation, "figure"> => ({
    title: `${title}, ${sites.join(", ")}`,
    value,
    unit,
    formula,
    inputs: inputsOf(row),
    behind: behind(),
  });
  if (measured !== null)
    yield [
      lawName(row, "measured"),
      () =>
        of(
          valueOf(row, measured),
          unitOf(row),
          `${row.words}, of the sites the rule speaks of together, read back from the solved plan`,
        ),
    ];
  if (row.limit !== null)
    yield [
      lawName(row, "limit"),
      () =>
        of(
          valueOf(row, row.limit!),
          unitOf(row),
          "as the act has it, or the scenario under law.limits",
        ),
    ];
  if (margin !== null && row.unit !== "yes")
    yield [
      lawName(row, "room"),
      () =>
        of(
          valueOf(row, margin),
          unitOf(row),
          operator === "<="
            ? "what is allowed − what is measured"
            : "what is measured − what is asked",
        ),
    ];
  if (worthPerUnit !== null && worthUnit !== null)
    yield [
      lawName(row, "worth"),
      () =>
        of(
          worthPerUnit,
          pack.objective === "mostCompute" ? "PFLOPS·h" : "USD",
          `Σ of the shadow prices of the rule's rows in the plan: what one unit more of room is worth ${worthPeriod(pack.law)}, ${worthUnit}`,
        ),
    ];
}

const planBoth = "the plan is made twice, under current law and with the draft as law beside it";

function* draftFigures(pack: Package, draft: DraftReport): Iterable<Named> {
  const law = pack.law.rows.find(({ id, law: name }) => draft.law === name || draft.law === id);
  for (const [i, { what, unit, from, to }] of draft.moves.entries())
    for (const [part, value, which] of [
      ["now", from, "under current law"],
      ["draft", to, "with the draft"],
    ] as const)
      yield [
        draftName(draft.law, i + 1, part),
        () => ({
          title: `${what} ${which}: ${draft.title}`,
          value,
          unit,
          formula: `${what} of the plan ${which}; ${planBoth}`,
          inputs: [
            `under current law: ${threeFigures(from)} ${unit}`,
            `with the draft: ${threeFigures(to)} ${unit}`,
            draft.sentence,
          ],
          behind: law ? [lawAssumption(law)] : [],
        }),
      ];
}

function* capFigures(
  pack: Package,
  { what, gain, gainUnit, cappedGWh, computeEFLOPSh, pue }: CapVariant,
  n: number,
): Iterable<Named> {
  const caps = pack.law.rows.filter(({ metric }) => metric === "energyGWhPerYear");
  const money = gainUnit.startsWith("USD");
  for (const [part, title, value, unit, formula] of [
    [
      "gain",
      "Gain",
      gain,
      money ? "USD" : "PFLOPS·h",
      "objective of this plan − objective planned again with this one thing changed",
    ],
    [
      "energy",
      "Energy under the cap",
      cappedGWh === null ? null : 1000 * cappedGWh,
      "MWh",
      "Σ over the year's hours of the power drawn at the busbar of the sites under the cap, planned again",
    ],
    ["compute", "Compute", computeEFLOPSh, "EFLOPS·h", "compute a year of the plan made again"],
    [
      "pue",
      "PUE",
      pue,
      "",
      "facility energy / IT energy of the sites under the cap in the plan made again",
    ],
  ] as const)
    if (value !== null)
      yield [
        capName(n, part),
        () => ({
          title: `${title}: ${what}`,
          value,
          unit,
          formula,
          inputs: [
            `changed: ${what}`,
            ...(gain === null
              ? []
              : [`gain: ${threeFigures(money ? converted(gain) : gain)} ${moneyUnit(gainUnit)}`]),
            ...(cappedGWh === null ? [] : [`energy under the cap: ${fiveFigures(cappedGWh)} GWh`]),
            ...(pue === null ? [] : [`PUE: ${pue.toFixed(3)}`]),
          ],
          behind: caps.map(lawAssumption),
        }),
      ];
}

export const lawFigures: Family = {
  words: "rules of law, drafts, and what eases a cap on energy",
  form: "law.<site>.<rule>.<measured, limit, room or worth>, law.draft.<draft>.<number>.<now or draft>, law.cap.<number>.<gain, energy, compute or pue>",
  *figures(pack) {
    const { rows, drafts, cap }: LawReport = pack.law;
    for (const row of rows) yield* rowFigures(pack, row);
    for (const draft of drafts) yield* draftFigures(pack, draft);
    for (const [i, variant] of cap.entries()) yield* capFigures(pack, variant, i + 1);
  },
};
