/** Closes the ledgers of a site once everything is posted: balances of every hour, and rows between ledgers of sizes. */
import type { DesignLedger } from "../blocks/block.ts";
import { addRow } from "../problem/build.ts";
import type { HourlyTerm, Sense, Slice } from "../problem/problem.ts";
import { mapSeries } from "../problem/series.ts";
import { addDesignRows } from "./asset.ts";
import { BALANCED } from "./campus.ts";
import type { Campus, LedgerName, PeriodBooks, SiteBooks } from "./campus.ts";
import type { Posting } from "./ledgers.ts";
import { mergeTerms } from "./period.ts";

function rowTerms(
  period: PeriodBooks,
  ledger: LedgerName,
  sign: 1 | -1,
  counts: (posting: Posting) => boolean = () => true,
) {
  const postings = (period.books.get(ledger) ?? []).filter(counts);
  const flows: HourlyTerm[] = [];
  const sizes: { capacity: number; coefficient: HourlyTerm["coefficient"] }[] = [];
  for (const posting of postings) {
    const coefficient = mapSeries(posting.coefficient, (value) => value * sign);
    if (posting.isCapacity) sizes.push({ capacity: posting.index, coefficient });
    else flows.push({ variable: posting.index, coefficient });
  }
  return { flows, sizes };
}

/** Adds a row over what postings sum to. */
function closeRow(
  slice: Slice,
  name: string,
  { flows, sizes }: Pick<ReturnType<typeof rowTerms>, "flows" | "sizes">,
  sense: Sense,
): void {
  addRow(slice, { name, terms: mergeTerms(flows), capacityTerms: sizes, sense, rhs: 0 });
}

const brings = ({ coefficient }: Posting) =>
  typeof coefficient === "number" ? coefficient > 0 : coefficient.some((value) => value > 0);

/**
 * Where power comes in at several connections: what is bought at one comes in through it, and what is sold is
 * own power, so that nothing is bought at one to be sold at another.
 *
 *     bought ≤ import            for each connection at which something is bought
 *     Σ export ≤ Σ generation + Σ what stores give
 */
function separateConnections(site: SiteBooks, period: PeriodBooks, slice: Slice): void {
  const connections = new Set((period.books.get("import") ?? []).map(({ asset }) => asset));
  if (connections.size < 2) return;
  for (const asset of connections) {
    const own = (posting: Posting) => posting.asset === asset;
    if (period.books.get("gridEnergy")?.some((posting) => own(posting) && brings(posting)))
      closeRow(slice, `${asset}.bought`, rowTerms(period, "gridEnergy", 1, own), "<=");
  }
  if (period.books.get("electricity")?.some(({ role }) => role === "export"))
    closeRow(
      slice,
      `${site.name}.ownExport`,
      rowTerms(
        period,
        "electricity",
        -1,
        (posting) =>
          posting.role === "export" ||
          ((posting.role === "generation" || posting.role === "storage") && brings(posting)),
      ),
      "<=",
    );
}

/** Closes the balanced ledgers of a site, and keeps IT power within its halls. */
export function closeLedgers(campus: Campus, site: SiteBooks): void {
  for (const period of site.periods) {
    const slice = campus.problem.slices[period.slice]!;
    for (const ledger of BALANCED) {
      const terms = rowTerms(period, ledger, 1);
      if (terms.flows.length + terms.sizes.length > 0)
        closeRow(slice, `${site.name}.${ledger}`, terms, "=");
    }
    separateConnections(site, period, slice);
    const { flows } = rowTerms(period, "itPower", 1);
    const { sizes } = rowTerms(period, "hall", -1);
    if (flows.length > 0) closeRow(slice, `${site.name}.hall`, { flows, sizes }, "<=");
  }
}

/** Keeps one ledger of sizes of a site at or above another, where the other is posted to. */
function keepAbove(
  campus: Campus,
  site: SiteBooks,
  name: string,
  above: DesignLedger,
  below: DesignLedger,
  onlyWith: DesignLedger,
): void {
  const of = (ledger: DesignLedger) =>
    campus.credits.filter(
      (credit) => credit.ledger === ledger && credit.asset.startsWith(`${site.name}.`),
    );
  if (of(onlyWith).length === 0) return;
  addDesignRows(
    campus,
    `${site.name}.${name}`,
    [
      ...of(above),
      ...of(below).map(({ size, coefficient }) => ({ size, coefficient: -coefficient })),
    ],
    ">=",
    0,
  );
}

/** Rows between ledgers of sizes: what connection stages and net metering ask of own plants. */
export function closeDesign(campus: Campus, site: SiteBooks): void {
  keepAbove(campus, site, "ownGeneration", "dispatchableMW", "ownGenerationMW", "ownGenerationMW");
  keepAbove(campus, site, "netMetering", "netMeteringMW", "variableMW", "netMeteringMW");
}
