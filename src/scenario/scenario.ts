/** A scenario after validation: every block with its kind, its fields filled in, and where it stands. */
import type { AnyBlock, CostCategory } from "../blocks/block.ts";
import type { TimingSpec } from "../blocks/timing.ts";
import type { Climate, Market } from "../climate/climate.ts";
import type { Figure } from "../catalog/table.ts";
import type { Siting } from "../law/facts.ts";
import type { BuyerScenario } from "./buyer.ts";
import type { ClaimsScenario } from "./claims.ts";
import type { FinanceScenario } from "./finance.ts";
import type { LawScenario } from "./law.ts";

/** A named block of the scenario. */
export interface BlockEntry {
  readonly name: string;
  readonly block: AnyBlock;
  /** Checked against the block's schema, defaults filled in. */
  readonly spec: Readonly<Record<string, unknown>>;
  /** Where it stands: `sites.lulea.supply.solar`. */
  readonly path: string;
  /** Fields the file states; the others are defaults. */
  readonly given: ReadonlySet<string>;
  /** Figures of defaults that hang on the place or on another field, by field. */
  readonly defaultFigures?: ReadonlyMap<string, Figure>;
  /** When it can come, as far as the file says. */
  readonly timing: TimingSpec;
}

/** Something that comes so many months later (or, below 0, earlier). */
export interface Slip {
  readonly what: string;
  readonly months: number;
}

/** A plan over time: quarters instead of a design year. */
export interface HorizonScenario {
  /** First quarter, as in units/quarter.ts; decisions can be taken from its first day. */
  readonly start: number;
  readonly quarters: number;
  /** Percentile of milestone chains the plan counts on, between 0 and 1. */
  readonly percentile: number;
  /** Orders come in every n-th quarter. */
  readonly orderEveryQuarters: number;
  /** Months by which orders are placed before the last moment. */
  readonly orderSlackMonths: number;
  /** From 0 to 1: how far delays of different things move together when dates are drawn. */
  readonly delaysCorrelation: number;
  /** Real change a year of the costs of a category. */
  readonly priceChangeFracPerYear: Readonly<Partial<Record<CostCategory, number>>>;
  /** Whether what still has life at the end is worth its straight-line rest. */
  readonly residualValue: boolean;
  /** Most months over which capital is spent before the thing comes. */
  readonly spendMonths: number;
  /** Delays to plan with, beside what the chains say: of an asset, a kind, a milestone, or `grid`. */
  readonly slips: readonly Slip[];
  /** Moving accelerators between sites: cost as a share of the price, quarters away; none when undefined. */
  readonly resiting: { readonly costFrac: number; readonly quarters: number } | undefined;
}

export interface SiteScenario {
  readonly name: string;
  readonly placeId: string;
  readonly climate: Climate;
  readonly market: Market;
  readonly electricalEfficiencyFrac: number;
  /** What rules ask about the site. */
  readonly siting: Siting;
  readonly connections: readonly BlockEntry[];
  readonly supply: readonly BlockEntry[];
  readonly contracts: readonly BlockEntry[];
  readonly storage: readonly BlockEntry[];
  readonly cooling: readonly BlockEntry[];
  readonly halls: readonly BlockEntry[];
  readonly heat: readonly BlockEntry[];
  readonly loads: readonly BlockEntry[];
  readonly fleets: readonly BlockEntry[];
  readonly rules: readonly BlockEntry[];
  /** Delay to users, where it is stated. */
  readonly latencyMs: number | undefined;
}

export interface Money {
  readonly currency: string;
  readonly usdPerUnit: number;
  readonly priceYear: number;
  readonly waccFrac: number;
}

export type Objective =
  | { readonly kind: "leastCost" }
  | { readonly kind: "mostValue"; readonly usdPerEFLOPSh: number | undefined }
  | { readonly kind: "mostCompute"; readonly budgetUSDPerYear: number | undefined };

/** Full hours, or a number of representative weeks. */
export type Resolution =
  | { readonly kind: "full" }
  | { readonly kind: "weeks"; readonly count: number };

export interface Scenario {
  readonly name: string;
  readonly year: number;
  readonly seed: number;
  readonly resolution: Resolution;
  readonly horizon: HorizonScenario | undefined;
  readonly money: Money;
  readonly objective: Objective;
  readonly workloads: readonly BlockEntry[];
  readonly sites: readonly SiteScenario[];
  /** For compute that stands elsewhere. */
  readonly contracts: readonly BlockEntry[];
  readonly rules: readonly BlockEntry[];
  /** How clean power is counted in the claims beside the plan. */
  readonly claims: ClaimsScenario;
  /** What the pro forma is made with; none when undefined. */
  readonly finance: FinanceScenario | undefined;
  /** Who signs and pays, and what its balance sheet allows; no limit when undefined. */
  readonly buyer: BuyerScenario | undefined;
  /** The law the plan is made under. */
  readonly law: LawScenario;
  /** What the plan as a whole reckons with: cost of capital, what compute is sold for. */
  readonly assumptions: readonly Assumption[];
  /** Text after defaults and --set, for the hash and for showing. */
  readonly text: string;
  readonly notices: readonly string[];
}

/** One assumption of a plan: a value, and where it comes from. */
export interface Assumption {
  readonly path: string;
  readonly value: unknown;
  readonly origin: "scenario" | "default";
  readonly figure: Figure | undefined;
  readonly help: string;
}

/** Everything that may be built or signed at a site, in the order it is added to the model; rules apart. */
export function technologiesOf(site: SiteScenario): BlockEntry[] {
  return [
    ...site.connections,
    ...site.supply,
    ...site.storage,
    ...site.cooling,
    ...site.halls,
    ...site.heat,
    ...site.loads,
    ...site.fleets,
    // Last: some follow the load of all that stands before them.
    ...site.contracts,
  ];
}

/** Every block of a scenario. Fleets that sites share stand once per site. */
export function entriesOf(scenario: Scenario): BlockEntry[] {
  return [
    ...scenario.workloads,
    ...scenario.contracts,
    ...scenario.rules,
    ...scenario.sites.flatMap((site) => [...technologiesOf(site), ...site.rules]),
  ];
}
