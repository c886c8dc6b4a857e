/**
 * A campus as a compact problem, of any number of hours: grid, export, solar, wind, engine, battery,
 * deferrable batch, cooling for two heat classes, a CO2 budget and a clean share. Series are synthetic
 * (seeded): sunshine with cloudy days, wind with weather of several days, prices that follow both.
 */
import type {
  Capacity,
  DesignVariable,
  HourlyRow,
  HourlyVariable,
  Problem,
  Slice,
  StateRow,
} from "../../src/problem/problem.ts";
import { makeRandom, makeWeather } from "./weather.ts";

export { makeRandom } from "./weather.ts";

/** What to build. */
export interface CampusOptions {
  readonly hours: number;
  /** Independent sites (slices), each with its own sizes. */
  readonly sites?: number;
  /** Weather years behind the same sizes, each a slice with an equal share of the cost. */
  readonly years?: number;
  /** 1: battery; 2: and a long store; 3: and a cold-water tank. Batch backlog comes on top. */
  readonly stores?: number;
  readonly seed?: number;
  /** Whole numbers of this many unit kinds (engines, batteries…) per site. */
  readonly integers?: number;
}

/** Annual cost per unit, and how much one unit brings. */
const SIZES = [
  { name: "gridMW", cost: 60_000, upper: 120, unit: 5 },
  { name: "solarMW", cost: 55_000, upper: 1500, unit: 10 },
  { name: "windMW", cost: 110_000, upper: 1500, unit: 6 },
  { name: "engineMW", cost: 90_000, upper: Infinity, unit: 20 },
  { name: "batteryMW", cost: 18_000, upper: Infinity, unit: 10 },
  { name: "batteryMWh", cost: 16_000, upper: Infinity, unit: 40 },
  { name: "chillerMW", cost: 30_000, upper: Infinity, unit: 4 },
  { name: "batchMW", cost: 40_000, upper: Infinity, unit: 5 },
  { name: "longMW", cost: 120_000, upper: Infinity, unit: 10 },
  { name: "longMWh", cost: 300, upper: Infinity, unit: 500 },
  { name: "tankMWh", cost: 2_500, upper: Infinity, unit: 10 },
] as const;

type SizeName = (typeof SIZES)[number]["name"];

/** Adds the sizes of one site; its capacities in every slice. */
function addSizes(problem: Problem, options: CampusOptions, site: number): Capacity[] {
  const { hours, stores = 1, integers = 0 } = options;
  const yearShare = hours / 8760;
  const prefix = `site${site}.`;
  const used = SIZES.slice(0, stores >= 3 ? 11 : stores >= 2 ? 10 : 8);
  const firstDesign = problem.design.length;
  for (const [i, size] of used.entries()) {
    const whole = i < integers;
    const design: DesignVariable = {
      name: prefix + size.name,
      lower: 0,
      upper: whole ? Math.min(60, Math.floor(size.upper / size.unit)) : size.upper,
      cost: size.cost * yearShare * (whole ? size.unit : 1),
      integer: whole,
    };
    problem.design.push(design);
  }
  return used.map((size, i) => ({
    name: prefix + size.name,
    constant: 0,
    terms: [{ design: firstDesign + i, coefficient: i < integers ? size.unit : 1 }],
  }));
}

