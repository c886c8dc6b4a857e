/** What goes into the key figures, one line each: with these lines a figure can be worked out by hand. */
import { MEAN_RUN, MEAN_SPEED } from "../../blocks/compute/mean-run.ts";
import { HEAT_REMOVED } from "../../blocks/patterns/heat-removed.ts";
import { fiveFigures, threeFigures, usdWords } from "../bottlenecks.ts";
import { POWER_CATEGORIES, WORTH } from "../categories.ts";
import type { AssetReport, Package, SiteReport } from "../package.ts";
import { costsByCategory } from "../text.ts";
import { capital } from "../words.ts";

type Lines = readonly string[];

/** Everything that may be built, signed or served. */
export const assetsOf = ({ sites, portfolio }: Package): readonly AssetReport[] => [
  ...sites.flatMap(({ assets }) => assets),
  ...portfolio,
];

/** An asset by its name in words: "Stick-built hall at lulea". */
export function assetWords(pack: Package, name: string): string {
  const found = assetsOf(pack).find((asset) => asset.name === name);
  if (!found) return name;
  const { title, site } = found;
  return `${capital(title)}${pack.sites.some((one) => one.name === site) ? ` at ${site}` : ""}`;
}

const costLines = (pack: Package, isIn: (category: string) => boolean): Lines =>
  costsByCategory(pack)
    .filter(({ category }) => isIn(category))
    .map(({ category, usdPerYear }) => `${category}: ${usdWords(usdPerYear)} a year`);

/** What a cost is divided by, where it is not the plain sum of a year: a horizon counts it as it is worth today. */
const dividedBy = (
  { timeline }: Package,
  costUSD: number,
  perUnitUSD: number | null,
  unit: string,
): Lines =>
  perUnitUSD
    ? [
        `${threeFigures(costUSD / perUnitUSD)} ${unit} a year${timeline ? ", as it is worth today" : ""}`,
      ]
    : [];

export const costs = (pack: Package): Lines => costLines(pack, (category) => category !== WORTH);

export const capitals = (pack: Package): Lines =>
  pack.costs
    .filter(({ capexUSD }) => capexUSD > 0)
    .toSorted((a, b) => b.capexUSD - a.capexUSD)
    .map(
      ({ asset, category, capexUSD }) =>
        `${assetWords(pack, asset)} (${category}): ${usdWords(capexUSD)}`,
    );

export function power(pack: Package): Lines {
  const costUSD = pack.costs
    .filter(({ category }) => POWER_CATEGORIES.has(category))
    .reduce((sum, { usdPerYear }) => sum + usdPerYear, 0);
  return [
    ...costLines(pack, (category) => POWER_CATEGORIES.has(category)),
    ...dividedBy(pack, costUSD, pack.kpis.powerUSDPerMWh, "MWh at the busbar"),
  ];
}

const costOfYear = ({ kpis }: Package) => `cost ${usdWords(kpis.costUSDPerYear)} a year`;

export const perCompute = (pack: Package): Lines => [
  costOfYear(pack),
  ...dividedBy(pack, pack.kpis.costUSDPerYear, pack.kpis.usdPerEFLOPSh, "EFLOPS·h of compute"),
];

export const perChipHour = (pack: Package): Lines => [
  costOfYear(pack),
  `${threeFigures(pack.kpis.chips)} chips`,
  ...dividedBy(pack, pack.kpis.costUSDPerYear, pack.kpis.usdPerGPUh, "hours of chips in force"),
];

/** MWh of IT a year; 0 where nothing computes. */
export const itMWhOf = ({ facilityMWh, pueAnnual }: SiteReport): number =>
  pueAnnual === null ? 0 : facilityMWh / pueAnnual;

export const energy = (pack: Package): Lines =>
  pack.sites.map(
    (site) =>
      `${site.name}: ${fiveFigures(site.facilityMWh)} MWh at the busbar a year, ${fiveFigures(itMWhOf(site))} MWh of it IT`,
  );

export const peaks = (pack: Package): Lines =>
  pack.sites.map(
    (site) =>
      `${site.name}: ${threeFigures(site.itPeakMW)} MW IT, ${threeFigures(site.facilityPeakMW)} MW at the busbar`,
  );

/** Facility and IT power in the hour in which a site draws most. */
export const highestHour = ({ name, facilityPeakMW, puePeak }: SiteReport): Lines =>
  puePeak === null
    ? []
    : [
        `${name}: ${fiveFigures(facilityPeakMW)} MW at the busbar and ${fiveFigures(facilityPeakMW / puePeak)} MW IT in that hour`,
      ];

