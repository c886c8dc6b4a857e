/** Own, colocate or rent: break-evens by formula, advice by size, pools by hand. */
import { beforeAll, describe, expect, it } from "vitest";
import { readSizes } from "../../apps/cli/buyer.ts";
import { adviceOf } from "../../src/buyer/advice.ts";
import { compareWays } from "../../src/buyer/compare.ts";
import type { BuyerComparison, CompareOptions, SizeComparison } from "../../src/buyer/compare.ts";
import { needCrossing } from "../../src/buyer/need-years.ts";
import { comparisonPage } from "../../src/buyer/page.ts";
import { openTitle } from "../../src/buyer/picture.ts";
import { signingUSDPerYear } from "../../src/buyer/pool.ts";
import { comparisonText, headSentence } from "../../src/buyer/text.ts";
import { costAt, crossing } from "../../src/buyer/utilisation.ts";
import { overheadOf } from "../../src/buyer/way-plan.ts";
import { annuityFrac, neededCapitalFrac } from "../../src/finance/present-value.ts";
import { loadScenario } from "../../src/scenario/load.ts";

const RATE = 0.08;

/** As in the campus on paper: one kW a chip, fixed shares of cooling, power at a fixed 50 USD/MWh. */
const paper = (
  buyer: string,
  siteContracts = "colocation: { rentUSDPerKWMonth: 200, maxMW: 20 }",
) => `
firmwatt: 1
resolution: weeks:1
money: { waccFrac: ${RATE} }
demand: { training: { targetEFLOPShPerYear: 17327.28, mfuFrac: 0.4, availabilityFrac: 1, precision: bf16 } }
accelerators:
  h100-sxm: { itKWPerChip: 1, priceUSD: 20000, lifeYears: 5, fixedOMFracPerYear: 0.05, liquidHeatFrac: 1, liquidSupplyMaxC: 45 }
contracts:
  reserved: { kind: rented-compute, accelerator: h100-sxm, commitment: reserved, priceUSDPerGPUHour: 1.5 }
  hourly: { kind: rented-compute, accelerator: h100-sxm, commitment: on-demand, priceUSDPerGPUHour: 2 }
buyer: ${buyer}
sites:
  lulea:
    place: lulea
    electricalEfficiencyFrac: 0.9
    connection: { firmMW: 10, energy: fixed, fixedUSDPerMWh: 50, worksUSDPerMW: 0, networkUSDPerMWh: 0, taxUSDPerMWh: 0, demandUSDPerMWMonth: 0 }
    cooling: { cold-plate-dry-cooler: { fansPumpsFrac: 0.02, capexUSDPerMW: 1000000, spareFrac: 0, fixedOMUSDPerMWYear: 0, lifeYears: 20 } }
    halls: { hall-modular: { capexUSDPerMW: 3000000, fixedOMUSDPerMWYear: 0, electricalCapexUSDPerMW: 2000000, electricalFixedOMUSDPerMWYear: 0, lifeYears: 15, houseLoadFrac: 0.01 } }
    contracts: { ${siteContracts} }
`;

const RICH =
  "{ rating: a, revenueUSDPerYear: 60000000000, ebitdaUSDPerYear: 20000000000, equityUSD: 40000000000, cashUSD: 10000000000 }";
const POOR = "{ rating: none, equityUSD: 100000000, cashUSD: 20000000 }";

async function compared(text: string, options: CompareOptions): Promise<BuyerComparison> {
  const loaded = await loadScenario(text);
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.issues));
  const found = await compareWays(loaded.scenario, options);
  if (typeof found === "string") throw new Error(found);
  return found;
}

const off = (value: number, wanted: number) => Math.abs(value - wanted) / Math.abs(wanted);
const wayOf = (size: SizeComparison, way: string) => size.ways.find((one) => one.way === way)!;

/** What an own chip costs a year, by part. */
const FIXED = (frac: (life: number) => number) =>
  20_000 * (frac(5) + 0.05) + 1_000 * frac(20) + 5_000 * frac(15) + 0.001 * 0.01 * 8760 * 50;
const USED = 0.001 * (1 / 0.9 + 0.02) * 8760 * 50;
const usual = (life: number) => annuityFrac(RATE, life);

