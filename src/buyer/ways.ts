/**
 * Three ways to the same compute, each as a scenario of its own made of what the scenario offers.
 *
 *     own        power, halls and chips of one's own; contracts for power, none for space or compute
 *     colocate   own chips in another's hall; power comes with the space
 *     rent       chips of another, reserved or by the hour
 *     compute    chips of the first accelerator, all year at full power: MW / (IT power of a chip)
 *
 * MW on offer at a connection grow with the size asked for; what a landlord or a cloud offers does not.
 */
import { contractBlocks, computeContracts } from "../blocks/contract/index.ts";
import { workloadBlocks } from "../blocks/workload/index.ts";
import { catalogPeakPFLOPS } from "../blocks/patterns/peak.ts";
import type { Precision } from "../blocks/precision.ts";
import { catalog } from "../catalog/catalog.ts";
import { numberIn } from "../catalog/table.ts";
import { newEntry, withFields } from "../scenario/change.ts";
import type { BuyerScenario } from "../scenario/buyer.ts";
import type { BlockEntry, Scenario, SiteScenario } from "../scenario/scenario.ts";

export const WAYS = ["own", "colocate", "rent"] as const;
export type Way = (typeof WAYS)[number];

/** What a way is called as something done. */
export const WAY_WORDS = { own: "owning", colocate: "colocating", rent: "renting" } as const;

/** A scenario of a buyer, freed of its size. */
export interface Need {
  readonly scenario: Scenario & { readonly buyer: BuyerScenario };
  /** The chip that hours are counted in. */
  readonly chip: string;
  readonly itMWPerChip: number;
  /** Effective compute of one such chip in use. */
  readonly pflopsPerChip: number;
  /** IT power whose chips, all year at full power, give what the scenario asks for; null where it asks hour by hour. */
  readonly ownMW: number | null;
  readonly notices: readonly string[];
}

const HOURS = 8760;

const givesSpace = ({ block }: BlockEntry) => block.gives?.includes("hall") ?? false;

/** Years' compute that the scenario states, EFLOPS·h; undefined where it states none by the year. */
function statedEFLOPSh(workloads: readonly BlockEntry[]): number | undefined {
  const targets = workloads.map(({ spec }) => spec["targetEFLOPShPerYear"]);
  return targets.every((target) => typeof target === "number")
    ? targets.reduce<number>((sum, target) => sum + target, 0)
    : undefined;
}

/** The chip of the first fleet, else of the first contract for compute. */
function chipOf(scenario: Scenario): { chip: string; itMWPerChip: number } | undefined {
  const fleet = scenario.sites.flatMap(({ fleets }) => fleets)[0];
  if (fleet)
    return { chip: fleet.block.kind, itMWPerChip: Number(fleet.spec["itKWPerChip"]) / 1000 };
  const named = scenario.contracts
    .map(({ spec }) => spec["accelerator"])
    .find((one) => typeof one === "string");
  const entry = named === undefined ? undefined : catalog("accelerators").get(named);
  return entry && named !== undefined
    ? { chip: named, itMWPerChip: numberIn(entry, "itKWPerChip") / 1000 }
    : undefined;
}

/** What a comparison of ways starts from; a reason in words where it cannot. */
export function needOf(given: Scenario): Need | string {
  const { buyer } = given;
  if (!buyer)
    return "the scenario has no buyer: add for example buyer: { rating: none, equityUSD: 40000000, cashUSD: 30000000 }";
  const [first] = given.workloads;
  const found = chipOf(given);
  if (!first || !found)
    return "the scenario names no accelerator and no contract for compute, so there is nothing to compare";
  const notices: string[] = [];
  if (given.horizon)
    notices.push("The ways are compared in a design year: dates come from their milestone chains.");
  if (given.workloads.length > 1)
    notices.push(`The compute is that of ${first.name}, the first workload.`);
  if (given.objective.kind !== "leastCost")
    notices.push("The ways are compared at least cost for the same compute.");
  const precision = String(first.spec["precision"]) as Precision;
  const peak = catalogPeakPFLOPS(found.chip, precision);
  if (peak === undefined)
    return `${found.chip} has no published ${precision} peak, so its hours cannot be compared`;
  const pflopsPerChip =
    peak * Number(first.spec["mfuFrac"]) * Number(first.spec["availabilityFrac"]);
  const stated = statedEFLOPSh(given.workloads);
  return {
    ...found,
    pflopsPerChip,
    ownMW:
      stated === undefined ? null : ((stated * 1000) / (pflopsPerChip * HOURS)) * found.itMWPerChip,
    scenario: {
      ...given,
      buyer,
      horizon: undefined,
      resolution: given.horizon ? { kind: "weeks", count: 4 } : given.resolution,
      objective: { kind: "leastCost" },
      finance: undefined,
    },
    notices,
  };
}

