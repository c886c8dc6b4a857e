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
      name: "norrbotten-alv",
      place: "lulea",
      firmMW: 120,
    });
    expect(list.ok && list.sites[0]!.distanceKm).toBeLessThan(10);
  });

  it("becomes settings that load", async () => {
    const list = readSiteList("name,place,MW\nb,dunkirk,50\nc,abilene,\n");
    expect(list.ok).toBe(true);
    if (!list.ok) return;
    const loaded = await loadScenario(BASE, {
      set: siteSettings(list.sites.filter(({ firmMW }) => firmMW !== null)),
    });
    expect(loaded.ok ? [] : loaded.issues).toEqual([]);
    expect(loaded.ok && loaded.scenario.sites.map(({ name }) => name)).toEqual(["first", "b"]);
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

  it("is refused with the line of every mistake", () => {
    const list = readSiteList(
      "name,lat,lon,MW\na,91,0,10\n,10,10,5\nb,65,22,many\nb,65,22,5\nc,-45,-140,5\n",
    );
    expect(list.ok).toBe(false);
    expect(list.ok ? [] : list.issues.map(({ line }) => line).sort((a, b) => a - b)).toEqual([
      2, 3, 4, 5, 6,
    ]);
    expect(readSiteList("a,b\n1,2\n").ok).toBe(false);
    expect(readSiteList("{").ok).toBe(false);
    expect(readSiteList("").ok).toBe(false);
    const many = ["name,place", ...Array.from({ length: 60 }, (_, i) => `s${i},lulea`)].join("\n");
    expect(readSiteList(many).ok).toBe(false);
  });
});
