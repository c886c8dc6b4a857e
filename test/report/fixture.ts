/** A small hand-made plan for the report's tests. */
import type { AssetReport, HourlyReport, Package } from "../../src/report/package.ts";

function asset(name: string, title: string, more: Partial<AssetReport> = {}): AssetReport {
  return {
    name: `a.${name}`,
    path: `sites.a.${name}`,
    kind: name,
    title,
    site: "a",
    sizes: [],
    energyMWh: 0,
    usdPerYear: 0,
    rows: [],
    ...more,
  };
}

/** A plan of one site; `bad` stands in every name. */
export function packageFixture(bad = ""): Package {
  const cost = (name: string, category: string, usdPerYear: number) => ({
    site: "a",
    asset: `a.${name}`,
    category,
    usdPerYear,
    capexUSD: 0,
  });
  return {
    money: { currency: "USD", usdPerUnit: 1 },
    version: "firmwatt/1",
    status: "optimal",
    name: `Fixture${bad}`,
    sentence: `120 MW IT at Northfield${bad}; 2 000 USD per EFLOPS·h.`,
    scenarioHash: "0123456789abcdef0123",
    seed: 1,
    year: 2027,
    resolution: "weeks:2",
    modelledHours: 336,
    objective: "leastCost",
    solve: {
      solver: `chain${bad}`,
      seconds: 0.5,
      iterations: 20,
      gap: 1e-9,
      objective: 1e9,
      bound: 1e9,
      columns: 10,
      rows: 5,
      reason: null,
    },
    verified: {
      ok: false,
      checks: [
        { name: `closes${bad}`, ok: true, measured: 1e-9, allowed: 1e-6, detail: bad },
        { name: "holds", ok: false, measured: Infinity, allowed: 1e-6, detail: "" },
      ],
    },
    contracts: null,
    buyer: null,
    finance: null,
    tariffs: [],
    law: {
      book: "current",
      binds: true,
      at: "2027-01-01",
      to: null,
      commissioned: "2027-01-01",
      rows: [
        {
          id: `rule${bad}`,
          law: `rule${bad}`,
          title: `Rule${bad}`,
          jurisdiction: `DE${bad}`,
          status: "in force",
          from: "2026-07-01",
          to: null,
          amends: null,
          condition: bad,
          metric: "pue",
          words: `PUE over the year${bad}`,
          window: "year",
          operator: "<=",
          unit: "1",
          effect: "hard",
          linear: true,
          source: `Act${bad}`,
          checkedOn: "2026-11-24",
          confidence: "estimated",
          note: bad,
          sites: ["a"],
          limit: 1.2,
          why: bad,
          dueFrom: "2029-01-01",
          verdict: "broken",
          missing: [],
          measured: 1.3,
          measuredFrom: { pue: 1.3 },
          margin: -0.1,
          natural: { margin: -80_000, unit: "MWh" },
          since: null,
          until: null,
          year: null,
          binds: true,
          worthPerUnit: 12,
          worthUnit: "per MWh",
        },
      ],
      drafts: [
        {
          law: `draft${bad}`,
          title: `Draft${bad}`,
          source: bad,
          change: -1e6,
          changeUnit: "USD a year",
          moves: [{ what: `PUE${bad}`, unit: "", from: 1.2, to: 1.3 }],
          sentence: `Draft${bad} saves 1 MUSD a year.`,
        },
      ],
      cap: [
        {
          what: `Without the cap${bad}`,
          gain: 2e6,
          gainUnit: "USD a year",
          cappedGWh: 120,
          computeEFLOPSh: 30_000,
          pue: 1.1,
        },
      ],
    },
    claims: {
      loadMWhPerYear: 900_000,
      options: {
        hourly: { boundary: "zone", newPlantMonths: undefined, gridCleanCounts: true },
        annual: { boundary: "country", newPlantMonths: 36, gridCleanCounts: false },
        soldEnergyKeepsAttributes: false,
      },
      hourly: {
        shareFrac: 0.8,
        matchedMWh: 720_000,
        co2T: 5000,
        co2KgPerMWh: 5.6,
        surplusMWh: 12_000,
      },
      annual: {
        shareFrac: 1,
        matchedMWh: 900_000,
        co2T: 0,
        co2KgPerMWh: 0,
        claimableMWh: 1_000_000,
        certificatesMWh: 300_000,
        keptMWh: 0,
      },
      location: { shareFrac: 0.4, matchedMWh: 360_000, co2T: 9000, co2KgPerMWh: 10 },
      why: `Why${bad}.`,
      ownCO2T: 0,
      gridMixCleanMWh: 0,
      sources: [
        {
          name: "a.solar",
          title: `Solar${bad}`,
          site: `a${bad}`,
          kind: "own plant",
          MWhPerYear: 700_000,
          hourlyRefusal: null,
          annualRefusal: `too old${bad}`,
        },
      ],
      certificates: [
        { name: `nordic${bad}`, MWhPerYear: 300_000, usdPerYear: 3e5, annualRefusal: null },
      ],
      byHour: Array.from({ length: 24 }, () => 0.8),
      byMonth: Array.from({ length: 12 }, (_, month) => (month === 0 ? 0.8 : null)),
      marginal: {
        purchasedMWhPerYear: 700_000,
        averageBoughtKgPerMWh: 13,
        averageYearKgPerMWh: 14,
        marginalKgPerMWh: null,
        gasKgPerMWh: 352,
        ifGasT: 246_000,
        note: `Note${bad}.`,
      },
      notes: [`Residual${bad}.`],
    },
    sites: [
      {
        name: `a${bad}`,
        place: `north${bad}`,
        itPeakMW: 100,
        facilityPeakMW: 112,
        facilityMWh: 900_000,
        pueAnnual: 1.1,
        puePeak: null,
        importMWh: 700_000,
        assets: [
          asset("connection", `Grid connection${bad}`, {
            sizes: [{ name: "firmMW", value: 100, unit: `MW${bad}`, maximum: 100 }],
            energyMWh: 700_000,
            usdPerYear: 5e7,
          }),
          asset("solar", "Solar", {
            sizes: [{ name: "powerMW", value: 1e-7, unit: "MW", maximum: 300 }],
          }),
          asset("chip", `Chip${bad}`, {
            sizes: [{ name: "chips", value: 50_000, unit: "chips", maximum: null }],
            rows: [
              { label: "Power-cap piece 1 used, training", value: 1, unit: "frac" },
              { label: `Power-cap piece 2 used, training${bad}`, value: 0.9, unit: "frac" },
            ],
          }),
        ],
      },
    ],
    portfolio: [asset("training", `Training${bad}`, { site: "portfolio" })],
    kpis: {
      itMW: 100,
      peakFacilityMW: 112,
      pueAnnual: 1.1,
      puePeak: null,
      wueLPerKWh: null,
      tflopPerMWh: null,
      effectiveEFLOPShPerYear: 9e5,
      usdPerEFLOPSh: 2000,
      usdPerGPUh: NaN,
      chips: 50_000,
      unservedEFLOPSh: 3,
      costUSDPerYear: 1e9,
      capexUSD: 8e9,
      co2TPerYear: 5000,
      waterM3PerYear: 0,
      cfeHourlyFrac: 0.99,
      cfeAnnualFrac: 1,
      energyMWhPerYear: 9e5,
      powerUSDPerMWh: 50,
    },
    costs: [
      cost("chip", "servers", 7e8),
      cost("solar", "operations", 1e6),
      cost("solar", "supply", 3e6),
      cost("connection", "energy", 5e7),
      cost("hall", `shell${bad}`, 1e8),
      cost("serving", "unserved", 1e6),
      cost("heat", "heat sale", -2e6),
    ],
    bottlenecks: [
      {
        path: `sites.a.connection.firmMW${bad}`,
        name: `a.connection.firmMW${bad}`,
        unit: `MW${bad}`,
        limit: 100,
        worthPerUnit: 2e5,
        worthUnit: "USD a year",
        confirmed: { step: 1, gain: 2e5 },
        sentence: `a.connection: one more MW is worth 200 kUSD a year${bad}.`,
      },
    ],
    rules: [
      asset("clean", `Clean share${bad}`, {
        rows: [{ label: `Margin${bad}`, value: 0.02, unit: "frac" }],
      }),
    ],
    timeline: null,
    odds: null,
    reliability: [],
    ledger: null,
    warnings: [`Mind this${bad}`],
    provenance: [
      {
        path: `sites.a.tempC${bad}`,
        value: `hourly series${bad}`,
        origin: "default",
        unit: "",
        source: `drawn${bad}`,
        year: `2027${bad}`,
        confidence: "synthetic",
        help: bad,
      },
      {
        path: "accelerators.chip.priceUSD",
        value: 40_000,
        origin: "default",
        unit: "USD",
        source: "maker",
        year: "2026",
        confidence: "published",
        help: "Price",
      },
      {
        path: "sites.a.shape",
        value: { list: [1, Infinity, null], deep: { yes: true } },
        origin: "scenario",
        unit: "",
        source: "",
        year: "",
        confidence: "stated",
        help: "",
      },
    ],
  };
}

