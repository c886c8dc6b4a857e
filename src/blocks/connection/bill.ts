/** The bill of a connection in a solved plan: every part of its tariff from the hours alone, and what it is tied to. */
import { catalog } from "../../catalog/catalog.ts";
import { weightedSum } from "../../problem/series.ts";
import type { Series } from "../../problem/series.ts";
import type { BillLine, BillTerms, Priced, SolvedPeriod } from "../account.ts";
import type { Conditions, Flow, Size } from "../block.ts";
import { categoryOf } from "./charge-category.ts";
import { inForce, monthsOf } from "./tariff-hours.ts";
import { tariffFigure } from "./tariff-fields.ts";
import type { TariffSpec } from "./tariff-fields.ts";
import { billPart } from "./tariff-bill.ts";
import { windowMask } from "./tariff.ts";
import type { BilledPeriod, HourFacts, Part } from "./tariff.ts";

/** What is signed with the tariff. */
export function billTerms(
  { tariff }: { readonly tariff?: TariffSpec | undefined },
  parts: readonly Part[],
): BillTerms {
  const entry = tariff?.name === undefined ? undefined : catalog("tariffs").get(tariff.name);
  const title = entry?.get("title");
  const of = (field: Parameters<typeof tariffFigure>[1]) =>
    tariff ? (tariffFigure(tariff, field) ?? 0) : 0;
  // Least that is due each month per contracted MW: what an exit fee is counted in.
  const monthly = parts.reduce(
    (sum, { charge, usdPerMWMonth = 0, minimumTakeFrac = 0, usdPerMWYear = 0 }) =>
      sum +
      (charge === "demand"
        ? usdPerMWMonth * minimumTakeFrac
        : charge === "contracted"
          ? usdPerMWYear / 12
          : 0),
    0,
  );
  return {
    name: title?.text ?? (tariff ? "Stated in the scenario" : "Plain charges"),
    source: title?.source ?? "scenario",
    asOf: entry?.get("asOf")?.text ?? "",
    termYears: of("termYears"),
    exitFeeUSDPerMW: of("exitFeeMonths") * monthly,
    collateralUSDPerMW: of("collateralUSDPerMW"),
    studyFeeUSD: of("studyFeeUSD"),
  };
}

interface Billed {
  readonly parts: readonly Part[];
  readonly facts: readonly HourFacts[];
  readonly imports: readonly (readonly Flow[])[];
  readonly firm: Size;
  readonly flexible: Size;
  readonly bought: readonly (Flow | undefined)[];
  readonly priceUSDPerMWh: Series;
  readonly conditions: Conditions;
}

/** Energy bought in a period, and its price then. */
export function energyBought(
  { bought, priceUSDPerMWh }: Pick<Billed, "bought" | "priceUSDPerMWh">,
  solved: SolvedPeriod,
  p: number,
): Priced | undefined {
  const flow = bought[p];
  if (!flow) return undefined;
  const index = solved.priceIndex("energy");
  return {
    mw: solved.values(flow),
    usdPerMWh: solved.cut(priceUSDPerMWh).map((usd) => index * usd),
  };
}

/** What the parts charge on every MWh imported in a period, step by step; parts with tiers are billed by month. */
export function chargesPerMWh(
  { parts, facts, conditions }: Pick<Billed, "parts" | "facts" | "conditions">,
  solved: SolvedPeriod,
  p: number,
): Float64Array {
  const sum = new Float64Array(solved.weightHours.length);
  for (const part of parts) {
    if (part.usdPerMWh === undefined || part.tiers) continue;
    const usd = part.usdPerMWh * solved.priceIndex(categoryOf(part));
    const dates = inForce(part, solved.period, facts[p]!, conditions.firstYear);
    windowMask(part, facts[p]!).forEach((on, t) => (sum[t]! += on * dates[t]! * usd));
  }
  return sum;
}

/** One line per part, and one for the energy bought, over all periods. */
export function settleBill(periods: readonly SolvedPeriod[], billed: Billed): BillLine[] {
  const { parts, facts, imports, firm, flexible, conditions } = billed;
  const loads = periods.map((solved, p): BilledPeriod => ({
    facts: facts[p]!,
    weightHours: solved.weightHours,
    loadMW: imports[p]!.map((flow) => solved.values(flow)).reduce((sum, one) =>
      sum.map((mw, t) => mw + one[t]!),
    ),
    firmMW: solved.size(firm),
    flexibleMW: solved.size(flexible),
    yearFrac: solved.yearFrac,
    year: solved.year,
    ofHorizon: solved.period.calendarYear !== undefined,
    calendarYear: Math.floor(solved.period.calendarYear ?? conditions.firstYear),
    months: monthsOf(solved.period),
    holds: (part) => inForce(part, solved.period, facts[p]!, conditions.firstYear),
  }));
  const lines = parts.map((part): BillLine => {
    const bills = billPart(part, loads, conditions.everyHour);
    const total = (of: (bill: (typeof bills)[number]) => number) =>
      bills.reduce((sum, bill, p) => sum + of(bill) * periods[p]!.priceIndex(categoryOf(part)), 0);
    // Of one period all months are told, of many quarters the highest.
    const most = (of: (bill: (typeof bills)[number]) => readonly number[]) => {
      const all = bills.map(of);
      const flat = all.flat();
      return all.length <= 1 || flat.length === 0 ? flat : [Math.max(...flat)];
    };
    return {
      name: part.name,
      charge: part.charge,
      usd: total(({ usd }) => usd),
      idleUSD: total(({ idleUSD }) => idleUSD),
      billedMW: most(({ billedMW }) => billedMW ?? []),
      peakMW: most(({ peakMW }) => peakMW ?? []),
    };
  });
  const energyUSD = periods.reduce((sum, solved, p) => {
    const bought = energyBought(billed, solved, p);
    return bought
      ? sum +
          weightedSum(
            bought.mw.map((mw, t) => mw * bought.usdPerMWh[t]!),
            solved.weightHours,
          )
      : sum;
  }, 0);
  return [
    ...(energyUSD === 0
      ? []
      : [
          {
            name: "energy bought",
            charge: "energy",
            usd: energyUSD,
            idleUSD: 0,
            billedMW: [],
            peakMW: [],
          },
        ]),
    ...lines,
  ];
}
