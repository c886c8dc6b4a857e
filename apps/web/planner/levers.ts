/** What a person can move in a scenario: megawatts, dates, prices, limits, each with a range about its value. */
import type { BlockEntry, Scenario } from "../../../src/scenario/scenario.ts";
import { entriesOf } from "../../../src/scenario/scenario.ts";
import {
  converted,
  moneyField,
  moneyUnit,
  statedAmount,
  writtenIn,
} from "../../../src/units/money.ts";
import type { Lever } from "./protocol.ts";

/** Levers that are slips of dates rather than fields start with this. */
export const SLIP = "slip:";

const MOST_SLIP_MONTHS = 24;

/** A round step: about a hundredth of the range. */
function stepFor(range: number): number {
  const power = 10 ** Math.floor(Math.log10(Math.max(range, 1e-9) / 50));
  return [1, 2, 5, 10].map((factor) => factor * power).find((step) => step >= range / 100) ?? power;
}

/** Round numbers about a range of USD in the currency that is written; a step close to that of USD. */
function moneyRange(
  lowUSD: number,
  highUSD: number,
  stepUSD: number,
): [min: number, max: number, step: number] {
  const [low, high, least] = [converted(lowUSD), converted(highUSD), converted(stepUSD)];
  const power = 10 ** Math.floor(Math.log10(least));
  const step = [1, 2, 5, 10].map((factor) => factor * power).find((one) => one >= least * 0.999)!;
  return [Math.round(low / step) * step, Math.round(high / step) * step, step];
}

type Draft = Omit<Lever, "min" | "max" | "step">;

function between(draft: Draft, min: number, max: number, step = stepFor(max - min)): Lever {
  return { ...draft, min, max, step };
}

/** From nothing to about twice the value. */
function upToTwice(draft: Draft & { value: number }): Lever {
  const step = stepFor(2 * draft.value);
  return between(draft, 0, Math.ceil((2 * draft.value) / step) * step, step);
}

interface Stage {
  readonly date?: string;
  readonly firmMW: number;
  readonly nonFirmMW: number;
}

function megawattsOf(site: string, { path, spec }: BlockEntry): Lever[] {
  const lever = (id: string, value: number, what: string, when: string): Lever[] =>
    value > 0
      ? [
          upToTwice({
            id,
            group: "Megawatts",
            label: `${what} MW offered, ${site}${when}`,
            help: `${what} megawatts of the connection offer${when}`,
            unit: "MW",
            value,
          }),
        ]
      : [];
  const of = (base: string, offer: Stage, when: string) => [
    ...lever(`${base}.firmMW`, offer.firmMW, "Firm", when),
    ...lever(`${base}.nonFirmMW`, offer.nonFirmMW, "Flexible", when),
  ];
  const stages = (spec["stages"] ?? []) as readonly Stage[];
  return [
    ...of(path, spec as unknown as Stage, ""),
    ...stages.flatMap((stage, i) =>
      of(`${path}.stages.${i}`, stage, stage.date ? `, ${stage.date}` : ""),
    ),
  ];
}

function priceOf(site: string, { path, spec }: BlockEntry): Lever[] {
  const fixed = spec["energy"] === "fixed";
  if (!fixed && spec["energy"] !== "spot") return [];
  const field = fixed ? "fixedUSDPerMWh" : "supplierFeeUSDPerMWh";
  const draft: Draft = {
    id: `${path}.${moneyField(field)}`,
    group: "Prices",
    label: `${fixed ? "Energy price" : "Energy price over spot"}, ${site}`,
    help: fixed ? "Price of all energy bought" : "Added to the spot price of every hour",
    unit: moneyUnit("USD/MWh"),
    value: statedAmount(Number(spec[field])),
  };
  return [between(draft, ...(fixed ? moneyRange(0, 200, 1) : moneyRange(-40, 100, 1)))];
}

/** A lever for every rule of the kind, of the scenario or of a site; where there is none, one that sets it for all. */
function ruleLevers(
  scenario: Scenario,
  kind: string,
  field: string,
  draft: Omit<Draft, "id" | "value" | "group">,
  range: readonly [number, number, number],
): Lever[] {
  const lever = (path: string, value: unknown, site = ""): Lever =>
    between(
      {
        ...draft,
        label: `${draft.label}${site ? `, ${site}` : ""}`,
        id: `${path}.${field}`,
        group: "Limits",
        value: typeof value === "number" ? value : null,
      },
      ...range,
    );
  const stated = [
    { name: "", rules: scenario.rules },
    ...scenario.sites.map(({ name, rules }) => ({ name, rules })),
  ].flatMap(({ name, rules }) =>
    rules
      .filter(({ block }) => block.kind === kind)
      .map(({ path, spec }) => lever(path, spec[field], name)),
  );
  return stated.length > 0 ? stated : [lever(`rules.${kind}`, null)];
}