describe("the same options for 5 and 500 MW", () => {
  let small: BuyerComparison;
  let large: BuyerComparison;
  beforeAll(async () => {
    small = await compared(paper(POOR), { sizesMW: [5] });
    large = await compared(paper(RICH), { sizesMW: [500] });
  }, 60_000);

  it("get different advice, each with its reason in a sentence", () => {
    expect(small.sizes[0]!.advice.way).toBe("rent");
    expect(headSentence(small)).toMatch(
      /^Rent: at 5 MW owning would cost 0\.\d\d USD a chip-hour less \(\d\.\d\d against 1\.50\), but asks for 132 MUSD up front where 20\.0 MUSD can be raised/,
    );
    expect(large.sizes[0]!.advice.way).toBe("own");
    expect(headSentence(large)).toMatch(
      /^Own: at 500 MW owning costs 0\.\d\d USD a chip-hour and the 13\.0 BUSD up front are within the 60\.0 BUSD that can be raised; renting costs 0\.\d\d USD more; .*its first MW come after 4\.\d\d years, those of renting after 3 months/,
    );
    // 500 MW are more than the landlord's 20: that way is closed to anyone.
    expect(wayOf(large.sizes[0]!, "colocate").figures).toBeNull();
    expect(headSentence(large)).toContain(
      "colocating is not open (too little is on offer for this size)",
    );
  });

  it("costs of owning and renting follow by hand", () => {
    const { teamUSDPerYear, developmentUSD, lifeYears } = overheadOf("own");
    const own = wayOf(small.sizes[0]!, "own").figures!;
    const cost =
      5000 * (FIXED(usual) + USED) + teamUSDPerYear + developmentUSD * annuityFrac(RATE, lifeYears);
    expect(off(own.usdPerYear, cost)).toBeLessThan(1e-5);
    expect(off(own.upfrontUSD, 5000 * 26_000 + developmentUSD)).toBeLessThan(1e-5);
    expect(own.committedUSD).toBeLessThan(1);
    const rent = wayOf(small.sizes[0]!, "rent").figures!;
    expect(off(rent.usdPerChipHour, 1.5)).toBeLessThan(1e-5);
    expect(off(rent.committedUSD, (5000 * 1.5 * 8760) / (1 + RATE))).toBeLessThan(1e-5);
  });

  it("break-even utilisation follows by formula and stands when planned again", () => {
    const { teamUSDPerYear, developmentUSD, lifeYears } = overheadOf("own");
    const overhead = teamUSDPerYear + developmentUSD * annuityFrac(RATE, lifeYears);
    // By the hour 2 USD, reserved 1.5 used or not: below 75 % use the former.
    const found = small.sizes[0]!.utilisation.find(({ a }) => a === "own")!;
    const wanted = (5000 * FIXED(usual) + overhead) / (5000 * (2 * 8760 - USED));
    expect(wanted).toBeLessThan(0.75);
    expect(off(found.utilisationFrac!, wanted)).toBeLessThan(1e-4);
    expect(Math.abs(found.offByFrac!)).toBeLessThan(1e-4);
  });

  it("break-even need follows by formula and stands when planned again", () => {
    const { teamUSDPerYear, developmentUSD, lifeYears } = overheadOf("own");
    const found = small.sizes[0]!.need.find(({ a }) => a === "own")!;
    const years = found.years!;
    const own =
      5000 * (FIXED((life) => neededCapitalFrac(RATE, life, years, 0.5)) + USED) +
      teamUSDPerYear +
      developmentUSD * neededCapitalFrac(RATE, lifeYears, years, 0);
    expect(years).toBeGreaterThan(1);
    expect(off(own, 5000 * 1.5 * 8760)).toBeLessThan(1e-5);
    expect(Math.abs(found.offByFrac!)).toBeLessThan(1e-4);
  });

  it("page and text say the same, safely", () => {
    const evil = { ...small, name: "<script>alert(1)</script>" };
    const page = comparisonPage(evil);
    expect(page).not.toContain("<script>");
    expect(page).toContain(small.sizes[0]!.advice.sentence);
    expect(comparisonText(small)).toContain(small.sizes[0]!.advice.sentence);
  });
});

