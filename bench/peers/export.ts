/**
 * Writes what the campus-year of `campus.yaml` is made of as plain CSV files for another tool:
 * hours.csv (one row per hour), assets.csv (cost and limit of each size) and figures.csv (single numbers).
 * Read from the assembled problem, so that both tools solve the same linear problem.
 */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { assemble } from "../../src/model/assemble.ts";
import type { HourlyRow, Problem, Slice } from "../../src/problem/problem.ts";
import { at } from "../../src/problem/series.ts";
import type { Series } from "../../src/problem/series.ts";
import type { Scenario } from "../../src/scenario/scenario.ts";

/** Names in the CSV files, and how the assembled problem calls the size and the flow. */
const SIZES: Readonly<Record<string, string>> = {
  grid: "connection.firmMW",
  solar: "solar.powerMW",
  wind: "onshore-wind.powerMW",
  engine: "reciprocating-engine.powerMW",
  batteryPower: "lithium-battery.powerMW",
  batteryEnergy: "lithium-battery.energyMWh",
  airCooler: "air-economiser.capacityMW",
  liquidCooler: "cold-plate-dry-cooler.capacityMW",
  hall: "hall-stick-built.itMW",
  fleet: "gb200-nvl72.chips",
};
const FLOWS = {
  import: "connection.firmImportMW",
  bought: "connection.boughtMW",
  solar: "solar.generationMW",
  wind: "onshore-wind.generationMW",
  engine: "reciprocating-engine.generationMW",
  charge: "lithium-battery.chargeMW",
  discharge: "lithium-battery.dischargeMW",
  level: "lithium-battery.levelMWh",
  airCooler: "air-economiser.airHeatMW",
  liquidCooler: "cold-plate-dry-cooler.liquidHeatMW",
  it: "gb200-nvl72.training.itMW1",
} as const;
type FlowName = keyof typeof FLOWS;

/** Finds parts of a problem by the end of their names; what is not found is an error. */
class Finder {
  constructor(
    private readonly problem: Problem,
    private readonly slice: Slice,
  ) {}

  flow(name: FlowName): number {
    const index = this.slice.variables.findIndex((one) => one.name.endsWith(`.${FLOWS[name]}`));
    if (index < 0) throw new Error(`no flow ${FLOWS[name]}`);
    return index;
  }

  cost(name: FlowName): Series {
    return this.slice.variables[this.flow(name)]!.cost;
  }

  profile(name: FlowName): Series {
    const { upper } = this.slice.variables[this.flow(name)]!;
    if (upper.kind !== "capacity") throw new Error(`${name} has no size`);
    return upper.profile;
  }

  inRow(row: string, name: FlowName): Series {
    const found = this.slice.rows.find((one: HourlyRow) => one.name.endsWith(`.${row}`));
    const term = found?.terms.find(({ variable }) => variable === this.flow(name));
    if (!term) throw new Error(`no ${name} in ${row}`);
    return term.coefficient;
  }

  inBudget(budget: string, name: FlowName): Series {
    const term = this.budget(budget).terms.find(({ variable }) => variable === this.flow(name));
    if (!term) throw new Error(`no ${name} in ${budget}`);
    return term.coefficient;
  }

  budget(name: string) {
    const found = this.problem.budgets.find((one) => one.name.endsWith(name));
    if (!found) throw new Error(`no budget ${name}`);
    return found;
  }

  hoursOfStorage(row: string): number {
    const found = this.problem.designRows.find((one) => one.name.endsWith(row))!;
    const power = this.problem.design.findIndex((one) => one.name.endsWith(SIZES["batteryPower"]!));
    return -found.terms.find(({ design }) => design === power)!.coefficient;
  }
}

function constant(series: Series): number {
  if (typeof series === "number") return series;
  if (series.some((value) => value !== series[0])) throw new Error("a series is not constant");
  return series[0]!;
}

function figuresOf(find: Finder, slice: Slice): Record<string, number> {
  const [store] = slice.states;
  const inStore = (name: FlowName) =>
    constant(store!.terms.find(({ variable }) => variable === find.flow(name))!.coefficient);
  return {
    "solar.usdPerMWh": constant(find.cost("solar")),
    "wind.usdPerMWh": constant(find.cost("wind")),
    "engine.usdPerMWh": constant(find.cost("engine")),
    "engine.tCO2PerMWh": constant(find.inBudget("co2", "engine")),
    "battery.chargeFrac": inStore("charge"),
    "battery.dischargeFrac": -1 / inStore("discharge"),
    "battery.lossFracPerHour": 1 - constant(store!.retention),
    "battery.usdPerMWhOut": constant(find.cost("discharge")),
    "battery.minimumHours": find.hoursOfStorage("minimumHours"),
    "battery.maximumHours": find.hoursOfStorage("maximumHours"),
    "hall.electricalFrac": -1 / constant(find.inRow("electricity", "it")),
    "fleet.airFrac": constant(find.inRow("airHeat", "it")),
    "fleet.liquidFrac": constant(find.inRow("liquidHeat", "it")),
    "fleet.mwPerChip": constant(find.profile("it")),
    "fleet.pflopsPerMW": constant(find.inBudget("target", "it")),
    targetPFLOPSh: find.budget("target").rhs,
    mostTCO2: find.budget("co2").rhs,
  };
}

function hourColumns(find: Finder): Record<string, (step: number) => number> {
  const price = find.cost("bought");
  const carriage = find.cost("import");
  const column =
    (series: Series, sign = 1) =>
    (step: number) =>
      sign * at(series, step);
  return {
    "grid.usdPerMWh": (step) => at(price, step) + at(carriage, step),
    "grid.tCO2PerMWh": column(find.inBudget("co2", "bought")),
    "solar.profile": column(find.profile("solar")),
    "wind.profile": column(find.profile("wind")),
    "engine.profile": column(find.profile("engine")),
    ...Object.fromEntries(
      (["airCooler", "liquidCooler"] as const).flatMap((name) => [
        [`${name}.profile`, column(find.profile(name))],
        [`${name}.mwPerMW`, column(find.inRow("electricity", name), -1)],
        [`${name}.usdPerMWh`, column(find.cost(name))],
      ]),
    ),
  };
}

/** Writes the three files of `scenario` into `folder`. */
export function exportCampus(scenario: Scenario, folder: string): void {
  const { problem } = assemble(scenario);
  const slice = problem.slices[0]!;
  const find = new Finder(problem, slice);
  mkdirSync(folder, { recursive: true });
  const write = (file: string, rows: readonly (readonly (string | number)[])[]) =>
    writeFileSync(join(folder, file), `${rows.map((row) => row.join(",")).join("\n")}\n`);
  const columns = hourColumns(find);
  write("hours.csv", [
    ["hour", ...Object.keys(columns)],
    ...Array.from({ length: slice.steps }, (_, step) => [
      step,
      ...Object.values(columns).map((value) => value(step)),
    ]),
  ]);
  write("figures.csv", [["name", "value"], ...Object.entries(figuresOf(find, slice))]);
  write("assets.csv", [
    ["name", "usdPerUnitYear", "maximum"],
    ...Object.entries(SIZES).map(([name, ending]) => {
      const size = problem.design.find((one) => one.name.endsWith(`.${ending}`))!;
      return [name, size.cost, size.upper === Infinity ? "inf" : size.upper];
    }),
  ]);
}
