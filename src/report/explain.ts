/**
 * A figure of a package as a formula with its inputs, down to catalogue sources. Figures are called
 *
 *     usdPerEFLOPSh                     a key figure of the package
 *     lulea.pueAnnual                   the same of a site
 *     lulea.solar.powerMW, .usdPerYear, .energyMWh    a size, cost or energy of an asset
 *     cost.energy                       a category of cost
 */
import { converted, moneyUnit, writtenIn } from "../units/money.ts";
import { RATE_PATH } from "./currency-note.ts";
import { categoryOf } from "../blocks/connection/charge-category.ts";
import { licenceOf } from "../catalog/licence.ts";
import { threeFigures, usdWords } from "./bottlenecks.ts";
import { onceForSites } from "./assumptions-once.ts";
import { costAssumptions } from "./cost-assumptions.ts";
import { assetsOf, assetWords, energy, highestHour } from "./figure-inputs.ts";
import { FIGURES, LEVELISED } from "./figures.ts";
import type { FigureKind } from "./figures.ts";
import type { AssetReport, AssumptionReport, CostReport, Package, SiteReport } from "./package.ts";
import type { TariffLine } from "./tariffs/tariffs.ts";
import { costsByCategory } from "./text.ts";
import { capital } from "./words.ts";

/** Where a figure comes from. */
export interface Explanation {
  readonly figure: string;
  readonly title: string;
  readonly value: number | null;
  readonly unit: string;
  readonly formula: string;
  /** What goes into the formula, one line each. */
  readonly inputs: readonly string[];
  /** Assumptions behind it, with source, year and confidence. */
  readonly behind: readonly AssumptionReport[];
}

/** Figures that can be explained by one word. */
export const explainable = Object.keys(FIGURES);

/** Assumptions by field, in the order of the fields; those that are the same at several sites once. */
function endingWith(pack: Package, fields: readonly string[], below = ""): AssumptionReport[] {
  const found = fields.flatMap((field) => {
    const [under, name] = field.includes("/") ? field.split("/") : ["", field];
    return pack.provenance.filter(
      ({ path }) =>
        path.startsWith(below) &&
        path.startsWith(under!) &&
        (path === name || path.endsWith(`.${name}`)),
    );
  });
  return onceForSites([...new Set(found)], pack.sites.length);
}

function explainKey(pack: Package, figure: string, kind: FigureKind): Explanation {
  const value = (pack.kpis as unknown as Readonly<Record<string, number | null>>)[figure] ?? null;
  const { title, unit, overTime, inputs, costs, fields } = kind;
  const behind = [
    ...(costs
      ? onceForSites(costAssumptions(pack, pack.costs.filter(costs)), pack.sites.length)
      : []),
    ...endingWith(pack, typeof fields === "function" ? fields(pack) : fields),
  ];
  return {
    figure,
    title,
    value,
    unit,
    formula: formulaOf(pack, kind.formula, overTime),
    inputs: inputs(pack),
    behind,
  };
}

/** A formula with what a plan over quarters makes of it. */
const formulaOf = ({ timeline }: Package, formula: string, overTime?: string) =>
  timeline && overTime ? `${formula}; over a horizon ${overTime}` : formula;

const COST_FORMULA = "Σ capital × annuity(WACC, life) + upkeep + running costs";

interface SiteFigure {
  readonly title: string;
  readonly unit: string;
  readonly formula: string;
  readonly inputs: (pack: Package, site: SiteReport) => readonly string[];
}

const siteEnergy = (pack: Package, site: SiteReport) => energy({ ...pack, sites: [site] });
const sitePeaks = (_: Package, site: SiteReport) => [
  `IT peak ${threeFigures(site.itPeakMW)} MW, facility peak ${threeFigures(site.facilityPeakMW)} MW`,
];

