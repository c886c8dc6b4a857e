/** Quarter by quarter: MW of IT by month over the draws, what is in force, what computes: `quarter.2029-Q1.<asset>.<size>`. */
import { firstMonth } from "../../units/quarter.ts";
import { threeFigures } from "../bottlenecks.ts";
import { assetWords } from "../holders.ts";
import { chipLayers } from "../html/time-in-force.ts";
import { CURVES, curveAt, curvesOf } from "../html/time-mw.ts";
import type { Package } from "../package.ts";
import { monthWords } from "../time-orders.ts";
import type { AssetTimeline, SiteTimeline, Timeline } from "../timeline.ts";
import { drawsLine, milestonesBehind, milestonesOfAssets, resourceLines } from "./drawn.ts";
import { endingWith } from "./family.ts";
import type { Explanation, Family, Named } from "./family.ts";
import { monthName, quarterName } from "./names.ts";

function* monthsOf(pack: Package, timeline: Timeline): Iterable<Named> {
  const { odds } = pack;
  const curves = curvesOf(timeline, odds);
  for (const i of timeline.quarters.keys()) {
    const month = monthWords(timeline, firstMonth(i));
    for (const curve of CURVES) {
      const mw = curveAt(curves, curve.key, firstMonth(i));
      if (mw === undefined) continue;
      yield [
        monthName(month, curve.key),
        () => ({
          title: `${curve.title}, ${month}`,
          value: mw,
          unit: "MW",
          formula:
            odds || curve.key === "planned"
              ? curve.formula
              : "Σ over sites of all chips × their full draw",
          inputs: [
            ...timeline.sites.map(
              ({ name, itPeakMW, chipsMW, hallMW, gridMW, generationMW }) =>
                `${name}, as planned: grid ${threeFigures(gridMW[i]!)} MW, generation ${threeFigures(generationMW[i]!)} MW, halls ${threeFigures(hallMW[i]!)} MW, chips ${threeFigures(chipsMW[i]!)} MW, IT at its highest ${threeFigures(itPeakMW[i]!)} MW`,
            ),
            ...(odds ? [...resourceLines(pack, odds, ""), drawsLine(odds)] : []),
          ],
          behind: [...milestonesBehind(pack, odds, ""), ...endingWith(pack, ["itKWPerChip"])],
        }),
      ];
    }
  }
}

/** What an asset has in force in each quarter. */
function* inForce(pack: Package, timeline: Timeline, asset: AssetTimeline): Iterable<Named> {
  for (const [i, quarter] of timeline.quarters.entries())
    yield [
      quarterName(quarter, `${asset.name}.${asset.size}`),
      () => ({
        title: `${assetWords(timeline, { site: asset.site, asset: asset.name })}, ${quarter}`,
        value: asset.inForce[i]!,
        unit: asset.unit,
        formula:
          "Σ of what has come by the quarter and has not reached the end of its life; how much comes when is the optimiser's choice",
        inputs: [
          ...asset.orders.map(
            ({ comes, amount, stage }) =>
              `in force from ${comes}${stage ? `, ${stage}` : ""}: ${threeFigures(amount)} ${asset.unit}`,
          ),
          ...(asset.orders.length === 0 ? ["there without an order"] : []),
        ],
        behind: [
          ...milestonesOfAssets(pack, new Set([asset.name])),
          ...endingWith(pack, ["lifeYears"], pathOf(pack, asset)),
        ],
      }),
    ];
}

const pathOf = (pack: Package, { name }: AssetTimeline) =>
  pack.sites.flatMap(({ assets }) => assets).find((one) => one.name === name)?.path ?? name;

const HEAT = ["electricalEfficiencyFrac", "fansPumpsFrac", "houseLoadFrac", "chillerCOPReference"];

