/**
 * Law by planning again: what each draft would change, and what eases a cap on energy that binds.
 *
 *     draft    plan with current law and this draft, less the plan with current law alone
 *     cap      the same plan without the cap, with one point better chips, one point less loss, elsewhere
 */
import { writtenIn } from "./units/money.ts";
import { findPlace, listPlaces, placeYear } from "./climate/place.ts";
import type { Place } from "./climate/place.ts";
import { optionalNumberIn } from "./catalog/table.ts";
import { jurisdictionsOf } from "./law/library.ts";
import type { LawChoice } from "./law/select.ts";
import { assemble } from "./model/assemble.ts";
import { yearsOf } from "./model/interval.ts";
import { threeFigures, usdWords } from "./report/bottlenecks.ts";
import { peakOf } from "./report/flows.ts";
import type { Solved } from "./report/flows.ts";
import { computeByInterval } from "./report/kpis.ts";
import type { CapVariant, DraftMove, DraftReport } from "./report/law/drafts.ts";
import { figuresOf } from "./report/law/figures.ts";
import { lawEntries, sitesUnderLaw, underLaw } from "./scenario/law-entries.ts";
import { withBuildingCosts, withPlantCosts } from "./scenario/place-costs.ts";
import type { Scenario, SiteScenario } from "./scenario/scenario.ts";
import { PLACE_DEFAULTS } from "./scenario/site.ts";
import { solve } from "./solver/solver.ts";
import type { SolverOptions, VerifiedSolution } from "./solver/solver.ts";

/** Most drafts that are planned one by one. */
const MOST_DRAFTS = 3;

interface Planned extends Solved {
  readonly scenario: Scenario;
  readonly solution: VerifiedSolution;
}

async function planAgain(scenario: Scenario, options: SolverOptions): Promise<Planned | undefined> {
  const campus = assemble(scenario);
  const { onProgress: _, warmStart: __, ...quiet } = options;
  const solution = await solve(campus.problem, quiet);
  return solution.status === "optimal" ? { scenario, campus, solution } : undefined;
}

/** What the law makes of a scenario: when two are alike, so are the plans. */
function rowsOfLaw(scenario: Scenario): string {
  return JSON.stringify([
    lawEntries(scenario).map(({ provision, sites, entry, holds }) => [
      provision.metric,
      sites,
      entry.spec,
      holds,
    ]),
    sitesUnderLaw(scenario).map(({ connections }) => connections.map(({ spec }) => spec)),
  ]);
}

/** Figures that a reader compares, by name; sizes that stand come after. */
function outcome({
  scenario,
  campus,
  solution,
}: Planned): Map<string, { unit: string; value: number }> {
  const out = new Map<string, { unit: string; value: number }>();
  const solved = { campus, solution };
  for (const [s, site] of campus.sites.entries()) {
    const figures = figuresOf(solved, [site], [scenario.sites[s]!]);
    const put = (what: string, unit: string, value: number | null) => {
      if (value !== null) out.set(`${site.name} ${what}`, { unit, value });
    };
    put("PUE", "", figures.pue);
    put("facility energy", "MWh", figures.facilityMWh);
    const ofLoad = (mwh: number) => (figures.facilityMWh > 1 ? mwh / figures.facilityMWh : null);
    put("renewable share", "frac", ofLoad(figures.renewableMWh));
    put("reused heat", "frac", ofLoad(figures.reusedHeatMWh));
  }
  out.set("compute", { unit: "PFLOPS·h", value: computeOf(solved) * 1000 });
  for (const { asset, size, request } of campus.sized)
    if (request.nature !== "measure")
      out.set(`${asset} ${request.name}`, { unit: request.unit, value: peakOf(solved, size) });
  return out;
}

const computeOf = (solved: Solved) =>
  computeByInterval(solved).reduce((sum, eflopsh) => sum + eflopsh, 0);

/** Figures that move by more than half a percent, those that move most first. */
function movesBetween(before: Planned, after: Planned): DraftMove[] {
  const now = outcome(after);
  return [...outcome(before)]
    .flatMap(([what, { unit, value: from }]) => {
      const to = now.get(what)?.value ?? 0;
      const most = Math.max(Math.abs(from), Math.abs(to));
      return most > 1e-2 && Math.abs(to - from) > 5e-3 * most
        ? [{ what, unit, from, to, share: Math.abs(to - from) / most }]
        : [];
    })
    .sort((a, b) => b.share - a.share)
    .slice(0, 8)
    .map(({ what, unit, from, to }) => ({ what, unit, from, to }));
}