const SITE_FIGURES: Readonly<Record<string, SiteFigure>> = {
  itPeakMW: {
    title: "IT at its highest",
    unit: "MW",
    formula: "highest IT power of all modelled hours",
    inputs: sitePeaks,
  },
  facilityPeakMW: {
    title: "At the busbar, highest",
    unit: "MW",
    formula: "highest of IT, cooling, losses and house load together",
    inputs: sitePeaks,
  },
  facilityMWh: {
    title: "Energy used a year",
    unit: "MWh",
    formula: "Σ over all hours of the power drawn at the busbar",
    inputs: (_, { assets }) =>
      assets
        .filter(({ energyMWh }) => energyMWh <= -0.5)
        .map(({ title, energyMWh }) => `${title}: ${threeFigures(-energyMWh)} MWh a year`),
  },
  pueAnnual: {
    title: "PUE over the year",
    unit: "",
    formula: "facility energy / IT energy over the year",
    inputs: siteEnergy,
  },
  puePeak: {
    title: "PUE in the highest hour",
    unit: "",
    formula: "facility power / IT power in the hour of highest draw",
    inputs: (_, site) => highestHour(site),
  },
  importMWh: {
    title: "Energy imported a year",
    unit: "MWh",
    formula: "Σ over all hours of what all connections import",
    inputs: (_, { facilityMWh, importMWh }) => [
      `${threeFigures(facilityMWh)} MWh used a year, ${threeFigures(importMWh)} MWh imported`,
    ],
  },
};

function explainSite(pack: Package, site: SiteReport, figure: string): Explanation | undefined {
  const known = Object.hasOwn(SITE_FIGURES, figure) ? SITE_FIGURES[figure] : undefined;
  if (!known) return undefined;
  const { title, unit, formula, inputs } = known;
  return {
    figure: `${site.name}.${figure}`,
    title: `${title}, ${site.name}`,
    value: site[figure as keyof SiteReport] as number | null,
    unit,
    formula,
    inputs: inputs(pack, site),
    behind: endingWith(
      pack,
      [
        "firmMW",
        "nonFirmMW",
        "stages",
        "electricalEfficiencyFrac",
        "fansPumpsFrac",
        "houseLoadFrac",
        "chillerCOPReference",
        "approachK",
      ],
      `sites.${site.name}.`,
    ),
  };
}

const costWords = ({ usdPerYear, capexUSD }: CostReport) =>
  `${usdWords(usdPerYear)} a year${capexUSD > 0 ? `, capital ${usdWords(capexUSD)}` : ""}`;

/** What a connection is billed, part by part; energy with its mean price. */
function billLines(
  { tariffs, timeline }: Package,
  { name, site, energyMWh }: AssetReport,
  isOf: (line: TariffLine) => boolean,
): string[] {
  const lines = tariffs.find(({ asset }) => asset === name)?.lines ?? [];
  return lines.filter(isOf).map(({ name: part, charge, usdPerYear }) => {
    const price =
      charge === "energy" && energyMWh > 0.5
        ? `, ${threeFigures(energyMWh)} MWh at ${threeFigures(converted(usdPerYear / energyMWh))} ${moneyUnit("USD/MWh")} on average`
        : "";
    return `bill at ${site}, ${part}: ${usdWords(usdPerYear)} a year${timeline ? " as paid" : ""}${price}`;
  });
}

function explainAsset(pack: Package, asset: AssetReport, figure: string): Explanation | undefined {
  const behind = pack.provenance.filter(({ path }) => path.startsWith(`${asset.path}.`));
  const common = { figure: `${asset.name}.${figure}`, behind };
  const costs = pack.costs.filter((cost) => cost.asset === asset.name);
  const size = asset.sizes.find(({ name }) => name === figure);
  if (size)
    return {
      ...common,
      title: `${capital(asset.title)} at ${asset.site}`,
      value: size.value,
      unit: size.unit,
      formula: "chosen by the optimiser: the size at which one unit more would cost what it brings",
      inputs: [
        size.maximum === null
          ? "no limit in the scenario"
          : `at most ${threeFigures(size.maximum)} ${size.unit}${size.value >= 0.9999 * size.maximum && size.maximum > 0 ? ", which is reached" : ""}`,
        `costs ${usdWords(asset.usdPerYear)} a year`,
      ],
    };
  if (figure === "usdPerYear")
    return {
      figure: common.figure,
      title: `Cost of ${asset.title} at ${asset.site}`,
      value: asset.usdPerYear,
      unit: "USD/yr",
      formula: formulaOf(pack, COST_FORMULA, LEVELISED),
      inputs: [
        ...costs.map((cost) => `${cost.category}: ${costWords(cost)}`),
        ...billLines(pack, asset, () => true),
      ],
      behind: costAssumptions(pack, costs),
    };
  if (figure === "energyMWh")
    return {
      ...common,
      title: `Electricity of ${asset.title} at ${asset.site}`,
      value: asset.energyMWh,
      unit: "MWh",
      formula: "Σ over all hours of the power given to the busbar; negative where it draws",
      inputs: asset.rows.map(
        ({ label, value, unit }) => `${label}: ${threeFigures(value)} ${unit}`,
      ),
    };
  return undefined;
}

