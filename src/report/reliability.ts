/**
 * How often the package would fall short: outages of units and of the grid drawn hour by hour over the
 * hours of the plan (over a horizon, of the year shown: shown-year.ts), and what the loss of each largest thing would do.
 *
 *     units       MW of a plant / its unit size, out forcedOutageFrac of the time (catalogue)
 *     halls       standby sets for the hall's own load, started when all else falls short
 *     bought      units of another's plant at the site (behind the meter), of the contract or usual for the plant
 *     weather     what a plant gave in the plan, per MW of it
 *     grid        contracted MW; flexible MW are cut in the offer's hours; interruptions by voltage level
 *     rented      what a landlord's busbar feeds is the landlord's to keep up: no part of the load here
 */
import { catalog } from "../catalog/catalog.ts";
import { numberIn } from "../catalog/table.ts";
import { pick } from "../model/campus.ts";
import type { Campus, SiteBooks } from "../model/campus.ts";
import { allSteps, joined } from "../problem/series.ts";
import { checkReliability } from "../reliability/check.ts";
import type { ReliabilityInput, SourceInput, StoreInput } from "../reliability/input.ts";
import { checkNMinusOne } from "../reliability/n-minus-one.ts";
import { simulateReliability } from "../reliability/simulate.ts";
import { facilityLoad, inForce, ledger, powerOf } from "./flows.ts";
import type { Solved } from "./flows.ts";
import { titleAmong } from "./holders.ts";
import { inSentence } from "./words.ts";
import { shownIntervals, shownPeriods } from "./hourly.ts";
import type { EstimateReport } from "./odds.ts";
import { gridFigures, plantOf, STANDBY_KIND, supplyFigure } from "./outage-plant.ts";
import type { PlantReport } from "./outage-plant.ts";

/** What the loss of the largest thing of a kind does in its worst hour. */
export interface LossReport {
  readonly what: string;
  readonly lostMW: number;
  readonly marginMW: number;
  readonly served: boolean;
  /** Hours stores carry the load; null where they last for good. */
  readonly hoursOnStores: number | null;
}

export interface ReliabilityReport {
  readonly site: string;
  /** Of 8,760 hours; with representative weeks fewer than are drawn of those. */
  readonly years: number;
  /** Share of energy served. */
  readonly availability: EstimateReport;
  /** −log10(1 − availability): mean and 95 % band; null where nothing was lost. */
  readonly nines: { readonly mean: number | null; readonly low: number | null };
  readonly unservedMWhPerYear: EstimateReport;
  readonly lossHoursPerYear: EstimateReport;
  readonly causes: readonly { readonly cause: string; readonly mwhPerYear: number }[];
  readonly losses: readonly LossReport[];
  /** MWh a year that landlords feed and that are not drawn here. */
  readonly landlordMWhPerYear: number;
  readonly plant: PlantReport;
}

const HOURS_PER_YEAR = 8760;
const MOST_YEARS = 3000;
/** Sizes fit the load to the last digit: a load this much smaller is carried. */
const ROUNDING = 1e-5;

/** MW of the first size of an asset called `name` at the end of the year shown. */
function sizeNow(solved: Solved, asset: string, name: string): number {
  const found = solved.campus.sized.find(
    (sized) => sized.asset === asset && sized.request.name === name,
  );
  return found ? inForce(solved, found.size, shownIntervals(solved).to - 1) : 0;
}

function sourcesOf(solved: Solved, site: SiteBooks): SourceInput[] {
  const periods = shownPeriods(solved, site);
  return solved.campus.assets.flatMap((asset): SourceInput[] => {
    if (asset.site !== site.name || !asset.path.includes(".supply.")) return [];
    const mw = sizeNow(solved, asset.name, "powerMW");
    const given = joined(
      periods.map((period) => powerOf(solved, period, asset.name, "generation")),
    );
    if (mw < 1e-3 || !given.some((value) => value > 0)) return [];
    const unitMW = Math.min(mw, supplyFigure(asset.kind, "unitMW") ?? mw);
    const weather = !solved.campus.credits.some(
      (credit) => credit.asset === asset.name && credit.ledger === "dispatchableMW",
    );
    const count = Math.max(1, Math.round(mw / unitMW));
    return [
      {
        name: asset.name,
        unitMW: mw / count,
        count,
        forcedOutageFrac: supplyFigure(asset.kind, "forcedOutageFrac") ?? 0,
        meanRepairHours: supplyFigure(asset.kind, "meanRepairHours") ?? 24,
        ...(weather
          ? { availability: given.map((value) => Math.min(1, Math.max(0, value / mw))) }
          : {}),
      },
    ];
  });
}

