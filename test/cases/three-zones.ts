/**
 * Case 11 as a compact problem: three zones with lines, plants that start and stop (not in whole units),
 * batteries, caps on CO2 and least capacities, on five days that stand for a year. What reaches back over
 * hours (minimum times up and down, ramps) is carried by states:
 *
 *     step      x_t − x_{t−1} = d_t, d free, so that x_{t−1} = x_t − d_t
 *     starts    six hours of starts = start_t + start_{t−1} + … by a chain of such steps
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import {
  addBudget,
  addCapacity,
  addDesign,
  addDesignRow,
  addHourly,
  addRow,
  addSlice,
  addState,
  createProblem,
} from "../../src/problem/build.ts";
import type { HourlyTerm, Problem, Slice } from "../../src/problem/problem.ts";

const MILLION = 1e6;

type Rows = readonly Readonly<Record<string, string>>[];

function readRows(folder: string, file: string): Rows {
  const [head, ...lines] = readFileSync(join(folder, file), "utf8")
    .replace(/^\uFEFF/, "")
    .trim()
    .split(/\r?\n/)
    .map((line) => line.split(/[,\t]/));
  return lines.map((cells) => Object.fromEntries(head!.map((name, k) => [name, cells[k] ?? ""])));
}

const column = (rows: Rows, name: string) => Float64Array.from(rows, (row) => Number(row[name]));
const scaled = (values: Float64Array, by: number) => values.map((value) => value * by);

/** What is built up beside the problem: the balance of each zone and its CO2. */
interface Zone {
  readonly balance: HourlyTerm[];
  readonly demandMW: Float64Array;
  /** Tonnes counted against the cap, less what the cap allows for losses and for load not served. */
  readonly emissions: HourlyTerm[];
}

/** The whole case; costs in million USD a year. */
export function threeZones(folder: string): Problem {
  const demand = readRows(folder, "system/Demand_data.csv");
  const fuels = readRows(folder, "system/Fuels_data.csv");
  const variability = readRows(folder, "system/Generators_variability.csv");
  const caps = readRows(folder, "policies/CO2_cap.csv");
  const hoursPerDay = Number(demand[0]!.Timesteps_per_Rep_Period);
  const days = Number(demand[0]!.Rep_Periods);
  const problem = createProblem("three zones");
  addSlice(problem, {
    name: "days",
    steps: days * hoursPerDay,
    weightHours: Float64Array.from(
      { length: days * hoursPerDay },
      (_, t) => Number(demand[Math.floor(t / hoursPerDay)]!.Sub_Weights) / hoursPerDay,
    ),
    ringStarts: Array.from({ length: days }, (_, day) => day * hoursPerDay),
  });
  const slice = problem.slices[0]!;
  const zones = [1, 2, 3].map((z): Zone => ({
    balance: [],
    demandMW: column(demand, `Demand_MW_z${z}`),
    emissions: [],
  }));
  const zoneOf = (row: Rows[number]) => zones[Number(row.Zone) - 1]!;
  const rateOf = (zone: Zone) => {
    const z = zones.indexOf(zone);
    return Number(caps[z]![`CO_2_Max_tons_MWh_${z + 1}`]);
  };
  const built = new Map<string, number>();
  const build = (name: string, row: Rows[number], unit: "MW" | "MWh") => {
    const cost = Number(row[`Inv_Cost_per_${unit}yr`]) + Number(row[`Fixed_OM_Cost_per_${unit}yr`]);
    const design = addDesign(problem, { name, cost: cost / MILLION });
    built.set(name, design);
    const capacity = addCapacity(slice, {
      name,
      constant: 0,
      terms: [{ design, coefficient: 1 }],
    });
    return { design, capacity };
  };

  for (const row of readRows(folder, "resources/Thermal.csv")) {
    const fuel = { usd: column(fuels.slice(1), row.Fuel!), co2: Number(fuels[0]![row.Fuel!]) };
    addThermal(slice, row, fuel, build(row.Resource!, row, "MW").capacity, zoneOf(row));
  }
  for (const row of readRows(folder, "resources/Vre.csv")) {
    const { capacity } = build(row.Resource!, row, "MW");
    const power = addHourly(slice, {
      name: row.Resource!,
      upper: { kind: "capacity", capacity, profile: column(variability, row.Resource!) },
      cost: Number(row.Var_OM_Cost_per_MWh) / MILLION,
    });
    zoneOf(row).balance.push({ variable: power, coefficient: 1 });
  }
  for (const row of readRows(folder, "resources/Storage.csv")) {
    const power = build(row.Resource!, row, "MW");
    const energy = build(`${row.Resource!} MWh`, row, "MWh");
    for (const [hours, sense] of [
      [Number(row.Min_Duration), ">="],
      [Number(row.Max_Duration), "<="],
    ] as const)
      addDesignRow(problem, {
        name: `${row.Resource!} hours ${sense}`,
        terms: [
          { design: energy.design, coefficient: 1 },
          { design: power.design, coefficient: -hours },
        ],
        sense,
        rhs: 0,
      });
    addStorage(slice, row, power.capacity, energy.capacity, zoneOf(row), rateOf(zoneOf(row)));
  }
  addLines(problem, readRows(folder, "system/Network.csv"), zones);

  zones.forEach((zone, z) => {
    for (const segment of demand.filter(({ Demand_Segment }) => Demand_Segment !== "")) {
      const value = Number(demand[0]!.Voll) * Number(segment.Cost_of_Demand_Curtailment_per_MW);
      const unserved = addHourly(slice, {
        name: `unserved ${z + 1}.${segment.Demand_Segment!}`,
        upper: {
          kind: "series",
          value: scaled(zone.demandMW, Number(segment.Max_Demand_Curtailment)),
        },
        cost: value / MILLION,
      });
      zone.balance.push({ variable: unserved, coefficient: 1 });
      zone.emissions.push({ variable: unserved, coefficient: rateOf(zone) });
    }
    addRow(slice, {
      name: `balance ${z + 1}`,
      terms: zone.balance,
      sense: "=",
      rhs: zone.demandMW,
    });
    const yearMWh = zone.demandMW.reduce((sum, mw, t) => sum + mw * slice.weightHours[t]!, 0);
    addBudget(problem, {
      name: `CO2 ${z + 1}`,
      terms: zone.emissions.map((term) => ({ slice: 0, ...term })),
      designTerms: [],
      sense: "<=",
      rhs: rateOf(zone) * yearMWh,
    });
  });

  const least = readRows(folder, "policies/Minimum_capacity_requirement.csv");
  const tags = readRows(
    folder,
    "resources/policy_assignments/Resource_minimum_capacity_requirement.csv",
  );
  least.forEach((row) =>
    addDesignRow(problem, {
      name: row.ConstraintDescription!,
      terms: tags
        .filter((tag) => tag[`Min_Cap_${row.MinCapReqConstraint!}`] === "1")
        .map((tag) => ({ design: built.get(tag.Resource!)!, coefficient: 1 })),
      sense: ">=",
      rhs: Number(row.Min_MW),
    }),
  );
  return problem;
}

