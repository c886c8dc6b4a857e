/** What the hourly files say must be enough: contracts, the energy bill and the hourly claim settled from their text alone. */
import { describe, expect, it } from "vitest";
import { plan } from "../../src/plan.ts";
import { hourlyCSV } from "../../src/report/csv.ts";
import type { Package } from "../../src/report/package.ts";
import { loadScenario } from "../../src/scenario/load.ts";
import { EVERY_KIND } from "../contracts/every-kind.ts";

/** A file as a reader has it: columns by name, and sums over its hours. */
interface File {
  readonly names: readonly string[];
  readonly hours: number;
  at(name: string, t: number): number;
  /** Σ weight × product of the columns, over the hours; a column that is not there is 0. */
  sum(...names: string[]): number;
  total(of: (t: number) => number): number;
}

function read(csv: string): File {
  const [header, ...rows] = csv
    .trimEnd()
    .split("\n")
    .map((line) => line.split(","));
  const columns = new Map(header!.map((name, c) => [name, rows.map((row) => Number(row[c]))]));
  const at = (name: string, t: number) => columns.get(name)?.[t] ?? 0;
  const total = (of: (t: number) => number) =>
    rows.reduce((sum, _, t) => sum + at("weightHours", t) * of(t), 0);
  return {
    names: header!,
    hours: rows.length,
    at,
    total,
    sum: (...names) => total((t) => names.reduce((product, name) => product * at(name, t), 1)),
  };
}

async function filesOf(text: string): Promise<{ pack: Package; files: Map<string, File> }> {
  const loaded = await loadScenario(text);
  if (!loaded.ok)
    throw new Error(loaded.issues.map(({ path, message }) => `${path}: ${message}`).join("; "));
  const result = await plan(loaded.scenario, { confirm: 0 });
  if (result.status !== "planned") throw new Error(result.status);
  expect(result.package.verified.checks.filter(({ ok }) => !ok)).toEqual([]);
  const files = new Map(result.hourly.map((hourly) => [hourly.site, read(hourlyCSV(hourly))]));
  return { pack: result.package, files };
}

/** Equal to what six figures of every cell allow. */
function same(found: number, told: number, scale: number, what: string): void {
  expect(Math.abs(found - told), `${what}: ${found} for ${told}`).toBeLessThan(
    3e-6 * Math.abs(scale) + 1e-6,
  );
}

/** Every contract of the sites from its own columns, beside the package's; answers how many there were. */
function settleContracts({ pack, files }: { pack: Package; files: Map<string, File> }): number {
  const own = pack.contracts!.contracts.filter(({ site }) => files.has(site));
  for (const one of own) {
    const file = files.get(one.site)!;
    const of = (column: string) => `${one.name.slice(one.site.length + 1)}.${column}`;
    const paid = (name: string) => file.sum(of(`${name}MW`), of(`${name}USDPerMWh`));
    const scale =
      Math.abs(one.energyUSDPerYear) +
      Math.abs(one.feesUSDPerYear) +
      Math.abs(one.resaleUSDPerYear);
    let energy = paid("energy");
    if (file.names.includes(of("dueMW")))
      energy +=
        file.at(of("energyUSDPerMWh"), file.hours - 1) *
        Math.max(0, file.sum(of("dueMW")) - file.sum(of("energyMW")));
    const [fees, resale] = [paid("fees"), -paid("resale")];
    same(energy, one.energyUSDPerYear, scale, of("energyUSD"));
    same(fees, one.feesUSDPerYear, scale, of("feesUSD"));
    same(resale, one.resaleUSDPerYear, scale, of("resaleUSD"));
    same(
      energy + fees + resale + one.fixedUSDPerYear,
      one.totalUSDPerYear,
      scale + one.fixedUSDPerYear,
      of("totalUSD"),
    );
    same(file.sum(of("deliveredMW")), one.deliveredMWhPerYear, one.deliveredMWhPerYear, of("MWh"));
    if (
      one.delivery === "physical" &&
      one.captureUSDPerMWh !== null &&
      !one.kind.startsWith("toll")
    )
      same(
        file.sum(of("deliveredMW"), of("spotUSDPerMWh")) / file.sum(of("deliveredMW")),
        one.captureUSDPerMWh,
        // Sums of both signs: as exact as the prices are large.
        200,
        of("capture"),
      );
  }
  return own.length;
}

