/** The package in tables: key figures, assets by site, rules with margins, checks. */
import { usdPerWords } from "../bottlenecks.ts";
import { titleAmong } from "../holders.ts";
import { ruleRowNames } from "../explain/names.ts";
import type { AssetReport, Package, SiteReport } from "../package.ts";
import { sizeWords } from "../words.ts";
import {
  amount,
  energy,
  escapeHTML,
  explained,
  proseHTML,
  figures,
  money,
  percent,
  table,
} from "./svg.ts";
import type { Cell } from "./svg.ts";

const three = (value: number | null) =>
  value === null || !Number.isFinite(value) ? "–" : value.toFixed(3);

/** Absolute and intensity side by side. */
export function keyFigures({ kpis }: Package): string {
  const items: readonly (readonly [string, string, string])[] = [
    ["IT power", `${figures(kpis.itMW)} MW`, `${figures(kpis.chips)} chips`],
    [
      "Facility peak",
      `${figures(kpis.peakFacilityMW)} MW`,
      kpis.puePeak === null ? "the sites' own peaks" : `PUE ${three(kpis.puePeak)} in that hour`,
    ],
    [
      "Energy",
      `${energy(kpis.energyMWhPerYear)} a year`,
      `PUE ${three(kpis.pueAnnual)} over the year`,
    ],
    [
      "Compute",
      `${figures(kpis.effectiveEFLOPShPerYear)} EFLOPS·h a year`,
      kpis.tflopPerMWh === null ? "–" : amount(kpis.tflopPerMWh, "TFLOP/MWh"),
    ],
    [
      "Cost",
      `${money(kpis.costUSDPerYear)} a year`,
      kpis.usdPerEFLOPSh === null ? "–" : usdPerWords(kpis.usdPerEFLOPSh, "EFLOPS·h"),
    ],
    [
      "Capital",
      money(kpis.capexUSD),
      kpis.usdPerGPUh === null ? "–" : usdPerWords(kpis.usdPerGPUh, "chip hour"),
    ],
    [
      "Clean power",
      `${percent(kpis.cfeHourlyFrac)} hour by hour`,
      `${percent(kpis.cfeAnnualFrac)} over the year`,
    ],
    [
      "Power cost",
      kpis.powerUSDPerMWh === null ? "–" : usdPerWords(kpis.powerUSDPerMWh, "MWh"),
      "all power, with connection",
    ],
    [
      "CO₂",
      `${figures(kpis.co2TPerYear)} t a year`,
      kpis.energyMWhPerYear > 0
        ? `${figures((kpis.co2TPerYear * 1000) / kpis.energyMWhPerYear)} kg per MWh`
        : "–",
    ],
    [
      "Water",
      `${figures(kpis.waterM3PerYear)} m³ a year`,
      kpis.wueLPerKWh === null ? "–" : `${figures(kpis.wueLPerKWh)} L per kWh of IT`,
    ],
  ];
  const unserved =
    kpis.unservedEFLOPSh > 1e-3
      ? `<p class="alarm">${escapeHTML(`${figures(kpis.unservedEFLOPSh)} EFLOPS·h of demand a year go unserved.`)}</p>`
      : "";
  return `${unserved}<dl class="kpis">${items.map(([name, value, also]) => `<div><dt>${escapeHTML(name)}</dt><dd><b>${escapeHTML(value)}</b><span>${escapeHTML(also)}</span></dd></div>`).join("")}</dl>`;
}

function assetRows(asset: AssetReport, _: number, all: readonly AssetReport[]): Cell[][] {
  const title = titleAmong(asset, all);
  const built = asset.sizes.filter(({ value }) => Math.abs(value) > 1e-3);
  const notes =
    built.length > 0 || asset.sizes.length === 0
      ? asset.rows
          .filter(({ label }) => !label.startsWith("Power-cap piece"))
          .map(({ label, value, unit }) => `${label}: ${amount(value, unit)}`)
          .join("; ")
      : "";
  const use = built.length > 0 || Math.abs(asset.energyMWh) > 1;
  if (built.length === 0)
    return [
      [
        title,
        asset.sizes.length > 0 ? "not built" : "–",
        maxima(asset.sizes).join("; "),
        use ? energy(asset.energyMWh) : "–",
        money(asset.usdPerYear),
        notes,
      ],
    ];
  return built.map((size, i) => [
    title,
    `${amount(size.value, size.unit)}${built.length > 1 ? ` (${sizeWords(size.name)})` : ""}`,
    maxima([size]).join("; "),
    i === 0 ? energy(asset.energyMWh) : "",
    i === 0 ? money(asset.usdPerYear) : "",
    i === 0 ? notes : "",
  ]);
}