/** Standby sets of the halls, where the plan counts on them: they start when all else falls short. */
function standbyOf(solved: Solved, site: SiteBooks): SourceInput[] {
  const { campus } = solved;
  const last = shownIntervals(solved).to - 1;
  const kind = STANDBY_KIND;
  return campus.credits.flatMap(({ asset, ledger, size, coefficient }): SourceInput[] => {
    const hall = campus.assets.find(({ name }) => name === asset)!;
    if (ledger !== "emergencyMW" || hall.site !== site.name || !hall.path.includes(".halls."))
      return [];
    const mw = coefficient * inForce(solved, size, last);
    if (mw < 1e-3) return [];
    const count = Math.max(1, Math.round(mw / (supplyFigure(kind, "unitMW") ?? mw)));
    return [
      {
        name: asset,
        unitMW: mw / count,
        count,
        forcedOutageFrac: supplyFigure(kind, "forcedOutageFrac") ?? 0,
        meanRepairHours: supplyFigure(kind, "meanRepairHours") ?? 24,
        startFailFrac: numberIn(catalog("reliability").get(kind)!, "startFailFrac"),
      },
    ];
  });
}

/** Plants of others at the site whose power is bought there, as units that fail each by itself. */
function boughtOf(solved: Solved, site: SiteBooks): SourceInput[] {
  const periods = shownPeriods(solved, site);
  const last = shownIntervals(solved).to - 1;
  return solved.campus.assets.flatMap(({ name, site: at, units }): SourceInput[] => {
    if (at !== site.name || !units) return [];
    const mw = inForce(solved, units.size, last);
    if (mw < 1e-3) return [];
    const { forcedOutageFrac, meanRepairHours, weather } = units;
    const count = units.count ?? Math.max(1, Math.round(mw / units.unitMW));
    return [
      {
        name,
        unitMW: mw / count,
        count,
        forcedOutageFrac,
        meanRepairHours,
        ...(weather
          ? {
              availability: joined(
                periods.map(({ hours }) => allSteps(pick(hours, weather), hours.steps)),
              ).map((share) => Math.min(1, Math.max(0, share))),
            }
          : {}),
      },
    ];
  });
}

function storesOf(solved: Solved, site: SiteBooks): StoreInput[] {
  return solved.campus.assets.flatMap((asset): StoreInput[] => {
    if (asset.site !== site.name || !asset.path.includes(".storage.")) return [];
    const powerMW = sizeNow(solved, asset.name, "powerMW");
    const energyMWh = sizeNow(solved, asset.name, "energyMWh");
    if (powerMW < 1e-3 || energyMWh < 1e-3) return [];
    return [
      {
        name: asset.name,
        powerMW,
        energyMWh,
        chargeEfficiency: supplyFigure(asset.kind, "chargeEfficiencyFrac") ?? 1,
        dischargeEfficiency: supplyFigure(asset.kind, "dischargeEfficiencyFrac") ?? 1,
        initialFrac: 0.5,
      },
    ];
  });
}

/** Contracted MW, and what of it the operator may cut in each hour as the plan saw it. */
function gridOf(solved: Solved, site: SiteBooks, hours: number): ReliabilityInput["grid"] {
  const connections = solved.campus.assets.filter(
    ({ site: of, kind }) => of === site.name && kind === "grid-connection",
  );
  const curtailment = new Float64Array(hours);
  let mw = 0;
  for (const { name } of connections) {
    const flexible = sizeNow(solved, name, "nonFirmMW");
    mw += sizeNow(solved, name, "firmMW") + flexible;
    if (flexible > 1e-3) addCuts(solved, site, name, flexible, curtailment);
  }
  const figures = gridFigures(mw);
  return {
    availableMW: mw,
    // Of 8,760 hours, however few are modelled.
    interruptionsPerYear: numberIn(figures, "interruptionsPerYear"),
    meanInterruptionHours: numberIn(figures, "meanInterruptionHours"),
    curtailment,
  };
}

