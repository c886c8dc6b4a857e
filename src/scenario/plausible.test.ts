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
        /^sites\.lulea\.supply\.onshore-wind\.capexUSDPerMW is 1.500, where 1.520.000 USD per MW is usual; is it in that unit\?$/,
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
