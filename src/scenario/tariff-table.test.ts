/** Tests that tariffs and bills as tables become the tariff they are, and that mistakes are told with line and cell. */
import { describe, expect, it } from "vitest";
import { loadScenario } from "./load.ts";
import { readDocument } from "./document.ts";
import { cellOf, energyPrices } from "./tariff-prices.ts";
import { isTariffTable, readTariffTable } from "./tariff-table.ts";
import { writeTariff } from "./tariff-writing.ts";

const BASE =
  "firmwatt: 1\nname: x\nmoney: { currency: EUR }\nobjective: { mostCompute: {} }\ndemand: { training: {} }\naccelerators: { gb300-nvl72: { maxChips: 1000 } }\nsites: { first: { place: lulea, connection: { firmMW: 10 }, cooling: { air-economiser: {}, cold-plate-dry-cooler: {} } } }\n";

describe("a table of a tariff", () => {
  it("is brought to MWh, MW and months, whatever units it is in", () => {
    const found = readTariffTable(
      "item;rate;unit;months\nEnergy;4.2;ct/kWh;\nGrid use;3;EUR/MWh;\nElectricity tax;0.05;ct/kWh;\nPeak;120;EUR/kW-year;11-2\nSubscribed power;1.5;EUR/kW/month;\nMeter;2;EUR/day;\n",
    );
    expect(found).toMatchObject({ ok: true, currency: "EUR" });
    if (!found.ok) return;
    expect(found.parts.map(({ charge, basis }) => `${charge} ${basis}`)).toEqual([
      "energy MWh",
      "network MWh",
      "tax MWh",
      "demand MWMonth",
      "contracted MWMonth",
      "fixed month",
    ]);
    // 4.2 ct/kWh = 42 EUR/MWh; 120 EUR/kW-year = 10,000 EUR/MW-month; 2 EUR a day = 730/12 EUR a month.
    const rates = found.parts.map(({ rate }) => rate);
    [42, 3, 0.5, 10_000, 1500, 730 / 12].forEach((rate, i) => {
      expect(rates[i]).toBeCloseTo(rate, 9);
    });
    expect(found.parts[3]!.months).toEqual([1, 2, 11, 12]);
  });

  it("takes a bill's lines as amount over quantity, and says so", () => {
    const found = readTariffTable(
      "description,quantity,unit,amount USD\nEnergy,5000,MWh,200000\nDemand,12000,kW,96000\n",
    );
    if (!found.ok) throw new Error(JSON.stringify(found.issues));
    expect(found.parts.map(({ charge, rate }) => [charge, rate])).toEqual([
      ["energy", 40],
      ["demand", 8000],
    ]);
    expect(found.notices.join(" ")).toMatch(/amount over quantity.*one month/);
  });

  it("tells every mistake with its line and cell", () => {
    const found = readTariffTable(
      "item,quantity,rate,unit,amount\nA,10,4,EUR/MWh,41\nB,,fourty,EUR/MWh,\nC,,3,EUR/furlong,\nD,,3,USD/MWh,\nD,,=1+1,EUR/MWh,\n",
    );
    if (found.ok) throw new Error("it was taken");
    expect(found.issues.map(({ line, cell }) => [line, cell])).toEqual([
      [2, 5],
      [3, 3],
      [4, 4],
      [6, 3],
    ]);
    expect(found.issues.map(({ message }) => message).join("; ")).toMatch(
      /40, not 41.*fourty.*furlong.*formula/,
    );
    const mixed = readTariffTable("item,rate,unit\nA,1,EUR/MWh\nA,1,USD/MWh\n");
    expect(mixed.ok ? [] : mixed.issues.map(({ message }) => message)).toEqual([
      "Line 3: USD beside EUR",
      "Line 3: there are two parts called a",
    ]);
    expect(readTariffTable("item,rate,unit\nA,1,c/kWh\n").ok).toBe(false);
    expect(readTariffTable("item,rate,unit\n").ok).toBe(false);
  });

  it("holds in the months, hours and days it names, and adds up where rates meet", () => {
    const found = readTariffTable(
      "item,rate,unit,season,hours,days\nBase,30,USD/MWh,,,\nSummer peak,96,USD/MWh,Jun - Aug,14:00-20:00,weekdays\nNight,-5,USD/MWh,Nov-Feb,22-6,\nPeak demand,9,USD/kW-month,6-8,14-20,Mon-Fri\n",
    );
    if (!found.ok) throw new Error(JSON.stringify(found.issues));
    expect(found.parts[1]).toMatchObject({ months: [6, 7, 8], fromHour: 14, toHour: 20 });
    const { perMWh } = energyPrices(found.parts);
    const at = (isWeekday: boolean, month: number, hour: number) =>
      perMWh[cellOf(isWeekday, month, hour)];
    expect([at(true, 7, 13), at(true, 7, 14), at(true, 7, 19), at(true, 7, 20)]).toEqual([
      30, 126, 126, 30,
    ]);
    expect(at(false, 7, 15)).toBe(30);
    expect([at(true, 12, 23), at(false, 1, 5), at(true, 2, 6), at(true, 3, 23)]).toEqual([
      25, 25, 30, 30,
    ]);
    expect(energyPrices(found.parts).withoutEnergy).toBe(0);
    expect(energyPrices(found.parts.slice(1)).withoutEnergy).toBeGreaterThan(0);
    const broken = readTariffTable(
      "item,rate,unit,months,hours,days\nA,1,EUR/MWh,summer,,\nB,1,EUR/MWh,,14-14,\nC,1,EUR/MWh,,,weekend\nD,1,EUR/month,6-8,,\n",
    );
    expect(broken.ok ? [] : broken.issues.map(({ line, cell }) => [line, cell])).toEqual([
      [2, 4],
      [3, 5],
      [4, 6],
      [5, 1],
    ]);
  });

  it("becomes the tariff of a connection in place of its single charges, which loads", async () => {
    const found = readTariffTable(
      "item,rate,unit,months,hours,days\nEnergy,50,USD/MWh,,,\nPeak,4,USD/kW-month,12 1,8-20,weekdays\nBooked power,30,USD/kW-year,,,\n",
    );
    if (!found.ok) throw new Error(JSON.stringify(found.issues));
    const text = BASE.replace(
      "firmMW: 10",
      "firmMW: 10, networkEURPerMWh: 5, demandUSDPerMWMonth: 1, supplierFeeEURPerMWh: 2",
    ).replace("currency: EUR", "currency: EUR, usdPerUnit: 1.25");
    const source = readDocument(text);
    if (Array.isArray(source)) throw new Error(JSON.stringify(source));
    expect(writeTariff(source, "nowhere", found, true)).toMatch(/nowhere has no connection/);
    expect(writeTariff(source, "first", found, true)).toBeUndefined();
    const written = source.document.toString();
    expect(written).not.toMatch(/network|demandUSD|supplierFee/);
    const loaded = await loadScenario(written, { readFile: async () => "" });
    expect(loaded.ok ? [] : loaded.issues).toEqual([]);
    if (!loaded.ok) return;
    const spec = loaded.scenario.sites[0]!.connections[0]!.spec as unknown as {
      energy: string;
      tariff: { parts: Record<string, Record<string, unknown>> };
    };
    expect(spec.energy).toBe("none");
    // 50 USD/MWh stand as 40 EUR/MWh at 1.25 USD/EUR and are 50 USD/MWh again once read.
    expect(written).toContain("eurPerMWh: 40");
    expect(spec.tariff.parts["energy"]!["usdPerMWh"]).toBeCloseTo(50, 9);
    expect(spec.tariff.parts["peak"]).toMatchObject({
      charge: "demand",
      months: [1, 12],
      fromHour: 8,
      toHour: 20,
      weekdays: true,
    });
    expect(spec.tariff.parts["peak"]!["usdPerMWMonth"]).toBeCloseTo(4000, 6);
    // Billed by the year: 30 USD/kW-year = 30,000 USD/MW-year.
    expect(spec.tariff.parts["booked-power"]!["usdPerMWYear"]).toBeCloseTo(30_000, 6);
  });

  it("is told from hourly files and lists of sites by its head", () => {
    expect(isTariffTable("item,rate,unit\n")).toBe(true);
    expect(isTariffTable("Position;Menge;Preis\n")).toBe(false);
    expect(isTariffTable("name,lat,lon,MW\n")).toBe(false);
    expect(isTariffTable("hour_utc,price_usd_mwh\n")).toBe(false);
  });
});