/** Adds one year of one site: its slice, and what it posts to the CO2 budget and the clean share. */
function addYear(
  problem: Problem,
  options: CampusOptions,
  site: number,
  year: number,
  capacities: Capacity[],
): void {
  const { hours, years = 1, stores = 1, seed = 1 } = options;
  const random = makeRandom(seed * 1000 + site + 100 * year);
  const weather = makeWeather(hours, random);
  const prefix = `site${site}.`;
  const capacity = (name: SizeName) => SIZES.findIndex((size) => size.name === name);
  const variables: HourlyVariable[] = [];
  const add = (name: string, upper: HourlyVariable["upper"], cost: HourlyVariable["cost"]) => {
    variables.push({ name: prefix + name, lower: 0, upper, cost });
    return variables.length - 1;
  };
  const below = (name: SizeName, profile: number | Float64Array = 1): HourlyVariable["upper"] => ({
    kind: "capacity",
    capacity: capacity(name),
    profile,
  });
  const open: HourlyVariable["upper"] = { kind: "series", value: Infinity };
  const prices = weather.pricesUSDPerMWh;
  const importMW = add("importMW", below("gridMW"), prices);
  const exportMW = add(
    "exportMW",
    below("gridMW"),
    prices.map((price) => -0.7 * price + 1),
  );
  const solarMW = add("solarMW", below("solarMW", weather.solarFrac), 0);
  const windMW = add("windMW", below("windMW", weather.windFrac), 0.5);
  const engineMW = add("engineMW", below("engineMW"), 65);
  const chargeMW = add("chargeMW", below("batteryMW"), 0.3);
  const dischargeMW = add("dischargeMW", below("batteryMW"), 0.3);
  const levelMWh = add("levelMWh", below("batteryMWh"), 0);
  const batchMW = add("batchMW", below("batchMW"), 0);
  const backlogMWh = add("backlogMWh", { kind: "series", value: 600 }, 0.02);
  const dryMW = add("dryMW", { kind: "series", value: 140 }, 0.1);
  const chillWarmMW = add("chillWarmMW", below("chillerMW"), 0);
  const chillColdMW = add("chillColdMW", below("chillerMW"), 0);
  const dryCOP = weather.tempC.map((temp) => Math.max(4, 30 - 0.7 * temp));
  const chillCOP = weather.tempC.map((temp) => Math.max(2.2, 6.5 - 0.09 * temp));
  const loadsMW = Float64Array.from(
    { length: hours },
    (_, t) => 70 + 6 * Math.sin((Math.PI * ((t % 24) - 8)) / 12) + 3 * random(),
  );
  const arrivalsMW = Float64Array.from(
    { length: hours },
    (_, t) => (t % 24 > 8 && t % 24 < 19 ? 34 : 12) * (0.8 + 0.4 * random()),
  );
  const term = (variable: number, coefficient: number | Float64Array) => ({
    variable,
    coefficient,
  });
  const electricity: HourlyRow = {
    name: `${prefix}electricity`,
    capacityTerms: [],
    sense: "=",
    rhs: loadsMW,
    terms: [
      term(importMW, 1),
      term(exportMW, -1),
      term(solarMW, 1),
      term(windMW, 1),
      term(engineMW, 1),
      term(chargeMW, -1),
      term(dischargeMW, 1),
      term(batchMW, -1),
      term(
        dryMW,
        dryCOP.map((cop) => -1 / cop),
      ),
      term(
        chillWarmMW,
        chillCOP.map((cop) => -1 / cop),
      ),
      term(
        chillColdMW,
        chillCOP.map((cop) => -0.9 / cop),
      ),
    ],
  };
  const warm: HourlyRow = {
    name: `${prefix}warmHeat`,
    capacityTerms: [],
    sense: "=",
    rhs: loadsMW.map((load) => 0.7 * load),
    terms: [term(dryMW, 1), term(chillWarmMW, 1), term(batchMW, -0.7)],
  };
  const cold: HourlyRow = {
    name: `${prefix}coldHeat`,
    capacityTerms: [],
    sense: "=",
    rhs: loadsMW.map((load) => 0.3 * load),
    terms: [term(chillColdMW, 1), term(batchMW, -0.3)],
  };
  const shared: HourlyRow = {
    name: `${prefix}chiller`,
    sense: "<=",
    rhs: 0,
    terms: [term(chillWarmMW, 1), term(chillColdMW, 1)],
    capacityTerms: [{ capacity: capacity("chillerMW"), coefficient: -1 }],
  };
  const states: StateRow[] = [
    {
      name: `${prefix}battery`,
      level: levelMWh,
      retention: 0.9999,
      terms: [term(chargeMW, 0.95), term(dischargeMW, -1 / 0.95)],
      rhs: 0,
    },
    {
      name: `${prefix}backlog`,
      level: backlogMWh,
      retention: 1,
      terms: [term(batchMW, -1)],
      rhs: arrivalsMW,
    },
  ];
  if (stores >= 2) {
    const inMW = add("longInMW", below("longMW"), 0.1);
    const outMW = add("longOutMW", below("longMW"), 0.1);
    const level = add("longMWh", below("longMWh"), 0);
    electricity.terms.push(term(inMW, -1), term(outMW, 1));
    states.push({
      name: `${prefix}long`,
      level,
      retention: 1,
      terms: [term(inMW, 0.7), term(outMW, -1 / 0.6)],
      rhs: 0,
    });
  }
  if (stores >= 3) {
    const inMW = add("tankInMW", open, 0);
    const outMW = add("tankOutMW", open, 0.05);
    const level = add("tankMWh", below("tankMWh"), 0);
    cold.terms.push(term(inMW, -1), term(outMW, 1));
    states.push({
      name: `${prefix}tank`,
      level,
      retention: 0.998,
      terms: [term(inMW, 1), term(outMW, -1)],
      rhs: 0,
    });
  }
  const slice: Slice = {
    name: year === 0 ? `site${site}` : `site${site}.year${year}`,
    steps: hours,
    stepHours: 1,
    weightHours: new Float64Array(hours).fill(1 / years),
    ringStarts: [0],
    capacities,
    variables,
    rows: [electricity, warm, cold, shared],
    states,
  };
  problem.slices.push(slice);
  const index = problem.slices.length - 1;
  problem.budgets[0]!.terms.push(
    { slice: index, variable: importMW, coefficient: 0.38 },
    { slice: index, variable: engineMW, coefficient: 0.45 },
  );
  for (const variable of [solarMW, windMW])
    problem.budgets[1]!.terms.push({ slice: index, variable, coefficient: 1 });
  problem.budgets[1]!.terms.push({ slice: index, variable: exportMW, coefficient: -1 });
}

/** The campus problem for `options`. */
export function campusProblem(options: CampusOptions): Problem {
  const { hours, sites = 1, years = 1 } = options;
  const problem: Problem = {
    name: "campus",
    constant: 0,
    design: [],
    designRows: [],
    slices: [],
    budgets: [
      { name: "co2T", terms: [], designTerms: [], sense: "<=", rhs: 18 * hours * sites },
      { name: "cleanMWh", terms: [], designTerms: [], sense: ">=", rhs: 65 * hours * sites },
    ],
  };
  for (let site = 0; site < sites; site++) {
    const capacities = addSizes(problem, options, site);
    for (let year = 0; year < years; year++) addYear(problem, options, site, year, capacities);
  }
  return problem;
}
