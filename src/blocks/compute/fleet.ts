/**
 * A fleet of one accelerator model that may be power-capped hour by hour.
 *
 *     [chips]                                    price and upkeep per chip, server and network included
 *     ⟨itMW_{w,σ,t}⟩ ≤ width_σ·kW·[chips]        workload w, power-cap segment σ (power-cap.ts)
 *         with several workloads: Σ_w itMW_{w,σ} ≤ width_σ·kW·[chips]
 *     compute_w += slope_σ·(peak·MFU·availability/kW)·itMW
 *     electricity −= itMW/η;  airHeat += (1 − liquid)·itMW;  liquidHeat += liquid·itMW
 *     Σ itMW ≥ minimumRun·kW·[chips]
 *
 * Slopes fall from segment to segment, so the optimum fills them in the right order by itself.
 */
import { z } from "zod";
import { catalog } from "../../catalog/catalog.ts";
import { optionalNumberIn } from "../../catalog/table.ts";
import { defineBlock } from "../block.ts";
import type { AnyBlock, Asset, Flow, Period, Size, SummaryRow, Term, Workload } from "../block.ts";
import { fraction, fromCatalog, number, optional } from "../fields.ts";
import { mostUnits } from "../most-units.ts";
import { MEAN_RUN, MEAN_SPEED } from "./mean-run.ts";
import { capSegments } from "./power-cap.ts";

function schemaOf(kind: string) {
  const figures = fromCatalog("accelerators", kind);
  const peak = (parameter: string, help: string) =>
    optionalNumberIn(catalog("accelerators").get(kind)!, parameter) === undefined
      ? optional(help)
      : figures.number(parameter, help);
  return z.strictObject({
    minChips: number("Least to install", 0),
    maxChips: optional("Most that can be had; unlimited when left out"),
    existingChips: number("Already there: no capital cost", 0),
    itKWPerChip: figures.number("itKWPerChip", "All-in IT power per chip at full load", {
      min: 0.01,
    }),
    bf16TFLOPS: peak("bf16TFLOPS", "Dense BF16 peak per chip"),
    fp8TFLOPS: peak("fp8TFLOPS", "Dense FP8 peak per chip"),
    fp4TFLOPS: peak("fp4TFLOPS", "Dense FP4 peak per chip"),
    priceUSD: figures.number(
      "priceUSD",
      "Price per chip, its share of server, network and storage included",
    ),
    lifeYears: figures.number("lifeYears", "Economic life", { min: 0.5 }),
    fixedOMFracPerYear: figures.numberOr(
      "fixedOMFracPerYear",
      0.03,
      "Upkeep a year as a share of the price",
      { min: 0, max: 1 },
    ),
    liquidHeatFrac: figures.number("liquidHeatFrac", "Share of heat that leaves by liquid", {
      min: 0,
      max: 1,
    }),
    liquidSupplyMaxC: figures.numberOr("liquidSupplyMaxC", 40, "Warmest liquid supply", {
      min: 0,
      max: 80,
    }),
    airSupplyMaxC: figures.numberOr("airSupplyMaxC", 27, "Warmest air supply", {
      min: 10,
      max: 50,
    }),
    gpuShareOfITFrac: figures.numberOr(
      "gpuShareOfITFrac",
      0.6,
      "The chip's own share of all-in IT power",
      { min: 0, max: 1 },
    ),
    minimumRunFrac: fraction("Least share of full IT power at all times", 0),
    powerCapSegments: number("Pieces of the power-cap curve; 1 means no capping", 4, {
      min: 1,
      max: 8,
    }),
  });
}

export type FleetSpec = z.output<ReturnType<typeof schemaOf>>;

/** Dense peak in PFLOPS per chip at the workload's precision, if published. */
function peakPFLOPS(spec: FleetSpec, { precision }: Workload): number | undefined {
  const tflops = { bf16: spec.bf16TFLOPS, fp8: spec.fp8TFLOPS, fp4: spec.fp4TFLOPS }[precision];
  return tflops === undefined ? undefined : tflops / 1000;
}

interface Segment {
  readonly workload: Workload;
  readonly index: number;
  readonly widthMW: number;
  readonly pflopsPerMW: number;
}

/** Segments of every workload the chip can do, sizes per chip. */
function segmentsOf(spec: FleetSpec, asset: Asset): Segment[] {
  const mw = spec.itKWPerChip / 1000;
  return asset.conditions.workloads.flatMap((workload) => {
    const peak = peakPFLOPS(spec, workload);
    if (peak === undefined) {
      asset.warn(`no published ${workload.precision} peak, so it cannot serve ${workload.name}`);
      return [];
    }
    const full = (peak * workload.mfuFrac * workload.availabilityFrac) / mw;
    const curve =
      spec.powerCapSegments < 2
        ? [{ widthFrac: 1, slope: 1 }]
        : capSegments(workload.powerCapCurve, spec.gpuShareOfITFrac, spec.powerCapSegments);
    return curve.map(({ widthFrac, slope }, index) => ({
      workload,
      index,
      widthMW: widthFrac * mw,
      pflopsPerMW: slope * full,
    }));
  });
}

