/**
 * Accelerators that move between sites: out of one site's stock, away for some quarters, into another's. Those
 * whose life ends within the plan are counted by the quarter they come in, the others together, so that a chip
 * is nowhere after its life and nowhere twice.
 *
 *     here_{c,s,q} ≤ here_{c,s,q−1} + order_{c,s,q} − leave_{c,s,q} + arrive_{c,s,q}     q within the life of c
 *     stock_{s,q} = Σ_c here_{c,s,q}, or less where chips may leave early
 *     Σ_s arrive_{c,s,q} = Σ_s leave_{c,s,q − away};  moving costs a share of the price of a new one then
 */
import { addDesign, addDesignRow } from "../problem/build.ts";
import type { HorizonScenario } from "../scenario/scenario.ts";
import type { Campus } from "./campus.ts";
import { priceAt } from "./money.ts";
import type { Order, StockRows } from "./stock.ts";

/** Chips that come in these intervals, of all sites; they are there until `ends`. */
interface Vintage {
  readonly comes: readonly number[];
  readonly ends: number;
}

/** The quarters in which chips of a kind may come, each by itself while its life ends within the plan. */
function vintagesOf(orders: readonly Order[], lifeQuarters: number, intervals: number): Vintage[] {
  const comes = [...new Set(orders.map((order) => order.comes))].sort((a, b) => a - b);
  const lasting = comes.filter((quarter) => quarter + lifeQuarters >= intervals);
  return [
    ...comes
      .filter((quarter) => quarter + lifeQuarters < intervals)
      .map((quarter) => ({ comes: [quarter], ends: quarter + lifeQuarters })),
    ...(lasting.length > 0 ? [{ comes: lasting, ends: intervals }] : []),
  ];
}

/** A decision to send chips off in an interval, with what that costs. */
function addLeave(
  campus: Campus,
  horizon: HorizonScenario,
  { owner, request }: StockRows,
  name: string,
  i: number,
): number {
  const design = addDesign(campus.problem, { name });
  const { category, capexUSDPerUnit = 0 } = request;
  const priceUSD = priceAt(horizon, owner.timing, { category, capexUSDPerUnit }, i / 4);
  const usd = horizon.resiting!.costFrac * priceUSD;
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

/** Chips of one vintage at one site while they live: rows of what comes, leaves and stays; fills the stock's rows. */
function addHere(
  campus: Campus,
  { owner, request, balance }: StockRows,
  orders: readonly Order[],
  { comes, ends }: Vintage,
  prefix: string,
): Map<number, number> {
  const { problem, intervals } = campus;
  const rows = new Map<number, number>();
  let before = -1;
  for (let i = comes[0]!; i < ends; i++) {
    if (balance[i]! < 0) continue;
    const { label } = intervals[i]!;
    const here = addDesign(problem, { name: `${prefix}@${label}` });
    problem.designRows[balance[i]!]!.terms.push({ design: here, coefficient: -1 });
    const come = orders.filter(
      (order) =>
        order.asset === owner.asset &&
        order.name === request.name &&
        order.comes === i &&
        comes.includes(i),
    );
    rows.set(
      i,
      addDesignRow(problem, {
        name: `${prefix}.stay@${label}`,
        terms: [
          { design: here, coefficient: 1 },
          ...(before < 0 ? [] : [{ design: before, coefficient: -1 }]),
          ...come.map(({ design, factor }) => ({ design, coefficient: -factor })),
        ],
        sense: "<=",
        rhs: 0,
      }),
    );
    before = here;
  }
  return rows;
}

/** Lets the fleets of one kind move between the sites that may hold it, where the horizon allows it. */
export function addResiting(campus: Campus): void {
  const { horizon } = campus;
  if (!horizon?.resiting) return;
  const fleets = campus.stocks.filter(
    ({ request }) => request.unit === "chips" && request.nature !== "contract",
  );
  for (const kind of new Set(fleets.map(({ owner }) => owner.kind))) {
    const stocks = fleets.filter(({ owner }) => owner.kind === kind);
    if (stocks.length >= 2) addMoves(campus, horizon, kind, stocks);
  }
}

function addMoves(
  campus: Campus,
  horizon: HorizonScenario,
  kind: string,
  stocks: readonly StockRows[],
): void {
  const { problem, intervals } = campus;
  const away = horizon.resiting!.quarters;
  const assets = new Set(stocks.map(({ owner }) => owner.asset));
  const orders = campus.orders.filter(({ asset }) => assets.has(asset));
  const lifeQuarters = Math.min(...stocks.map((stock) => stock.lifeQuarters));
  // What a site holds is now the sum of its vintages, and they say how long.
  for (const { balance, life } of stocks) {
    for (const row of balance) if (row >= 0) problem.designRows[row]!.terms.splice(1);
    for (const row of life) if (row >= 0) problem.designRows[row]!.terms.length = 0;
  }
  for (const vintage of vintagesOf(orders, lifeQuarters, intervals.length)) {
    const label = intervals[vintage.comes[0]!]!.label;
    const here = stocks.map((stock) => {
      const prefix = `${stock.owner.asset}.${stock.request.name}.of${label}`;
      return { stock, prefix, rows: addHere(campus, stock, orders, vintage, prefix) };
    });
    for (let i = vintage.comes[0]!; i + away < vintage.ends; i++) {
      const terms = here.flatMap(({ stock, prefix, rows }) => {
        const from = rows.get(i);
        const to = rows.get(i + away);
        const found: { design: number; coefficient: number }[] = [];
        if (from !== undefined) {
          const leave = addLeave(
            campus,
            horizon,
            stock,
            `${prefix}.leave@${intervals[i]!.label}`,
            i,
          );
          problem.designRows[from]!.terms.push({ design: leave, coefficient: 1 });
          found.push({ design: leave, coefficient: -1 });
        }
        if (to !== undefined) {
          const arrive = addDesign(problem, {
            name: `${prefix}.arrive@${intervals[i + away]!.label}`,
          });
          problem.designRows[to]!.terms.push({ design: arrive, coefficient: -1 });
          found.push({ design: arrive, coefficient: 1 });
        }
        return found;
      });
      addDesignRow(problem, {
        name: `portfolio.${kind}.of${label}.moved@${intervals[i]!.label}`,
        terms,
        sense: "=",
        rhs: 0,
      });
    }
  }
}
