/**
 * Three ways to count clean power and the carbon of what is bought, from hourly series alone.
 *
 *     clean_t  = Σ counted sources + stores' discharge − charge + clean part of the grid's mix, where it counts
 *     hourly   share = Σ min(load_t, clean_t) / Σ load_t            sites of one market pooled in every hour
 *              kg    = Σ mix_t·k_t·(pooled shortfall_t / Σ site shortfalls_t)·(1 − virtual_t / mix_t)
 *     annual   share = min(1, (Σ clean − sold + certificates) / Σ load)
 *              kg    = max(0, Σ purchased − contracts − certificates)·mean k
 *     location share = Σ min(load_t, own_t + c_t·purchased_t) / Σ load_t,  kg = Σ purchased_t·k_t
 *
 * k is the grid's average intensity, c its clean part, mix what is bought of it. A contract that does
 * not count is power of the grid's mix. Charging with power that is not clean makes clean_t smaller, even negative.
 * Sources: GHG Protocol Scope 2 Guidance (2015) and the draft of its revision (hourly, deliverable).
 */

/** One source of clean power, hour by hour. */
export interface SourceHours {
  readonly name: string;
  /** A virtual contract brings attributes and no power. */
  readonly kind: "own" | "contract" | "virtual";
  /** Used here: generated or delivered, less what is sold on. */
  readonly netMW: Float64Array;
  /** Sold on, at or above 0. */
  readonly soldMW: Float64Array;
}

/** One site over the hours of one period. All series run over the same steps. */
export interface SiteHours {
  readonly site: string;
  readonly weightHours: Float64Array;
  readonly loadMW: Float64Array;
  /** All power bought through the grid, contracts included. */
  readonly purchasedMW: Float64Array;
  readonly exportedMW: Float64Array;
  /** Delivered by contracts that are not clean; their carbon is counted with them. */
  readonly otherContractsMW: Float64Array;
  /** Stores' discharge less charge. */
  readonly storesMW: Float64Array;
  /** Clean part of the power bought from the grid's mix, in MW. */
  readonly gridCleanMW: Float64Array;
  /** CO2 of the power bought from the grid's mix. */
  readonly gridKgPerHour: Float64Array;
  /** Clean part and intensity of the grid's mix. */
  readonly gridCleanFrac: Float64Array;
  readonly gridCO2KgPerMWh: Float64Array;
  readonly sources: readonly SourceHours[];
}

/** Which sources count, and whether the grid's own clean part does. */
export interface Counting {
  readonly counts: (source: SourceHours) => boolean;
  readonly gridCleanCounts: boolean;
}

/** MWh and kg over the hours given. */
export interface Claimed {
  readonly loadMWh: number;
  readonly matchedMWh: number;
  readonly kg: number;
}

const sumOf = (site: SiteHours, of: (t: number) => number): number => {
  let sum = 0;
  for (let t = 0; t < site.weightHours.length; t++) sum += site.weightHours[t]! * of(t);
  return sum;
};

/** What one site's claim is made of, hour by hour; sums run over the sources in their order. */
interface Counted {
  readonly cleanMW: Float64Array;
  /** Σ of contracts that do not count: power of the grid's mix by another name. */
  readonly uncountedMW: Float64Array;
  /** Share of the mix bought that no virtual contract covers. */
  readonly uncoveredFrac: Float64Array;
}

function countedOf(site: SiteHours, { counts, gridCleanCounts }: Counting): Counted {
  const steps = site.weightHours.length;
  const [cleanMW, uncountedMW, virtualMW] = [0, 1, 2].map(() => new Float64Array(steps)) as [
    Float64Array,
    Float64Array,
    Float64Array,
  ];
  const mixMW = site.purchasedMW.map((mw, t) => mw - site.otherContractsMW[t]!);
  for (const source of site.sources) {
    const [isCounted, net] = [counts(source), source.netMW];
    if (isCounted) for (let t = 0; t < steps; t++) cleanMW[t]! += net[t]!;
    if (source.kind === "contract" && !isCounted)
      for (let t = 0; t < steps; t++) uncountedMW[t]! += net[t]!;
    if (source.kind === "virtual" && isCounted)
      for (let t = 0; t < steps; t++) virtualMW[t]! += net[t]!;
    if (source.kind === "contract" && isCounted)
      for (let t = 0; t < steps; t++) mixMW[t]! -= net[t]!;
  }
  const uncoveredFrac = new Float64Array(steps);
  for (let t = 0; t < steps; t++) {
    const grid = gridCleanCounts
      ? site.gridCleanMW[t]! + site.gridCleanFrac[t]! * uncountedMW[t]!
      : 0;
    cleanMW[t] = cleanMW[t]! + site.storesMW[t]! + grid;
    const [virtual, mix] = [virtualMW[t]!, mixMW[t]!];
    uncoveredFrac[t] = virtual > 0 && mix > 0 ? Math.max(0, 1 - virtual / mix) : 1;
  }
  return { cleanMW, uncountedMW, uncoveredFrac };
}

/** Clean power of one site in every hour. */
export const cleanSeriesMW = (site: SiteHours, counting: Counting): Float64Array =>
  countedOf(site, counting).cleanMW;