export function emptyPackage(): Package {
  return {
    ...packageFixture(),
    sites: [],
    portfolio: [],
    costs: [],
    bottlenecks: [],
    rules: [],
    warnings: [],
    provenance: [],
    verified: { ok: true, checks: [] },
  };
}

/** Hours of one site with load, grid, sun and a battery; `bad` stands in a column's name. */
export function hourlyFixture(steps: readonly number[], bad = ""): HourlyReport {
  const of = (value: (hour: number, step: number) => number) =>
    Float64Array.from(steps, (step) => value(step % 24, step));
  const it = (hour: number) => 90 + hour / 4;
  const cooling = (_hour: number, step: number) => 6 + 3 * Math.sin(step / 1391);
  const sun = (hour: number) => Math.max(0, 30 * Math.sin(((hour - 6) * Math.PI) / 12));
  const store = (hour: number) => (hour < 4 ? -5 : hour > 19 ? 4.5 : 0);
  const draw = (hour: number, step: number) => it(hour) + cooling(hour, step);
  const column = (name: string, role: string, values: Float64Array) => ({
    name,
    unit: "MW",
    role,
    values,
  });
  return {
    site: "a",
    stepOfYear: Int32Array.from(steps),
    weightHours: new Float64Array(steps.length).fill(8760 / steps.length),
    columns: [
      column("itMW", "total", of(it)),
      column("facilityMW", "total", of(draw)),
      column("cleanMW", "total", of(it)),
      column("matchedMW", "total", of(it)),
      {
        name: "marginalValue",
        unit: "per MWh",
        role: "price",
        values: of((hour, step) => 40 + hour + step / 900),
      },
      column(
        "connection.gridMW",
        "grid",
        of((hour, step) => draw(hour, step) - sun(hour) - store(hour)),
      ),
      column(`solar${bad}.generationMW`, "generation", of(sun)),
      column("battery.storageMW", "storage", of(store)),
      column(
        "chip.itMW",
        "it",
        of((hour) => -it(hour)),
      ),
      column(
        "dry.coolingMW",
        "cooling",
        of((hour, step) => -cooling(hour, step)),
      ),
    ],
  };
}
