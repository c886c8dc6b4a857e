/**
 * Demand of a tariff in the model: billed MW by month, by season or once.
 *
 *     [peak_m] ≥ import_t in the part's hours of month m;  [billed_m] ≥ [peak_m], ≥ ratchet·[peak_k]
 *     [billed_m] ≥ minimum take·ramp·contracted;  cost += rate_m·[billed_m], or through tiers
 *     full use: Σ import ≥ hours·[billed], kept in return for the rate
 */
import type { Asset, Size } from "../block.ts";
import { categoryOf, monthsOf } from "./tariff-hours.ts";
import type { Load } from "./tariff-hours.ts";
import { mostMW, tierSizes } from "./tariff-tiers.ts";
import { demandRate, lookbackMonths, rampAt, windowMask } from "./tariff.ts";
import type { Part } from "./tariff.ts";

/** One billed demand: the months it stands for and what it costs. */
interface Billed {
  readonly size: Size;
  /** What the load reaches, where a ratchet looks at it; else the billed size itself. */
  readonly peak: Size;
  readonly label: string;
  /** Month 0…11 where it is billed alone. */
  readonly month: number | undefined;
  /** Quarter of the year it is for alone, over a horizon with rates by season. */
  readonly quarter: number | undefined;
}

function billedSizes(part: Part, asset: Asset): Billed[] {
  const alone = asset.conditions.everyHour && part.ratchetFrac !== 1;
  const all = Array.from({ length: 12 }, (_, month) => month);
  const rate = (months: readonly number[]) =>
    months.reduce((sum, month) => sum + demandRate(part, month), 0);
  const quarters = [0, 1, 2, 3].map((quarter) => all.slice(3 * quarter, 3 * quarter + 3));
  const seasonal =
    asset.periods.length > 1 && quarters.some((months) => rate(months) !== rate(quarters[0]!));
  const ratchet = alone && (part.ratchetFrac ?? 0) > 0;
  const measure = (name: string, usdPerYear: number) =>
    asset.size({
      name: `${name}.${part.name}`,
      unit: "MW billed",
      category: categoryOf(part),
      nature: "measure",
      fixedOMUSDPerUnitYear: usdPerYear,
    });
  const make = (label: string, usdPerYear: number, at: Partial<Billed> = {}): Billed => {
    const size = measure(`billedMW${label}`, part.tiers ? 0 : usdPerYear);
    const peak = ratchet ? measure(`peakMW${label}`, 0) : size;
    return { size, peak, label, month: undefined, quarter: undefined, ...at };
  };
  if (alone) return all.map((month) => make(`.${month + 1}`, demandRate(part, month), { month }));
  return seasonal
    ? quarters.map((months, quarter) => make(`.q${quarter + 1}`, 4 * rate(months), { quarter }))
    : [make("", rate(all))];
}

/** Adds a demand part. */
export function addDemand(part: Part, load: Load, asset: Asset): void {
  const billed = billedSizes(part, asset);
  const least = part.minimumTakeFrac ?? 0;
  const horizon = asset.periods[0]?.calendarYear !== undefined;
  for (const { size, peak, label, month, quarter } of billed) {
    const counts = (at: { year: number; quarter: number }) =>
      quarter === undefined || quarter === at.quarter ? 1 : 0;
    if (part.tiers) {
      const months = part.months?.length ?? 12;
      const inMonth = month === undefined || part.months?.includes(month + 1) !== false;
      const sizes = tierSizes(part, part.tiers, asset, {
        label,
        unit: "MW billed",
        perYear: month === undefined ? months : inMonth ? 1 : 0,
        scale: 1,
        most: mostMW(load),
      });
      asset.designRow(
        `${part.name}.tiers${label}`,
        [{ size, coefficient: -1 }, ...sizes.map((one) => ({ size: one, coefficient: 1 }))],
        ">=",
        0,
      );
    }
    if (least > 0)
      asset.designRow(
        `${part.name}.minimumTake${label}`,
        [
          { size, coefficient: counts },
          ...load.contracted.map((of) => ({
            size: of,
            coefficient: (at: { year: number; quarter: number }) =>
              -least * counts(at) * rampAt(part, horizon ? at.year : undefined),
          })),
        ],
        ">=",
        0,
      );
    if (peak !== size && month !== undefined)
      addRatchet(part, asset, { size, peak, label }, (other) => billed[other]!.peak, month);
    if (part.fullLoadHours)
      asset.budget(
        `${part.name}.fullUse`,
        {
          terms: asset.periods.flatMap((period, p) =>
            load.imports[p]!.map((flow) => ({ period, flow, coefficient: 1 })),
          ),
          sizes: [{ size, coefficient: -part.fullLoadHours }],
        },
        ">=",
        0,
      );
  }
  addPeaks(part, load, asset, billed);
}

/** Billed MW at least the month's peak, and a share of the peaks it looks back on. */
function addRatchet(
  part: Part,
  asset: Asset,
  { size, peak, label }: Pick<Billed, "size" | "peak" | "label">,
  peakOf: (month: number) => Size,
  month: number,
): void {
  const floors = [
    { name: `ratchet${label}`, of: peak, frac: 1 },
    ...lookbackMonths(part, month)
      .filter((other) => other !== month)
      .map((other) => ({
        name: `ratchet${label}from${other + 1}`,
        of: peakOf(other),
        frac: part.ratchetFrac ?? 0,
      })),
  ];
  for (const { name, of, frac } of floors)
    asset.designRow(
      `${part.name}.${name}`,
      [
        { size, coefficient: 1 },
        { size: of, coefficient: -frac },
      ],
      ">=",
      0,
    );
}

function addPeaks(part: Part, load: Load, asset: Asset, billed: readonly Billed[]): void {
  asset.periods.forEach((period, p) => {
    const mask = windowMask(part, load.facts[p]!);
    const [quarter] = monthsOf(period).map((month) => Math.floor(month / 3));
    const sizes = billed.filter((one) => one.quarter === undefined || one.quarter === quarter);
    if (mask.every((on) => on === 0)) return;
    period.row(
      `billed.${part.name}`,
      load.imports[p]!.map((flow) => ({ flow, coefficient: mask })),
      "<=",
      0,
      sizes.map(({ peak, month }) => ({
        size: peak,
        coefficient:
          month === undefined ? -1 : load.facts[p]!.month.map((m) => (m === month ? -1 : 0)),
      })),
    );
  });
}
