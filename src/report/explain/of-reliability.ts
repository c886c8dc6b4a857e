/** Outages and what one loss would do: `reliability.<site>.served`. */
import { energy, percent } from "../html/svg.ts";
import { CAUSES } from "../html/outage-causes.ts";
import { fiveFigures, threeFigures } from "../bottlenecks.ts";
import type { Package } from "../package.ts";
import type { LossReport, ReliabilityReport } from "../reliability.ts";
import { withError } from "../with-error.ts";
import type { Explanation, Family, Named } from "./family.ts";
import { assetWords } from "./figure-inputs.ts";
import { causeName, lossName, servedName } from "./names.ts";

/** Units, stores and grid that are drawn, and what is asked of them. */
function plantLines(pack: Package, { plant, years }: ReliabilityReport): string[] {
  const { units, stores, gridMW, interruptionsPerYear, meanInterruptionHours } = plant;
  return [
    `load: ${fiveFigures(plant.loadMWhPerYear)} MWh a year`,
    ...(gridMW > 0
      ? [
          `grid: ${threeFigures(gridMW)} MW, interrupted ${threeFigures(interruptionsPerYear)} times a year for ${threeFigures(meanInterruptionHours)} h on average`,
        ]
      : []),
    ...units.map(
      ({ name, unitMW, count, forcedOutageFrac, meanRepairHours }) =>
        `${assetWords(pack, name)}: ${count} of ${threeFigures(unitMW)} MW, out ${percent(forcedOutageFrac)} of the time, ${threeFigures(meanRepairHours)} h to repair`,
    ),
    ...stores.map(
      ({ name, powerMW, energyMWh }) =>
        `${assetWords(pack, name)}: ${threeFigures(powerMW)} MW, ${energy(energyMWh)}, half full when a year begins`,
    ),
    `years drawn: ${years}`,
  ];
}

const DRAWN =
  "units, grid and cuts of the flexible connection are drawn hour by hour; what is short after plants, grid, stores and standby sets is not served";

function* servedFigures(pack: Package, report: ReliabilityReport): Iterable<Named> {
  const { site, availability, nines, unservedMWhPerYear, lossHoursPerYear, plant } = report;
  const rest = (): Pick<Explanation, "inputs" | "behind"> => ({
    inputs: [
      `not served: ${fiveFigures(unservedMWhPerYear.mean)} MWh a year`,
      `its standard error: ${withError(unservedMWhPerYear.standardError, 0)} MWh a year`,
      ...plantLines(pack, report),
    ],
    behind: plant.assumptions,
  });
  for (const [part, title, value, unit, formula] of [
    [
      "served",
      "Energy served",
      availability.mean,
      "frac",
      `1 − energy not served / load, mean of the years drawn; ${DRAWN}`,
    ],
    [
      "nines",
      "Nines",
      nines.mean,
      "nines",
      "−log10(energy not served / load): 99.9 % served is three nines",
    ],
    [
      "unservedMWh",
      "Energy not served",
      unservedMWhPerYear.mean,
      "MWh",
      `Σ over the hours drawn of what is short / years drawn; ${DRAWN}`,
    ],
    [
      "lossHours",
      "Hours with a shortage",
      lossHoursPerYear.mean,
      "hours",
      `hours drawn in which anything is short / years drawn; ${DRAWN}`,
    ],
  ] as const)
    yield [
      servedName(site, part),
      () => ({
        title: `${title} at ${site}, a year`,
        value: value ?? "nothing is lost",
        unit,
        formula,
        ...rest(),
      }),
    ];
  for (const { cause, mwhPerYear } of report.causes)
    yield [
      causeName(site, cause),
      () => ({
        title: `Not served at ${site} for ${CAUSES[cause] ?? cause}`,
        value: mwhPerYear,
        unit: "MWh",
        formula:
          "Σ over the hours drawn of what is short and put down to this cause / years drawn; all causes add up to what is not served",
        ...rest(),
      }),
    ];
}

const MARGIN =
  "grid after cuts + Σ units in order × their MW (wind and sun: what there is in the hour) − what is lost − load, in the hour in which that is least; stores do not count";

function* lossFigures(pack: Package, report: ReliabilityReport, loss: LossReport): Iterable<Named> {
  const { what, lostMW, marginMW, hoursOnStores } = loss;
  const inputs = () => [
    `lost in that hour: ${fiveFigures(lostMW)} MW`,
    `margin without it: ${fiveFigures(marginMW)} MW`,
    ...plantLines(pack, report),
  ];
  for (const [part, title, value, unit, formula] of [
    ["lostMW", "MW lost", lostMW, "MW", "what it gives in the hour of least margin without it"],
    ["marginMW", "Margin", marginMW, "MW", MARGIN],
    [
      "hoursOnStores",
      "Hours on stores",
      hoursOnStores ?? "for good",
      "hours",
      "from that hour on, until stores that begin half full no longer carry what is short",
    ],
  ] as const)
    yield [
      lossName(report.site, what, part),
      () => ({
        title: `${title} with ${what} lost at ${report.site}`,
        value,
        unit,
        formula,
        inputs: inputs(),
        behind: report.plant.assumptions,
      }),
    ];
}

export const reliabilityFigures: Family = {
  words: "outages, and the loss of one thing",
  form: "reliability.<site>.<served, nines, unservedMWh or lossHours>, reliability.<site>.unserved.<cause>, reliability.<site>.loss.<what>.<lostMW, marginMW or hoursOnStores>",
  *figures(pack) {
    for (const report of pack.reliability) {
      yield* servedFigures(pack, report);
      for (const loss of report.losses) yield* lossFigures(pack, report, loss);
    }
  },
};