function slipLevers(scenario: Scenario): Lever[] {
  if (!scenario.horizon) return [];
  const sites = scenario.sites.filter(({ connections }) => connections.length > 0);
  const lever = (what: string, label: string): Lever =>
    between(
      {
        id: `${SLIP}${what}`,
        group: "Dates",
        label,
        help: "Months later than promised",
        unit: "months",
        value: 0,
      },
      0,
      MOST_SLIP_MONTHS,
      1,
    );
  return [
    ...(sites.length > 1 ? [lever("grid", "Every grid offer slips")] : []),
    ...sites.map(({ name }) => lever(`${name}.connection`, `The grid at ${name} slips`)),
  ];
}

function pricesOfChips(scenario: Scenario): Lever[] {
  const fleets = new Map(
    entriesOf(scenario)
      .filter(({ spec }) => typeof spec["priceUSD"] === "number" && "itKWPerChip" in spec)
      .map((entry) => [entry.path, entry] as const),
  );
  return [...fleets.values()].map(({ path, name, spec }) => {
    const usd = Number(spec["priceUSD"]);
    return between(
      {
        id: `${path}.${moneyField("priceUSD")}`,
        group: "Prices",
        label: `Price of a chip, ${name}`,
        help: "All-in IT price per accelerator: server, network, storage",
        unit: moneyUnit("USD"),
        value: statedAmount(usd),
      },
      ...moneyRange(0.3 * usd, 2 * usd, 100),
    );
  });
}

function computeLevers(scenario: Scenario): Lever[] {
  const { objective } = scenario;
  const worth =
    objective.kind === "mostValue" && objective.usdPerEFLOPSh !== undefined
      ? [
          upToTwice({
            id: `objective.mostValue.${moneyField("usdPerEFLOPSh")}`,
            group: "Compute",
            label: "Worth of compute",
            help: "What an effective EFLOPS·h is worth",
            unit: moneyUnit("USD/EFLOPS·h"),
            value: statedAmount(objective.usdPerEFLOPSh),
          }),
        ]
      : [];
  const targets = scenario.workloads.flatMap(({ path, spec, name }) => {
    const value = spec["targetEFLOPShPerYear"];
    return typeof value === "number" && value > 0
      ? [
          upToTwice({
            id: `${path}.targetEFLOPShPerYear`,
            group: "Compute",
            label: `Compute asked for, ${name}`,
            help: "Effective compute a year to be served",
            unit: "EFLOPS·h/yr",
            value,
          }),
        ]
      : [];
  });
  return [...worth, ...targets];
}

/** Levers of a scenario, in the order a person thinks of them, money in the scenario's currency. */
export const leversOf = (scenario: Scenario): Lever[] =>
  writtenIn(scenario.money, () => allLevers(scenario));

function allLevers(scenario: Scenario): Lever[] {
  const wacc = between(
    {
      id: "money.waccFrac",
      group: "Prices",
      label: "Cost of capital",
      help: "Real weighted average cost of capital (WACC)",
      unit: "frac",
      value: scenario.money.waccFrac,
    },
    0.02,
    0.16,
    0.0025,
  );
  const perConnection = (of: (site: string, entry: BlockEntry) => Lever[]) =>
    scenario.sites.flatMap((site) => site.connections.flatMap((entry) => of(site.name, entry)));
  return [
    ...perConnection(megawattsOf),
    ...slipLevers(scenario),
    ...pricesOfChips(scenario),
    ...perConnection(priceOf),
    wacc,
    ...ruleLevers(
      scenario,
      "hourly-clean-share",
      "minFrac",
      {
        label: "Clean hour by hour, at least",
        help: "Least share of the year's load that clean supply matches, hour by hour",
        unit: "frac",
      },
      [0, 1, 0.01],
    ),
    ...ruleLevers(
      scenario,
      "energy-cap",
      "maxGWhPerYear",
      {
        label: "Energy cap",
        help: "Most energy that may be used a year",
        unit: "GWh/yr",
      },
      [100, 8000, 100],
    ),
    ...computeLevers(scenario),
  ];
}
