/** Clean power and CO2 counted three ways: `claims.hourly.share`. */
import { fiveFigures, threeFigures, usdPerWords } from "../bottlenecks.ts";
import type { ClaimsReport } from "../claims/claims.ts";
import { methodsOf } from "../claims/text.ts";
import { MONTHS } from "../../units/month.ts";
import { energy, percent } from "../html/svg.ts";
import type { AssumptionReport, Package } from "../package.ts";
import { endingWith } from "./family.ts";
import type { Explanation, Family, Named } from "./family.ts";
import { claimMonthName, claimName, claimSourceName, marginalName } from "./names.ts";
import type { MarginalKind } from "./names.ts";

const SHARES = {
  hourly:
    "Σ over all hours of the lesser of load and clean supply that counts / Σ of load; sites of one market are pooled in each hour, charging of stores counts against clean supply, discharging for it",
  annual:
    "(Σ of clean supply that counts − what is sold with its attributes + certificates, at most the load) / Σ of load",
  location:
    "Σ over all hours of the lesser of load and (own clean plants + clean part of the grid's mix × what is bought) / Σ of load",
};
const CARBON = {
  hourly:
    "own fuel and contracts with fuel + Σ over all hours of what is bought of the mix × its intensity, less what virtual contracts that count, and clean supply of other sites of the market, cover in the hour",
  annual:
    "own fuel and contracts with fuel + (bought − contracts and certificates that count, at least 0) × the grid's mean intensity",
  location: "own fuel + Σ over all hours of all that is bought × the grid's intensity",
};

const gridFigures = (pack: Package): AssumptionReport[] =>
  endingWith(pack, ["gridCleanFrac", "gridCO2KgPerMWh", "co2KgPerMWhThermal"]);

function sourceLines({ sources, certificates }: ClaimsReport, key: string): string[] {
  if (key === "location") return [];
  const counts = (refusal: string | null) => (refusal === null ? "counts" : `no: ${refusal}`);
  return [
    ...sources.map(
      ({ title, site, MWhPerYear, hourlyRefusal, annualRefusal }) =>
        `${title} at ${site}: ${energy(MWhPerYear)} a year, ${counts(key === "hourly" ? hourlyRefusal : annualRefusal)}`,
    ),
    ...(key === "annual"
      ? certificates.map(
          ({ name, MWhPerYear, annualRefusal }) =>
            `certificates ${name}: ${energy(MWhPerYear)} a year, ${counts(annualRefusal)}`,
        )
      : []),
  ];
}

function* methods(pack: Package): Iterable<Named> {
  const { claims } = pack;
  for (const { key, title, claim } of methodsOf(claims)) {
    const rest = (): Pick<Explanation, "inputs" | "behind"> => ({
      inputs: [
        `clean and matched: ${fiveFigures(claim.matchedMWh)} MWh a year`,
        `load: ${fiveFigures(claims.loadMWhPerYear)} MWh a year`,
        `CO₂: ${fiveFigures(claim.co2T)} t a year`,
        `of it own plants: ${threeFigures(claims.ownCO2T)} t a year`,
        `clean part of the grid's mix bought: ${energy(claims.gridMixCleanMWh)} a year`,
        ...sourceLines(claims, key),
      ],
      behind: gridFigures(pack),
    });
    for (const [part, name, value, unit, formula] of [
      ["share", "Clean share", claim.shareFrac, "frac", SHARES[key]],
      ["co2T", "CO₂ a year", claim.co2T, "t", CARBON[key]],
      ["co2KgPerMWh", "CO₂ per MWh", claim.co2KgPerMWh, "kg", `CO₂ a year / load: ${CARBON[key]}`],
    ] as const)
      if (value !== null)
        yield [
          claimName(key, part),
          () => ({ title: `${name}, ${title}`, value, unit, formula, ...rest() }),
        ];
  }
  for (const [month, score] of claims.byMonth.entries())
    if (score !== null)
      yield [
        claimMonthName(month),
        () => ({
          title: `Clean hour by hour, ${MONTHS[month]!}`,
          value: score,
          unit: "frac",
          formula: `of the month's modelled hours: ${SHARES.hourly}`,
          inputs: [
            `the year: ${percent(claims.hourly.shareFrac)}`,
            ...sourceLines(claims, "hourly"),
          ],
          behind: gridFigures(pack),
        }),
      ];
}

