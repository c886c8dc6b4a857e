/** The report: one self-contained HTML page with the sentence, pictures, package, checks and assumptions. */
import { writtenIn } from "../../units/money.ts";
import { currencyNote } from "../currency-note.ts";
import type { HourlyReport, Package } from "../package.ts";
import { assumptionsTable, provenanceSentence, valueText } from "./assumptions-table.ts";
import { bottleneckTable, namedIn } from "./bottleneck-table.ts";
import { tariffsSection } from "./tariffs.ts";
import { buyerSection } from "./buyer.ts";
import { contractsSection } from "./contracts.ts";
import { claimsSection } from "./claims.ts";
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
import { reliabilityTables } from "./reliability.ts";
import { resolutionWords } from "../resolution-words.ts";
import { PAGE_STYLE } from "./page-style.ts";
import { lawSection } from "./law.ts";
import { financeSection } from "./finance.ts";
import { powerCap } from "./power-cap.ts";
import { puePicture } from "./pue.ts";
import { AS_PAID, LEVELISED } from "../time-text.ts";
import { shownYearWords } from "../shown-year.ts";
import { escapeHTML, proseHTML, figures } from "./svg.ts";
import { computeByQuarter, inForceByQuarter } from "./time-in-force.ts";
import { cashFlow } from "./time-money.ts";
import { holdersPicture } from "./time-holders.ts";
import { delayPicture, targetPicture } from "./time-odds.ts";
import { whatComesEarlier } from "./time-earlier.ts";
import { ordersTable } from "./time-orders-table.ts";
import { timeToPower } from "./time-to-power.ts";
import { ledgerPicture } from "./timeline-ledger.ts";
import { worstHours } from "./worst-hours.ts";
import { yearHeatMap } from "./year-heat-map.ts";

/** The year, or the quarters of the plan. */
function span({ timeline, year }: Package): string {
  if (!timeline) return String(year);
  const { quarters } = timeline;
  return `each of ${quarters.length} quarters, ${quarters[0] ?? timeline.start} to ${quarters.at(-1) ?? timeline.start}`;
}

/** Who checked, who solved, how closely, over which hours. */
function statusLine(pack: Package): string {
  const { solve, verified } = pack;
  const held = verified.checks.filter(({ ok }) => ok).length;
  const gap = Number.isFinite(solve.gap)
    ? `gap ${solve.gap === 0 ? "0" : solve.gap.toExponential(1).replace("-", "−")}`
    : "gap unknown";
  const synthetic = pack.provenance.some(({ confidence }) => confidence === "synthetic");
  const proof = `Verified ${held} of ${verified.checks.length} checks`;
  return `<p class="status">${verified.ok ? `<b>${proof}</b>` : `<b>${proof}, the plan is not to be trusted</b>`} · ${escapeHTML(pack.status)}, solved by ${escapeHTML(solve.solver)} in ${figures(solve.seconds)} s${solve.reason ? ` (${escapeHTML(solve.reason)})` : ""}, ${gap} · ${valueText(pack.modelledHours)} hours modelled (${resolutionWords(pack.resolution)} of ${span(pack)})${synthetic ? ' · <span class="badge loud">SYNTHETIC</span> hourly series are typical years, not records' : ""}</p>`;
}

function section(id: string, title: string, body: string, kind = ""): string {
  return `<section id="${id}"${kind ? ` class="${kind}"` : ""} aria-labelledby="${id}-title"><h2 id="${id}-title">${escapeHTML(title)}</h2>${body}</section>`;
}

/** When power comes, what to decide by when, what is in force: only of a plan over quarters. */
function timeSections(pack: Package): string {
  const { timeline, odds } = pack;
  if (!timeline) return "";
  const drawn = odds
    ? `${holdersPicture(timeline, odds)}${targetPicture(odds)}${delayPicture(timeline, odds)}`
    : "";
  return `${section("time", "Time to power", `${timeToPower(timeline, odds)}${drawn}`)}
${section("orders", "Orders", `${ordersTable(timeline, odds)}${odds ? whatComesEarlier(timeline, odds) : ""}`)}
${section("quarters", "In force by quarter", `${inForceByQuarter(pack, timeline)}${computeByQuarter(pack, timeline)}`)}`;
}

/**
 * One page that needs nothing else: no scripts, no links out. `supplyCurve` is the markup of what could
 * bring more MW, where it was asked for.
 */
export const renderReport = (...of: Parameters<typeof pageOf>): string =>
  writtenIn(of[0].money, () => pageOf(...of));

function pageOf(pack: Package, hourly: readonly HourlyReport[], supplyCurve?: string): string {
  const hours = campusHours(pack, hourly);
  const { timeline, ledger } = pack;
  // Yearly figures of a plan over quarters are means: money levelised at the plan's rate.
  const means = timeline ? `<p class="note">${LEVELISED}</p>` : "";
  const currency = currencyNote(pack);
  const asPaid = timeline ? `<p class="note">${AS_PAID}</p>` : "";
  const warnings =
    pack.warnings.length > 0
      ? `<ul>${pack.warnings.map((warning) => `<li>${proseHTML(warning)}</li>`).join("")}</ul>`
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
<p class="sentence">${proseHTML(pack.sentence)}</p>
${statusLine(pack)}
${keyFigures(pack)}
${currency ? `<p class="note">${escapeHTML(currency)}</p>` : ""}
${means}
</header>
<main>
${timeSections(pack)}
${section(
  "energy",
  timeline ? `Energy from ${shownYearWords(timeline)}` : "Energy",
  `${energyFlow(hours)}
<div class="pair">${yearHeatMap(hours, pack.objective)}${worstHours(hours, pack.objective)}</div>
${dailyStack(hours)}
${puePicture(hours)}`,
)}
${pack.tariffs.length > 0 ? section("tariffs", "What the connection is billed", `${asPaid}${tariffsSection(pack.tariffs)}`) : ""}
${pack.contracts ? section("contracts", "Contracts", `${asPaid}${contractsSection(pack.contracts)}`) : ""}
${pack.buyer ? section("buyer", "The buyer", buyerSection(pack.buyer)) : ""}
${section("claims", "Clean power, counted three ways", claimsSection(pack.claims, hours))}
${section("money", "Money", `${timeline ? cashFlow(timeline) : ""}${means}${costSplit(pack)}${lifecycle(pack)}`)}
${pack.finance ? section("finance", "Pro forma", financeSection(pack.finance)) : ""}
${section("limits", "What binds", `${timeline && ledger ? ledgerPicture(timeline, ledger, pack.objective, namedIn(pack)) : bottleneckTable(pack)}${powerCap(pack)}`)}
${supplyCurve === undefined ? "" : section("supply-curve", "More megawatts", supplyCurve)}
${section("reliability", "Reliability", reliabilityTables(pack))}
${section("rules", "Rules and their margins", rulesTable(pack))}
${section("law", "The law", lawSection(pack.law, pack.objective))}
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
