/**
 * The real costs of a solved plan by year, as a project pays them.
 *
 *     design year   capital at year 0 and again at the end of each life; steady costs in years 1…N;
 *                   rest = what is left of the plan's annuity. Present value at the plan's rate =
 *                   the plan's yearly cost times the worth of N payments, whatever the lives
 *     horizon       what the plan pays, quarter by quarter, summed by year; a thing serves from the year it comes
 *
 * A life that ends within a year is renewed at that year's end, with interest from the day.
 */
import { annuityFrac, annuityWorth } from "../../finance/present-value.ts";
import type { CapitalLine, OperatingLine, Payment, ProjectCosts } from "../../finance/project.ts";
import { plantClass } from "../../finance/tax-law.ts";
import type { TaxClass } from "../../finance/tax-law.ts";
import { CHIPS, WORTH } from "../categories.ts";
import { chargesOf } from "../flows.ts";
import type { Paid, Solved } from "../flows.ts";

const CLASSES: Readonly<Record<string, TaxClass>> = {
  [CHIPS]: "accelerators",
  shell: "hall",
  cooling: "cooling",
  connection: "grid-connection",
  storage: "storage",
};

/** One charge with what stands behind it. */
interface Line extends Paid {
  readonly lifeYears: number;
  readonly restUSD: number;
  /** Over a horizon: the interval in which what is paid for comes. */
  readonly comes: number;
  readonly taxClass: TaxClass;
}

function linesOf(solved: Solved): Line[] {
  const { campus, solution } = solved;
  const kinds = new Map(campus.assets.map(({ name, kind }) => [name, kind]));
  return chargesOf(solved).map((paid, i): Line => {
    const charge = campus.charges[i]!;
    const sized = charge.on === "size" ? charge : undefined;
    const amount = !sized || sized.design < 0 ? 1 : solution.design[sized.design]!;
    return {
      ...paid,
      lifeYears: sized?.lifeYears ?? NaN,
      restUSD: (sized?.restUSD ?? 0) * amount,
      comes: sized?.comes ?? 0,
      taxClass: CLASSES[paid.category] ?? plantClass(kinds.get(paid.asset) ?? "") ?? "electrical",
    };
  });
}

/** What a thing costs over a project that repeats its year: by year, and its worth at the end. */
export function renewed(
  capexUSD: number,
  lifeYears: number,
  waccFrac: number,
  years: number,
): { realUSD: Float64Array; restRealUSD: number } {
  const realUSD = new Float64Array(years + 1);
  let bought = 0;
  for (let k = 0; k * lifeYears < years - 1e-9; k++) {
    bought = k * lifeYears;
    const paid = Math.ceil(bought - 1e-9);
    realUSD[paid]! += capexUSD * (1 + waccFrac) ** (paid - bought);
  }
  const left = Math.max(0, bought + lifeYears - years);
  return {
    realUSD,
    restRealUSD: capexUSD * annuityFrac(waccFrac, lifeYears) * annuityWorth(waccFrac, left),
  };
}

function added(sum: Float64Array, more: Float64Array): Float64Array {
  return sum.map((value, i) => value + more[i]!);
}

/** Payments of two lists, those of the same years as one. */
function paymentsTogether(some: readonly Payment[], more: readonly Payment[]): Payment[] {
  const sums = new Map<string, Payment>();
  for (const payment of [...some, ...more]) {
    const key = `${payment.paidYear}|${payment.servedYear}`;
    const realUSD = payment.realUSD + (sums.get(key)?.realUSD ?? 0);
    sums.set(key, { ...payment, realUSD });
  }
  return [...sums.values()].sort((a, b) => a.paidYear - b.paidYear || a.servedYear - b.servedYear);
}