function* sources(pack: Package): Iterable<Named> {
  const { claims } = pack;
  for (const source of claims.sources)
    yield [
      claimSourceName(source.name),
      () => ({
        title: `${source.title} at ${source.site}, used here a year`,
        value: source.MWhPerYear,
        unit: "MWh",
        formula:
          "Σ over all hours of what it gives or delivers, less what is sold on; over a horizon the mean of its years",
        inputs: [
          `hourly: ${source.hourlyRefusal ?? "counts"}`,
          `annual: ${source.annualRefusal ?? "counts"}`,
        ],
        behind: pack.provenance.filter(({ path }) =>
          path.startsWith(`${pathOf(pack, source.name)}.`),
        ),
      }),
    ];
  for (const { name, MWhPerYear, usdPerYear } of claims.certificates)
    yield [
      claimSourceName(name),
      () => ({
        title: `Certificates ${name}`,
        value: MWhPerYear,
        unit: "MWh",
        formula: "as the scenario states them",
        inputs: [`cost: ${usdPerWords(MWhPerYear > 0 ? usdPerYear / MWhPerYear : 0, "MWh")}`],
        behind: pack.provenance.filter(({ path }) => path.startsWith("claims.")),
      }),
    ];
}

const pathOf = (pack: Package, asset: string) =>
  pack.sites.flatMap(({ assets }) => assets).find(({ name }) => name === asset)?.path ?? asset;

function* averages(pack: Package): Iterable<Named> {
  const { purchasedMWhPerYear, averageBoughtKgPerMWh, averageYearKgPerMWh, gasKgPerMWh } =
    pack.claims.marginal;
  const kinds: readonly (readonly [MarginalKind, string, number | null, string])[] = [
    [
      "bought",
      "Average of the grid in the hours of purchase",
      averageBoughtKgPerMWh,
      "Σ of what is bought × the grid's intensity in the hour / Σ of what is bought",
    ],
    [
      "year",
      "Average of the grid over the year",
      averageYearKgPerMWh,
      "mean intensity of each site's grid over the year, weighted by what the site buys",
    ],
    [
      "gas",
      "If gas were at the margin in every hour",
      gasKgPerMWh,
      "CO₂ of natural gas per MWh of heat / efficiency of a combined-cycle plant, both of the catalogue",
    ],
  ];
  for (const [kind, title, kg, formula] of kinds) {
    if (kg === null) continue;
    const rest = () => ({
      inputs: [
        `bought: ${fiveFigures(purchasedMWhPerYear)} MWh a year`,
        `intensity: ${fiveFigures(kg)} kg per MWh`,
      ],
      behind: endingWith(pack, ["gridCO2KgPerMWh"]),
    });
    yield [
      marginalName(kind, "kgPerMWh"),
      () => ({ title, value: kg, unit: "kg/MWh", formula, ...rest() }),
    ];
    yield [
      marginalName(kind, "t"),
      () => ({
        title: `${title}, of what is bought`,
        value: (kg * purchasedMWhPerYear) / 1000,
        unit: "t",
        formula: `bought × intensity / 1000; intensity = ${formula}`,
        ...rest(),
      }),
    ];
  }
}

export const claimFigures: Family = {
  words: "clean power and CO₂ counted three ways",
  form: "claims.<hourly, annual or location>.<share, co2T or co2KgPerMWh>, claims.month.<1 to 12>, claims.source.<source>.MWh, claims.average.<bought, year or gas>.<kgPerMWh or t>",
  *figures(pack) {
    yield* methods(pack);
    yield* sources(pack);
    yield* averages(pack);
  },
};