const unitFor = ({ objective, horizon }: Scenario): DraftReport["changeUnit"] =>
  objective.kind === "mostCompute"
    ? horizon
      ? "PFLOPS·h"
      : "PFLOPS·h a year"
    : horizon
      ? "USD of today"
      : "USD a year";

/** An amount of the objective in words. */
function worthWords(scenario: Scenario, amount: number): string {
  const period = scenario.horizon ? "over the plan" : "a year";
  return scenario.objective.kind === "mostCompute"
    ? `${threeFigures(amount / 1000)} EFLOPS·h ${period}`
    : `${writtenIn(scenario.money, () => usdWords(amount))} ${scenario.horizon ? "of today's money " : ""}${period}`;
}

function sentenceOf(
  scenario: Scenario,
  title: string,
  found: { readonly before: boolean; readonly after: boolean; readonly change: number | null },
  noise: number,
): string {
  const { before, after, change } = found;
  if (!after) return `${title}: cannot be met by anything this scenario allows.`;
  if (!before || change === null)
    return `${title}: makes possible what cannot be done under current law.`;
  if (Math.abs(change) <= noise)
    return `${title}: changes rules and neither cost nor compute${scenario.horizon ? " by more than the plan is exact to" : ""}.`;
  const amount = worthWords(scenario, Math.abs(change));
  if (scenario.objective.kind === "mostCompute")
    return `${title}: would ${change > 0 ? "cost" : "give"} ${amount}.`;
  return `${title}: would ${change > 0 ? "cost" : "save"} ${amount}.`;
}

/** Laws whose drafts change what binds, with the title and source of the draft. */
function draftLaws(current: Scenario): { law: string; title: string; source: string }[] {
  const plain = rowsOfLaw(current);
  const drafts = new Map<string, { law: string; title: string; source: string }>();
  for (const { law, title, source, status } of current.law.provisions)
    if ((status === "draft" || status === "announced") && !drafts.has(law))
      drafts.set(law, { law, title, source });
  return [...drafts.values()].filter(
    ({ law }) => rowsOfLaw(underLaw(current, { draftsOf: [law] })) !== plain,
  );
}

/**
 * What drafts would change, each beside current law and all together. Nothing is told
 * when no draft changes a rule that binds.
 */
export async function planDrafts(
  scenario: Scenario,
  base: Solved & { readonly solution: VerifiedSolution },
  options: SolverOptions,
): Promise<DraftReport[]> {
  const { law } = scenario;
  if (!law.binds) return [];
  const current = underLaw(scenario, { book: "current" });
  const laws = draftLaws(current);
  if (laws.length === 0) return [];
  const known: Planned = { scenario, ...base };
  const again = (change: Partial<LawChoice>) => planAgain(underLaw(current, change), options);
  const before = law.choice.book === "current" ? known : await again({});
  const asked = laws.length <= MOST_DRAFTS ? laws : [];
  const list =
    asked.length === 1
      ? asked.map((draft) => ({ draft, all: law.choice.book === "drafts" }))
      : [
          ...asked.map((draft) => ({ draft, all: false })),
          {
            draft: {
              law: "all",
              title: "All drafts together",
              source: laws.map(({ source }) => source).join("; "),
            },
            all: true,
          },
        ];
  const reports: DraftReport[] = [];
  for (const { draft, all } of list) {
    if (options.signal?.aborted) break;
    const after =
      all && law.choice.book === "drafts"
        ? known
        : await again(all ? { book: "drafts" } : { draftsOf: [draft.law] });
    const change = before && after ? after.solution.objective - before.solution.objective : null;
    const proven = (before?.solution.gap ?? 0) + (after?.solution.gap ?? 0);
    const noise = Math.max(4e-6, proven) * Math.abs(known.solution.objective);
    reports.push({
      ...draft,
      change,
      changeUnit: unitFor(scenario),
      moves: before && after ? movesBetween(before, after) : [],
      sentence: sentenceOf(
        scenario,
        draft.title,
        { before: before !== undefined, after: after !== undefined, change },
        noise,
      ),
    });
  }
  return reports;
}

/** A site moved in memory: weather, market, and the charges and costs that are its place's own. */
function moved(scenario: Scenario, site: SiteScenario, to: Place): SiteScenario {
  const from = findPlace(site.placeId)!;
  const figure = (place: Place, field: string) => optionalNumberIn(place.figures, field);
  return {
    ...site,
    placeId: to.id,
    ...placeYear(to.id, { year: scenario.year, seed: scenario.seed }),
    connections: site.connections.map((entry) => ({
      ...entry,
      spec: {
        ...entry.spec,
        ...Object.fromEntries(
          PLACE_DEFAULTS.filter((field) => entry.spec[field] === figure(from, field)).map(
            (field) => [field, figure(to, field) ?? 0],
          ),
        ),
      },
    })),
    supply: withPlantCosts(site.supply, to),
    cooling: withBuildingCosts(site.cooling, to),
    halls: withBuildingCosts(site.halls, to),
  };
}

