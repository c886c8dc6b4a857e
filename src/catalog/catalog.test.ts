/** Checks every catalogue table: form, sources, required figures, ranges and agreement with published facts. */
import { describe, expect, it } from "vitest";
import { catalog, catalogNames } from "./catalog.ts";
import type { CatalogName } from "./catalog.ts";
import { numberIn, numbersIn, optionalNumberIn } from "./table.ts";
import type { Entry, Figure } from "./table.ts";
import { quarterNumber } from "../units/quarter.ts";

const figuresOf = (name: CatalogName): Figure[] =>
  [...catalog(name).values()].flatMap((entry) => [...entry.values()]);
const entryOf = (name: CatalogName, id: string): Entry => {
  const entry = catalog(name).get(id);
  if (!entry) throw new Error(`${name} has no ${id}`);
  return entry;
};
const label = (figure: Figure) => `${figure.id}.${figure.parameter}`;
const isNumber = (text: string) => text !== "" && Number.isFinite(Number(text));
const bad = (figures: Figure[], wrong: (figure: Figure) => boolean) =>
  figures.filter((figure) => wrong(figure)).map((figure) => label(figure));

/** Parameters each entry of a table must have. */
const REQUIRED: Partial<Record<CatalogName, string>> = {
  accelerators: `name vendor tdpKW itKWPerChip memoryGB memoryBandwidthTBPerS priceUSD liquidHeatFrac
    rackKW lifeYears fixedOMFracPerYear availabilityDate gpuShareOfITFrac failuresPerYear`,
  "power-cap-curves": `powerFracPoints throughputFracPoints rackPowerFracPoints
    rackThroughputFracPoints serverPowerFracPoints serverThroughputFracPoints sampleCount`,
  cooling: `heat supplyC approachK reference chillerCOPReference chillerCOPPerK chillerReferenceC
    fansPumpsFrac freeCoolingPumpsFrac waterM3PerMWhHeat densityMaxKWPerRack capexUSDPerMW
    fixedOMUSDPerMWYear lifeYears`,
  supply: `fuel co2KgPerMWh lifecycleCO2KgPerMWh minimumFrac availabilityFrac forcedOutageFrac
    meanRepairHours firmCreditFrac leadMonthsP10 leadMonthsP50 leadMonthsP90`,
  storage: `capexPowerUSDPerMW capexEnergyUSDPerMWh fixedOMUSDPerMWYear chargeEfficiencyFrac
    dischargeEfficiencyFrac selfDischargeFracPerHour minimumHours maximumHours wearUSDPerMWh
    lifeYears firmCreditFrac`,
  fuels: "priceUSDPerMWhThermal co2KgPerMWhThermal upstreamCO2KgPerMWhThermal",
  workloads: "mfuFrac precision availabilityFrac checkpointFrac powerCapCurve",
  currencies: "usdPerUnit",
  milestones: "p10Months p50Months p90Months exitFrac after",
};
const requiredOf = (name: CatalogName) => REQUIRED[name]?.split(/\s+/) ?? [];

