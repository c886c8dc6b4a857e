/** What a place fills in is told with the place's source; what the file states, in any currency, stands. */
import { describe, expect, it } from "vitest";
import { findPlace } from "../src/climate/place.ts";
import { assumptionsOf } from "../src/report/assumptions.ts";
import { loadScenario } from "../src/scenario/load.ts";

const text = (connection: string, top = "") => `firmwatt: 1
${top}
demand: { training: { targetEFLOPShPerYear: 20000 } }
accelerators: { gb200-nvl72: {} }
sites:
  a:
    place: lulea
    connection: { firmMW: 60, ${connection} }
    supply: { reciprocating-engine: {} }
    cooling: { air-economiser: {}, cold-plate-dry-cooler: {} }
`;

async function assumptions(connection: string, top = "") {
  const loaded = await loadScenario(text(connection, top));
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.issues, null, 1));
  return new Map(assumptionsOf(loaded.scenario).map((one) => [one.path, one]));
}

describe("figures of the place", () => {
  it("are told with the place's source, not as stated", async () => {
    const of = await assumptions("networkUSDPerMWh: 3");
    const tax = findPlace("lulea")!.figures.get("taxUSDPerMWh")!;
    expect(of.get("sites.a.connection.taxUSDPerMWh")).toMatchObject({
      value: Number(tax.text),
      origin: "default",
      source: tax.source,
      confidence: tax.confidence,
    });
    expect(of.get("sites.a.connection.networkUSDPerMWh")).toMatchObject({
      value: 3,
      origin: "scenario",
      confidence: "stated",
    });
    const gas = findPlace("lulea")!.figures.get("gasUSDPerMWhThermal")!;
    expect(of.get("sites.a.supply.reciprocating-engine.fuelUSDPerMWhThermal")).toMatchObject({
      value: Number(gas.text),
      source: gas.source,
    });
  });

  it("give way to what the file states in its own currency", async () => {
    const of = await assumptions("taxEURPerMWh: 10", "money: { currency: EUR, usdPerUnit: 1.5 }");
    expect(of.get("sites.a.connection.taxUSDPerMWh")).toMatchObject({
      value: 15,
      confidence: "stated",
    });
    expect(of.get("money.usdPerUnit")).toMatchObject({ value: 1.5, confidence: "stated" });
  });

  it("leave other mistakes of a connection to be told where the place is not known", async () => {
    const loaded = await loadScenario(text("nonFirmMW: lots").replace("lulea", "luleaa"));
    expect(loaded.ok ? [] : loaded.issues.map(({ path }) => path)).toEqual([
      "sites.a.place",
      "sites.a.connection.nonFirmMW",
    ]);
  });
});

describe("the plan as a whole", () => {
  it("rests on its cost of capital and on what compute is sold for", async () => {
    const of = await assumptions("", "objective: { mostValue: { usdPerEFLOPSh: 4000 } }");
    expect(of.get("money.waccFrac")).toMatchObject({ origin: "default", confidence: "estimated" });
    expect(of.get("objective.mostValue.usdPerEFLOPSh")).toMatchObject({
      value: 4000,
      confidence: "stated",
    });
  });
});