function explainCost(pack: Package, category: string): Explanation | undefined {
  const found = costsByCategory(pack).find((one) => one.category === category);
  if (!found) return undefined;
  const lines = pack.costs.filter((cost) => cost.category === category);
  const names = new Set(lines.map(({ asset }) => asset));
  return {
    figure: `cost.${category}`,
    title: `${capital(category)}, a year`,
    value: found.usdPerYear,
    unit: "USD/yr",
    formula: formulaOf(pack, "Σ over assets of this category, capital as an annuity", LEVELISED),
    inputs: [
      ...lines.map((cost) => `${assetWords(pack, cost.asset)}: ${costWords(cost)}`),
      ...assetsOf(pack)
        .filter(({ name }) => names.has(name))
        .flatMap((asset) => billLines(pack, asset, (line) => categoryOf(line) === category)),
    ],
    behind: onceForSites(costAssumptions(pack, lines), pack.sites.length),
  };
}

/** Where a figure of the package comes from; undefined for one that is not known. */
export function explain(pack: Package, figure: string): Explanation | undefined {
  const found = writtenIn(pack.money, () => explained(pack, figure));
  if (!found?.unit.startsWith("USD")) return found;
  // Money is told at a rate: it stands behind the figure.
  const rate = pack.provenance.filter(
    ({ path }) => path === RATE_PATH && found.behind.every((one) => one.path !== path),
  );
  return { ...found, behind: [...found.behind, ...rate] };
}

function explained(pack: Package, figure: string): Explanation | undefined {
  const key = Object.hasOwn(FIGURES, figure) ? FIGURES[figure] : undefined;
  if (key) return explainKey(pack, figure, key);
  const dot = figure.lastIndexOf(".");
  const [owner, last] = [figure.slice(0, dot), figure.slice(dot + 1)];
  if (figure.startsWith("cost.")) return explainCost(pack, figure.slice("cost.".length));
  const site = pack.sites.find(({ name }) => name === owner);
  if (site) return explainSite(pack, site, last);
  const asset = assetsOf(pack).find(({ name }) => name === owner);
  return asset && explainAsset(pack, asset, last);
}

/** What a line of the inputs speaks of: what stands before its colon, else its words without the number. */
const spokenOf = (line: string) =>
  line.includes(": ")
    ? line.slice(0, line.indexOf(": "))
    : line.replaceAll(/[\d.,\u202F−]+( [BMk]?[A-Z]{3}\b)?/g, "#");

/** Lines of inputs that differ between two explanations of a figure, each with what it was. */
export function inputChanges(
  before: readonly string[],
  now: readonly string[],
): { was: string | undefined; is: string | undefined }[] {
  const old = new Map(before.map((line) => [spokenOf(line), line]));
  const found = now.map((line) => ({ was: old.get(spokenOf(line)), is: line }));
  const spoken = new Set(now.map(spokenOf));
  return [
    ...found.filter(({ was, is }) => was !== is),
    ...before
      .filter((line) => !spoken.has(spokenOf(line)))
      .map((line) => ({ was: line, is: undefined })),
  ];
}

/** The explanation as text; undefined for a figure that is not known. */
export function explainText(pack: Package, figure: string): string | undefined {
  const found = explain(pack, figure);
  if (!found) return undefined;
  const isMoney = found.unit.startsWith("USD");
  const [value, unit] = writtenIn(pack.money, () =>
    isMoney
      ? [found.value && converted(found.value), moneyUnit(found.unit)]
      : [found.value, found.unit],
  );
  return [
    `${figure} = ${value === null ? "–" : threeFigures(value)}${unit ? ` ${unit}` : ""}`,
    `  = ${found.formula}`,
    ...found.inputs.map((line) => `    ${line}`),
    "  from",
    ...found.behind.map(
      ({ path, value: stated, unit, confidence, source, year }) =>
        `    ${path} = ${String(stated)} ${unit} [${confidence}] ${source}${year ? `, ${year}` : ""}; ${licenceOf(source)}`,
    ),
  ].join("\n");
}
