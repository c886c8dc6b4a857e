/** The assumptions behind costs: rates, prices and lives of what costs something, without those that are not used. */
import { assetsOf } from "./figure-inputs.ts";
import type { AssumptionReport, CostReport, Package } from "../package.ts";

/** Fields that a cost is worked out from. */
const COST_FIELD =
  /USD|[lL]ifeYears$|OMFracPerYear$|(ratchet|minimumTake|spare|efficiency)Frac$|\.(tariff|stages|energy)$/;
/** What of a connection's prices counts, by how its energy is bought. */
const ENERGY_PRICES: Readonly<Record<string, readonly string[]>> = {
  spot: ["supplierFeeUSDPerMWh"],
  fixed: ["fixedUSDPerMWh"],
  "time-of-use": ["peakUSDPerMWh", "offPeakUSDPerMWh"],
};
/** Charges that a tariff takes the place of. */
const PLAIN_CHARGES = [
  "contractedUSDPerMWYear",
  "demandUSDPerMWMonth",
  "ratchetFrac",
  "minimumTakeFrac",
  "networkUSDPerMWh",
  "taxUSDPerMWh",
  "collateralUSDPerMW",
];
/** Categories whose price is the market's. */
const MARKET = new Set(["energy", "export", "contracts"]);

/** Paths that stand in a scenario and move no cost of the plan. */
function unusedPaths({ provenance }: Package): ReadonlySet<string> {
  return new Set(
    provenance.flatMap(({ path, value }) => {
      const owner = path.slice(0, path.lastIndexOf("."));
      const of = (names: readonly string[]) => names.map((name) => `${owner}.${name}`);
      if (path.endsWith(".tariff") && value !== undefined) return of(PLAIN_CHARGES);
      if (!path.endsWith(".energy")) return [];
      const used = ENERGY_PRICES[String(value)] ?? [];
      return of(
        Object.values(ENERGY_PRICES)
          .flat()
          .filter((name) => !used.includes(name)),
      );
    }),
  );
}

/** A charge that nobody states and that is none. */
const isNothing = ({ value, origin, source }: AssumptionReport) =>
  origin === "default" &&
  source === "Firmwatt default" &&
  (value === 0 || (Array.isArray(value) && value.length === 0));

/** Assumptions behind lines of cost, the cost of capital first, in the order of the scenario. */
export function costAssumptions(pack: Package, lines: readonly CostReport[]): AssumptionReport[] {
  const names = new Set(lines.map(({ asset }) => asset));
  const paths = assetsOf(pack)
    .filter(({ name }) => names.has(name))
    .map(({ path }) => `${path}.`);
  const markets = new Set(
    lines
      .filter(({ category }) => MARKET.has(category))
      .map(({ site }) => `sites.${site}.priceUSDPerMWh`),
  );
  const unused = unusedPaths(pack);
  return pack.provenance.filter(
    (one) =>
      one.path === "money.waccFrac" ||
      markets.has(one.path) ||
      (COST_FIELD.test(one.path) &&
        !unused.has(one.path) &&
        !isNothing(one) &&
        paths.some((start) => one.path.startsWith(start))),
  );
}