/** Adds lines of one name, class and life together; drops what the solver left as dust. */
function merged<Kind extends OperatingLine>(
  lines: readonly Kind[],
  key: (line: Kind) => string,
  join: (a: Kind, b: Kind) => Kind,
): Kind[] {
  const groups = new Map<string, Kind>();
  for (const line of lines) {
    const before = groups.get(key(line));
    groups.set(key(line), before ? join(before, line) : line);
  }
  const size = ({ realUSD }: OperatingLine) =>
    realUSD.reduce((sum, value) => sum + Math.abs(value), 0);
  const all = [...groups.values()];
  const dust = 1e-9 * all.reduce((sum, line) => sum + size(line), 0);
  return all.filter((line) => size(line) > dust);
}

/** Share of the best year's compute below which a year sells nothing: the solver's dust. */
const SOLD_FRAC = 1e-6;

/** What a year's costs are made from beside the solved values. */
export interface CostFrame {
  /** Calendar year of the plan's first year. */
  readonly firstYear: number;
  /** Years the design year is repeated. */
  readonly projectYears: number;
  /** EFLOPS·h by interval. */
  readonly computeEFLOPSh: readonly number[];
  /** MWh of an asset by interval. */
  readonly energyMWh: (asset: string) => readonly number[];
  /** Lives of chips to look at instead of the plan's. */
  readonly chipLifeYears?: number;
}

/** Costs of the plan by year, real. */
export function projectCosts(solved: Solved, frame: CostFrame): ProjectCosts {
  const { campus } = solved;
  const { intervals, horizon, waccFrac } = campus;
  const steady = horizon === undefined;
  const count = steady ? frame.projectYears + 1 : intervals.at(-1)!.year + 1;
  const byYear = (values: ArrayLike<number>) => {
    const out = new Float64Array(count);
    if (steady) out.fill(values[0]!, 1);
    else intervals.forEach(({ year }, i) => (out[year]! += values[i]!));
    return out;
  };
  const lines = linesOf(solved).filter(({ category }) => category !== WORTH);
  const operating = lines
    .filter(({ capexUSD }) => capexUSD === 0)
    .map(({ category, usd }): OperatingLine => ({ name: category, realUSD: byYear(usd) }));
  const output = byYear(frame.computeEFLOPSh);
  const buildYears = steady
    ? 1
    : Math.min(
        count - 1,
        Math.max(
          0,
          output.findIndex((eflopsh) => eflopsh > SOLD_FRAC * Math.max(...output)),
        ),
      );
  const capital = lines
    .filter(({ capexUSD }) => capexUSD !== 0)
    .map((line): CapitalLine => {
      const chips = line.category === CHIPS;
      const lifeYears = chips ? (frame.chipLifeYears ?? line.lifeYears) : line.lifeYears;
      const plant = line.category === "supply";
      const head = {
        name: plant ? line.asset : line.category,
        taxClass: line.taxClass,
        lifeYears,
        energyMWh: plant ? byYear(frame.energyMWh(line.asset)) : new Float64Array(count),
      };
      if (steady)
        return { ...head, ...renewed(line.capexUSD, lifeYears, waccFrac, frame.projectYears) };
      const usd = line.usd.slice();
      usd[usd.length - 1]! += line.restUSD;
      const realUSD = byYear(usd);
      const servedYear = intervals[line.comes]!.year;
      const payments = Array.from(realUSD, (paid, paidYear) => ({
        paidYear,
        servedYear,
        realUSD: paid,
      })).filter((payment) => payment.realUSD !== 0);
      return { ...head, realUSD, payments, restRealUSD: line.restUSD };
    });
  return {
    firstYear: frame.firstYear - (steady ? 1 : 0),
    buildYears,
    serviceLagYears: steady ? 1 : 0,
    operating: merged(
      operating,
      ({ name }) => name,
      (a, b) => ({ ...a, realUSD: added(a.realUSD, b.realUSD) }),
    ),
    capital: merged(
      capital,
      ({ name, taxClass, lifeYears }) => `${name}|${taxClass}|${lifeYears}`,
      (a, b) => ({
        ...a,
        realUSD: added(a.realUSD, b.realUSD),
        restRealUSD: a.restRealUSD + b.restRealUSD,
        ...(a.payments && b.payments ? { payments: paymentsTogether(a.payments, b.payments) } : {}),
      }),
    ),
    output,
  };
}
