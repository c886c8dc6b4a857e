/** Clean-power claims in the report: three figures side by side, why they differ, the score by hour, what counts. */
import type { ClaimsReport } from "../claims/claims.ts";
import { claimMonthName, claimName, claimSourceName, marginalName } from "../explain/names.ts";
import type { MarginalKind } from "../explain/names.ts";
import { methodsOf } from "../claims/text.ts";
import { LEVELS, RAMP } from "./colours.ts";
import { dayMarks, hourWords, placeDays, scores } from "./hours.ts";
import type { CampusHours } from "./hours.ts";
import {
  amount,
  energy,
  explained,
  maybeExplained,
  proseHTML,
  figure,
  figures,
  label,
  money,
  percent,
  svg,
  table,
} from "./svg.ts";
import { MONTHS } from "../../units/month.ts";
import { HEAT_MAP, heatPaths, hourTable, rangeOf } from "./year-heat-map.ts";

/** What each way of counting counts, in words. */
function ruleWords(claims: ClaimsReport, key: "hourly" | "annual" | "location"): string {
  if (key === "location")
    return "the mix of the place's grid and own plants; contracts count nothing";
  const { boundary, newPlantMonths, gridCleanCounts } = claims.options[key];
  return [
    boundary === "zone"
      ? "within the price zone"
      : boundary === "country"
        ? "within the country"
        : "within the synchronous area",
    newPlantMonths === undefined ? "" : `plants at most ${newPlantMonths} months older`,
    gridCleanCounts ? "with the clean part of the grid's mix" : "without the grid's mix",
    key === "annual"
      ? claims.annual.certificatesMWh > 0
        ? `${energy(claims.annual.certificatesMWh)} of certificates`
        : "no certificates"
      : "",
  ]
    .filter((part) => part !== "")
    .join(", ");
}

function threeFigures(claims: ClaimsReport): string {
  const beyond =
    claims.annual.claimableMWh > claims.loadMWhPerYear * 1.0005
      ? ` (${percent(claims.annual.claimableMWh / claims.loadMWhPerYear)} of the load is on hand)`
      : "";
  return table(
    "Share of the facility's load that may be called clean, and direct CO₂, a year",
    [
      { text: "Way of counting" },
      { text: "Clean", number: true },
      { text: "CO₂", number: true },
      { text: "per MWh", number: true },
      { text: "What counts" },
    ],
    methodsOf(claims).map(({ key, title, claim }) => [
      title,
      maybeExplained(
        claim.shareFrac === null ? undefined : claimName(key, "share"),
        percent(claim.shareFrac),
      ),
      explained(claimName(key, "co2T"), `${figures(claim.co2T)} t`),
      claim.co2KgPerMWh === null
        ? "–"
        : explained(claimName(key, "co2KgPerMWh"), `${figures(claim.co2KgPerMWh)} kg`),
      `${ruleWords(claims, key)}${key === "annual" ? beyond : ""}`,
    ]),
  );
}

function heatMap(hours: CampusHours, claims: ClaimsReport): string {
  const values = scores(hours);
  const steps = values.length;
  const { low, high, lowAt } = rangeOf(values);
  const { width, left, top, height } = HEAT_MAP;
  const flat = high - low < 0.005;
  const share = percent(claims.hourly.shareFrac);
  const title =
    steps === 0
      ? "No hours are modelled"
      : flat
        ? `${percent(high)} of the load is clean in every modelled hour`
        : `${share} of the load is clean hour by hour; the least clean hour is ${hourWords(hours.year, hours.stepOfYear[lowAt]!)} with ${percent(low)}`;
  const byHour = hourTable(
    hours,
    {
      what: "Hourly clean score",
      unit: "share of load",
      values,
      figure: "clean",
    },
    percent,
  );
  const byMonth = table(
    "Hourly clean score by month of each site's clock; only modelled hours",
    MONTHS.map((text) => ({ text, number: true })),
    [
      claims.byMonth.map((score, month) =>
        maybeExplained(score === null ? undefined : claimMonthName(month), percent(score)),
      ),
    ],
  );
  const placed = placeDays(hours.days, left, width - left - 8);
  const axis = [0, 6, 12, 18]
    .map((hour) => label(left - 6, top + (hour * height) / 24 + 11, `${hour} h`, { anchor: "end" }))
    .join("");
  const marks = dayMarks(hours, placed)
    .map(({ x, text }) => label(x, top + height + 17, text))
    .join("");
  const y = top + height + 36;
  const boxes = RAMP.map(
    (colour, i) =>
      `<rect x="${left + 90 + i * 14}" y="${y}" width="14" height="10" fill="${colour}"/>`,
  ).join("");
  const scale = `${label(left + 82, y + 10, percent(low), { anchor: "end" })}${boxes}${label(left + 98 + LEVELS * 14, y + 10, `${percent(high)} of load`)}`;
  const stretches = hours.days.filter(({ breaks }) => breaks).length > 1;
  return figure({
    id: "claims-heat-map",
    title,
    picture: svg(
      width,
      top + height + 56,
      title,
      `${axis}${steps > 0 ? heatPaths(hours, values, { low, high, lowAt, highAt: 0 }, placed) : ""}${marks}${steps > 0 && !flat ? scale : ""}`,
    ),
    note: `Share of load matched by clean power under the hourly rules, by hour of day (UTC) and day; 0 where a store takes power that is not clean.${stretches ? " Only the modelled weeks are drawn." : ""}`,
    table: `${byHour}${byMonth}`,
  });
}