/** x_t − x_{t−1} of a variable, as a free variable; x becomes the level of a state. */
function addChange(slice: Slice, variable: number): number {
  const name = `${slice.variables[variable]!.name} change`;
  const change = addHourly(slice, { name, lower: -Infinity });
  addState(slice, {
    name,
    level: variable,
    retention: 1,
    terms: [{ variable: change, coefficient: 1 }],
    rhs: 0,
  });
  return change;
}

/** The last `hours` values of a variable, this hour's first. */
function addMemory(slice: Slice, variable: number, hours: number): number[] {
  const values = [variable];
  while (values.length < hours) {
    const latest = values.at(-1)!;
    const change = addChange(slice, latest);
    const before = addHourly(slice, { name: `${slice.variables[latest]!.name} before` });
    addRow(slice, {
      name: slice.variables[before]!.name,
      terms: [
        { variable: before, coefficient: 1 },
        { variable: latest, coefficient: -1 },
        { variable: change, coefficient: 1 },
      ],
      sense: "=",
      rhs: 0,
    });
    values.push(before);
  }
  return values;
}

/** A plant in MW of units on; starts, stops and ramps in shares of a unit. */
function addThermal(
  slice: Slice,
  row: Rows[number],
  fuel: { usd: Float64Array; co2: number },
  capacity: number,
  zone: Zone,
): void {
  const name = row.Resource!;
  const [least, up, down] = [row.Min_Power, row.Ramp_Up_Percentage, row.Ramp_Dn_Percentage].map(
    Number,
  ) as [number, number, number];
  const heatRate = Number(row.Heat_Rate_MMBTU_per_MWh);
  const startFuel = Number(row.Start_Fuel_MMBTU_per_MW);
  const upper = { kind: "capacity", capacity, profile: 1 } as const;
  const power = addHourly(slice, {
    name,
    cost: fuel.usd.map((usd) => (usd * heatRate + Number(row.Var_OM_Cost_per_MWh)) / MILLION),
  });
  const on = addHourly(slice, { name: `${name} on`, upper });
  const start = addHourly(slice, {
    name: `${name} start`,
    upper,
    cost: fuel.usd.map((usd) => (usd * startFuel + Number(row.Start_Cost_per_MW)) / MILLION),
  });
  const stop = addHourly(slice, { name: `${name} stop`, upper });
  zone.balance.push({ variable: power, coefficient: 1 });
  zone.emissions.push(
    { variable: power, coefficient: heatRate * fuel.co2 },
    { variable: start, coefficient: startFuel * fuel.co2 },
  );
  addState(slice, {
    name: `${name} on`,
    level: on,
    retention: 1,
    terms: [
      { variable: start, coefficient: 1 },
      { variable: stop, coefficient: -1 },
    ],
    rhs: 0,
  });
  const row0 = (rowName: string, terms: readonly (readonly [number, number])[]) =>
    addRow(slice, {
      name: `${name} ${rowName}`,
      terms: terms.map(([variable, coefficient]) => ({ variable, coefficient })),
      sense: "<=",
      rhs: 0,
    });
  row0("at most", [
    [power, 1],
    [on, -1],
  ]);
  row0("at least", [
    [power, -1],
    [on, least],
  ]);
  const change = addChange(slice, power);
  row0("ramp up", [
    [change, 1],
    [on, -up],
    [start, up - Math.min(1, Math.max(least, up))],
    [stop, least],
  ]);
  row0("ramp down", [
    [change, -1],
    [on, -down],
    [start, down + least],
    [stop, -Math.min(1, Math.max(least, down))],
  ]);
  row0("time up", [
    [on, -1],
    ...addMemory(slice, start, Number(row.Up_Time)).map((variable) => [variable, 1] as const),
  ]);
  addRow(slice, {
    name: `${name} time down`,
    terms: [on, ...addMemory(slice, stop, Number(row.Down_Time))].map((variable) => ({
      variable,
      coefficient: 1,
    })),
    capacityTerms: [{ capacity, coefficient: -1 }],
    sense: "<=",
    rhs: 0,
  });
}