function addHours(
  spec: FleetSpec,
  segments: readonly Segment[],
  chips: Size,
  period: Period,
  electricalEfficiencyFrac: number,
): Flow[] {
  const mw = spec.itKWPerChip / 1000;
  const many = new Set(segments.map(({ workload }) => workload.name)).size > 1;
  const terms: Term[] = [];
  const flows = segments.map((segment) => {
    const { workload, index, widthMW, pflopsPerMW } = segment;
    const flow = period.flow(`${workload.name}.itMW${index + 1}`, {
      size: chips,
      profile: widthMW,
    });
    period.compute(workload.name, flow, pflopsPerMW);
    period.post("electricity", flow, -1, "it");
    period.post("electricity", flow, 1 - 1 / electricalEfficiencyFrac, "losses");
    period.post("itPower", flow, 1);
    period.post("airHeat", flow, 1 - spec.liquidHeatFrac);
    if (spec.liquidHeatFrac > 0) period.post("liquidHeat", flow, spec.liquidHeatFrac);
    terms.push({ flow, coefficient: 1 });
    return flow;
  });
  if (many) period.row("shared", terms, "<=", 0, [{ size: chips, coefficient: -mw }]);
  if (spec.minimumRunFrac > 0)
    period.row("minimumRun", terms, ">=", 0, [
      { size: chips, coefficient: -mw * spec.minimumRunFrac },
    ]);
  return flows;
}

/** What the same energy would have computed with every chip at full power: workload by workload. */
function uncappedCompute(segments: readonly Segment[], mwh: readonly number[]): number {
  let compute = 0;
  for (const workload of new Set(segments.map((segment) => segment.workload))) {
    let width = 0;
    let full = 0;
    let used = 0;
    segments.forEach((segment, i) => {
      if (segment.workload !== workload) return;
      width += segment.widthMW;
      full += segment.widthMW * segment.pflopsPerMW;
      used += mwh[i]!;
    });
    compute += (full / width) * used;
  }
  return compute;
}

/** How the power cap was used: chips' mean share of full IT power, and compute per MWh of IT. */
function capRows(
  spec: FleetSpec,
  segments: readonly Segment[],
  mwh: readonly number[],
  chips: number,
  hours: number,
): SummaryRow[] {
  const used = mwh.reduce((sum, one) => sum + one, 0);
  if (chips < 0.5 || used <= 0) return [];
  const compute = segments.reduce((sum, segment, i) => sum + segment.pflopsPerMW * mwh[i]!, 0);
  const uncapped = uncappedCompute(segments, mwh);
  const full = (spec.itKWPerChip / 1000) * chips * hours;
  return [
    { label: MEAN_RUN, value: used / full, unit: "frac" },
    { label: MEAN_SPEED, value: (compute / uncapped) * (used / full), unit: "frac" },
    { label: "Compute per MWh of IT", value: (compute * 1000 * 3600) / used, unit: "TFLOP/MWh" },
    {
      label: "Compute per MWh of IT without capping",
      value: (uncapped * 1000 * 3600) / used,
      unit: "TFLOP/MWh",
    },
    ...segments.map((segment, i) => ({
      label: `Power-cap piece ${segment.index + 1} used, ${segment.workload.name}`,
      value: mwh[i]! / (segment.widthMW * chips * hours),
      unit: "frac",
    })),
  ];
}

/** The fleet block of one accelerator of the catalogue. */
function fleet(kind: string): AnyBlock {
  const name = catalog("accelerators").get(kind)!.get("name")?.text ?? kind;
  return defineBlock<FleetSpec, null>({
    kind,
    title: name,
    schema: schemaOf(kind),
    prepare: () => null,
    contribute(spec, _profile, asset) {
      const chips = asset.size({
        name: "chips",
        unit: "chips",
        minimum: spec.minChips,
        existing: spec.existingChips,
        ...mostUnits(spec.maxChips),
        category: "servers",
        itMWPerUnit: spec.itKWPerChip / 1000,
        capexUSDPerUnit: spec.priceUSD,
        lifeYears: spec.lifeYears,
        fixedOMUSDPerUnitYear: spec.priceUSD * spec.fixedOMFracPerYear,
        limitField: "maxChips",
      });
      const segments = segmentsOf(spec, asset);
      const flows = asset.periods.map((period) =>
        addHours(spec, segments, chips, period, asset.conditions.electricalEfficiencyFrac),
      );
      return (result) =>
        capRows(
          spec,
          segments,
          segments.map((_, i) => result.sum(flows.map((of) => of[i]!))),
          result.size(chips),
          result.weightHours.reduce((sum, weight) => sum + weight, 0),
        );
    },
  });
}

/** One fleet block per accelerator of the catalogue. */
export const fleetBlocks: Readonly<Record<string, AnyBlock>> = Object.fromEntries(
  [...catalog("accelerators").keys()].map((kind) => [kind, fleet(kind)]),
);
