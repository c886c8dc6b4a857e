/** What the plan shown can be saved as; everything is made in the page. */
import { hourlyCSV } from "../../../src/report/csv.ts";
import { packageJSON } from "../../../src/report/json.ts";
import { hourlyParquet } from "../../../src/report/parquet.ts";
import { download } from "./download.ts";
import { printReport } from "./print-report.ts";
import { saveWorkbook } from "./workbook.ts";
import { wantHours } from "../state/session.ts";
import type { Run } from "../state/store.ts";

export const EXPORTS: readonly { readonly id: string; readonly label: string }[] = [
  { id: "report", label: "Report (HTML)" },
  { id: "pdf", label: "Report on paper or as PDF" },
  { id: "print", label: "This view on paper or as PDF" },
  { id: "json", label: "Package (JSON)" },
  { id: "yaml", label: "Scenario (YAML)" },
  { id: "xlsx", label: "Pro forma as a workbook (XLSX)" },
  { id: "csv", label: "Hours of every site (CSV)" },
  { id: "parquet", label: "Hours of every site (Parquet)" },
];

/** The scenario's text, with what was moved told as `--set` and `--slip` would take it. */
function scenarioText({ spec: { text, set } }: Run): string {
  if (set.length === 0) return text;
  return `# Moved on the page: ${set.join(" ")}\n${text}`;
}

/** Saves the run in one of the forms of `EXPORTS`. */
export async function saveAs(form: string, run: Run): Promise<void> {
  const start = run.package.scenarioHash.slice(0, 8);
  if (form === "print") {
    print();
    return;
  }
  if (form === "json")
    download(`firmwatt-${start}.json`, packageJSON(run.package), "application/json");
  else if (form === "yaml")
    download(`firmwatt-${start}.yaml`, scenarioText(run), "application/yaml");
  else if (form === "xlsx") await saveWorkbook(run);
  else if (form === "report" || form === "pdf") {
    const { renderReport } = await import("../../../src/report/html/report.ts");
    const page = renderReport(run.package, await wantHours(run));
    if (form === "pdf") await printReport(page);
    else download(`firmwatt-${start}.html`, page, "text/html");
  } else
    for (const hourly of await wantHours(run)) {
      const name = `firmwatt-${start}-${hourly.site}.${form}`;
      if (form === "csv") download(name, hourlyCSV(hourly), "text/csv");
      else download(name, await hourlyParquet(hourly), "application/vnd.apache.parquet");
    }
}