/** Adds the MW that a flexible offer may cut, from the limit of its flow in the problem. */
function addCuts(
  solved: Solved,
  site: SiteBooks,
  asset: string,
  flexibleMW: number,
  cuts: Float64Array,
): void {
  let from = 0;
  for (const period of shownPeriods(solved, site)) {
    const slice = solved.campus.problem.slices[period.slice]!;
    const flow = slice.variables.find(({ name }) => name === `${asset}.flexibleImportMW`);
    if (flow?.upper.kind === "capacity" && typeof flow.upper.profile !== "number")
      flow.upper.profile.forEach((share, t) => {
        cuts[from + t]! += flexibleMW * (1 - share);
      });
    from += period.hours.steps;
  }
}

/** MW that landlords feed at a site, hour by hour. */
const landlordMW = (solved: Solved, site: SiteBooks): Float64Array =>
  joined(
    shownPeriods(solved, site).map((period) =>
      ledger(solved, period, "electricity", ({ role }) => role === "colocation"),
    ),
  );

/** The plant of a site as the simulation sees it. */
export function reliabilityInputOf(
  solved: Solved,
  site: SiteBooks,
  landlord = landlordMW(solved, site),
): ReliabilityInput {
  const loadMW = joined(
    shownPeriods(solved, site).map((period) => facilityLoad(solved, period)),
  ).map((mw, t) => Math.max(0, mw * (1 - ROUNDING) - landlord[t]!));
  return {
    hours: loadMW.length,
    loadMW,
    criticalFrac: 1,
    sources: [...sourcesOf(solved, site), ...boughtOf(solved, site), ...standbyOf(solved, site)],
    stores: storesOf(solved, site),
    grid: gridOf(solved, site, loadMW.length),
  };
}

function reportOf(
  site: string,
  input: ReliabilityInput,
  landlordMWh: number,
  campus: Campus,
  seed: number,
  fullYears: number,
): ReliabilityReport {
  const years = Math.min(MOST_YEARS, Math.ceil((fullYears * HOURS_PER_YEAR) / input.hours));
  const found = simulateReliability(input, { seed: String(seed), years });
  // Representative weeks are fewer hours than a year: amounts are brought to a year of 8,760.
  const scale = HOURS_PER_YEAR / input.hours;
  const scaled = ({ mean, standardError }: EstimateReport) => ({
    mean: mean * scale,
    standardError: standardError * scale,
  });
  const finite = (value: number) => (Number.isFinite(value) ? value : null);
  const { all } = found;
  const assetOf = (name: string) => campus.assets.find((asset) => asset.name === name)!;
  const titleOf = (name: string) => inSentence(titleAmong(assetOf(name), campus.assets));
  const kindOf = (name: string) =>
    assetOf(name).path.includes(".halls.") ? STANDBY_KIND : assetOf(name).kind;
  return {
    site,
    years: Math.round(found.years / scale),
    availability: all.availability,
    nines: { mean: finite(all.nines.mean), low: finite(all.nines.low) },
    unservedMWhPerYear: scaled(all.unservedMWh),
    lossHoursPerYear: scaled(all.lossHours),
    causes: Object.entries(found.unservedByCauseMWh)
      .map(([cause, { mean }]) => ({ cause, mwhPerYear: mean * scale }))
      .filter(({ mwhPerYear }) => mwhPerYear > 0)
      .sort((a, b) => b.mwhPerYear - a.mwhPerYear),
    losses: checkNMinusOne(input).map(
      ({ kind, name, lostMW, marginMW, served, hoursOnStores }) => ({
        what:
          kind === "grid"
            ? "the grid"
            : `${kind === "source" ? "one unit of " : ""}${titleOf(name)}`,
        lostMW,
        marginMW,
        served,
        hoursOnStores: finite(hoursOnStores),
      }),
    ),
    landlordMWhPerYear: landlordMWh * scale,
    plant: plantOf(input, kindOf, scale),
  };
}

/**
 * Reliability of every site that draws power, over as many hours as `fullYears` have (more of the few hours of
 * representative weeks); sites whose plant the simulation cannot take are left out.
 */
export function reliabilityOf(
  campus: Campus,
  solved: Solved,
  seed: number,
  fullYears: number,
): ReliabilityReport[] {
  return campus.sites.flatMap((site) => {
    const landlord = landlordMW(solved, site);
    const input = reliabilityInputOf(solved, site, landlord);
    const drawn = input.loadMW.some((mw) => mw > 1e-3);
    const landlordMWh = landlord.reduce((sum, mw) => sum + mw, 0);
    return drawn && checkReliability(input).length === 0
      ? [reportOf(site.name, input, landlordMWh, campus, seed, fullYears)]
      : [];
  });
}