describe("limits in the comparison", () => {
  it("a limit on commitments makes renting dearer by the hours bought singly", async () => {
    // Ten million committed reserve some chips for a year; the rest is paid by the hour at 2 USD.
    const { sizes } = await compared(paper("{ equityUSD: 10000000, cashUSD: 1000000 }"), {
      sizesMW: [5],
    });
    const reserved = (10e6 * (1 + RATE)) / (1.5 * 8760);
    const rent = wayOf(sizes[0]!, "rent");
    expect(
      off(rent.figures!.usdPerYear, 8760 * (1.5 * reserved + 2 * (5000 - reserved))),
    ).toBeLessThan(1e-5);
    expect(off(rent.dearerUSDPerChipHour, 0.5 * (1 - reserved / 5000))).toBeLessThan(1e-4);
    expect(rent.beyond).toEqual([
      expect.objectContaining({ limit: "committed", limitUSD: 10_000_000 }),
    ]);
  }, 60_000);

  it("where nothing is open, says so for every way", () => {
    const closed = (way: "own" | "colocate" | "rent") => ({
      way,
      sizeMW: 1,
      status: "closed" as const,
      figures: null,
      beyond: [],
      dearerUSDPerChipHour: 0,
      refused: [],
      reason: `${way} is not there`,
    });
    const { way, sentence } = adviceOf(1, [closed("own"), closed("colocate"), closed("rent")], {
      upfrontUSD: 1,
      committedUSD: 1,
    });
    expect(way).toBeNull();
    expect(sentence).toBe(
      "Neither: at 1 MW no way is open: owning own is not there; colocating colocate is not there; renting rent is not there.",
    );
  });

  it("a scenario without a buyer is told what to add", async () => {
    const loaded = await loadScenario(paper(POOR).replace(/buyer: .*\n/, ""));
    if (!loaded.ok) throw new Error("refused");
    expect(await compareWays(loaded.scenario)).toContain("add for example buyer:");
  });
});

describe("buying power together", () => {
  it("saves what the contract saves, less what signing costs", async () => {
    const text = paper(
      RICH,
      "baseload-annual: { priceUSDPerMWh: 30, resaleFrac: 0, index: us-cpi, termYears: 15 }",
    );
    const { pool } = await compared(text, { sizesMW: [4], pool: { buyers: 6 } });
    // One buyer takes 40 GWh, less than the 100 GWh that is sold; six take 240.
    const MWh = 4 * (1 / 0.9 + 0.03) * 8760;
    expect(pool!.apart.how).toBe("market");
    expect(off(pool!.together!.contracts[0]!.MWhPerYear, 6 * MWh)).toBeLessThan(1e-4);
    const signing = (750_000 + 5 * 100_000) * annuityFrac(RATE, 15);
    expect(off(pool!.together!.signingUSDPerYear, signing)).toBeLessThan(1e-9);
    expect(off(pool!.savesUSDPerYear, 6 * MWh * 20 - signing)).toBeLessThan(1e-3);
  }, 60_000);

  it("signing costs more for every further buyer", () => {
    expect(signingUSDPerYear([{ termYears: 10 }], 3, 0.1)).toBeCloseTo(
      1_050_000 * annuityFrac(0.1, 10),
      6,
    );
  });
});

describe("crossings", () => {
  const own = { fixedUSD: 60, usedUSD: 10 };
  const hourly = { fixedUSD: 0, usedUSD: 200 };
  const reserved = { fixedUSD: 140, usedUSD: 0 };

  it("of lines: where fixed cost is earned back", () => {
    expect(crossing(own, [hourly])).toBeCloseTo(60 / 190, 12);
    expect(crossing(own, [reserved, hourly])).toBeCloseTo(60 / 190, 12);
    expect(costAt([reserved, hourly], 0.5)).toBe(100);
    expect(costAt([reserved, hourly], 0.9)).toBe(140);
    expect(crossing({ fixedUSD: 150, usedUSD: 10 }, [reserved, hourly])).toBeNull();
    expect(crossing({ fixedUSD: 0, usedUSD: 10 }, [reserved, hourly])).toBe(0);
  });

  it("of needs: from which year on it stays cheaper", () => {
    expect(
      needCrossing(
        (years) => 10 / years,
        () => 4,
      ),
    ).toBeCloseTo(2.5, 9);
    expect(
      needCrossing(
        () => 5,
        () => 4,
      ),
    ).toBeNull();
    expect(
      needCrossing(
        () => 3,
        () => 4,
      ),
    ).toBe(0);
  });

  it("sizes of one way are told together", () => {
    const size = (sizeMW: number, way: "own" | "rent" | null) => ({
      sizeMW,
      advice: { way, sentence: "" },
    });
    const sizes = [size(1000, "own"), size(1, "rent"), size(10, "rent"), size(5000, null)];
    expect(openTitle({ sizes } as unknown as BuyerComparison)).toBe(
      "The cheapest way open to this buyer is renting from 1 MW to 10 MW, owning at 1\u202F000 MW, nothing at 5\u202F000 MW",
    );
  });

  it("sizes are read or refused", () => {
    expect(readSizes("1, 10,100")).toEqual([1, 10, 100]);
    expect(() => readSizes("1,,2")).toThrow("--sizes");
    expect(() => readSizes("0")).toThrow("such as 1,10,100");
  });
});
