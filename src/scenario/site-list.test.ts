/** Tests that lists of sites become settings that load, and that broken lists are refused with their lines. */
import { describe, expect, it } from "vitest";
import { loadScenario } from "./load.ts";
import { distanceKm, readSiteList, siteSettings } from "./site-list.ts";

const BASE =
  "firmwatt: 1\nname: x\nobjective: { mostCompute: {} }\ndemand: { training: {} }\naccelerators: { gb300-nvl72: { maxChips: 1000 } }\nsites: { first: { place: lulea, connection: { firmMW: 10 }, cooling: { air-economiser: {}, cold-plate-dry-cooler: {} } } }\n";

describe("a list of sites", () => {
  it("finds the nearest place by the great circle", () => {
    // A quarter of the equator: π/2 × 6371 km.
    const quarter = distanceKm(
      { latitudeDeg: 0, longitudeDeg: 0 },
      { latitudeDeg: 0, longitudeDeg: 90 },
    );
    expect(quarter).toBeCloseTo((Math.PI / 2) * 6371, 6);
    const list = readSiteList("name;lat;lon;MW\nNorrbotten Älv;65.6;22.1;120\n");
    expect(list.ok && list.sites[0]).toMatchObject({
      name: "Norrbotten-Älv",
      place: "lulea",
      firmMW: 120,
    });
    expect(list.ok && list.sites[0]!.distanceKm).toBeLessThan(10);
  });

  it("becomes settings that load", async () => {
    const list = readSiteList("name,place,MW\nSt. Ålö = a/b,dunkirk,50\nc,abilene,\n");
    expect(list.ok).toBe(true);
    if (!list.ok) return;
    const loaded = await loadScenario(BASE, {
      set: siteSettings(list.sites.filter(({ firmMW }) => firmMW !== null)),
    });
    expect(loaded.ok ? [] : loaded.issues).toEqual([]);
    expect(loaded.ok && loaded.scenario.sites.map(({ name }) => name)).toEqual([
      "first",
      "St-Ålö-a-b",
    ]);
  });

  it("reads GeoJSON, longitude first", () => {
    const list = readSiteList(
      JSON.stringify({
        type: "FeatureCollection",
        features: [
          {
            type: "Feature",
            properties: { name: "north", MW: 80 },
            geometry: { type: "Point", coordinates: [22.15, 65.58] },
          },
        ],
      }),
    );
    expect(list.ok && list.sites[0]).toMatchObject({ name: "north", place: "lulea", firmMW: 80 });
  });

  it("reads semicolons with decimal commas, and refuses a comma that may part thousands", () => {
    const list = readSiteList("id;name;lat;lon;MW\r\n7;Nord;65,6;22,1;120,5\r\n");
    expect(list.ok && list.sites[0]).toMatchObject({ name: "Nord", place: "lulea", firmMW: 120.5 });
    const doubtful = readSiteList("name;place;MW\nNord;lulea;1,200\n");
    expect(doubtful.ok ? [] : doubtful.issues).toMatchObject([{ line: 2, cell: 3 }]);
    const commas = readSiteList("name,lat,lon,MW\nNord,65,6,22,1,120\n");
    expect(commas.ok ? [] : commas.issues).toMatchObject([
      { line: 2, hint: "Decimal commas need ; between the cells." },
    ]);
  });

  it("tells every mistake of every feature, with the line and signs where it stands", () => {
    const text = `{ "type": "FeatureCollection", "features": [
  { "type": "Feature", "properties": { "name": "a", "MW": -3 },
    "geometry": { "type": "Point", "coordinates": [22, 95] } },
  { "type": "Feature", "properties": { "name": "", "MW": "lots" },
    "geometry": { "type": "Polygon", "coordinates": [] } },
  { "type": "Feature", "properties": { "name": "A", "place": "nowhere", "MW": "20" } },
  null
] }`;
    const list = readSiteList(text);
    const lines = text.split("\n");
    const told = (list.ok ? [] : list.issues).map(({ line, signs }) => [
      line,
      lines[line - 1]?.slice(...(signs ?? [0, 0])),
    ]);
    expect(told).toEqual([
      [2, "-3"],
      [3, "95"],
      [4, '""'],
      [4, '"lots"'],
      [5, '"Polygon"'],
      [6, '"A"'],
      [6, '"nowhere"'],
      [7, "null"],
      [7, "null"],
    ]);
    const broken = readSiteList('{"type":"FeatureCollection","features":[\n{"a":1,}]}');
    expect(broken.ok ? [] : broken.issues).toMatchObject([{ line: 2, signs: [7, 8] }]);
  });

  it("is refused with the line of every mistake", () => {
    const list = readSiteList(
      "name,lat,lon,MW\na,91,0,10\n,10,10,5\nb,65,22,many\nb,65,22,5\nc,-45,-140,5\n",
    );
    expect(list.ok).toBe(false);
    expect(list.ok ? [] : list.issues.map(({ line }) => line).sort((a, b) => a - b)).toEqual([
      2, 3, 3, 4, 5, 6,
    ]);
    expect(readSiteList("a,b\n1,2\n").ok).toBe(false);
    expect(readSiteList("{").ok).toBe(false);
    expect(readSiteList("").ok).toBe(false);
    const many = ["name,place", ...Array.from({ length: 60 }, (_, i) => `s${i},lulea`)].join("\n");
    expect(readSiteList(many).ok).toBe(false);
  });
});
