/** What connections are billed in a plan: part by part, worked out from the solved hours apart from the model. */
import type { BillLine } from "../../blocks/account.ts";
import { yearsOf } from "../../model/interval.ts";
import { siteOf, solvedPeriods } from "../contracts/solved-period.ts";
import { chargesOf, peakOf } from "../flows.ts";
import type { Solved } from "../flows.ts";

/** One line of a bill, a year's mean over the plan, money not discounted. */
export interface TariffLine {
  readonly name: string;
  readonly charge: string;
  readonly usdPerYear: number;
  readonly idleUSDPerYear: number;
  /** Of a demand: MW billed and reached, by month or once. */
  readonly billedMW: readonly number[];
  readonly peakMW: readonly number[];
}

/** The bill of one connection. */
export interface TariffReport {
  readonly asset: string;
  readonly site: string;
  readonly tariff: string;
  readonly source: string;
  readonly asOf: string;
  readonly lines: readonly TariffLine[];
  readonly totalUSDPerYear: number;
  readonly contractedMW: number;
  readonly termYears: number;
  readonly exitFeeUSD: number;
  readonly collateralUSD: number;
  readonly studyFeeUSD: number;
}

function billsOf(solved: Solved) {
  const { campus } = solved;
  return campus.assets.flatMap((asset) =>
    asset.bill === undefined
      ? []
      : [
          {
            asset,
            terms: asset.bill.terms,
            lines: asset.bill.settle(solvedPeriods(solved, siteOf(campus, asset.site), asset.name)),
          },
        ],
  );
}

const sumOf = (lines: readonly BillLine[], of: (line: BillLine) => number) =>
  lines.reduce((sum, line) => sum + of(line), 0);

/** How far each connection's bill lies from what the plan charges it, works and exports apart. */
export function billGaps(solved: Solved): { name: string; gap: number; scaleUSD: number }[] {
  const charges = chargesOf(solved);
  const { campus } = solved;
  // Capital, and what is paid before there is a connection, are no part of its bills.
  const capital = new Set(
    campus.charges.flatMap((charge, i) =>
      charge.on === "size" && (charge.capexUSD !== 0 || charge.beforeService) ? [i] : [],
    ),
  );
  return billsOf(solved).map(({ asset, lines }) => {
    const charged = charges.reduce(
      (sum, charge, i) =>
        charge.asset === asset.name && !capital.has(i) && charge.category !== "export"
          ? sum + charge.usd.reduce((total, one) => total + one, 0)
          : sum,
      0,
    );
    return {
      name: asset.name,
      gap: Math.abs(sumOf(lines, ({ usd }) => usd) - charged),
      scaleUSD: sumOf(lines, ({ usd }) => Math.abs(usd)),
    };
  });
}

/** Bills of all connections of a solved plan. */
export function tariffsOf(solved: Solved): TariffReport[] {
  const { campus } = solved;
  const years = yearsOf(campus.intervals);
  return billsOf(solved).map(({ asset, terms, lines }) => {
    const contractedMW = campus.credits
      .filter((credit) => credit.asset === asset.name && credit.ledger === "contractedMW")
      .reduce((sum, { size, coefficient }) => sum + coefficient * peakOf(solved, size), 0);
    return {
      asset: asset.name,
      site: asset.site,
      tariff: terms.name,
      source: terms.source,
      asOf: terms.asOf,
      lines: lines.map(({ name, charge, usd, idleUSD, billedMW, peakMW }) => ({
        name,
        charge,
        usdPerYear: usd / years,
        idleUSDPerYear: idleUSD / years,
        billedMW,
        peakMW,
      })),
      totalUSDPerYear: sumOf(lines, ({ usd }) => usd) / years,
      contractedMW,
      termYears: terms.termYears,
      exitFeeUSD: terms.exitFeeUSDPerMW * contractedMW,
      collateralUSD: terms.collateralUSDPerMW * contractedMW,
      studyFeeUSD: terms.studyFeeUSD,
    };
  });
}