export const highestHours = ({ sites }: Package): Lines => sites.flatMap(highestHour);

interface Fleet {
  readonly where: string;
  readonly chips: number;
  readonly asset: AssetReport;
}

const fleets = (pack: Package): readonly Fleet[] =>
  assetsOf(pack).flatMap((asset) => {
    const chips = asset.sizes.find(({ unit }) => unit === "chips")?.value ?? 0;
    return chips > 0.5 ? [{ where: assetWords(pack, asset.name), chips, asset }] : [];
  });

export const chips = (pack: Package): Lines =>
  fleets(pack).map((fleet) => `${fleet.where}: ${threeFigures(fleet.chips)} chips`);

const percent = (share: number) => `${(100 * share).toFixed(1)} %`;

/** `, there for 20 of 28 quarters`: a fleet that grows counts by its mean; empty in a plan of one year. */
function quartersThere({ timeline }: Package, { asset, chips: most }: Fleet): string {
  const found = timeline?.assets.find(({ name, unit }) => name === asset.name && unit === "chips");
  if (!timeline || !found) return "";
  const quarters = found.inForce.reduce((sum, there) => sum + there, 0) / most;
  return `, there for ${threeFigures(quarters)} of ${timeline.quarters.length} quarters`;
}

/** Chips that compute, the power they have, and what is left of their speed with it. */
export const runs = (pack: Package): Lines =>
  fleets(pack).flatMap((fleet) => {
    const row = (name: string) => fleet.asset.rows.find(({ label }) => label === name)?.value;
    const [run, speed] = [row(MEAN_RUN), row(MEAN_SPEED)];
    return run === undefined || speed === undefined
      ? []
      : [
          `${fleet.where}: ${threeFigures(fleet.chips)} chips at ${percent(speed)} of full speed with ${percent(run)} of full power${quartersThere(pack, fleet)}`,
        ];
  });

export const perEnergy = (pack: Package): Lines => [
  `${threeFigures(pack.kpis.effectiveEFLOPShPerYear)} EFLOPS·h of compute a year`,
  ...energy(pack),
];

export const unserved = (pack: Package): Lines => [
  `${fiveFigures(pack.kpis.effectiveEFLOPShPerYear)} EFLOPS·h of compute a year`,
  ...runs(pack),
];

/** What is emitted on site, and with what is bought: at the grid's mean, unless contracts bring energy of their own. */
export function carbon({ kpis, claims }: Package): Lines {
  const { purchasedMWhPerYear: bought, averageBoughtKgPerMWh: mean } = claims.marginal;
  const gridT = kpis.co2TPerYear - claims.ownCO2T;
  const atMean = mean !== null && Math.abs((bought * mean) / 1000 - gridT) <= 1e-3 * gridT;
  return [
    `own plants: ${threeFigures(claims.ownCO2T)} t a year`,
    `energy bought: ${threeFigures(gridT)} t a year${atMean ? `, ${threeFigures(bought)} MWh at ${threeFigures(mean)} kg/MWh on average` : ""}`,
  ];
}

/** Clean MWh of the load, by the share that is told. */
export const clean =
  (share: "cfeHourlyFrac" | "cfeAnnualFrac") =>
  ({ kpis }: Package): Lines => [
    `${threeFigures((kpis[share] ?? 0) * kpis.energyMWhPerYear)} MWh of clean supply that counts a year`,
    `${threeFigures(kpis.energyMWhPerYear)} MWh of load a year`,
  ];

const heatRemoved = ({ rows }: AssetReport) =>
  rows.find(({ label }) => label === HEAT_REMOVED)?.value;

/** Coolers that evaporate water, and the heat they remove. */
export const water = (pack: Package): Lines =>
  pack.costs
    .filter(({ category }) => category === "water")
    .flatMap(({ asset }) => {
      const heat = assetsOf(pack).find(({ name }) => name === asset);
      const mwh = heat && heatRemoved(heat);
      return mwh === undefined
        ? []
        : [`${assetWords(pack, asset)}: ${threeFigures(mwh)} MWh of heat removed a year`];
    });

export const waterPerIT = (pack: Package): Lines => [
  `water ${threeFigures(pack.kpis.waterM3PerYear)} m³ a year`,
  ...energy(pack),
];
