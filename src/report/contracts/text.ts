/** The contracts of a plan as lines of text and as CSV. */
import { converted } from "../../units/money.ts";
import { threeFigures, usdPerWords, usdWords } from "../bottlenecks.ts";
import { cell } from "../csv.ts";
import type { ContractReport, ContractsReport, PortfolioReport } from "./contracts.ts";

/** Contracts that are signed. */
export function signedOf({ contracts }: ContractsReport): ContractReport[] {
  return contracts.filter(({ volume, unit }) => volume > (unit === "chips" ? 0.5 : 5e-3));
}

const share = (frac: number) => `${(100 * frac).toFixed(1)} %`;

/** A volume with its unit. */
export function volumeWords({ volume, volumeVaries, unit }: ContractReport): string {
  const most = volumeVaries ? "up to " : "";
  return unit === "share of load"
    ? `${most}${share(volume)} of the load in every hour`
    : `${most}${threeFigures(volume)} ${unit}`;
}

/** Its term, and from when. */
export function termWords({ termYears, from, volumeVaries }: ContractReport): string {
  const term =
    termYears === 0
      ? "by the hour"
      : `${Number(termYears.toPrecision(3))} year${termYears === 1 ? "" : "s"}`;
  return from ? `${term}${volumeVaries ? " each, first" : ""} from ${from}` : term;
}

/** The portfolio in a sentence or two. */
export function portfolioSentence(portfolio: PortfolioReport, signed: number): string {
  if (signed === 0) return "No contract is signed: none is worth its price.";
  if (portfolio.coveredFrac === null || portfolio.powerMWhPerYear < 1)
    return `${signed === 1 ? "One contract" : `${signed} contracts`} signed, ${usdWords(portfolio.totalUSDPerYear)} a year.`;
  const { independent } = portfolio.volumeRiskMWh;
  return [
    `Contracts for power meet ${share(portfolio.coveredFrac)} of the load in the same hour${portfolio.hedgedFrac! > portfolio.coveredFrac + 5e-4 ? `, ${share(portfolio.hedgedFrac!)} with those that settle in cash` : ""}; ${threeFigures(portfolio.surplusMWhPerYear / 1000)} GWh a year come when they are not needed; ${usdWords(portfolio.totalUSDPerYear)} a year in all.`,
    portfolio.largest && portfolio.largestShareFrac! < 0.9995
      ? `${share(portfolio.largestShareFrac!)} of the contracted energy hangs on ${portfolio.largest}.`
      : `All contracted energy hangs on ${portfolio.largest}.`,
    independent > 1
      ? `One year in ten brings ${threeFigures(independent / 1000)} GWh less than the mean (estimated).`
      : "",
    portfolio.exposureUSD > 1
      ? `If every seller failed, replacing them would cost ${usdWords(portfolio.exposureUSD)} over their terms.`
      : "",
  ]
    .filter(Boolean)
    .join(" ");
}

/** Lines for a terminal. */
export function contractLines(report: ContractsReport): string[] {
  const signed = signedOf(report);
  return [
    "Contracts:",
    ...signed.map((one) => {
      const price =
        one.paidUSDPerMWh === null || one.captureUSDPerMWh === null
          ? ""
          : `; ${usdPerWords(one.paidUSDPerMWh, "MWh")}, worth ${threeFigures(converted(one.captureUSDPerMWh))} at the market`;
      return `  ${one.name.padEnd(32)} ${volumeWords(one)}, ${usdWords(one.totalUSDPerYear)} a year net${price}${one.dueAfterUSD > 1 ? `; ${usdWords(one.dueAfterUSD)} still due after the plan's end` : ""}`;
    }),
    `  ${portfolioSentence(report.portfolio, signed.length)}`,
  ];
}

const COLUMNS = [
  "name",
  "kind",
  "site",
  "delivery",
  "volume",
  "unit",
  "termYears",
  "from",
  "price",
  "deliveredMWhPerYear",
  "resoldMWhPerYear",
  "capacityFactorFrac",
  "energyUSDPerYear",
  "feesUSDPerYear",
  "fixedUSDPerYear",
  "resaleUSDPerYear",
  "totalUSDPerYear",
  "dueAfterUSD",
  "levelisedUSDPerYear",
  "paidUSDPerMWh",
  "captureUSDPerMWh",
  "shapeUSDPerYear",
  "basisUSDPerYear",
  "volumeRiskMWh",
  "volumeRiskUSDPerYear",
  "valueUSDPerYear",
  "exposureUSD",
  "buyerRating",
  "collateralUSD",
  "terminationUSD",
] as const;

/** One row per contract on offer; figures a year with six significant figures. */
export function contractsCSV({ contracts }: ContractsReport): string {
  const six = (value: string | number | null) =>
    value === null ? "" : typeof value === "number" ? Number(value.toPrecision(6)) : value;
  const bearers = (one: ContractReport) => [one.bears.volume, one.bears.shape];
  const rows = [
    [...COLUMNS, "volumeBorneBy", "shapeBorneBy", "place", "clauses"],
    ...contracts.map((one) => [
      ...COLUMNS.map((column) => six(one[column])),
      ...bearers(one),
      one.place ?? "",
      one.clauses.join("; "),
    ]),
  ];
  return `${rows.map((row) => row.map((value) => cell(String(value))).join(",")).join("\n")}\n`;
}
