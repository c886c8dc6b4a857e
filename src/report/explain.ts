/**
 * A figure of a package as a formula with its inputs, down to catalogue sources. Figures are called
 *
 *     usdPerEFLOPSh                     a key figure of the package
 *     lulea.pueAnnual                   the same of a site
 *     lulea.solar.powerMW, .usdPerYear, .energyMWh    a size, cost or energy of an asset
 *     cost.energy                       a category of cost
 */
import { licenceOf } from "../catalog/licence.ts";
import { threeFigures, usdWords } from "./bottlenecks.ts";
import { onceForSites } from "./assumptions-once.ts";
import { assetsOf, assetWords, FIGURES } from "./figures.ts";
import type { FigureKind } from "./figures.ts";
import type { AssetReport, AssumptionReport, Package, SiteReport } from "./package.ts";
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
  const { title, unit, overTime, inputs, fields } = kind;
  const formula =
    pack.timeline && overTime ? `${kind.formula}; over a horizon ${overTime}` : kind.formula;
  const behind = endingWith(pack, typeof fields === "function" ? fields(pack) : fields);
  return { figure, title, value, unit, formula, inputs: inputs(pack), behind };
}

const SITE_FIGURES: Readonly<
  Record<string, readonly [title: string, unit: string, formula: string]>
> = {
  itPeakMW: ["IT at its highest", "MW", "highest IT power of all modelled hours"],
  facilityPeakMW: [
    "At the busbar, highest",
    "MW",
    "highest of IT, cooling, losses and house load together",
  ],
  facilityMWh: ["Energy used a year", "MWh", "Σ over all hours of the power drawn at the busbar"],
  pueAnnual: ["PUE over the year", "", "facility energy / IT energy over the year"],
  puePeak: ["PUE in the highest hour", "", "facility power / IT power in the hour of highest draw"],
  importMWh: ["Energy imported a year", "MWh", "Σ over all hours of what all connections import"],
};

function explainSite(pack: Package, site: SiteReport, figure: string): Explanation | undefined {
  const known = Object.hasOwn(SITE_FIGURES, figure) ? SITE_FIGURES[figure] : undefined;
  if (!known) return undefined;
  const [title, unit, formula] = known;
  return {
    figure: `${site.name}.${figure}`,
    title: `${title}, ${site.name}`,
    value: site[figure as keyof SiteReport] as number | null,
    unit,
    formula,
    inputs: [
      `IT peak ${threeFigures(site.itPeakMW)} MW, facility peak ${threeFigures(site.facilityPeakMW)} MW`,
      `${threeFigures(site.facilityMWh)} MWh a year, ${threeFigures(site.importMWh)} MWh imported`,
    ],
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
      ...common,
      title: `Cost of ${asset.title} at ${asset.site}`,
      value: asset.usdPerYear,
      unit: "USD/yr",
      formula: "Σ capital × annuity(WACC, life) + upkeep + running costs",
      inputs: costs.map(
        ({ category, usdPerYear, capexUSD }) =>
          `${category}: ${usdWords(usdPerYear)} a year${capexUSD > 0 ? `, capital ${usdWords(capexUSD)}` : ""}`,
      ),
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
  const paths = new Set(
    assetsOf(pack)
      .filter(({ name }) => lines.some(({ asset }) => asset === name))
      .map(({ path }) => `${path}.`),
  );
  return {
    figure: `cost.${category}`,
    title: `${capital(category)}, a year`,
    value: found.usdPerYear,
    unit: "USD/yr",
    formula: "Σ over assets of this category, capital as an annuity",
    inputs: lines.map(
      ({ asset, usdPerYear }) => `${assetWords(pack, asset)}: ${usdWords(usdPerYear)} a year`,
    ),
    behind: onceForSites(
      pack.provenance.filter(
        ({ path }) =>
          path === "money.waccFrac" ||
          (/USD|lifeYears|Frac$/.test(path) && [...paths].some((start) => path.startsWith(start))),
      ),
      pack.sites.length,
    ),
  };
}

/** Where a figure of the package comes from; undefined for one that is not known. */
export function explain(pack: Package, figure: string): Explanation | undefined {
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
    : line.replaceAll(/[\d.,\u202F−]+( [BMk]?USD)?/g, "#");

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
  return [
    `${figure} = ${found.value === null ? "–" : threeFigures(found.value)}${found.unit ? ` ${found.unit}` : ""}`,
    `  = ${found.formula}`,
    ...found.inputs.map((line) => `    ${line}`),
    "  from",
    ...found.behind.map(
      ({ path, value: stated, unit, confidence, source, year }) =>
        `    ${path} = ${String(stated)} ${unit} [${confidence}] ${source}${year ? `, ${year}` : ""}; ${licenceOf(source)}`,
    ),
  ].join("\n");
}
