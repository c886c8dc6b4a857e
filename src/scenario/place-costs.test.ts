/** What plants cost where they stand: European capital cost in Europe, gas at the place's price, and what is stated stays. */
import { expect, it } from "vitest";
import { catalog } from "../catalog/catalog.ts";
import { numberIn } from "../catalog/table.ts";
import { assumptionsOf } from "../report/assumptions.ts";
import { loadScenario } from "./load.ts";

async function assumed(place: string, supply: string, halls = "hall-stick-built: {}") {
  const loaded = await loadScenario(`firmwatt: 1
name: costs
demand: { training: { targetEFLOPShPerYear: 1000 } }
accelerators: { gb200-nvl72: {} }
sites:
  here: { place: ${place}, connection: { firmMW: 20 }, supply: { ${supply} }, halls: { ${halls} }, cooling: { air-economiser: {}, cold-plate-dry-cooler: {} } }
`);
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.issues));
  return (field: string) => {
    const found = assumptionsOf(loaded.scenario).find(
      ({ path }) => path.startsWith("sites.here.") && path.endsWith(`.${field}`),
    )!;
    return { value: found.value, origin: found.origin, source: found.source };
  };
}

const usual = (kind: string, parameter: string) =>
  numberIn(catalog("supply").get(kind)!, parameter);

it("takes the European capital cost of sun and wind in Europe alone", async () => {
  const plants = "solar: {}, onshore-wind: {}";
  const [frankfurt, dallas] = [await assumed("frankfurt", plants), await assumed("dallas", plants)];
  for (const kind of ["solar", "onshore-wind"]) {
    const field = `${kind}.capexUSDPerMW`;
    expect(frankfurt(field)).toMatchObject({
      value: usual(kind, "capexEuropeUSDPerMW"),
      origin: "default",
    });
    expect(frankfurt(field).source).toContain("Danish Energy Agency");
    expect(dallas(field)).toMatchObject({ value: usual(kind, "capexUSDPerMW") });
    expect(dallas(field).source).toContain("NREL");
  }
});

it("leaves turbines and wind at sea at the one figure there is, and what is stated as it is", async () => {
  const at = await assumed(
    "esbjerg",
    "offshore-wind: {}, ccgt: {}, solar: { capexUSDPerMW: 700000 }",
  );
  expect(at("offshore-wind.capexUSDPerMW").value).toBe(usual("offshore-wind", "capexUSDPerMW"));
  expect(at("ccgt.capexUSDPerMW").value).toBe(usual("ccgt", "capexUSDPerMW"));
  expect(at("solar.capexUSDPerMW")).toMatchObject({ value: 700000, origin: "scenario" });
});

it("burns gas at the place's price", async () => {
  const gas = async (place: string) =>
    (await assumed(place, "ccgt: {}"))("ccgt.fuelUSDPerMWhThermal").value;
  expect(await gas("frankfurt")).toBe(
    numberIn(catalog("places").get("frankfurt")!, "gasUSDPerMWhThermal"),
  );
  expect(await gas("frankfurt")).not.toBe(await gas("dallas"));
});

it("builds halls and coolers at what building costs there, and says so", async () => {
  const campus = catalog("campus");
  const hall = numberIn(campus.get("hall-stick-built")!, "capexUSDPerMW");
  const electrical = numberIn(campus.get("electrical-chain")!, "capexUSDPerMW");
  const cooler = numberIn(catalog("cooling").get("cold-plate-dry-cooler")!, "capexUSDPerMW");
  const [tokyo, dallas] = [
    await assumed("tokyo", "solar: {}"),
    await assumed("dallas", "solar: {}"),
  ];
  for (const [field, usual] of [
    ["hall-stick-built.capexUSDPerMW", hall],
    ["hall-stick-built.electricalCapexUSDPerMW", electrical],
    ["cold-plate-dry-cooler.capexUSDPerMW", cooler],
  ] as const) {
    expect(dallas(field).value).toBe(usual);
    expect(tokyo(field).value).toBeCloseTo(1.345 * usual, 3);
    expect(tokyo(field).source).toContain("Turner & Townsend");
  }
  const stated = await assumed(
    "tokyo",
    "solar: {}",
    "hall-stick-built: { capexUSDPerMW: 5000000 }",
  );
  expect(stated("hall-stick-built.capexUSDPerMW")).toMatchObject({
    value: 5_000_000,
    origin: "scenario",
  });
  expect(stated("hall-stick-built.electricalCapexUSDPerMW").value).toBeCloseTo(
    1.345 * electrical,
    3,
  );
});
