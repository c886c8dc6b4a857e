/** Reliability: how much is served, why not all, and what the loss of each largest thing does. */
import type { Package } from "../package.ts";
import type { ReliabilityReport } from "../reliability.ts";
import { withError } from "../with-error.ts";
import { energy, figures, percent, proseHTML, table } from "./svg.ts";

const CAUSES: Readonly<Record<string, string>> = {
  gridInterruption: "grid interruptions",
  unitOutage: "outages of units",
  startFailure: "failed starts",
  curtailment: "cuts of the flexible connection",
  storeEmpty: "empty stores",
  hoursSpent: "running hours spent",
  capacity: "too little capacity",
};

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
    figures(mwhPerYear),
  ]);
  const losses = report.losses.map(({ what, lostMW, marginMW, served, hoursOnStores }) => [
    what,
    figures(lostMW),
    figures(marginMW),
    served ? "yes" : "no",
    hoursOnStores === null ? "for good" : figures(hoursOnStores),
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

/** The section of a package, empty when nothing was simulated. */
export function reliabilityTables({ reliability }: Package): string {
  if (reliability.length === 0) return "";
  const rented = reliability.filter(({ landlordMWhPerYear }) => landlordMWhPerYear > 0.5);
  const landlords = rented
    .map(({ site, landlordMWhPerYear }) => `${energy(landlordMWhPerYear)} a year at ${site}`)
    .join(", ");
  return `<p class="note">Simulated over ${reliability[0]!.years} years; outage rates of units and of the grid are estimates of the catalogue. All load counts as critical.${landlords === "" ? "" : proseHTML(` What landlords feed in rented space (${landlords}) is theirs to keep up and not drawn.`)}</p>${reliability.map(siteParts).join("")}`;
}