/** The most of its sizes that is allowed, a line each. */
export function maxima(sizes: AssetReport["sizes"]): string[] {
  const limited = sizes.filter(({ maximum }) => maximum !== null);
  // What is not offered at all is no limit of what is.
  const offered = limited.filter(({ maximum }) => maximum! > 0);
  const shown = offered.length > 0 ? offered : limited.slice(0, 1);
  return limited.length === 0
    ? ["no limit"]
    : shown.map(
        ({ name, value, maximum, unit }) =>
          `${amount(maximum!, unit)}${shown.length > 1 ? ` (${sizeWords(name)})` : ""}${maximum! > 0 && value >= maximum! * 0.9999 ? ", reached" : ""}`,
      );
}

/** Power below which nothing is told. */
const LEAST_MW = 0.005;

const ASSET_COLUMNS = [
  { text: "Asset" },
  { text: "Size", number: true },
  { text: "Most allowed", number: true },
  { text: "Electricity a year", number: true },
  { text: "Cost a year", number: true },
  { text: "In use" },
];

/** What a site draws and computes, in a sentence. */
export function siteSentence(site: SiteReport): string {
  const [it, busbar] = [figures(site.itPeakMW), figures(site.facilityPeakMW)];
  const grid = `${energy(site.importMWh)} imported of ${energy(site.facilityMWh)} used`;
  if (site.itPeakMW > LEAST_MW)
    return `${it} MW IT needs ${busbar} MW at the busbar; PUE ${three(site.pueAnnual)} over the year, ${three(site.puePeak)} in the highest hour; ${grid}.`;
  return site.facilityPeakMW > LEAST_MW
    ? `No IT; ${busbar} MW at the busbar, ${grid}.`
    : "Nothing is built here.";
}

export function siteTable(site: SiteReport): string {
  const place = site.place && site.place !== site.name ? ` (${site.place})` : "";
  return `<h3>${proseHTML(`${site.name}${place}`)}</h3><p>${proseHTML(siteSentence(site))}</p>${table(`Package at ${site.name}`, ASSET_COLUMNS, site.assets.flatMap(assetRows))}`;
}

export function portfolioTable(pack: Package): string {
  return pack.portfolio.length === 0
    ? ""
    : `<h3>Whole portfolio</h3>${table("Demand and rented compute", ASSET_COLUMNS, pack.portfolio.flatMap(assetRows))}`;
}

export function rulesTable(pack: Package): string {
  if (pack.rules.length === 0) return "<p>This scenario sets no rules.</p>";
  const rows = pack.rules.flatMap((rule): Cell[][] =>
    rule.rows.length === 0
      ? [[rule.title, rule.site, "kept", "–"]]
      : rule.rows.map(({ label, value, unit }, i) => [
          rule.title,
          rule.site,
          label,
          explained(ruleRowNames(rule)[i]!, amount(value, unit)),
        ]),
  );
  return table(
    "Rules with margins",
    [{ text: "Rule" }, { text: "Where" }, { text: "What" }, { text: "Value", number: true }],
    rows,
  );
}

const precise = (value: number) =>
  Number.isFinite(value) ? (value === 0 ? "0" : value.toExponential(1).replace("-", "−")) : "–";

export function checksTable(pack: Package): string {
  return table(
    "Checks of the solved plan",
    [
      { text: "Check" },
      { text: "Result" },
      { text: "Measured", number: true },
      { text: "Allowed", number: true },
      { text: "Detail" },
    ],
    pack.verified.checks.map(({ name, ok, measured, allowed, detail }) => [
      name,
      ok ? "holds" : { html: "<strong>fails</strong>" },
      precise(measured),
      precise(allowed),
      detail,
    ]),
  );
}
