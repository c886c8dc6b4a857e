/** The report: one self-contained HTML page with the sentence, pictures, package, checks and assumptions. */
import type { HourlyReport, Package } from "../package.ts";
import { assumptionsTable, provenanceSentence, valueText } from "./assumptions-table.ts";
import { bottleneckTable } from "./bottleneck-table.ts";
import { costSplit, lifecycle } from "./cost-split.ts";
import { dailyStack } from "./daily-stack.ts";
import { energyFlow } from "./energy-flow.ts";
import { campusHours } from "./hours.ts";
import {
  checksTable,
  keyFigures,
  portfolioTable,
  rulesTable,
  siteTable,
} from "./package-tables.ts";
import { PAGE_STYLE } from "./page-style.ts";
import { powerCap } from "./power-cap.ts";
import { puePicture } from "./pue.ts";
import { escapeHTML, figures } from "./svg.ts";
import { worstHours } from "./worst-hours.ts";
import { yearHeatMap } from "./year-heat-map.ts";

/** Who checked, who solved, how closely, over which hours. */
function statusLine(pack: Package): string {
  const { solve, verified } = pack;
  const held = verified.checks.filter(({ ok }) => ok).length;
  const gap = Number.isFinite(solve.gap)
    ? `gap ${solve.gap === 0 ? "0" : solve.gap.toExponential(1).replace("-", "−")}`
    : "gap unknown";
  const resolution =
    pack.resolution === "full"
      ? "every hour"
      : pack.resolution.replace(/^weeks:(\d+)$/, "$1 representative weeks");
  const synthetic = pack.provenance.some(({ confidence }) => confidence === "synthetic");
  const proof = `Verified ${held} of ${verified.checks.length} checks`;
  return `<p class="status">${verified.ok ? `<b>${proof}</b>` : `<b>${proof}, the plan is not to be trusted</b>`} · ${escapeHTML(pack.status)}, solved by ${escapeHTML(solve.solver)} in ${figures(solve.seconds)} s, ${gap} · ${valueText(pack.modelledHours)} hours modelled (${escapeHTML(resolution)} of ${pack.year})${synthetic ? ' · <span class="badge loud">SYNTHETIC</span> hourly series are typical years, not records' : ""}</p>`;
}

function section(id: string, title: string, body: string, kind = ""): string {
  return `<section id="${id}"${kind ? ` class="${kind}"` : ""} aria-labelledby="${id}-title"><h2 id="${id}-title">${escapeHTML(title)}</h2>${body}</section>`;
}

/** One page that needs nothing else: no scripts, no links out. */
export function renderReport(pack: Package, hourly: readonly HourlyReport[]): string {
  const hours = campusHours(pack, hourly);
  const warnings =
    pack.warnings.length > 0
      ? `<ul>${pack.warnings.map((warning) => `<li>${escapeHTML(warning)}</li>`).join("")}</ul>`
      : "";
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
<meta name="generator" content="Firmwatt, ${escapeHTML(pack.version)}">
<title>${escapeHTML(pack.name)} – Firmwatt</title>
<style>${PAGE_STYLE}</style>
</head>
<body>
<header>
<h1>${escapeHTML(pack.name)}</h1>
<p class="sentence">${escapeHTML(pack.sentence)}</p>
${statusLine(pack)}
${keyFigures(pack)}
</header>
<main>
${section(
  "energy",
  "Energy",
  `${energyFlow(hours)}
<div class="pair">${yearHeatMap(hours, pack.objective)}${worstHours(hours, pack.objective)}</div>
${dailyStack(hours)}
${puePicture(hours)}`,
)}
${section("money", "Money", `${costSplit(pack)}${lifecycle(pack)}`)}
${section("limits", "What binds", `${bottleneckTable(pack)}${powerCap(pack)}`)}
${section("rules", "Rules and their margins", rulesTable(pack))}
${section("package", "The package", `${pack.sites.map(siteTable).join("")}${portfolioTable(pack)}`)}
${section("checks", "Checks", `<p>Made from the solved numbers by code that shares nothing with the solver.</p>${checksTable(pack)}`)}
${warnings ? section("notes", "Notes", warnings) : ""}
${section("assumptions", provenanceSentence(pack.provenance), assumptionsTable(pack), "assumptions")}
</main>
<footer>Firmwatt, ${escapeHTML(pack.version)}; scenario ${escapeHTML(pack.scenarioHash.slice(0, 16))}, seed ${pack.seed}; pictures drawn from the plan's own hourly results.</footer>
</body>
</html>
`;
}
