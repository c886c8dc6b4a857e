/**
 * A fixed plan to simulate: what was ordered for each site, when it should come, and its milestones.
 *
 *     arrival month = max(orderMonth + months of the chain, notBeforeMonth unless early, 0), less soonerMonths
 *     in force in the whole months t with  arrival ≤ t < retireMonth
 *
 * Months count from the start of the plan: month 0 is startYear-startMonth.
 */
import { checkChain, type Chain } from "../timing/chain.ts";

export const LAYERS = ["grid", "generation", "cooling", "hall", "chips"] as const;
export type Layer = (typeof LAYERS)[number];

export interface PlannedResource {
  /** Unique at its site. */
  name: string;
  /** What it is a lot of; its own name when left out. */
  asset?: string;
  site: string;
  layer: Layer;
  /** IT-side MW it can carry or use. */
  itMW: number;
  /** Accelerators, for layer chips; else 0. */
  chips: number;
  /** Compute per IT MW, for layer chips; else 0. */
  pflopsPerMW: number;
  /** Negative where the chain is under way: it is drawn given that it is not done at month 0. */
  orderMonth: number;
  /** Planned month of arrival. */
  notBeforeMonth: number;
  /** Lets it arrive before the planned month. */
  early?: boolean;
  /** Months it comes before all that, by whatever means; 0 when left out. */
  soonerMonths?: number;
  retireMonth: number | null;
  chain: Chain;
  /** Milestone name → key, for milestones drawn once for several resources, such as a site's permit. */
  sharedKeys?: Readonly<Record<string, string>>;
}

export interface Target {
  name: string;
  /** Powered IT of all sites that must have been reached by the start of `month`. */
  itMW: number;
  month: number;
}

export interface SimulationPlan {
  startYear: number;
  /** 1 … 12. */
  startMonth: number;
  months: number;
  resources: readonly PlannedResource[];
  valueUSDPerPFLOPSMonth?: number;
  /** [month] what a USD of the month is worth at the start; 1 when left out. */
  discount?: readonly number[];
  targets: readonly Target[];
  /** From 0 to 1: how far delays of things that share no milestone move together (couple.ts); 0 when left out. */
  delaysCorrelation?: number;
}

export interface PlanFault {
  /** Name of the resource or target; empty for the plan itself. */
  name: string;
  site: string;
  field: string;
  message: string;
}

/** What a milestone's random numbers hang on: its shared key, or site/resource/milestone. */
export function milestoneKey(resource: PlannedResource, milestone: string): string {
  return resource.sharedKeys?.[milestone] ?? `${resource.site}/${resource.name}/${milestone}`;
}

/** Everything wrong with a plan; empty when it can be simulated. */
export function checkPlan(plan: SimulationPlan): PlanFault[] {
  const faults: PlanFault[] = [];
  const report = (name: string, site: string, field: string, message: string) =>
    faults.push({ name, site, field, message });
  if (!(Number.isInteger(plan.months) && plan.months > 0))
    report("", "", "months", `${plan.months}; must be a whole number above 0`);
  if (!Number.isInteger(plan.startYear))
    report("", "", "startYear", `${plan.startYear}; must be a whole number`);
  if (!(Number.isInteger(plan.startMonth) && plan.startMonth >= 1 && plan.startMonth <= 12))
    report("", "", "startMonth", `${plan.startMonth}; must be from 1 to 12`);
  const { delaysCorrelation = 0 } = plan;
  if (!(delaysCorrelation >= 0 && delaysCorrelation <= 1))
    report("", "", "delaysCorrelation", `${delaysCorrelation}; must be from 0 to 1`);
  const seen = new Set<string>();
  for (const resource of plan.resources) {
    const { name, site } = resource;
    const fault = (field: string, message: string) => report(name, site, field, message);
    const label = `${site}/${name}`;
    if (seen.has(label)) fault("name", "named twice at its site");
    seen.add(label);
    checkNumbers(resource, fault);
    for (const { milestone, field, message } of checkChain(resource.chain))
      fault(`${milestone}.${field}`, message);
    const names = new Set(resource.chain.milestones.map((milestone) => milestone.name));
    for (const shared of Object.keys(resource.sharedKeys ?? {}))
      if (!names.has(shared)) fault("sharedKeys", `no milestone is named "${shared}"`);
    // The derivative by a key moves an arrival by one month at most, which two in one chain would break.
    const keys = [...names].map((milestone) => milestoneKey(resource, milestone));
    if (new Set(keys).size < keys.length)
      fault("sharedKeys", "two milestones of one chain have the same key");
  }
  for (const { name, itMW, month } of plan.targets) {
    if (!(itMW > 0 && Number.isFinite(itMW))) report(name, "", "itMW", `${itMW}; must be above 0`);
    if (!(Number.isInteger(month) && month >= 0 && month < plan.months))
      report(name, "", "month", `${month}; must be a whole month of the plan`);
  }
  return faults;
}

function checkNumbers(
  resource: PlannedResource,
  fault: (field: string, message: string) => void,
): void {
  if (!LAYERS.includes(resource.layer)) fault("layer", `"${resource.layer}" is no layer`);
  for (const field of ["itMW", "chips", "pflopsPerMW"] as const)
    if (!(Number.isFinite(resource[field]) && resource[field] >= 0))
      fault(field, `${resource[field]}; must be 0 or more`);
  if (!Number.isFinite(resource.orderMonth)) fault("orderMonth", "must be a number");
  for (const field of ["notBeforeMonth", "retireMonth"] as const) {
    const month = resource[field];
    if (month !== null && !Number.isInteger(month)) fault(field, `${month}; must be a whole month`);
  }
}
