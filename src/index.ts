/** Public API of Firmwatt: load a scenario, plan it, render what it says. */
export { loadScenario } from "./scenario/load.ts";
export type { LoadOptions, LoadResult } from "./scenario/load.ts";
export { issueLine } from "./scenario/issue.ts";
export type { Issue } from "./scenario/issue.ts";
export type { Scenario } from "./scenario/scenario.ts";
export { rulesAtPlace } from "./law/at-place.ts";
export type { PlaceQuestion, RuleAtPlace } from "./law/at-place.ts";
export { plan } from "./plan.ts";
export type { PlanOptions, PlanResult } from "./plan.ts";
export type { Package } from "./report/package.ts";