function addStorage(
  slice: Slice,
  row: Rows[number],
  powerCapacity: number,
  energyCapacity: number,
  zone: Zone,
  rate: number,
): void {
  const name = row.Resource!;
  const [into, out] = [Number(row.Eff_Up), Number(row.Eff_Down)];
  const power = { kind: "capacity", capacity: powerCapacity, profile: 1 } as const;
  const level = addHourly(slice, {
    name: `${name} level`,
    upper: { kind: "capacity", capacity: energyCapacity, profile: 1 },
  });
  const charge = addHourly(slice, {
    name: `${name} charge`,
    upper: power,
    cost: Number(row.Var_OM_Cost_per_MWh_In) / MILLION,
  });
  const discharge = addHourly(slice, {
    name: `${name} discharge`,
    upper: power,
    cost: Number(row.Var_OM_Cost_per_MWh) / MILLION,
  });
  const flows = [
    { variable: charge, coefficient: into },
    { variable: discharge, coefficient: -1 / out },
  ];
  addState(slice, { name, level, retention: 1, terms: flows, rhs: 0 });
  addRow(slice, {
    name: `${name} power`,
    terms: [
      { variable: charge, coefficient: 1 },
      { variable: discharge, coefficient: 1 },
    ],
    capacityTerms: [{ capacity: powerCapacity, coefficient: -1 }],
    sense: "<=",
    rhs: 0,
  });
  // What is given comes from what was there the hour before: its level is this one's less its flows.
  addRow(slice, {
    name: `${name} from the hour before`,
    terms: [
      { variable: level, coefficient: -out },
      { variable: charge, coefficient: into * out },
    ],
    sense: "<=",
    rhs: 0,
  });
  zone.balance.push({ variable: discharge, coefficient: 1 }, { variable: charge, coefficient: -1 });
  zone.emissions.push(
    { variable: charge, coefficient: -rate },
    { variable: discharge, coefficient: rate },
  );
}

/** Lines, which may be strengthened and lose a share of what flows either way, half at each end. */
function addLines(problem: Problem, network: Rows, zones: readonly Zone[]): void {
  const slice = problem.slices[0]!;
  for (const row of network) {
    if (row.Network_Lines === "") continue;
    const name = row.transmission_path_name!;
    const design = addDesign(problem, {
      name,
      upper: Number(row.Line_Max_Reinforcement_MW),
      cost: Number(row.Line_Reinforcement_Cost_per_MWyr) / MILLION,
    });
    const capacity = addCapacity(slice, {
      name,
      constant: Number(row.Line_Max_Flow_MW),
      terms: [{ design, coefficient: 1 }],
    });
    const flows = ["there", "back"].map((way) => addHourly(slice, { name: `${name} ${way}` })) as [
      number,
      number,
    ];
    addRow(slice, {
      name,
      terms: flows.map((variable) => ({ variable, coefficient: 1 })),
      capacityTerms: [{ capacity, coefficient: -1 }],
      sense: "<=",
      rhs: 0,
    });
    const half = Number(row.Line_Loss_Percentage) / 2;
    const [from, to] = [row.Start_Zone, row.End_Zone].map((z) => zones[Number(z) - 1]!) as [
      Zone,
      Zone,
    ];
    from.balance.push(
      { variable: flows[0], coefficient: -1 - half },
      { variable: flows[1], coefficient: 1 - half },
    );
    to.balance.push(
      { variable: flows[0], coefficient: 1 - half },
      { variable: flows[1], coefficient: -1 - half },
    );
  }
}
