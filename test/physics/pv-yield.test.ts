/** Tests annual photovoltaic yields, from weather file to megawatt-hours, against those of pvlib's PVWatts chain. */
import { existsSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { readEPW } from "../../src/climate/readers/epw.ts";
import { solarCapacityFactors, usualPvSystem } from "../../src/climate/solar.ts";

const FOLDER = "../shared/data/epw";
const absent = !existsSync(FOLDER);
const reason = absent ? ` (skipped: ${FOLDER} is absent)` : "";
const MOST_DEVIATION_FRAC = 0.02;

/** kWh per kW DC and year by pvlib 0.11.2; `node bin/run bench/physics/run.ts` gives them anew. */
const GOLDENS = [
  ["USA_AZ_Phoenix-Sky.Harbor.epw", "fixed", 1829.09],
  ["USA_AZ_Phoenix-Sky.Harbor.epw", "tracker", 2151.3],
  ["USA_TX_Dallas-Fort.Worth.epw", "fixed", 1519.48],
  ["USA_TX_Dallas-Fort.Worth.epw", "tracker", 1784.86],
  ["USA_VA_Leesburg.Exec.epw", "fixed", 1420.25],
  ["USA_VA_Leesburg.Exec.epw", "tracker", 1579.06],
] as const;

describe("photovoltaic yield", () => {
  it.skipIf(absent).each(GOLDENS)(
    `%s, %s: %d kWh/kW within two hundredths${reason}`,
    (file, mount, pvlib) => {
      const result = readEPW(readFileSync(`${FOLDER}/${file}`, "utf8"), { year: 2025 });
      if (!result.ok) throw new Error(JSON.stringify(result.issues));
      const system = usualPvSystem(mount, result.value.latitudeDeg);
      const hours = solarCapacityFactors(result.value, system).reduce(
        (sum, value) => sum + value,
        0,
      );
      expect(Math.abs(hours / system.dcPerACFrac / pvlib - 1)).toBeLessThan(MOST_DEVIATION_FRAC);
    },
  );
});