describe.each(catalogNames)("catalogue %s", (name) => {
  const figures = figuresOf(name);

  it("has entries, and each is read once", () => {
    expect(catalog(name).size).toBeGreaterThan(0);
    expect(catalog(name)).toBe(catalog(name));
  });

  it("states value, unit, source and year in every row", () => {
    expect(
      bad(figures, (f) => [f.text, f.unit, f.source].some((cell) => cell.trim() === "")),
    ).toEqual([]);
    expect(bad(figures, (f) => !/^(19|20)\d\d$/.test(f.year))).toEqual([]);
  });

  it("names entries in kebab-case and parameters in camelCase", () => {
    // Price zones keep the names the markets gave them; milestones are chain/milestone.
    const isId =
      /^([a-z0-9]+(-[a-z0-9]+)*(\/[a-z0-9]+(-[a-z0-9]+)*)?|zone\.[A-Z0-9]+(-[A-Z0-9]+)*)$/;
    expect(bad(figures, (f) => !isId.test(f.id))).toEqual([]);
    expect(bad(figures, (f) => !/^[a-z][A-Za-z0-9]*$/.test(f.parameter))).toEqual([]);
  });

  it("does not call recalled figures published", () => {
    expect(
      bad(
        figures,
        (f) => f.note.startsWith("recalled, not re-read") && f.confidence !== "estimated",
      ),
    ).toEqual([]);
  });

  it("names no path of one machine", () => {
    expect(bad(figures, (f) => /\/work\/|\/home\//.test(f.source + f.note))).toEqual([]);
  });

  it("has the required parameters in every entry", () => {
    const missing = [...catalog(name)].flatMap(([id, entry]) =>
      requiredOf(name)
        .filter((p) => !entry.has(p))
        .map((p) => `${id}.${p}`),
    );
    expect(missing).toEqual([]);
  });

  it("keeps shares within 0 and 1 and amounts at or above 0", () => {
    const isShare = (f: Figure) => /Frac([A-Z]\w*)?$/.test(f.parameter) && isNumber(f.text);
    // Ratios that exceed 1, or correlations and coordinates that fall below 0, by nature.
    const aboveOne = new Set(["hhvToLhvFrac", "constructionIndexFrac"]);
    const belowZero =
      /^chillerCOPPerK$|CorrelationFrac$|Deg$|^utcOffsetHours$|^elevationM$|^priceChangeFracPerYear$/;
    const shares = figures.filter(
      (f) => isShare(f) && !aboveOne.has(f.parameter) && !belowZero.test(f.parameter),
    );
    expect(bad(shares, (f) => Number(f.text) < 0 || Number(f.text) > 1)).toEqual([]);
    expect(
      bad(figures, (f) => isNumber(f.text) && Number(f.text) < 0 && !belowZero.test(f.parameter)),
    ).toEqual([]);
  });

  it("orders quantiles and ranges", () => {
    const disordered = [...catalog(name)].flatMap(([id, entry]) =>
      [...entry.keys()].flatMap((parameter) => {
        const stem = parameter.replace(/(Low|P50)$/, "");
        const names = parameter.endsWith("P50")
          ? [`${stem}P10`, parameter, `${stem}P90`]
          : parameter.endsWith("Low")
            ? [parameter, stem, `${stem}High`]
            : [];
        const values = names
          .map((n) => optionalNumberIn(entry, n))
          .filter((value) => value !== undefined);
        return values.some((value, i) => i > 0 && value < values[i - 1]!) ? [`${id}.${stem}`] : [];
      }),
    );
    expect(disordered).toEqual([]);
  });
});

describe("accelerators", () => {
  // TFLOPS per IT kW as derived in Firmwatt's fact sheet on compute §1.
  it.each([
    ["a100-sxm-80gb", 385, undefined],
    ["h100-sxm", 722, 1445],
    ["h200-sxm", 722, 1445],
    ["b200-sxm", 1316, 2632],
    ["b300-sxm", 1184, 2368],
    ["gb200-nvl72", 1337, 2674],
    ["gb300-nvl72", 1179, 2358],
    ["vera-rubin-nvl72", undefined, 5051],
    ["mi300x", 940, 1881],
    ["mi325x", 773, 1547],
    ["mi355x", 1204, 2408],
    ["tpu7x-ironwood", 1911, 3823],
  ])("%s gives the TFLOPS per IT kW of the facts", (id, bf16, fp8) => {
    const entry = entryOf("accelerators", id);
    const perKW = (parameter: string) => {
      const peak = optionalNumberIn(entry, parameter);
      return peak === undefined ? undefined : Math.round(peak / numberIn(entry, "itKWPerChip"));
    };
    expect([perKW("bf16TFLOPS"), perKW("fp8TFLOPS")]).toEqual([bf16, fp8]);
  });

  it("hold chip power below all-in power and state the share", () => {
    for (const entry of catalog("accelerators").values()) {
      const share = numberIn(entry, "tdpKW") / numberIn(entry, "itKWPerChip");
      expect(share).toBeLessThan(1);
      expect(numberIn(entry, "gpuShareOfITFrac")).toBeCloseTo(share, 2);
    }
  });

  it("never say zero for an unpublished peak", () => {
    const peaks = figuresOf("accelerators").filter((f) => f.parameter.endsWith("TFLOPS"));
    expect(bad(peaks, (f) => Number(f.text) <= 0)).toEqual([]);
  });

  it("give a supply limit for each kind of heat they make", () => {
    for (const [id, entry] of catalog("accelerators")) {
      const liquid = numberIn(entry, "liquidHeatFrac");
      expect([id, entry.has("liquidSupplyMaxC")]).toEqual([id, liquid > 0]);
      expect([id, entry.has("airSupplyMaxC")]).toEqual([id, liquid < 1]);
    }
  });
});

describe("one gigawatt of GB200 NVL72", () => {
  const chip = entryOf("accelerators", "gb200-nvl72");
  const wacc = numberIn(entryOf("campus", "network"), "waccFrac");
  const annuity = (years: number) => wacc / (1 - (1 + wacc) ** -years);
  const itMW = 1000;
  const chips = (itMW * 1000) / numberIn(chip, "itKWPerChip");
  const itUSD = chips * numberIn(chip, "priceUSD");
  const parts = [
    entryOf("campus", "hall-stick-built"),
    entryOf("campus", "electrical-chain"),
    entryOf("cooling", "cold-plate-dry-cooler"),
  ].map((entry) => ({
    capexUSD: itMW * numberIn(entry, "capexUSDPerMW"),
    fixedOMUSD: itMW * numberIn(entry, "fixedOMUSDPerMWYear"),
    years: numberIn(entry, "lifeYears"),
  }));
  const facilityUSD = parts.reduce((sum, part) => sum + part.capexUSD * annuity(part.years), 0);
  const otherOpexUSD =
    parts.reduce((sum, part) => sum + part.fixedOMUSD, 0) +
    itUSD * numberIn(chip, "fixedOMFracPerYear");
  const energyUSD = 0.6e9;
  const yearlyUSD = (years: number) =>
    itUSD * annuity(years) + facilityUSD + otherOpexUSD + energyUSD;
  const network = numberIn(entryOf("campus", "network"), "shareOfAcceleratorPriceFrac");

  // Epoch, ai-datacenter-cost-breakdown, 14 May 2026; arithmetic in docs/notes/0002.
  it.each([
    ["capital cost", itUSD + parts.reduce((sum, part) => sum + part.capexUSD, 0), 38e9],
    ["opex", energyUSD + otherOpexUSD, 0.9e9],
    ["total cost a year", yearlyUSD(5), 8.5e9],
    ["servers a year", itUSD * annuity(5) * (1 - network), 5e9],
    ["total cost a year at 3 years", yearlyUSD(3), 12e9],
    ["total cost a year at 7 years", yearlyUSD(7), 7e9],
  ])("comes within 5 % of Epoch's %s", (_what, value, epoch) => {
    expect(Math.abs(value / epoch - 1)).toBeLessThan(0.05);
  });
});

describe("power cap curves", () => {
  it.each([...catalog("power-cap-curves").keys()])("%s is concave from (0,0) to (1,1)", (id) => {
    const entry = entryOf("power-cap-curves", id);
    for (const prefix of ["power", "rackPower", "serverPower"]) {
      const xs = numbersIn(entry, `${prefix}FracPoints`);
      const ys = numbersIn(
        entry,
        `${prefix.replace(/power$/i, (p) => (p === "Power" ? "Throughput" : "throughput"))}FracPoints`,
      );
      expect(ys).toHaveLength(xs.length);
      expect([xs[0], ys[0], xs.at(-1), ys.at(-1)]).toEqual([0, 0, 1, 1]);
      const slopes = [...xs].slice(1).map((x, i) => (ys[i + 1]! - ys[i]!) / (x - xs[i]!));
      expect(slopes.every((slope) => slope > 0)).toBe(true);
      expect(slopes.every((slope, i) => i === 0 || slope < slopes[i - 1]!)).toBe(true);
    }
  });

  it("promise less for whole racks and servers than for the chip alone", () => {
    for (const entry of catalog("power-cap-curves").values()) {
      const best = (x: string, y: string) => {
        const xs = numbersIn(entry, x);
        return Math.max(...[...numbersIn(entry, y)].slice(1).map((value, i) => value / xs[i + 1]!));
      };
      const rack = best("rackPowerFracPoints", "rackThroughputFracPoints");
      expect(rack).toBeLessThan(best("powerFracPoints", "throughputFracPoints"));
      expect(best("serverPowerFracPoints", "serverThroughputFracPoints")).toBeLessThan(rack);
    }
  });

  it("lie in order within the band", () => {
    const at = (id: string, x: number) => {
      const xs = numbersIn(entryOf("power-cap-curves", id), "powerFracPoints");
      const ys = numbersIn(entryOf("power-cap-curves", id), "throughputFracPoints");
      const i = xs.findIndex((value) => value >= x);
      return ys[i - 1]! + ((x - xs[i - 1]!) / (xs[i]! - xs[i - 1]!)) * (ys[i]! - ys[i - 1]!);
    };
    for (const x of [0.55, 0.7, 0.85, 0.95]) {
      expect(at("fine-grained-band-low", x)).toBeLessThanOrEqual(
        at("pretraining-compute-bound", x),
      );
      expect(at("pretraining-compute-bound", x)).toBeLessThanOrEqual(
        at("fine-grained-band-high", x),
      );
    }
  });
});

describe("references and derived figures", () => {
  it("name entries that exist", () => {
    const rented = figuresOf("compute-market").filter((f) => f.parameter === "accelerator");
    expect(bad(rented, (f) => !catalog("accelerators").has(f.text))).toEqual([]);
    for (const entry of catalog("workloads").values())
      expect(catalog("power-cap-curves").has(entry.get("powerCapCurve")!.text)).toBe(true);
  });

  it("derive CO2 per electric MWh from fuel and efficiency", () => {
    for (const entry of catalog("supply").values()) {
      const perHeat = optionalNumberIn(entry, "co2KgPerMWhThermal");
      if (perHeat === undefined) continue;
      const expected = perHeat / numberIn(entry, "efficiencyFrac");
      expect(Math.abs(numberIn(entry, "co2KgPerMWh") - expected)).toBeLessThan(1);
    }
  });

  it("agree between supply and fuels", () => {
    const fuelOf = { gas: "gas-us", diesel: "diesel" } as const;
    for (const entry of catalog("supply").values()) {
      const fuel = entry.get("fuel")!.text;
      if (fuel !== "gas" && fuel !== "diesel") continue;
      const row = entryOf("fuels", fuelOf[fuel]);
      expect(numberIn(entry, "fuelUSDPerMWhThermal")).toBe(numberIn(row, "priceUSDPerMWhThermal"));
      expect(numberIn(entry, "co2KgPerMWhThermal")).toBe(numberIn(row, "co2KgPerMWhThermal"));
    }
  });

  it("price every plant either by capital or by contract", () => {
    for (const [id, entry] of catalog("supply"))
      expect([id, entry.has("capexUSDPerMW") !== entry.has("priceUSDPerMWh")]).toEqual([id, true]);
  });

  it("use allowed words", () => {
    for (const entry of catalog("supply").values())
      expect(["gas", "diesel", "uranium", "none"]).toContain(entry.get("fuel")!.text);
    for (const entry of catalog("cooling").values()) {
      expect(["air", "liquid", "both"]).toContain(entry.get("heat")!.text);
      expect(["dryBulb", "wetBulb"]).toContain(entry.get("reference")!.text);
    }
  });
});

describe("generations", () => {
  const accelerators = [...catalog("generations").keys()].filter((id) =>
    catalog("accelerators").has(id),
  );
  const quarterOf = (id: string, parameter: string) =>
    quarterNumber(entryOf("generations", id).get(parameter)!.text)!;

  it("come when the accelerator is first shipped, and go later", () => {
    expect(accelerators.length).toBeGreaterThan(10);
    for (const id of accelerators) {
      const launch = entryOf("accelerators", id).get("availabilityDate")!.text;
      expect([id, entryOf("generations", id).get("availableFrom")!.text]).toEqual([id, launch]);
      // The last placeholder stands for all that come after it and has no end of sale.
      if (id !== "next-generation-2")
        expect(quarterOf(id, "availableUntil")).toBeGreaterThan(quarterOf(id, "availableFrom"));
    }
    expect(entryOf("generations", "next-generation-2").has("availableUntil")).toBe(false);
  });

  it("name entries that exist and fall in price", () => {
    const named = figuresOf("generations").filter((f) => f.parameter === "shipments");
    expect(bad(named, (f) => !catalog("generations").has(f.text))).toEqual([]);
    const based = figuresOf("generations").filter((f) => f.parameter === "baseAccelerator");
    expect(based).toHaveLength(2);
    expect(bad(based, (f) => !catalog("accelerators").has(f.text))).toEqual([]);
    const falls = figuresOf("generations").filter((f) => f.parameter === "priceChangeFracPerYear");
    expect(bad(falls, (f) => !(Number(f.text) < 0 && Number(f.text) > -0.5))).toEqual([]);
  });

  it("pair quarters in a row with units inside their bands", () => {
    const shipments = [...catalog("generations")].filter(([id]) => id.startsWith("shipments-"));
    expect(shipments).toHaveLength(10);
    for (const [id, entry] of shipments) {
      const quarters = entry
        .get("quarters")!
        .text.split(" ")
        .map((q) => quarterNumber(q)!);
      const [low, units, high] = ["units5Percent", "units", "units95Percent"].map((parameter) =>
        numbersIn(entry, parameter),
      ) as [Float64Array, Float64Array, Float64Array];
      expect([id, units.length, low.length, high.length]).toEqual([
        id,
        quarters.length,
        quarters.length,
        quarters.length,
      ]);
      expect(quarters.every((quarter, i) => quarter === quarters[0]! + i)).toBe(true);
      expect(units.every((value, i) => low[i]! <= value && value <= high[i]!)).toBe(true);
      expect(numberIn(entry, "unitsPeak")).toBe(Math.max(...units));
    }
  });

  it("derive the placeholders from the trend", () => {
    const trend = entryOf("generations", "generation-trend");
    for (const [id, years] of [
      ["next-generation-1", 1.5],
      ["next-generation-2", 3],
    ] as const)
      for (const stem of ["fp8PerITKW", "priceUSDPerFP8", "itKWPerChip"])
        expect(
          Math.abs(
            numberIn(entryOf("generations", id), `${stem}Factor`) -
              numberIn(trend, `${stem}FactorPerYear`) ** years,
          ),
        ).toBeLessThan(0.01);
  });
});

describe("reliability", () => {
  const grids = [...catalog("reliability").keys()].filter((id) => id.startsWith("grid-"));
  const hoursOut = (id: string) =>
    numberIn(entryOf("reliability", id), "interruptionsPerYear") *
    numberIn(entryOf("reliability", id), "meanInterruptionHours");

  it("gives rate and length of interruptions for each level, fewer the higher the voltage", () => {
    expect(grids).toHaveLength(4);
    for (const id of grids) expect([id, hoursOut(id) > 0]).toEqual([id, true]);
    const rate = (id: string) => numberIn(entryOf("reliability", id), "interruptionsPerYear");
    expect(rate("grid-extra-high-voltage")).toBeLessThan(rate("grid-high-voltage"));
    expect(rate("grid-high-voltage")).toBeLessThan(rate("grid-medium-voltage"));
  });

  it("has the German figure agree with the 15.3 minutes a year it comes from", () => {
    expect(Math.abs(hoursOut("grid-customer-germany") * 60 - 15.3)).toBeLessThan(0.1);
  });

  it("names plants that the supply catalogue has", () => {
    const plants = [...catalog("reliability").keys()].filter((id) => !grids.includes(id));
    expect(plants).toEqual(["emergency-diesel"]);
    expect(plants.filter((id) => !catalog("supply").has(id))).toEqual([]);
    expect(numberIn(entryOf("reliability", "emergency-diesel"), "startFailFrac")).toBeGreaterThan(
      0,
    );
  });
});

describe("tax", () => {
  it.each([
    ["macrs-5", 5, 2],
    ["macrs-7", 7, 2],
    ["macrs-15", 15, 1.5],
    ["macrs-20", 20, 1.5],
  ])(
    "%s is declining balance that turns to straight line, half a year first",
    (id, years, rate) => {
      const points = numbersIn(entryOf("tax", id), "depreciationFracPoints");
      let left = 1;
      const computed = Float64Array.from({ length: years + 1 }, (_, i) => {
        const remaining = years - i + 0.5;
        const share = Math.max(left * (rate / years), left / Math.max(remaining, 1));
        const taken = i === 0 ? rate / years / 2 : i === years ? left : share;
        left -= taken;
        return taken;
      });
      expect(points).toHaveLength(years + 1);
      expect(points.reduce((sum, point) => sum + point, 0)).toBeCloseTo(1, 4);
      // The printed table is rounded to the second decimal of a percent and shares out what is lost.
      points.forEach((point, i) => expect(Math.abs(point - computed[i]!)).toBeLessThan(1.5e-4));
    },
  );

  it("names schedules that exist, and a rate for the country of every place", () => {
    const named = figuresOf("tax").filter((f) => f.parameter === "schedule");
    expect(named.length).toBeGreaterThan(5);
    expect(bad(named, (f) => !catalog("tax").has(f.text))).toEqual([]);
    const countries = [...catalog("places").values()].map((e) => e.get("country")!.text);
    const missing = countries.filter(
      (c) => !catalog("tax").get(c.toLowerCase())?.has("corporateTaxFrac"),
    );
    expect(missing).toEqual([]);
  });

  it("ends credits step by step", () => {
    for (const id of ["us-investment-credit", "us-production-credit"]) {
      const shares = numbersIn(entryOf("tax", id), "otherCreditSharePoints");
      expect(numbersIn(entryOf("tax", id), "otherBegunYears")).toHaveLength(shares.length);
      expect(shares.every((share, i) => i === 0 || share < shares[i - 1]!)).toBe(true);
    }
  });
});
