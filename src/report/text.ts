/** The package as a page of text for a terminal. */
import { writtenIn } from "../units/money.ts";
import { currencyNote } from "./currency-note.ts";
import { financeLines } from "./finance/text.ts";
import { threeFigures, usdWords } from "./bottlenecks.ts";
import { buyerLines } from "./buyer/text.ts";
import { tariffLines } from "./tariffs/text.ts";
import { contractLines } from "./contracts/text.ts";
import { lawText } from "./law/text.ts";
import { claimLines } from "./claims/text.ts";
import { titleAmong } from "./holders.ts";
import { sizeWords } from "./words.ts";
import type { Package } from "./package.ts";
import { presentLine, timeLines } from "./time-text.ts";

/** Costs folded by category, dearest first. */
export function costsByCategory(
  pack: Package,
): { category: string; usdPerYear: number; capexUSD: number }[] {
  const folded = new Map<string, { usdPerYear: number; capexUSD: number }>();
  for (const { category, usdPerYear, capexUSD } of pack.costs) {
    const before = folded.get(category) ?? { usdPerYear: 0, capexUSD: 0 };
    folded.set(category, {
      usdPerYear: before.usdPerYear + usdPerYear,
      capexUSD: before.capexUSD + capexUSD,
    });
  }
  return [...folded]
    .map(([category, sums]) => ({ category, ...sums }))
    .sort((a, b) => b.usdPerYear - a.usdPerYear);
}

function siteLines(pack: Package): string[] {
  return pack.sites.flatMap((site) => {
    const assets = site.assets.flatMap((asset) => {
      const title = titleAmong(asset, site.assets);
      const sizes = asset.sizes.filter(
        ({ value, unit }) => value > (unit === "chips" ? 0.5 : 5e-3),
      );
      return sizes.length === 0
        ? []
        : [
            `  ${title.padEnd(44)} ${sizes.map(({ name, value, unit }) => `${threeFigures(value)} ${unit}${sizes.length > 1 ? ` (${sizeWords(name)})` : ""}`).join(", ")}`,
          ];
    });
    const computes = site.itPeakMW > 0.005;
    if (!computes && assets.length === 0 && site.facilityPeakMW <= 0.005) return [];
    const it = computes ? `${threeFigures(site.itPeakMW)} MW IT` : "no IT";
    const pue = computes
      ? `, PUE ${site.pueAnnual?.toFixed(3) ?? "–"} (peak hour ${site.puePeak?.toFixed(3) ?? "–"})`
      : "";
    return [
      `${site.name} (${site.place}): ${it}, ${threeFigures(site.facilityPeakMW)} MW at the busbar${pue}`,
      ...assets,
    ];
  });
}

/** Lines with an empty one before them. */
const section = (lines: readonly string[]) => (lines.length > 0 ? ["", ...lines] : []);

/** The package in words and numbers. */
export const packageText = (pack: Package): string => writtenIn(pack.money, () => textOf(pack));

function textOf(pack: Package): string {
  const { kpis, solve, verified } = pack;
  const binding = pack.ledger ?? pack.bottlenecks;
  return [
    pack.name,
    pack.sentence,
    "",
    ...(pack.timeline ? [...timeLines(pack), "", "Most in force:"] : []),
    ...siteLines(pack),
    "",
    pack.timeline
      ? presentLine(pack)
      : `Cost a year ${usdWords(kpis.costUSDPerYear)}, capital ${usdWords(kpis.capexUSD)}`,
    ...costsByCategory(pack)
      .filter(({ usdPerYear }) => Math.abs(usdPerYear) >= 0.5)
      .map(
        ({ category, usdPerYear }) =>
          `  ${category.padEnd(16)} ${usdWords(usdPerYear).padStart(12)}`,
      ),
    "",
    `Compute ${threeFigures(kpis.effectiveEFLOPShPerYear)} EFLOPS·h a year, ${threeFigures((kpis.tflopPerMWh ?? NaN) / 1e6)} EFLOP per MWh; CO2 ${threeFigures(kpis.co2TPerYear)} t, water ${threeFigures(kpis.waterM3PerYear)} m3 a year`,
    "",
    ...tariffLines(pack.tariffs),
    "",
    ...(pack.contracts ? [...contractLines(pack.contracts), ""] : []),
    ...(pack.buyer ? [...buyerLines(pack.buyer), ""] : []),
    ...(pack.finance ? [...financeLines(pack.finance), ""] : []),
    ...claimLines(pack.claims),
    ...section(lawText(pack.law, pack.objective)),
    ...(binding.length > 0
      ? [
          "",
          "What binds, and what relief is worth:",
          ...binding.slice(0, 6).map(({ sentence }) => `  ${sentence}`),
        ]
      : []),
    ...(pack.warnings.length > 0
      ? ["", ...pack.warnings.map((warning) => `Note: ${warning}`)]
      : []),
    "",
    `Verified: ${verified.checks.filter(({ ok }) => ok).length} of ${verified.checks.length} checks. Solved by ${solve.solver} in ${solve.seconds.toFixed(2)} s${solve.reason ? ` (${solve.reason})` : ""}, ${solve.iterations} iterations, gap ${solve.gap.toExponential(1)}; ${pack.modelledHours} hours modelled (${pack.resolution}).`,
    ...[currencyNote(pack) ?? []].flat(),
    "Weather, price and carbon are synthetic typical years unless the scenario names files; see the report's assumptions.",
  ].join("\n");
}