/** The nearest place of the catalogue that lies outside a jurisdiction. */
function nearestOutside(from: Place, jurisdiction: string): Place | undefined {
  const radians = Math.PI / 180;
  const far = ({ latitudeDeg, longitudeDeg }: Place) =>
    Math.acos(
      Math.min(
        1,
        Math.sin(latitudeDeg * radians) * Math.sin(from.latitudeDeg * radians) +
          Math.cos(latitudeDeg * radians) *
            Math.cos(from.latitudeDeg * radians) *
            Math.cos((longitudeDeg - from.longitudeDeg) * radians),
      ),
    );
  return listPlaces()
    .filter((place) => !jurisdictionsOf(place).includes(jurisdiction))
    .sort((a, b) => far(a) - far(b))[0];
}

function capVariants(scenario: Scenario, id: string): { what: string; scenario: Scenario }[] {
  const { provision } = lawEntries(scenario).find((entry) => entry.provision.id === id)!;
  const mfu = scenario.workloads.map((entry) => ({
    ...entry,
    spec: { ...entry.spec, mfuFrac: Number(entry.spec["mfuFrac"]) + 0.01 },
  }));
  const lossless = scenario.sites.map((site) => ({
    ...site,
    electricalEfficiencyFrac: Math.min(1, site.electricalEfficiencyFrac + 0.01),
  }));
  const [site] = scenario.sites;
  const here = findPlace(site!.placeId)!;
  const outside =
    scenario.sites.length === 1 && provision.jurisdiction !== "world"
      ? nearestOutside(here, provision.jurisdiction)
      : undefined;
  const { add, waive } = scenario.law.choice;
  const free = underLaw(scenario, {
    waive: [...waive, id],
    add: add.filter((name) => name !== id && name !== provision.law),
  });
  return [
    { what: "without the cap", scenario: free },
    {
      what: "one point more useful work of the chips (MFU)",
      scenario: { ...scenario, workloads: mfu },
    },
    {
      what: "one point less loss in the electrical chain",
      scenario: { ...scenario, sites: lossless },
    },
    ...(outside
      ? [
          {
            what: `all of it at ${outside.name}, ${outside.country}, the nearest place outside ${provision.jurisdiction} and free of the cap`,
            scenario: { ...free, sites: [moved(scenario, site!, outside)] },
          },
        ]
      : []),
  ];
}

/** What eases a cap on energy that binds: efficiency and location, each by planning again. */
export async function planCapVariants(
  scenario: Scenario,
  base: Solved & { readonly solution: VerifiedSolution },
  options: SolverOptions,
): Promise<CapVariant[]> {
  if (!scenario.law.binds) return [];
  const cap = lawEntries(scenario).find(({ provision }) => provision.metric === "energyGWhPerYear");
  if (!cap) return [];
  // One row for a design year, one for every year of a horizon in which it holds.
  const worth = base.campus.problem.budgets.reduce(
    (sum, { name, rhs }, i) =>
      name.includes(`.${cap.provision.id}.`)
        ? sum + Math.abs(base.solution.budgetDuals[i]! * rhs)
        : sum,
    0,
  );
  if (worth <= 1e-6 * Math.abs(base.solution.objective)) return [];
  const years = yearsOf(base.campus.intervals);
  const told = (what: string, found: Planned | undefined): CapVariant => {
    const capped = found
      ? figuresOf(
          found,
          found.campus.sites.filter(({ name }) => cap.sites.includes(name)),
          found.scenario.sites.filter(({ name }) => cap.sites.includes(name)),
        )
      : undefined;
    return {
      what,
      gain: found ? base.solution.objective - found.solution.objective : null,
      gainUnit: unitFor(scenario),
      cappedGWh: capped ? capped.facilityMWh / 1000 : null,
      computeEFLOPSh: found ? computeOf(found) / years : null,
      pue: capped?.pue ?? null,
    };
  };
  const variants = [told("as planned under the cap", { scenario, ...base })];
  for (const { what, scenario: variant } of capVariants(scenario, cap.provision.id)) {
    if (options.signal?.aborted) break;
    variants.push(told(what, await planAgain(variant, options)));
  }
  return variants;
}
