/** `firmwatt places`: the places that are built in. */
import { optionalNumberIn } from "../../src/catalog/table.ts";
import { listPlaces } from "../../src/climate/place.ts";

export function runPlaces({ json }: { json?: boolean }): void {
  const rows = listPlaces().map(({ id, name, country, priceZone, figures }) => ({
    id,
    name,
    country,
    priceZone,
    connectionMonthsP50: optionalNumberIn(figures, "connectionMonthsP50") ?? null,
  }));
  if (json) console.log(JSON.stringify(rows, null, 2));
  else {
    console.log(
      `${"id".padEnd(20)}${"name".padEnd(28)}${"zone".padEnd(14)}months to connect (P50)`,
    );
    for (const row of rows)
      console.log(
        `${row.id.padEnd(20)}${`${row.name}, ${row.country}`.slice(0, 27).padEnd(28)}${row.priceZone.padEnd(14)}${row.connectionMonthsP50 ?? "–"}`,
      );
  }
}
