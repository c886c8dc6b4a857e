/** Where the money goes: by category, and folded into servers, power, cooling, shell and other. */
import type { Package } from "../package.ts";
import { costsByCategory } from "../text.ts";
import { bars, escapeHTML, figure, figures, money, percent, table } from "./svg.ts";
import { capital } from "../words.ts";

export type Part = "servers" | "power" | "cooling" | "shell" | "other";

const PARTS: Readonly<Record<string, Part>> = {
  servers: "servers",
  "rented compute": "servers",
  electrical: "power",
  supply: "power",
  storage: "power",
  connection: "power",
  contracts: "power",
  energy: "power",
  fuel: "power",
  export: "power",
  cooling: "cooling",
  water: "cooling",
  "heat sale": "cooling",
  shell: "shell",
  colocation: "shell",
};

const COLOURS: Readonly<Record<Part, string>> = {
  servers: "var(--accent)",
  power: "#64748b",
  cooling: "#3f9fb0",
  shell: "#b3a68c",
  other: "#8c8c84",
};

/** Yearly cost by part; taxes, operations and carbon follow the asset that causes them. */
export function lifecycleSplit(pack: Package): { part: Part; usdPerYear: number }[] {
  const home = new Map<string, { part: Part; usd: number }>();
  for (const { asset, category, usdPerYear } of pack.costs) {
    const part = PARTS[category];
    if (part && Math.abs(usdPerYear) >= (home.get(asset)?.usd ?? 0))
      home.set(asset, { part, usd: Math.abs(usdPerYear) });
  }
  const sums: Record<Part, number> = { servers: 0, power: 0, cooling: 0, shell: 0, other: 0 };
  for (const { asset, category, usdPerYear } of pack.costs) {
    const follows = ["operations", "tax", "carbon"].includes(category);
    sums[PARTS[category] ?? (follows ? home.get(asset)?.part : undefined) ?? "other"] += usdPerYear;
  }
  return (["servers", "power", "cooling", "shell", "other"] as const).map((part) => ({
    part,
    usdPerYear: sums[part],
  }));
}

export function costSplit(pack: Package): string {
  const lines = costsByCategory(pack).filter(({ usdPerYear }) => Math.abs(usdPerYear) > 0.5);
  const spent = lines.reduce((sum, { usdPerYear }) => sum + Math.max(0, usdPerYear), 0);
  const first = lines[0];
  const title =
    first && first.usdPerYear > 0
      ? `${capital(first.category)} take ${percent(first.usdPerYear / spent)} of ${money(spent)} a year`
      : "This plan costs nothing";
  const income = lines
    .filter(({ usdPerYear }) => usdPerYear < 0)
    .reduce((sum, { usdPerYear }) => sum - usdPerYear, 0);
  return figure({
    id: "cost-split",
    title,
    ...(income > 0
      ? { note: `Income of ${money(income)} a year is drawn pale; shares are of what is spent.` }
      : {}),
    picture: bars(
      title,
      lines.map(({ category, usdPerYear }) => ({
        label: category,
        value: usdPerYear,
        text:
          usdPerYear < 0
            ? `${money(usdPerYear)} (income)`
            : `${money(usdPerYear)} · ${percent(usdPerYear / spent)}`,
        ...(usdPerYear < 0
          ? { kind: "income" as const }
          : category === "unserved"
            ? { kind: "alarm" as const }
            : {}),
      })),
    ),
    table: table(
      "Cost by category",
      [
        { text: "Category" },
        { text: "A year", number: true },
        { text: "Share", number: true },
        { text: "Capital", number: true },
      ],
      lines.map(({ category, usdPerYear, capexUSD }) => [
        category,
        money(usdPerYear),
        usdPerYear < 0 ? "income" : percent(usdPerYear / spent),
        money(capexUSD),
      ]),
    ),
  });
}

export function lifecycle(pack: Package): string {
  const split = lifecycleSplit(pack).filter(({ usdPerYear }) => usdPerYear > 0.5);
  const total = split.reduce((sum, { usdPerYear }) => sum + usdPerYear, 0);
  const share = (part: Part) =>
    (split.find((one) => one.part === part)?.usdPerYear ?? 0) / (total || 1);
  const perUSD =
    share("servers") > 0
      ? (share("power") + share("cooling") + share("shell")) / share("servers")
      : null;
  const title =
    total > 0
      ? `Over its life the campus spends ${percent(share("servers"))} on servers, ${percent(share("power"))} on power, ${percent(share("cooling"))} on cooling`
      : "No lifecycle cost";
  const strip = split
    .map(
      ({ part, usdPerYear }) =>
        `<i style="width:${((100 * usdPerYear) / total).toFixed(2)}%;background:${COLOURS[part]}"></i>`,
    )
    .join("");
  const key = split
    .map(
      ({ part, usdPerYear }) =>
        `<li><i style="background:${COLOURS[part]}"></i>${escapeHTML(part)} <b>${escapeHTML(percent(usdPerYear / total))}</b> ${escapeHTML(money(usdPerYear))} a year</li>`,
    )
    .join("");
  return figure({
    id: "lifecycle",
    title,
    note: `Capital as an annuity plus running cost.${perUSD === null ? "" : ` Power, cooling and shell cost ${figures(perUSD)} times what servers do.`}`,
    picture: `<div role="img" aria-label="${escapeHTML(title)}"><div class="strip">${strip}</div><ul class="key">${key}</ul></div>`,
    table: table(
      "Lifecycle cost a year",
      [{ text: "Part" }, { text: "A year", number: true }, { text: "Share", number: true }],
      split.map(({ part, usdPerYear }) => [part, money(usdPerYear), percent(usdPerYear / total)]),
    ),
  });
}