/** Chips of a size. */
export const chipsOf = (need: Need, sizeMW: number) => sizeMW / need.itMWPerChip;

function scaledStages(value: unknown, factor: number): unknown {
  return Array.isArray(value)
    ? value.map((stage: Record<string, unknown>) => ({
        ...stage,
        firmMW: Number(stage["firmMW"] ?? 0) * factor,
        nonFirmMW: Number(stage["nonFirmMW"] ?? 0) * factor,
      }))
    : value;
}

/** A connection offer of another size. */
function scaled(entry: BlockEntry, factor: number): BlockEntry {
  const { firmMW, nonFirmMW, stages } = entry.spec;
  return withFields(entry, {
    ...(typeof firmMW === "number" ? { firmMW: firmMW * factor } : {}),
    ...(typeof nonFirmMW === "number" ? { nonFirmMW: nonFirmMW * factor } : {}),
    ...(stages === undefined ? {} : { stages: scaledStages(stages, factor) }),
  });
}

/** Fleets at full power: an hour of a chip is then the same in all ways. */
const uncapped = (entry: BlockEntry) => withFields(entry, { powerCapSegments: 1 });

function ownSite(site: SiteScenario, factor: number): SiteScenario {
  return {
    ...site,
    connections: site.connections.map((entry) => scaled(entry, factor)),
    contracts: site.contracts.filter((entry) => !givesSpace(entry)),
    fleets: site.fleets.map(uncapped),
  };
}

function landlordSite(site: SiteScenario, { rating }: BuyerScenario): SiteScenario {
  const space = site.contracts.filter(givesSpace);
  const usual = newEntry(contractBlocks.colocation, `sites.${site.name}.contracts.colocation`, {
    buyerRating: rating,
  });
  return {
    ...site,
    connections: [],
    supply: [],
    storage: [],
    halls: [],
    heat: [],
    loads: [],
    contracts: space.length > 0 ? space : [usual],
    fleets: site.fleets.map(uncapped),
  };
}

const emptySite = (site: SiteScenario): SiteScenario => ({
  ...site,
  connections: [],
  supply: [],
  storage: [],
  cooling: [],
  halls: [],
  heat: [],
  loads: [],
  contracts: [],
  fleets: [],
  rules: [],
});

/** Contracts for compute on offer; those of the catalogue where the scenario names none. */
function clouds({ scenario, chip }: Need): readonly BlockEntry[] {
  if (scenario.contracts.length > 0) return scenario.contracts;
  return ["reserved", "on-demand"].flatMap((commitment) =>
    catalog("compute-market").has(`${commitment}-${chip}`)
      ? [
          newEntry(computeContracts["rented-compute"], `contracts.${commitment}`, {
            accelerator: chip,
            commitment,
          }),
        ]
      : [],
  );
}

/** One way at a size, as a scenario; a reason in words where nothing of it is on offer. */
export function wayScenario(need: Need, way: Way, sizeMW: number): Scenario | string {
  const { scenario } = need;
  const { buyer } = scenario;
  const [first] = scenario.workloads;
  const factor = need.ownMW === null ? 1 : sizeMW / need.ownMW;
  const { precision, mfuFrac, availabilityFrac, powerCapCurve } = first!.spec;
  const work = newEntry(workloadBlocks.training, `demand.${first!.name}`, {
    precision,
    mfuFrac,
    availabilityFrac,
    powerCapCurve,
    targetEFLOPShPerYear: (chipsOf(need, sizeMW) * need.pflopsPerChip * HOURS) / 1000,
  });
  const fleets = scenario.sites.some((site) => site.fleets.length > 0);
  if (way !== "rent" && !fleets) return "no accelerators are on offer at any site";
  const contracts = way === "rent" ? clouds(need) : [];
  if (way === "rent" && contracts.length === 0)
    return `no one rents out ${need.chip} in the catalogue, and the scenario names no contract`;
  const sites = scenario.sites.map((site) =>
    way === "own"
      ? ownSite(site, factor)
      : way === "colocate"
        ? landlordSite(site, buyer)
        : emptySite(site),
  );
  return {
    ...scenario,
    workloads: [work],
    sites,
    contracts,
    rules: way === "rent" ? [] : scenario.rules,
  };
}