/** Lines of every bill that are counted by the MWh, from the connection's columns; answers how many bills there were. */
function settleBills({ pack, files }: { pack: Package; files: Map<string, File> }): number {
  for (const bill of pack.tariffs) {
    const file = files.get(bill.site)!;
    const of = (column: string) => `${bill.asset.slice(bill.site.length + 1)}.${column}`;
    const told = bill.lines
      .filter(({ charge }) => ["energy", "network", "tax"].includes(charge))
      .reduce((sum, { usdPerYear }) => sum + usdPerYear, 0);
    expect(told).toBeGreaterThan(1e5);
    const found =
      file.sum(of("boughtMW"), of("boughtUSDPerMWh")) +
      file.sum(of("gridMW"), of("chargesUSDPerMWh"));
    expect(file.sum(of("gridMW"))).toBeGreaterThan(1000);
    same(found, told, told, bill.asset);
    const bought = bill.lines.find(({ name }) => name === "energy bought")!;
    same(
      file.sum(of("boughtMW"), of("boughtUSDPerMWh")),
      bought.usdPerYear,
      bought.usdPerYear,
      "energy bought",
    );
  }
  return pack.tariffs.length;
}

const deliversPower = ({ contracts }: Package, name: string) =>
  contracts!.contracts.find((one) => one.name === name)!.delivery === "physical";

/** Clean power that counts at a site in an hour, from what stands apart in its file. */
function countedAt(pack: Package, site: string, file: File, t: number): number {
  const { sources, options } = pack.claims;
  let sum = file.at("storesCleanMW", t);
  let mix = file.at("gridCleanMW", t);
  for (const { name, kind, hourlyRefusal, site: of } of sources) {
    if (of !== site) continue;
    const mw = file.at(`${name.slice(site.length + 1)}.cleanMW`, t);
    if (hourlyRefusal === null) sum += mw;
    // A contract that brings power and does not count is power of the grid's mix.
    else if (kind === "contract" && deliversPower(pack, name))
      mix += file.at("gridCleanFrac", t) * mw;
  }
  return sum + (options.hourly.gridCleanCounts ? mix : 0);
}

/** The hourly share of sites pooled in one market, hour by hour. */
function matchedShare({ pack, files }: { pack: Package; files: Map<string, File> }): number {
  const sites = [...files];
  const [, first] = sites[0]!;
  let [load, matched] = [0, 0];
  for (let t = 0; t < first.hours; t++) {
    const own = sites.map(([site, file]) => {
      const counted = countedAt(pack, site, file, t);
      expect(Math.abs(counted - file.at("countedMW", t))).toBeLessThan(1e-3);
      return { load: file.at("facilityMW", t), counted };
    });
    const all = own.reduce((sum, one) => sum + one.load, 0);
    const short = own.reduce((sum, one) => sum + Math.max(0, one.load - one.counted), 0);
    const over = own.reduce((sum, one) => sum + Math.max(0, one.counted - one.load), 0);
    load += first.at("weightHours", t) * all;
    matched += first.at("weightHours", t) * (all - Math.max(0, short - over));
  }
  return matched / load;
}

describe("one site with a contract of every kind", () => {
  const loaded = filesOf(`${EVERY_KIND}
claims:
  hourly: { boundary: zone, newPlantMonths: 36, gridCleanCounts: true }
`);

  it("settles every contract of the site", async () => {
    expect(settleContracts(await loaded)).toBe(18);
  });

  it("comes to the energy lines of the bill", async () => {
    expect(settleBills(await loaded)).toBe(1);
  });

  it("comes to the hourly clean share, with sources that count and some that do not", async () => {
    const { pack, files } = await loaded;
    const refused = pack.claims.sources.map(({ hourlyRefusal }) => hourlyRefusal !== null);
    expect(new Set(refused).size).toBe(2);
    expect(matchedShare({ pack, files })).toBeCloseTo(pack.claims.hourly.shareFrac!, 5);
    const file = files.get("a")!;
    expect(file.sum("matchedMW") / file.sum("facilityMW")).toBeCloseTo(
      pack.claims.hourly.shareFrac!,
      5,
    );
  });

  it("comes to the CO2 by location: what is bought by the grid's intensity, and own fuel", async () => {
    const { pack, files } = await loaded;
    const file = files.get("a")!;
    const boughtMW = file.names.filter((name) => /\.(grid|colocation)MW$/.test(name));
    const kg = boughtMW.reduce((sum, name) => sum + file.sum(name, "gridCO2KgPerMWh"), 0);
    const { ownCO2T, location } = pack.claims;
    expect((kg / 1000 + ownCO2T) / location.co2T).toBeCloseTo(1, 5);
  });
});

