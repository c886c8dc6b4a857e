/**
 * Accelerators that move between sites: out of one site's stock, away for some quarters, into another's.
 *
 *     stock_{s,q} ≤ stock_{s,q−1} + order_{s,q} − leave_{s,q} + arrive_{s,q}
 *     Σ_s arrive_{s,q} = Σ_s leave_{s,q − away};  moving costs a share of the price of a new one
 *     lives count over all sites together: where a chip stands does not make it younger
 */
import { addDesign, addDesignRow } from "../problem/build.ts";
import type { Campus } from "./campus.ts";
import type { StockRows } from "./stock.ts";

function addMove(campus: Campus, stock: StockRows, i: number, sign: 1 | -1, usd: number): number {
  const { owner, request } = stock;
  const { label } = campus.intervals[i]!;
  const design = addDesign(campus.problem, {
    name: `${owner.asset}.${request.name}.${sign > 0 ? "arrive" : "leave"}@${label}`,
  });
  campus.problem.designRows[stock.balance[i]!]!.terms.push({ design, coefficient: -sign });
  if (usd === 0) return design;
  const flow = new Float64Array(campus.intervals.length);
  flow[i] = usd;
  campus.problem.design[design]!.cost = usd * campus.intervals[i]!.discount;
  campus.charges.push({
    on: "size",
    asset: owner.asset,
    site: owner.site.name,
    category: "operations",
    design,
    usd: flow,
    capexUSD: 0,
  });
  return design;
}

/** One life row per quarter over all sites instead of one per site. */
function poolLives(campus: Campus, stocks: readonly StockRows[]): void {
  campus.intervals.forEach((_, i) => {
    const rows = stocks.map(({ life }) => life[i]!).filter((row) => row >= 0);
    const [first, ...others] = rows;
    if (first === undefined) return;
    for (const row of others) {
      campus.problem.designRows[first]!.terms.push(...campus.problem.designRows[row]!.terms);
      campus.problem.designRows[row]!.terms.length = 0;
    }
  });
}

/** Lets the fleets of one kind move between the sites that may hold it, where the horizon allows it. */
export function addResiting(campus: Campus): void {
  const resiting = campus.horizon?.resiting;
  if (!resiting) return;
  const fleets = campus.stocks.filter(
    ({ request }) => request.unit === "chips" && request.nature !== "contract",
  );
  for (const kind of new Set(fleets.map(({ owner }) => owner.kind))) {
    const stocks = fleets.filter(({ owner }) => owner.kind === kind);
    if (stocks.length < 2) continue;
    const usd = resiting.costFrac * (stocks[0]!.request.capexUSDPerUnit ?? 0);
    const moves = (i: number, sign: 1 | -1) =>
      stocks
        .filter(({ balance }) => balance[i]! >= 0)
        .map((stock) => addMove(campus, stock, i, sign, sign < 0 ? usd : 0));
    for (let i = 0; i + resiting.quarters < campus.intervals.length; i++) {
      const leave = moves(i, -1);
      const arrive = moves(i + resiting.quarters, 1);
      addDesignRow(campus.problem, {
        name: `portfolio.${kind}.moved@${campus.intervals[i]!.label}`,
        terms: [
          ...arrive.map((design) => ({ design, coefficient: 1 })),
          ...leave.map((design) => ({ design, coefficient: -1 })),
        ],
        sense: "=",
        rhs: 0,
      });
    }
    poolLives(campus, stocks);
  }
}