function sourceTable(claims: ClaimsReport): string {
  const word = (refusal: string | null) => (refusal === null ? "counts" : `no: ${refusal}`);
  const rows = [
    ...claims.sources.map((source) => [
      `${source.site}: ${source.title}`,
      source.kind,
      explained(claimSourceName(source.name), energy(source.MWhPerYear)),
      word(source.hourlyRefusal),
      word(source.annualRefusal),
    ]),
    ...claims.certificates.map(({ name, MWhPerYear, usdPerYear, annualRefusal }) => [
      name,
      `certificates, ${money(usdPerYear)} a year`,
      explained(claimSourceName(name), energy(MWhPerYear)),
      "no: brings no power",
      word(annualRefusal),
    ]),
  ];
  return rows.length === 0
    ? "<p>No own clean plant, contract or certificate: what is clean is the grid's mix.</p>"
    : table(
        "What may count as clean, used here in a year",
        [
          { text: "Source" },
          { text: "Kind" },
          { text: "Energy", number: true },
          { text: "Hourly" },
          { text: "Annual" },
        ],
        rows,
      );
}

function marginal({ marginal: found }: ClaimsReport): string {
  const { averageBoughtKgPerMWh, averageYearKgPerMWh, purchasedMWhPerYear, gasKgPerMWh, ifGasT } =
    found;
  if (averageBoughtKgPerMWh === null) return "";
  const told = (kind: MarginalKind, part: "kgPerMWh" | "t", value: number | null) =>
    maybeExplained(value === null ? undefined : marginalName(kind, part), figures(value));
  return `<h3>Average against marginal emissions</h3><p>${proseHTML(found.note)}</p>${table(
    `Of ${energy(purchasedMWhPerYear)} bought a year`,
    [
      { text: "Intensity" },
      { text: "kg per MWh", number: true },
      { text: "t a year", number: true },
    ],
    [
      [
        "Average of the grid in the hours of purchase",
        told("bought", "kgPerMWh", averageBoughtKgPerMWh),
        told("bought", "t", (averageBoughtKgPerMWh * purchasedMWhPerYear) / 1000),
      ],
      [
        "Average of the grid over the year",
        told("year", "kgPerMWh", averageYearKgPerMWh),
        told("year", "t", ((averageYearKgPerMWh ?? 0) * purchasedMWhPerYear) / 1000),
      ],
      ["Marginal", "not known", "not known"],
      [
        { html: 'If gas at the margin in every hour <span class="badge estimated">what if</span>' },
        told("gas", "kgPerMWh", gasKgPerMWh),
        told("gas", "t", ifGasT),
      ],
    ],
  )}`;
}

/** The section on clean-power claims. */
export function claimsSection(claims: ClaimsReport, hours: CampusHours): string {
  const notes = claims.notes.map((note) => `<li>${proseHTML(note)}</li>`).join("");
  return `${threeFigures(claims)}
<p>${proseHTML(claims.why)}</p>
${heatMap(hours, claims)}
${sourceTable(claims)}
${claims.hourly.surplusMWh > 1 ? `<p class="note">${amount(claims.hourly.surplusMWh, "MWh")} a year are clean beyond the load of their hour.</p>` : ""}
${marginal(claims)}
<ul class="note">${notes}</ul>`;
}
