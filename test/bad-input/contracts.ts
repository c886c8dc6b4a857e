/** Contracts whose terms do not fit together. */
import { changed } from "./case.ts";
import type { BadCase } from "./case.ts";

const signed = (contract: string) =>
  changed(
    "connection: { firmMW: 200 }",
    `connection: { firmMW: 200 }\n    contracts: { ${contract} }`,
  );

export const CONTRACTS: readonly BadCase[] = [
  {
    name: "contract price without currency",
    text: signed("baseload-annual: { price: 45 }"),
    lines: [
      "scenario.yaml:10:37 sites.lulea.contracts.baseload-annual.price: price has no currency. Write currency: EUR and priceYear: 2026, or priceUSDPerMWh in the scenario's money.",
    ],
  },
  {
    name: "contract price without year",
    text: signed("baseload-annual: { price: 45, currency: EUR }"),
    lines: [
      "scenario.yaml:10:37 sites.lulea.contracts.baseload-annual.price: price in EUR has no year. Write priceYear: 2026, the year in whose money it is stated.",
    ],
  },
  {
    name: "contract price in an unknown currency",
    text: signed("baseload-annual: { price: 45, currency: EUX, priceYear: 2024 }"),
    lines: [
      'scenario.yaml:10:58 sites.lulea.contracts.baseload-annual.currency: currency is not one of the known words (expected EUR or GBP or SEK or NOK or DKK or JPY or INR or SGD or AUD or BRL or ZAR or USD, got "EUX"). Did you mean EUR?',
    ],
  },
  {
    name: "contract price stated twice",
    text: signed(
      "baseload-annual: { price: 45, currency: EUR, priceYear: 2024, priceUSDPerMWh: 50 }",
    ),
    lines: [
      "scenario.yaml:10:44 sites.lulea.contracts.baseload-annual.price: price and priceUSDPerMWh state the same figure twice. priceUSDPerMWh stands on line 10, column 80. Keep one of them.",
    ],
  },
  {
    name: "contract currency without a price",
    text: signed("baseload-annual: { currency: EUR }"),
    lines: [
      "scenario.yaml:10:37 sites.lulea.contracts.baseload-annual.currency: currency stands without a price. State price, or leave it out.",
    ],
  },
  {
    name: "unknown index",
    text: signed("baseload-annual: { index: us-cip }"),
    lines: [
      'scenario.yaml:10:44 sites.lulea.contracts.baseload-annual.index: index is not one of the known words (expected fixed or us-cpi or us-ppi or euro-hicp or de-cpi or fr-cpi or se-cpif or no-cpi or uk-cpi or uk-rpi or gas-hub, got "us-cip"). Did you mean us-cpi?',
    ],
  },
  {
    name: "index and escalator",
    text: signed("pay-as-produced: { index: fixed, escalatorFracPerYear: 0.02 }"),
    lines: [
      "scenario.yaml:10:73 sites.lulea.contracts.pay-as-produced.escalatorFracPerYear: A price follows an index or an escalator, not both. index stands on line 10, column 37. Leave one of them out.",
    ],
  },
  {
    name: "contract beyond the plant",
    text: signed("pay-as-produced: { maxMW: 300, plantMW: 200 }"),
    lines: [
      "scenario.yaml:10:44 sites.lulea.contracts.pay-as-produced.maxMW: maxMW is beyond the plant (expected at most 200 MW, got 300). plantMW stands on line 10, column 49. Contract what the plant has, or name a larger plant.",
    ],
  },
  {
    name: "two contracts beyond their plant together",
    text: signed(
      "a: { kind: baseload-annual, maxMW: 150, plantMW: 200, plantName: Ringhals }, b: { kind: pay-as-produced, maxMW: 80, plantName: Ringhals }",
    ),
    lines: [
      "scenario.yaml:10:130 sites.lulea.contracts.b.maxMW: Volume beyond the plant: terms on Ringhals overlap, and a may take 150 of its 200 MW (expected at most 50 MW, got 80). maxMW stands on line 10, column 46. Lower maxMW of one of them.",
    ],
  },
  {
    name: "two contracts on a plant without a size",
    text: signed(
      "a: { kind: baseload-annual, plantName: Ringhals }, b: { kind: pay-as-produced, maxMW: 80, plantName: Ringhals }",
    ),
    lines: [
      "scenario.yaml:10:57 sites.lulea.contracts.a.plantName: 2 contracts stand on Ringhals, and nothing says how large it is. State plantMW beside plantName.",
    ],
  },
  {
    name: "one plant with two sizes",
    text: signed(
      "a: { kind: baseload-annual, maxMW: 10, plantMW: 200, plantName: Ringhals }, b: { kind: pay-as-produced, maxMW: 80, plantMW: 300, plantName: Ringhals }",
    ),
    lines: [
      "scenario.yaml:10:142 sites.lulea.contracts.b.plantMW: Ringhals has two sizes (expected 200 MW, got 300). plantMW stands on line 10, column 57. Give two plants two names.",
    ],
  },
  {
    name: "overlapping terms on one plant",
    text: signed(
      "a: { kind: baseload-annual, plantMW: 200, plantName: Ringhals, termYears: 5, timing: { from: 2027-Q1, until: 2027-Q1 } }, b: { kind: baseload-annual, maxMW: 200, plantName: Ringhals, termYears: 5, timing: { from: 2031-Q4 } }",
    ).replace("firmwatt: 1", "firmwatt: 1\nhorizon: { start: 2027-Q1, years: 10 }"),
    lines: [
      "scenario.yaml:11:175 sites.lulea.contracts.b.maxMW: Volume beyond the plant: terms on Ringhals overlap, and a may take 200 of its 200 MW (expected at most 0 MW, got 200). plantName stands on line 11, column 60. Lower maxMW of one of them, or part their terms with timing: { from, until }.",
    ],
  },
  {
    name: "lease beyond the hall",
    text: signed("colocation: { minMW: 30, hallMW: 20 }"),
    lines: [
      "scenario.yaml:10:39 sites.lulea.contracts.colocation.minMW: minMW is beyond the hall (expected at most 20 MW, got 30). hallMW stands on line 10, column 43. Rent what the hall has, or name a larger hall.",
    ],
  },
  {
    name: "overlapping terms of a contract",
    text: signed(
      "baseload-annual: { steps: [{ from: 2028-Q1, until: 2030-Q1, priceUSDPerMWh: 60 }, { from: 2029-Q1, priceUSDPerMWh: 70 }] }",
    ),
    lines: [
      "scenario.yaml:10:108 sites.lulea.contracts.baseload-annual.steps.1.from: Terms overlap: step 2 begins while step 1 still holds (got 2029-Q1). until stands on line 10, column 62. End step 1 with until: 2029-Q1, or begin this one later.",
    ],
  },
  {
    name: "term that ends before it begins",
    text: signed(
      "baseload-annual: { steps: [{ from: 2030-Q1, until: 2029-Q1, priceUSDPerMWh: 3 }] }",
    ),
    lines: [
      "scenario.yaml:10:53 sites.lulea.contracts.baseload-annual.steps.0.from: The step ends before it begins (expected before 2029-Q1, got 2030-Q1). until stands on line 10, column 62.",
    ],
  },
  {
    name: "term without a price",
    text: signed("baseload-annual: { steps: [{ from: 2028-Q1 }] }"),
    lines: [
      "scenario.yaml:10:45 sites.lulea.contracts.baseload-annual.steps.0: A step has one price: of its own, or a margin over spot. State priceUSDPerMWh or overSpotUSDPerMWh.",
    ],
  },
  {
    name: "plant under contracts",
    text: signed("solar: {}"),
    lines: [
      'scenario.yaml:10:18 sites.lulea.contracts.solar: Unknown kind of contracts "solar". solar stands under supply: of a site.',
    ],
  },
  {
    name: "kind by an everyday word",
    text: signed("battery: {}"),
    lines: [
      'scenario.yaml:10:18 sites.lulea.contracts.battery: Unknown kind of contracts "battery". Perhaps tolling-battery (under contracts)?',
    ],
  },
  {
    name: "contract's plant unknown",
    text: signed("sleeved: { plant: coal }"),
    lines: [
      'scenario.yaml:10:36 sites.lulea.contracts.sleeved.plant: plant is not one of the known words (expected solar or onshore-wind or offshore-wind or run-of-river-hydro or nuclear or gas or flat, got "coal").',
    ],
  },
];