it("a year over quarters, with prices that move and charges by window and date", async () => {
  const now =
    "timing: { milestones: { contract: { p50Months: 0 }, import-rights: { p50Months: 0 } } }";
  const delivered =
    "timing: { milestones: { contract: { p50Months: 0 }, approval: { p50Months: 0 }, delivery: { p50Months: 0 } } }";
  const read = await filesOf(`
firmwatt: 1
resolution: weeks:1
horizon: { start: 2027-Q1, years: 1, orderEveryQuarters: 4, priceChangeFracPerYear: { energy: 0.1, tax: 0.2, fuel: 0.03 } }
objective: { mostValue: {} }
demand: { training: { valueUSDPerEFLOPSh: 0 } }
accelerators: { h100-sxm: { maxChips: 0 } }
sites:
  a:
    place: dallas
    connection:
      existingMW: 30
      tariff:
        parts:
          day: { charge: network, usdPerMWh: 4, fromHour: 8, toHour: 20, weekdays: true }
          summer: { charge: energy, usdPerMWh: 3, months: [6, 7, 8] }
          levy: { charge: tax, usdPerMWh: 2, from: 2027-04 }
    loads: { fixed-load: { powerMW: 10 } }
    halls: {}
    cooling: { air-economiser: { maxMW: 0 } }
    contracts:
      virtual: { minMW: 2, maxMW: 2, ${now} }
      pay-as-produced: { minMW: 3, maxMW: 3, steps: [{ from: 2027-Q3, overSpotUSDPerMWh: 2 }], ${now} }
      btm-service: { minMW: 3, maxMW: 3, priceUSDPerMWh: 20, passedOnUSDPerMWh: 20, escalatorFracPerYear: 0.15, plantStatus: existing, ${delivered} }
`);
  expect(settleContracts(read)).toBe(3);
  expect(settleBills(read)).toBe(1);
  expect(matchedShare(read)).toBeCloseTo(read.pack.claims.hourly.shareFrac!, 5);
});

it("two sites of one market, whose surplus counts for each other", async () => {
  const site = (wind: number) => `
    place: frankfurt
    connection: { existingMW: 60 }
    loads: { fixed-load: { powerMW: 10 } }
    halls: {}
    cooling: { air-economiser: { maxMW: 0 } }
    contracts:
      virtual: { minMW: ${wind}, maxMW: ${wind} }
      pay-as-produced: { plant: solar, minMW: 10, maxMW: 10 }`;
  const read = await filesOf(`
firmwatt: 1
resolution: weeks:2
objective: { mostValue: {} }
demand: { training: { valueUSDPerEFLOPSh: 0 } }
accelerators: { h100-sxm: { maxChips: 0 } }
claims: { hourly: { gridCleanCounts: false } }
sites:
  a:${site(40)}
  b:${site(1)}
`);
  expect(read.files.size).toBe(2);
  expect(settleContracts(read)).toBe(4);
  expect(settleBills(read)).toBe(2);
  const told = read.pack.claims.hourly.shareFrac!;
  expect(matchedShare(read)).toBeCloseTo(told, 5);
  // Each alone would come to less.
  const alone = [...read.files.values()].reduce(
    (sum, file) =>
      sum + file.total((t) => Math.min(file.at("facilityMW", t), file.at("countedMW", t))),
    0,
  );
  const load = [...read.files.values()].reduce((sum, file) => sum + file.sum("facilityMW"), 0);
  expect(told).toBeGreaterThan(alone / load + 0.01);
});
