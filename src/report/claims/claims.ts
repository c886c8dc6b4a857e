/** The claims of a plan: hourly, annual and location-based side by side, with what counts and why not. */
import { catalog } from "../../catalog/catalog.ts";
import { siteCalendar } from "../../climate/calendar.ts";
import { numberIn } from "../../catalog/table.ts";
import type { Campus } from "../../model/campus.ts";
import type { ClaimRules, ClaimsScenario } from "../../scenario/claims.ts";
import type { Scenario } from "../../scenario/scenario.ts";
import { countOf } from "../flows.ts";
import type { Solved } from "../flows.ts";
import { annualClaim, locationClaim } from "./arithmetic.ts";
import { basisOf, countingOf, hourlyClaims, pools, startMonth } from "./basis.ts";
import type { Basis } from "./basis.ts";
import { refusalOf } from "./eligibility.ts";
import type { Refusal } from "./eligibility.ts";
import { ownAssets } from "./hours.ts";
import { marginalNote } from "./marginal.ts";
import type { MarginalReport } from "./marginal.ts";
import { differenceSentence } from "./words.ts";

/** One way of counting, a year. */
export interface ClaimReport {
  /** Share of load that may be called clean; null without load. */
  readonly shareFrac: number | null;
  readonly matchedMWh: number;
  /** Direct CO2: own fuel, and what is bought as this method sees it. */
  readonly co2T: number;
  readonly co2KgPerMWh: number | null;
}

export interface SourceReport {
  readonly name: string;
  readonly title: string;
  readonly site: string;
  readonly kind: "own plant" | "contract";
  readonly MWhPerYear: number;
  /** Why it does not count; null where it does. */
  readonly hourlyRefusal: Refusal;
  readonly annualRefusal: Refusal;
}

export interface CertificateReport {
  readonly name: string;
  readonly MWhPerYear: number;
  readonly usdPerYear: number;
  readonly annualRefusal: Refusal;
}

export interface ClaimsReport {
  readonly loadMWhPerYear: number;
  readonly options: {
    readonly hourly: ClaimRules;
    readonly annual: ClaimRules;
    readonly soldEnergyKeepsAttributes: boolean;
  };
  readonly hourly: ClaimReport & { readonly surplusMWh: number };
  /** `claimableMWh` is what the year offers before it is held to the load. */
  readonly annual: ClaimReport & {
    readonly claimableMWh: number;
    readonly certificatesMWh: number;
    /** Sold on or exported, yet counted because its certificates are kept. */
    readonly keptMWh: number;
  };
  readonly location: ClaimReport;
  /** One sentence on why the three differ. */
  readonly why: string;
  /** Direct CO2 of own plants, in all three alike. */
  readonly ownCO2T: number;
  readonly gridMixCleanMWh: number;
  readonly sources: readonly SourceReport[];
  readonly certificates: readonly CertificateReport[];
  /** Mean hourly score by hour of day (UTC) and by month of each site's clock; null where no such hour is modelled. */
  readonly byHour: readonly (number | null)[];
  readonly byMonth: readonly (number | null)[];
  readonly marginal: MarginalReport;
  readonly notes: readonly string[];
}

function matchedBySite(claims: ReturnType<typeof hourlyClaims>): Float64Array[][] {
  return claims.map((markets) => {
    const bySite: Float64Array[] = [];
    for (const { sites, claim } of markets)
      sites.forEach((s, k) => (bySite[s] = claim.matchedMW[k]!));
    return bySite;
  });
}

const sum = <One>(all: readonly One[], of: (one: One) => number) =>
  all.reduce((total, one) => total + of(one), 0);

