/** What an offer of a grid connection may say, and its stages as steps of a size. */
import { z } from "zod";
import type { SizeStage } from "../block.ts";
import { quarter, readQuarter } from "../dates.ts";
import { choice, flag, fraction, fromCatalog, number, optional } from "../fields.ts";
import { tariffSchema } from "./tariff-fields.ts";

const figures = fromCatalog("connection", "grid-connection");

const stage = z.strictObject({
  date: quarter("First quarter in which these MW are there, as promised").optional(),
  firmMW: number("Firm MW that this stage adds", 0),
  nonFirmMW: number("Flexible MW that this stage adds", 0),
  until: quarter("First quarter in which they are gone again").optional(),
  expires: quarter(
    "Last quarter in which the stage may be accepted, and comes as much later; at once when left out",
  ).optional(),
  worksUSD: number("Works cost when the stage is accepted, beside that per MW", 0),
  whole: flag("Take all of the stage or none", true),
  ownGenerationFrac: fraction("Own dispatchable power it asks for, per firm MW", 0),
});

export const offerSchema = z.strictObject({
  firmMW: number("Firm MW offered", 0),
  nonFirmMW: number("Flexible (non-firm) MW offered", 0),
  curtailedHoursPerYear: number("Hours a year in which the flexible MW may be cut", 300, {
    min: 0,
    max: 8784,
  }),
  wholeOffer: flag("Take all offered MW or none", false),
  worksUSDPerMW: figures.number("worksUSDPerMW", "Works to connect, per MW contracted"),
  worksLifeYears: number("Years over which works are paid", 30, { min: 1 }),
  contractedUSDPerMWYear: number("Yearly charge per MW contracted", 0),
  demandUSDPerMWMonth: figures.numberOr(
    "demandUSDPerMWMonth",
    0,
    "Charge on each month's highest MW",
  ),
  ratchetFrac: fraction("Share of the year's highest month that every month is billed at least", 0),
  minimumTakeFrac: fraction("Share of contracted MW billed whether used or not", 0),
  networkUSDPerMWh: figures.numberOr("networkUSDPerMWh", 0, "Network charge on energy"),
  taxUSDPerMWh: number("Tax and levies on energy", 0, { min: -1000 }),
  energy: choice("How energy is bought", ["spot", "fixed", "time-of-use", "none"], "spot"),
  supplierFeeUSDPerMWh: number("Supplier's fee on top of spot", 1, { min: -1000 }),
  fixedUSDPerMWh: number("Price when energy is fixed", 70, { min: -1000 }),
  peakUSDPerMWh: number("Time-of-use price in peak hours (weekdays, local time)", 100, {
    min: -1000,
  }),
  offPeakUSDPerMWh: number("Time-of-use price in other hours", 50, { min: -1000 }),
  peakFromHour: number("First peak hour", 8, { min: 0, max: 23 }),
  peakToHour: number("Hour at which peak ends", 20, { min: 1, max: 24 }),
  exportMW: number("Most MW that may be exported", 0),
  exportPriceFrac: fraction("Share of the spot price paid for exports", 0.9),
  firmCreditFrac: fraction("Share of firm MW that counts as firm capacity", 1),
  existingMW: optional("Firm MW already connected and paid"),
  stages: z
    .array(stage)
    .max(20)
    .default([])
    .meta({ description: "MW by date, each accepted or refused; beside firmMW and nonFirmMW" }),
  collateralUSDPerMW: number("Security held per MW contracted; its interest is a cost", 0),
  tariff: tariffSchema.optional().meta({
    description: "What the connection is billed, in place of the charges above",
  }),
  outageHours: z
    .array(z.int().min(1).max(8784))
    .max(2000)
    .default([])
    .meta({ description: "Hours of the year, from 1, in which the grid is out" }),
  noticeHours: optional("Notice before flexible MW are cut; a day or more when left out"),
  restartHours: figures.number(
    "restartHours",
    "Work lost in a cut told less than an hour ahead: since the last checkpoint, and to start again",
    { min: 0, max: 1 },
  ),
  reopener: z
    .strictObject({
      from: quarter("From this quarter on MW that are not used are taken back"),
      useFrac: fraction(
        "Mean use over a year that keeps them, as a share of what is contracted",
        0.7,
      ),
    })
    .optional(),
  rampMWPerHour: optional("Fastest change of load allowed, hour to hour, cuts included"),
  rideThrough: flag("The connection is tied to riding through grid faults", false),
});

/** An offer that has passed its schema. */
export type Offer = z.output<typeof offerSchema>;

/** A stage of an offer as a step of its firm or its flexible MW; its security costs so much while it waits. */
export function stageOf(
  spec: Offer,
  i: number,
  field: "firmMW" | "nonFirmMW",
  heldUSDPerUnitYear: number,
): SizeStage {
  const of = spec.stages[i]!;
  const mw = of.firmMW + of.nonFirmMW;
  return {
    label: `stage${i + 1}`,
    amount: of[field],
    whole: of.whole,
    worksUSD: mw > 0 ? (of.worksUSD * of[field]) / mw : 0,
    from: readQuarter(of.date),
    until: readQuarter(of.until),
    expires: readQuarter(of.expires),
    heldUSDPerUnitYear,
  };
}

/** Stages as steps of a size; in the plan of a single year they count when their date has come. */
export function stagesOf(
  spec: Offer,
  field: "firmMW" | "nonFirmMW",
  heldUSDPerUnitYear: number,
): SizeStage[] {
  const dated = spec.stages.map((_, i) => stageOf(spec, i, field, heldUSDPerUnitYear));
  const plain = {
    label: "offer",
    amount: spec[field],
    whole: spec.wholeOffer,
    worksUSD: 0,
    from: undefined,
    until: undefined,
    expires: undefined,
    heldUSDPerUnitYear,
  };
  return [plain, ...dated].filter(({ amount }) => amount > 0);
}
