/** Reliability: how much is served, why not all, and what the loss of each largest thing does. */
import type { Package } from "../package.ts";
import type { ReliabilityReport } from "../reliability.ts";
import { withError } from "../with-error.ts";
import { causeName, lossName, servedName } from "../explain/names.ts";
import { CAUSES } from "./outage-causes.ts";
import { energy, explained, figures, percent, proseHTML, table } from "./svg.ts";

function finding({ site, availability, nines, unservedMWhPerYear }: ReliabilityReport): string {
  const served = percent(availability.mean);
  const words =
    nines.mean === null
      ? "nothing is lost in any year drawn"
      : `${nines.mean.toFixed(1)} nines, ${withError(unservedMWhPerYear.mean, unservedMWhPerYear.standardError)} MWh a year not served`;
  return `${site}: ${served} of the energy is served, ${words}`;
}

function siteParts(report: ReliabilityReport): string {
  const causes = report.causes.map(({ cause, mwhPerYear }) => [
    CAUSES[cause] ?? cause,
    explained(causeName(report.site, cause), figures(mwhPerYear)),
  ]);
  const losses = report.losses.map(({ what, lostMW, marginMW, served, hoursOnStores }) => [
    what,
    explained(lossName(report.site, what, "lostMW"), figures(lostMW)),
    explained(lossName(report.site, what, "marginMW"), figures(marginMW)),
    served ? "yes" : "no",
    explained(
      lossName(report.site, what, "hoursOnStores"),
      hoursOnStores === null ? "for good" : figures(hoursOnStores),
    ),
  ]);
  return `<h3>${proseHTML(finding(report))}</h3>
${causes.length > 0 ? table(`What is not served at ${report.site}, by cause`, [{ text: "Cause" }, { text: "MWh a year", number: true }], causes) : ""}
${table(
  `One thing lost at ${report.site} in its worst hour (N−1)`,
  [
    { text: "Lost" },
    { text: "MW", number: true },
    { text: "Margin MW", number: true },
    { text: "Served" },
    { text: "Hours on stores", number: true },
  ],
  losses,
)}`;
}

/** How much of each site's load is served. */
const servedTable = (reports: readonly ReliabilityReport[]) =>
  table(
    "Energy served, a year",
    [
      { text: "Site" },
      { text: "Served", number: true },
      { text: "Nines", number: true },
      { text: "MWh not served", number: true },
      { text: "Hours with a shortage", number: true },
    ],
    reports.map(({ site, availability, nines, unservedMWhPerYear, lossHoursPerYear }) => [
      site,
      explained(servedName(site, "served"), percent(availability.mean)),
      explained(
        servedName(site, "nines"),
        nines.mean === null ? "nothing is lost" : nines.mean.toFixed(1),
      ),
      ...(
        [
          ["unservedMWh", unservedMWhPerYear],
          ["lossHours", lossHoursPerYear],
        ] as const
      ).map(([part, { mean, standardError }]) =>
        explained(servedName(site, part), withError(mean, standardError)),
      ),
    ]),
  );

/** The section of a package, empty when nothing was simulated. */
export function reliabilityTables({ reliability }: Package): string {
  if (reliability.length === 0) return "";
  const rented = reliability.filter(({ landlordMWhPerYear }) => landlordMWhPerYear > 0.5);
  const landlords = rented
    .map(({ site, landlordMWhPerYear }) => `${energy(landlordMWhPerYear)} a year at ${site}`)
    .join(", ");
  return `<p class="note">Simulated over ${reliability[0]!.years} years; outage rates of units and of the grid are estimates of the catalogue. All load counts as critical.${landlords === "" ? "" : proseHTML(` What landlords feed in rented space (${landlords}) is theirs to keep up and not drawn.`)}</p>${servedTable(reliability)}${reliability.map(siteParts).join("")}`;
}