function annualTotals(
  basis: Basis,
  keepsSold: boolean,
): {
  claimableMWh: number;
  matchedMWh: number;
  kg: number;
  certificates: CertificateReport[];
} {
  const { scenario, years, hours, places } = basis;
  const { claims } = scenario;
  const markets = pools(places, claims.annual);
  const found = claims.certificates.map((certificate) => {
    const refusals = markets.map((sites) =>
      refusalOf(
        { origin: certificate, builtHere: false, sitePlace: undefined },
        claims.annual,
        places[sites[0]!]!,
        startMonth(scenario),
      ),
    );
    const market = refusals.findIndex((refusal) => refusal === null);
    return { certificate, market, refusal: market >= 0 ? null : refusals[0]! };
  });
  const all = markets.map((sites, m) =>
    annualClaim(
      hours.flatMap((period) => sites.map((s) => period[s]!)),
      countingOf(basis, "annual"),
      keepsSold,
      years *
        sum(
          found.filter(({ market }) => market === m),
          (one) => one.certificate.MWhPerYear,
        ),
    ),
  );
  return {
    claimableMWh: sum(all, (one) => one.claimableMWh),
    matchedMWh: sum(all, (one) => one.matchedMWh),
    kg: sum(all, (one) => one.kg),
    certificates: found.map(({ certificate: { name, MWhPerYear, priceUSDPerMWh }, refusal }) => ({
      name,
      MWhPerYear,
      usdPerYear: MWhPerYear * priceUSDPerMWh,
      annualRefusal: refusal,
    })),
  };
}

/** Mean score of the hours of each of `count` groups. */
function scoresBy(
  basis: Basis,
  matched: readonly (readonly Float64Array[])[],
  steps: readonly (readonly number[])[],
  count: number,
  groupOf: (stepOfYear: number, site: number) => number,
): (number | null)[] {
  const [clean, load] = [new Float64Array(count), new Float64Array(count)];
  basis.hours.forEach((sites, p) =>
    sites.forEach((site, s) =>
      site.loadMW.forEach((mw, t) => {
        const group = groupOf(steps[p]![t]!, s);
        clean[group]! += site.weightHours[t]! * matched[p]![s]![t]!;
        load[group]! += site.weightHours[t]! * mw;
      }),
    ),
  );
  return Array.from(load, (mwh, group) => (mwh > 1e-9 ? clean[group]! / mwh : null));
}

/** The price of gas-fired power's carbon, from the catalogue: what a gas plant emits at the margin. */
function gasKgPerMWh(): number {
  const [supply, fuels] = [catalog("supply").get("ccgt")!, catalog("fuels").get("gas-us")!];
  return numberIn(fuels, "co2KgPerMWhThermal") / numberIn(supply, "efficiencyFrac");
}

function notesOf(claims: ClaimsScenario, sources: readonly SourceReport[]): string[] {
  return [
    ...(sources.some(({ kind }) => kind === "contract")
      ? [
          "A contract is taken to lie in the zone it is delivered to unless claims.plants states otherwise.",
        ]
      : []),
    "No residual mix (what is left of the grid's mix after others' contracts) is known; the grid's average stands for it, so both market-based figures are low where the average is cleaner than the rest.",
    ...(claims.certificates.length > 0
      ? ["Certificates bring no power and are not in the plan's cost."]
      : []),
  ];
}

