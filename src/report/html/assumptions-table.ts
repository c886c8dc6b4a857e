/** Every assumption of the plan with source, year and how it came to be known. */
import { onceForSites } from "../assumptions-once.ts";
import { writtenAssumption } from "../written-assumption.ts";
import type { AssumptionReport, Package } from "../package.ts";
import { escapeHTML, table } from "./svg.ts";
import type { Cell } from "./svg.ts";
import { grouped } from "../../units/grouped.ts";

/** A value as text: numbers whole, lists parted by commas. */
export function valueText(value: unknown): string {
  if (value === null || value === undefined) return "–";
  if (typeof value === "number") {
    if (!Number.isFinite(value)) return "no limit";
    const [whole, fraction] = String(Number(value.toPrecision(6))).split(".");
    return `${/e/.test(whole!) ? whole! : grouped(whole!)}${fraction ? `.${fraction}` : ""}`;
  }
  if (typeof value === "string") return value;
  if (typeof value === "boolean") return value ? "yes" : "no";
  if (Array.isArray(value)) {
    const shown = value.slice(0, 12).map(valueText).join(", ");
    return value.length > 12 ? `${shown}, … (${value.length} values)` : shown;
  }
  if (typeof value === "object")
    return Object.entries(value)
      .map(([key, part]) => `${key}: ${valueText(part)}`)
      .join("; ");
  return "–";
}

export function badge(confidence: string): Cell {
  return {
    html: `<span class="badge ${escapeHTML(confidence.replaceAll(/[^a-z]/gi, ""))}">${escapeHTML(confidence)}</span>`,
  };
}

/** How many assumptions are of each kind, as a sentence. */
export function provenanceSentence(provenance: readonly AssumptionReport[]): string {
  const kinds = ["measured", "published", "estimated", "synthetic", "stated"] as const;
  const counts = kinds
    .map((kind) => ({
      kind,
      count: provenance.filter(({ confidence }) => confidence === kind).length,
    }))
    .filter(({ count }) => count > 0);
  return counts.length === 0
    ? "The plan rests on no recorded assumption"
    : `The plan rests on ${provenance.length} assumptions: ${counts.map(({ kind, count }) => `${count} ${kind}`).join(", ")}`;
}

/** All assumptions, folded on the screen and open on paper. */
export function assumptionsTable(pack: Package): string {
  const rows = table(
    pack.sites.length > 1 ? "All assumptions; sites.* stands for every site" : "All assumptions",
    [
      { text: "Assumption" },
      { text: "Value", number: true },
      { text: "Unit" },
      { text: "Known by" },
      { text: "Source" },
      { text: "Year" },
      { text: "Meaning" },
    ],
    onceForSites(pack.provenance, pack.sites.length)
      .map(writtenAssumption)
      .map(({ path, value, unit, confidence, source, year, help }) => [
        { html: `<code>${escapeHTML(path).replaceAll(".", ".<wbr>")}</code>` },
        valueText(value),
        unit,
        badge(confidence),
        source,
        year,
        help,
      ]),
  );
  return `<details class="on-paper"><summary>All of them, with source, year and meaning</summary>${rows}</details>`;
}
