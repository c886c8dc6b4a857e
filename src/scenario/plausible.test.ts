/** What is stated in another unit than the field's is told, and what is merely dear or cheap is not. */
import { describe, expect, it } from "vitest";
import { loadScenario } from "./load.ts";

const campus = (site: string, chips = "{}") => `firmwatt: 1
demand: { training: { targetEFLOPShPerYear: 1000, countries: [SE] } }
accelerators: { gb200-nvl72: ${chips} }
sites:
  lulea:
    place: lulea
    connection: { firmMW: 60 }
    cooling: { air-economiser: {}, cold-plate-dry-cooler: {} }
${site}`;

async function told(text: string, readFile?: () => Promise<string>) {
  const loaded = await loadScenario(text, readFile ? { readFile } : {});
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.issues));
  return loaded.scenario.notices.filter((notice) => notice.includes("usual"));
}

const prices = (usdPerMWh: number) =>
  [
    "hour_utc,price_usd_mwh",
    ...Array.from(
      { length: 8760 },
      (_, t) => `${new Date(Date.UTC(2027, 0, 1, t)).toISOString()},${usdPerMWh}`,
    ),
  ].join("\n");

describe("figures in another unit", () => {
  it("are told: per kW, in cents, prices per kWh", async () => {
    expect(
      await told(campus("    supply: { onshore-wind: { maxMW: 50, capexUSDPerMW: 1500 } }")),
    ).toEqual([
      expect.stringMatching(
        /^sites\.lulea\.supply\.onshore-wind\.capexUSDPerMW \(line 9, column 57\) is 1.500, where 1.520.000 USD per MW is usual; is it in that unit\? Stated per kW, write 1.500.000\.$/,
      ),
    ]);
    expect(
      await told(campus("    contracts: { baseload-annual: { priceUSDPerMWh: 0.05 } }")),
    ).toHaveLength(1);
    const [notice] = await told(campus("    market: { file: spot.csv }"), () =>
      Promise.resolve(prices(0.05)),
    );
    expect(notice).toMatch(
      /^spot\.csv: prices are 0\.05 USD per MWh on average, where .* per MWh\?$/,
    );
  });

  it("are told of prices per kWh: of a connection, of a contract in another currency, in the scenario's", async () => {
    const perKWh = await told(
      campus("").replace("firmMW: 60", "firmMW: 60, energy: fixed, fixedUSDPerMWh: 0.05"),
    );
    expect(perKWh).toEqual([
      "sites.lulea.connection.fixedUSDPerMWh (line 7, column 62) is 0.05, where 70 USD per MWh is usual; is it in that unit? Stated per kWh, write 50.",
    ]);
    const [inEUR] = await told(
      campus("    contracts: { baseload-annual: { priceEURPerMWh: 0.05 } }").replace(
        "firmwatt: 1",
        "firmwatt: 1\nmoney: { currency: EUR }",
      ),
    );
    expect(inEUR).toMatch(
      /^sites\.lulea\.contracts\.baseload-annual\.priceEURPerMWh \(line 10, column 53\) is 0\.05, where \d+\.?\d* EUR per MWh is usual; is it in that unit\? Stated per kWh, write 50\.$/,
    );
    const [other] = await told(
      campus("    contracts: { baseload-annual: { price: 0.05, currency: EUR, priceYear: 2026 } }"),
    );
    expect(other).toMatch(/baseload-annual\.price .* is 0\.05, where .* EUR per MWh is usual/);
  });

  it("are told of MW beyond any request in a grid's queue, in stages too", async () => {
    const scenario = async (connection: string) => {
      const loaded = await loadScenario(campus("").replace("firmMW: 60", connection));
      if (!loaded.ok) throw new Error(JSON.stringify(loaded.issues));
      return loaded.scenario.notices.filter((notice) => notice.includes("largest request"));
    };
    expect(await scenario("firmMW: 60000")).toEqual([
      "sites.lulea.connection.firmMW (line 7, column 27) is 60\u202F000 MW, where the largest request at one point of a grid was 5\u202F120 MW; is it in MW? Stated in kW, write 60.",
    ]);
    expect(await scenario("stages: [{ firmMW: 5 }, { firmMW: 60000 }]")).toEqual([
      expect.stringContaining("connection.stages.1.firmMW (line 7, column 53)"),
    ]);
    expect(await scenario("firmMW: 5000, worksUSDPerMW: 900000")).toEqual([]);
  });

  it("once, where all sites share the chips", async () => {
    const two = campus(
      "  other:\n    place: kajaani\n    connection: { firmMW: 60 }\n    cooling: { air-economiser: {}, cold-plate-dry-cooler: {} }\n",
      "{ priceUSD: 30 }",
    );
    expect(await told(two)).toHaveLength(1);
  });

  it("are not seen in what is a tenth or ten times the usual", async () => {
    expect(
      await told(campus("    supply: { onshore-wind: { maxMW: 50, capexUSDPerMW: 15200000 } }")),
    ).toEqual([]);
    expect(
      await told(campus("    market: { file: spot.csv }"), () => Promise.resolve(prices(3))),
    ).toEqual([]);
  });

  it("name the list that holds a word that is not valid", async () => {
    const loaded = await loadScenario(campus("").replace("[SE]", "[SWE]"));
    expect(loaded.ok ? [] : loaded.issues.map(({ message }) => message)).toEqual([
      "countries is not valid",
    ]);
  });
});
