/** The claims as lines of text and as CSV. */
import { cell } from "../csv.ts";
import { threeFigures } from "../bottlenecks.ts";
import type { ClaimReport, ClaimsReport } from "./claims.ts";
import { sharePercent } from "./words.ts";

/** The three ways in the order shown, with what each is called. */
export function methodsOf(claims: ClaimsReport): readonly {
  readonly key: "hourly" | "annual" | "location";
  readonly title: string;
  readonly claim: ClaimReport;
}[] {
  return [
    { key: "hourly", title: "Hourly (draft Scope 2 revision)", claim: claims.hourly },
    { key: "annual", title: "Annual, market-based", claim: claims.annual },
    { key: "location", title: "Location-based", claim: claims.location },
  ];
}

/** Lines for a terminal. */
export function claimLines(claims: ClaimsReport): string[] {
  return [
    "Clean power, counted three ways:",
    ...methodsOf(claims).map(
      ({ title, claim }) =>
        `  ${title.padEnd(32)} ${sharePercent(claim.shareFrac).padStart(8)} clean, ${threeFigures(claim.co2T)} t CO2 a year`,
    ),
    `  ${claims.why}`,
  ];
}

/** One row per method, source and certificate; figures a year with six significant figures. */
export function claimsCSV(claims: ClaimsReport): string {
  const six = (value: number | null) => (value === null ? "" : Number(value.toPrecision(6)));
  const counted = (refusal: string | null) => refusal ?? "counts";
  const rows = [
    ["item", "name", "MWhPerYear", "shareFrac", "co2TPerYear", "usdPerYear", "hourly", "annual"],
    ...methodsOf(claims).map(({ key, claim }) => [
      "claim",
      key,
      six(claim.matchedMWh),
      six(claim.shareFrac),
      six(claim.co2T),
      "",
      "",
      "",
    ]),
    ["load", "all sites", six(claims.loadMWhPerYear), "", "", "", "", ""],
    ...claims.sources.map(({ kind, name, MWhPerYear, hourlyRefusal, annualRefusal }) => [
      kind,
      name,
      six(MWhPerYear),
      "",
      "",
      "",
      counted(hourlyRefusal),
      counted(annualRefusal),
    ]),
    ...claims.certificates.map(({ name, MWhPerYear, usdPerYear, annualRefusal }) => [
      "certificates",
      name,
      six(MWhPerYear),
      "",
      "",
      six(usdPerYear),
      "bring no power in any hour",
      counted(annualRefusal),
    ]),
  ];
  return `${rows.map((row) => row.map((one) => cell(String(one))).join(",")).join("\n")}\n`;
}