/** The claims of a solved plan, a year; over a horizon the mean of its years. */
export function claimsOf(scenario: Scenario, campus: Campus, solved: Solved): ClaimsReport {
  const basis = basisOf(scenario, campus, solved);
  const { hours, years, refusals } = basis;
  const { claims } = scenario;
  const hourlyByPeriod = hourlyClaims(basis);
  const hourly = hourlyByPeriod.flat();
  const annual = annualTotals(basis, claims.soldEnergyKeepsAttributes);
  const withoutSold = claims.soldEnergyKeepsAttributes
    ? annualTotals(basis, false).claimableMWh
    : annual.claimableMWh;
  const location = hours.map((sites) => locationClaim(sites));
  const loadMWh = sum(location, (one) => one.loadMWh);
  const named = new Set(hours.flat().flatMap(({ sources }) => sources.map(({ name }) => name)));
  const own = new Set(
    campus.sites.flatMap(({ periods }) => periods.flatMap((p) => [...ownAssets(p)])),
  );
  const ownKg = countOf(solved, "co2Kg", (asset) => own.has(asset));
  const mixKg = sum(hours.flat(), ({ gridKgPerHour, weightHours }) =>
    gridKgPerHour.reduce((total, kg, t) => total + kg * weightHours[t]!, 0),
  );
  // A contract with fuel behind it brings its own carbon; by location only the grid's counts.
  const contractKg = countOf(solved, "co2Kg") - ownKg - mixKg;
  const report = (matchedMWh: number, kg: number): ClaimReport => ({
    shareFrac: loadMWh > 1 ? Math.max(0, matchedMWh / loadMWh) : null,
    matchedMWh: matchedMWh / years,
    co2T: kg / 1000 / years,
    co2KgPerMWh: loadMWh > 1 ? kg / loadMWh : null,
  });
  const sources = [...named].map((name): SourceReport => {
    const asset = campus.assets.find((one) => one.name === name)!;
    const mwh = sum(hours.flat(), ({ sources: all, weightHours }) =>
      sum(
        all.filter((one) => one.name === name),
        ({ netMW }) => netMW.reduce((total, mw, t) => total + mw * weightHours[t]!, 0),
      ),
    );
    return {
      name,
      title: asset.title,
      site: asset.site,
      kind: own.has(name) ? "own plant" : "contract",
      MWhPerYear: mwh / years,
      hourlyRefusal: refusals.hourly.get(name)!,
      annualRefusal: refusals.annual.get(name)!,
    };
  });
  const matched = matchedBySite(hourlyByPeriod);
  const steps = campus.sites[0]!.periods.map(({ hours: { picked, steps: count } }) =>
    picked ? [...picked] : Array.from({ length: count }, (_, t) => t),
  );
  const months = campus.sites.map(({ conditions }) => siteCalendar(conditions.climate).month);
  const certified = sum(
    annual.certificates.filter(({ annualRefusal }) => annualRefusal === null),
    ({ MWhPerYear }) => MWhPerYear,
  );
  const purchased = hours.flat();
  const figures = {
    loadMWhPerYear: loadMWh / years,
    options: {
      hourly: claims.hourly,
      annual: claims.annual,
      soldEnergyKeepsAttributes: claims.soldEnergyKeepsAttributes,
    },
    hourly: {
      ...report(
        sum(hourly, ({ claim }) => claim.matchedMWh),
        ownKg + contractKg + sum(hourly, ({ claim }) => claim.kg),
      ),
      surplusMWh: sum(hourly, ({ claim }) => claim.surplusMWh) / years,
    },
    annual: {
      ...report(annual.matchedMWh, ownKg + contractKg + annual.kg),
      claimableMWh: annual.claimableMWh / years,
      certificatesMWh: certified,
      keptMWh: (annual.claimableMWh - withoutSold) / years,
    },
    location: report(
      sum(location, (one) => one.matchedMWh),
      ownKg + sum(location, (one) => one.kg),
    ),
    ownCO2T: ownKg / 1000 / years,
    gridMixCleanMWh:
      sum(purchased, ({ gridCleanMW, weightHours }) =>
        gridCleanMW.reduce((total, mw, t) => total + mw * weightHours[t]!, 0),
      ) / years,
    // What is a millionth of the load is dust of the solver.
    sources: sources.filter(
      ({ MWhPerYear }) => MWhPerYear > Math.max(1e-3, (1e-6 * loadMWh) / years),
    ),
    certificates: annual.certificates,
    byHour: scoresBy(basis, matched, steps, 24, (step) => step % 24),
    byMonth: scoresBy(basis, matched, steps, 12, (step, site) => months[site]![step]!),
    marginal: marginalNote(purchased, years, gasKgPerMWh()),
    notes: notesOf(claims, sources),
  };
  return { ...figures, why: differenceSentence(figures) };
}