/** The hourly claim of one market in one period, and what of each site's load is matched. */
export interface HourlyClaim extends Claimed {
  /** Clean power beyond the load of its hour. */
  readonly surplusMWh: number;
  /** By site, in the order given: clean power that counts, and load matched by it. */
  readonly countedMW: readonly Float64Array[];
  readonly matchedMW: readonly Float64Array[];
}

/** Matches load hour by hour; `sites` lie in one market and run over the same hours. */
export function hourlyClaim(sites: readonly SiteHours[], counting: Counting): HourlyClaim {
  const steps = sites[0]?.weightHours.length ?? 0;
  const matchedMW = sites.map(() => new Float64Array(steps));
  let [loadMWh, matchedMWh, surplusMWh, kg] = [0, 0, 0, 0];
  const counted = sites.map((site) => countedOf(site, counting));
  const shortMW = new Float64Array(sites.length);
  for (let t = 0; t < steps; t++) {
    let [short, over] = [0, 0];
    for (let s = 0; s < sites.length; s++) {
      const [load, clean] = [sites[s]!.loadMW[t]!, counted[s]!.cleanMW[t]!];
      shortMW[s] = Math.max(0, load - clean);
      short += shortMW[s]!;
      over += Math.max(0, clean - load);
    }
    const left = short > 0 ? Math.max(0, short - over) / short : 0;
    for (let s = 0; s < sites.length; s++) {
      const site = sites[s]!;
      const weight = site.weightHours[t]!;
      const matched = site.loadMW[t]! - shortMW[s]! * left;
      matchedMW[s]![t] = matched;
      loadMWh += weight * site.loadMW[t]!;
      matchedMWh += weight * matched;
      const { uncountedMW, uncoveredFrac } = counted[s]!;
      const grid = site.gridKgPerHour[t]! + site.gridCO2KgPerMWh[t]! * uncountedMW[t]!;
      // What another site's surplus covers is not bought from the mix; alone, a site keeps it all.
      const share = over > 0 && short > 0 && shortMW[s]! > 0 ? left : 1;
      kg += weight * grid * share * uncoveredFrac[t]!;
    }
    surplusMWh += sites[0]!.weightHours[t]! * Math.max(0, over - short);
  }
  const countedMW = counted.map(({ cleanMW }) => cleanMW);
  return { loadMWh, matchedMWh, surplusMWh, kg, countedMW, matchedMW };
}

/** The annual claim of one market. */
export interface AnnualClaim extends Claimed {
  /** Before it is held to the load. */
  readonly claimableMWh: number;
}

/** Sets a year's clean energy and certificates against a year's load. */
export function annualClaim(
  sites: readonly SiteHours[],
  counting: Counting,
  keepsSold: boolean,
  certificatesMWh: number,
): AnnualClaim {
  let [loadMWh, claimableMWh, purchasedMWh, instrumentsMWh] = [0, 0, 0, 0];
  let [factorSum, factorHours] = [0, 0];
  for (const site of sites) {
    const clean = cleanSeriesMW(site, counting);
    loadMWh += sumOf(site, (t) => site.loadMW[t]!);
    purchasedMWh += sumOf(site, (t) => site.purchasedMW[t]!);
    claimableMWh += sumOf(site, (t) => clean[t]!);
    instrumentsMWh += sumOf(site, (t) => site.otherContractsMW[t]!);
    for (const source of site.sources)
      if (source.kind !== "own" && counting.counts(source)) {
        const sold = keepsSold ? sumOf(site, (t) => source.soldMW[t]!) : 0;
        instrumentsMWh += sumOf(site, (t) => source.netMW[t]!) + sold;
        claimableMWh += sold;
      }
    // What is exported in an hour of surplus is clean, and leaves with its attributes.
    if (!keepsSold)
      claimableMWh -= sumOf(site, (t) =>
        Math.min(site.exportedMW[t]!, Math.max(0, clean[t]! - site.loadMW[t]!)),
      );
    const bought = sumOf(site, (t) => site.purchasedMW[t]!);
    const hours = sumOf(site, () => 1);
    factorSum += hours > 0 ? (bought * sumOf(site, (t) => site.gridCO2KgPerMWh[t]!)) / hours : 0;
    factorHours += bought;
  }
  claimableMWh += certificatesMWh;
  const residualMWh = Math.max(0, purchasedMWh - instrumentsMWh - certificatesMWh);
  return {
    loadMWh,
    claimableMWh,
    matchedMWh: Math.min(loadMWh, claimableMWh),
    kg: factorHours > 0 ? (residualMWh * factorSum) / factorHours : 0,
  };
}

/** What the place's grid delivers, whatever has been signed. */
export function locationClaim(sites: readonly SiteHours[]): Claimed {
  let [loadMWh, matchedMWh, kg] = [0, 0, 0];
  for (const site of sites) {
    loadMWh += sumOf(site, (t) => site.loadMW[t]!);
    kg += sumOf(site, (t) => site.purchasedMW[t]! * site.gridCO2KgPerMWh[t]!);
    matchedMWh += sumOf(site, (t) => {
      const own = site.sources.reduce(
        (sum, { kind, netMW }) => (kind === "own" ? sum + netMW[t]! : sum),
        site.storesMW[t]!,
      );
      return Math.min(site.loadMW[t]!, own + site.gridCleanFrac[t]! * site.purchasedMW[t]!);
    });
  }
  return { loadMWh, matchedMWh, kg };
}