function* siteOf(pack: Package, timeline: Timeline, site: SiteTimeline): Iterable<Named> {
  const behind = (fields: readonly string[]) => endingWith(pack, fields, "");
  const layers = chipLayers(pack, timeline, site);
  for (const [i, quarter] of timeline.quarters.entries()) {
    const [it, facility, all] = [site.itPeakMW[i]!, site.facilityPeakMW[i]!, site.chipsMW[i]!];
    yield [
      quarterName(quarter, `${site.name}.facilityPeakMW`),
      () => ({
        title: `Facility peak at ${site.name}, ${quarter}`,
        value: facility,
        unit: "MW",
        formula:
          "highest of the quarter's modelled hours of IT, cooling, losses and house load together",
        inputs: [`IT at its highest: ${threeFigures(it)} MW`],
        behind: behind(HEAT),
      }),
    ];
    yield [
      quarterName(quarter, `${site.name}.itPeakMW`),
      () => ({
        title: `IT peak at ${site.name}, ${quarter}`,
        value: it,
        unit: "MW",
        formula: "highest IT power of the quarter's modelled hours",
        inputs: [
          `chips at full draw: ${threeFigures(all)} MW`,
          `halls: ${threeFigures(site.hallMW[i]!)} MW`,
          `grid: ${threeFigures(site.gridMW[i]!)} MW, generation: ${threeFigures(site.generationMW[i]!)} MW`,
        ],
        behind: behind(["itKWPerChip"]),
      }),
    ];
    for (const { name, asset, values } of layers)
      yield [
        quarterName(quarter, `${asset}.drawMW`),
        () => ({
          title: `${name} at ${site.name} at full draw, ${quarter}`,
          value: values[i]!,
          unit: "MW",
          formula:
            "full draw of all chips there × this kind's share of Σ chips in force × kW per chip",
          inputs: [
            `full draw of all chips there: ${threeFigures(all)} MW`,
            ...timeline.assets
              .filter((one) => one.site === site.name && one.unit === "chips")
              .map((one) => `${one.title}: ${threeFigures(one.inForce[i]!)} chips in force`),
          ],
          behind: behind(["itKWPerChip"]),
        }),
      ];
  }
}

function* compute(pack: Package, timeline: Timeline): Iterable<Named> {
  for (const [i, quarter] of timeline.quarters.entries()) {
    const done = timeline.computeEFLOPSh[i]!;
    const rest = (): Pick<Explanation, "inputs" | "behind"> => ({
      inputs: [
        ...timeline.assets
          .filter(({ unit, inForce: there }) => unit === "chips" && there[i]! > 0.5)
          .map(
            (one) =>
              `${assetWords(timeline, { site: one.site, asset: one.name })}: ${threeFigures(one.inForce[i]!)} chips in force`,
          ),
        `delivered: ${threeFigures(done)} EFLOPS·h`,
      ],
      behind: endingWith(pack, [
        "demand/mfuFrac",
        "demand/availabilityFrac",
        "demand/targetEFLOPShPerYear",
        "bf16TFLOPS",
        "fp8TFLOPS",
        "fp4TFLOPS",
      ]),
    });
    yield [
      quarterName(quarter, "computeEFLOPSh"),
      () => ({
        title: `Compute delivered, ${quarter}`,
        value: done,
        unit: "EFLOPS·h",
        formula:
          "Σ over the quarter's hours of chips that run × dense peak × MFU × availability × what power caps leave",
        ...rest(),
      }),
    ];
    yield [
      quarterName(quarter, "unservedEFLOPSh"),
      () => ({
        title: `Compute not served, ${quarter}`,
        value: timeline.unservedEFLOPSh[i]!,
        unit: "EFLOPS·h",
        formula: "Σ over the quarter's hours of demand − compute, where above 0",
        ...rest(),
      }),
    ];
  }
}

export const quarterFigures: Family = {
  words: "MW of IT by month over the draws; what is in force, drawn and computed by quarter",
  form: "month.<month>.<planned, chips, power.p10, poweredIT.p50, …>, quarter.<quarter>.<site>.<asset>.<size>, quarter.<quarter>.<site>.<asset>.drawMW, quarter.<quarter>.<site>.<itPeakMW or facilityPeakMW>, quarter.<quarter>.<computeEFLOPSh or unservedEFLOPSh>",
  *figures(pack) {
    const { timeline } = pack;
    if (!timeline) return;
    yield* monthsOf(pack, timeline);
    for (const asset of timeline.assets) yield* inForce(pack, timeline, asset);
    for (const site of timeline.sites) yield* siteOf(pack, timeline, site);
    yield* compute(pack, timeline);
  },
};
