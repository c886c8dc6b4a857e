/**
 * The measured weather and prices of the peers' campus: Dallas's typical EPW year, and ERCOT's prices and
 * carbon of 2024 without 29 February, laid on 2025. They stay outside the project: where they are missing
 * the scenario falls back on the place's typical year.
 */
import { copyFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const WEATHER = "epw/USA_TX_Dallas-Fort.Worth.epw";
const MARKET = "hourly/US-TEX-ERCO_2024.csv";
const LEAP_DAY = "2024-02-29";

/** Where the files went and the settings that make the scenario read them; no settings when they are missing. */
export interface Inputs {
  readonly folder: string;
  readonly settings: readonly string[];
}

/** The market's file with 8,760 hours of 2025: time, price and carbon. */
function marketOf2025(text: string): string {
  const lines = text.trim().split("\n");
  const header = lines[0]!.split(",");
  const wanted = ["hour_utc", "price_usd_mwh", "ci_direct_g_kwh"].map((name) =>
    header.indexOf(name),
  );
  const rows = lines
    .slice(1)
    .filter((line) => !line.startsWith(LEAP_DAY))
    .map((line) => line.split(","))
    .map((cells) => wanted.map((column) => cells[column]!).join(","))
    .map((line) => line.replace(/^2024/, "2025"));
  return [wanted.map((column) => header[column]!).join(","), ...rows].join("\n");
}

/** Puts the scenario and its files into `folder`. */
export function prepareInputs(scenario: string, data: string, folder: string): Inputs {
  mkdirSync(folder, { recursive: true });
  copyFileSync(scenario, join(folder, "campus.yaml"));
  if (!existsSync(join(data, WEATHER)) || !existsSync(join(data, MARKET)))
    return { folder, settings: [] };
  copyFileSync(join(data, WEATHER), join(folder, "weather.epw"));
  const market = marketOf2025(readFileSync(join(data, MARKET), "utf8"));
  writeFileSync(join(folder, "market.csv"), market);
  return {
    folder,
    settings: ["sites.dallas.weather.file=weather.epw", "sites.dallas.market.file=market.csv"],
  };
}
