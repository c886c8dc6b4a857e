/** The contracts of a plan as a page section: what is signed, what its hours are worth, who bears which risk. */
import { converted, moneyUnit } from "../../units/money.ts";
import type { ContractReport, ContractsReport } from "../contracts/contracts.ts";
import { portfolioSentence, signedOf, termWords, volumeWords } from "../contracts/text.ts";
import { stackedBands } from "./stack.ts";
import { energy, proseHTML, figure, figures, label, money, percent, svg, table } from "./svg.ts";
import type { Cell } from "./svg.ts";

const [WIDTH, LEFT, RIGHT, TOP] = [960, 52, 700, 10];
/** Least height, and height of one label beside the picture. */
const [LEAST, LINE] = [230, 18];

/** Name within its site. */
const plain = ({ name }: ContractReport) => name.slice(name.indexOf(".") + 1);

/** Mean day: contracts stacked under the load. */
function meanDay({ portfolio }: ContractsReport, signed: readonly ContractReport[]): string {
  const power = signed.filter(
    ({ delivery, deliveredMWhPerYear }) => delivery !== "compute" && deliveredMWhPerYear > 1,
  );
  if (power.length === 0) return "";
  const load = Float64Array.from(portfolio.loadByHourMW);
  const flows = power.map((one) => ({
    key: one.kind,
    role: one.name,
    title: plain(one),
    values: Float64Array.from(one.byHourMW),
  }));
  const width = (RIGHT - LEFT) / 24;
  const height = Math.max(LEAST, LINE * flows.length);
  const slots = Array.from({ length: 24 }, (_, hour) => ({
    x: LEFT + hour * width,
    width,
    breaks: hour === 0,
  }));
  const title = `Contracts for power meet ${percent(portfolio.coveredFrac)} of the load hour by hour`;
  const marks = [0, 6, 12, 18, 24]
    .map((hour) => label(LEFT + hour * width, TOP + height + 17, `${hour} h`, { anchor: "middle" }))
    .join("");
  return figure({
    id: "contract-day",
    title,
    picture: svg(
      WIDTH,
      TOP + height + 26,
      title,
      stackedBands(flows, slots, load, { top: TOP, height, left: LEFT, right: RIGHT }) + marks,
    ),
    note: "Mean MW in each hour of the day, UTC, over the year; the line is the facility's draw. What lies above it is sold on; virtual contracts and green tariffs bring money, not MW.",
    table: table(
      "Mean MW by hour of the day",
      [
        { text: "Hour" },
        { text: "Draw", number: true },
        ...flows.map((flow) => ({ text: flow.title, number: true })),
      ],
      slots.map((_, hour) => [
        String(hour),
        figures(load[hour]!),
        ...flows.map(({ values }) => figures(values[hour]!)),
      ]),
    ),
  });
}

function termsTable(signed: readonly ContractReport[]): string {
  return table(
    "Contracts signed",
    [
      { text: "Contract" },
      { text: "Volume", number: true },
      { text: "Term" },
      { text: "Price" },
      { text: "Clauses" },
    ],
    signed.map((one): Cell[] => [
      `${plain(one)}${plain(one) === one.kind ? "" : ` (${one.title})`}`,
      volumeWords(one),
      termWords(one),
      one.price,
      one.clauses.join("; ") || "–",
    ]),
  );
}

function yearTable(signed: readonly ContractReport[]): string {
  const due = signed.some(({ dueAfterUSD }) => dueAfterUSD > 1);
  return table(
    "What contracts bring and cost a year",
    [
      { text: "Contract" },
      { text: "Energy", number: true },
      { text: "Sold on", number: true },
      { text: `Paid, ${moneyUnit("USD per MWh")}`, number: true },
      { text: "At the market", number: true },
      { text: "Paid", number: true },
      { text: "Sold on or credited", number: true },
      { text: "Net cost", number: true },
      ...(due ? [{ text: "Due after the plan", number: true }] : []),
    ],
    signed.map((one): Cell[] => [
      plain(one),
      energy(one.deliveredMWhPerYear),
      one.resoldMWhPerYear > 1 ? energy(one.resoldMWhPerYear) : "–",
      figures(one.paidUSDPerMWh && converted(one.paidUSDPerMWh)),
      figures(one.captureUSDPerMWh && converted(one.captureUSDPerMWh)),
      money(one.totalUSDPerYear - one.resaleUSDPerYear),
      money(-one.resaleUSDPerYear),
      money(one.totalUSDPerYear),
      ...(due ? [money(one.dueAfterUSD)] : []),
    ]),
  );
}

function riskTable(signed: readonly ContractReport[], { portfolio }: ContractsReport): string {
  const total: Cell[] = [
    { html: "<strong>Portfolio</strong>" },
    "–",
    "–",
    money(portfolio.shapeUSDPerYear),
    money(portfolio.basisUSDPerYear),
    `${energy(portfolio.volumeRiskMWh.independent)} to ${energy(portfolio.volumeRiskMWh.together)}`,
    money(portfolio.exposureUSD),
    money(portfolio.collateralUSD),
    money(portfolio.terminationUSD),
  ];
  return table(
    "Risks of contracts",
    [
      { text: "Contract" },
      { text: "Volume borne by" },
      { text: "Shape borne by" },
      { text: "Shape a year", number: true },
      { text: "Basis a year", number: true },
      { text: "Short in one year of ten", number: true },
      { text: "If the seller fails", number: true },
      { text: "Security held", number: true },
      { text: "Fee to end it", number: true },
    ],
    [
      ...signed.map((one): Cell[] => [
        plain(one),
        one.bears.volume,
        one.bears.shape,
        one.delivery === "compute" ? "–" : money(one.shapeUSDPerYear),
        one.delivery === "cash" && one.place
          ? `${money(one.basisUSDPerYear)} (${one.place})`
          : "none",
        one.volumeRiskMWh > 1 ? energy(one.volumeRiskMWh) : "–",
        one.delivery === "compute" ? "–" : money(one.exposureUSD),
        `${money(one.collateralUSD)}${one.buyerRating === "none" ? "" : ` (${one.buyerRating})`}`,
        money(one.terminationUSD),
      ]),
      total,
    ],
  );
}

/** The section; empty when no contract is on offer. */
export function contractsSection(report: ContractsReport | null): string {
  if (!report) return "";
  const signed = signedOf(report);
  const refused = report.contracts.filter((one) => !signed.includes(one)).map(plain);
  const lines = [
    portfolioSentence(report.portfolio, signed.length),
    ...(refused.length > 0 ? [`On offer and not signed: ${refused.join(", ")}.`] : []),
  ];
  return `<p>${proseHTML(lines.join(" "))}</p>${meanDay(report, signed)}${
    signed.length === 0
      ? ""
      : `${termsTable(signed)}${yearTable(signed)}${riskTable(signed, report)}<p class="note">Shape: what the hours cost beside flat power at the market's mean. Basis: market price at the site less that at the plant. Short in one year of ten: spreads of yearly output are <span class="badge">estimated</span>; the portfolio's figures are for independent years and for all bad at once. If the seller fails: present worth of buying the same hours at the market.</p>`
  }`;
}
