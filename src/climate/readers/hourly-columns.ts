/** Recognises what a column of an hourly file holds, from its header, and in which unit. */
import {
  TEMPERATURES,
  SPEEDS,
  FRACTIONS,
  IRRADIANCES,
  PRESSURES,
  POWERS,
  EMISSIONS,
  ENERGIES,
  same,
} from "./hourly-units.ts";
import type { Units } from "./hourly-units.ts";

/** Series an hourly file may hold; the unit stands in the name. */
export type HourlyName =
  | "priceUSDPerMWh"
  | "priceEURPerMWh"
  | "priceGBPPerMWh"
  | "tempC"
  | "wetBulbC"
  | "dewPointC"
  | "relativeHumidityFrac"
  | "pressurePa"
  | "windMPS"
  | "ghiWPerM2"
  | "dniWPerM2"
  | "dhiWPerM2"
  | "gridCO2KgPerMWh"
  | "gridLifeCycleCO2KgPerMWh"
  | "gridCleanFrac"
  | "capacityFactorFrac"
  | "powerMW";

/** What a column holds and how its cells become values in the unit of `name`. */
export interface Recognised {
  readonly name: HourlyName;
  /** Unit as the file has it. */
  readonly unit: string;
  readonly convert: (value: number) => number;
}

/** A column that is not used, and why. */
export interface Unused {
  readonly reason: string;
}

interface Rule {
  readonly name: HourlyName;
  /** The header must match; words are parted and closed in by single spaces. */
  readonly pattern: RegExp;
  readonly units: Units;
  /** A header that names the column so that its unit is seen. */
  readonly example: string;
}

const RULES: readonly Rule[] = [
  {
    name: "wetBulbC",
    pattern: / (wetbulb|wet bulb|twb) /,
    units: TEMPERATURES,
    example: "wetbulb_c",
  },
  {
    name: "dewPointC",
    pattern: / (dewpoint|dew point) /,
    units: TEMPERATURES,
    example: "dewpoint_c",
  },
  {
    name: "tempC",
    pattern: / (temp|temperature|drybulb|dry bulb) /,
    units: TEMPERATURES,
    example: "temp_c",
  },
  {
    name: "relativeHumidityFrac",
    pattern: / (rh|relhum|relative humidity|humidity) /,
    units: FRACTIONS,
    example: "rh_pct",
  },
  {
    name: "ghiWPerM2",
    pattern: / (ghi|global horizontal irradiance|shortwave radiation) /,
    units: IRRADIANCES,
    example: "ghi",
  },
  {
    name: "dniWPerM2",
    pattern: / (dni|direct normal irradiance) /,
    units: IRRADIANCES,
    example: "dni",
  },
  {
    name: "dhiWPerM2",
    pattern: / (dhi|diffuse horizontal irradiance|diffuse radiation) /,
    units: IRRADIANCES,
    example: "dhi",
  },
  { name: "pressurePa", pattern: / pressure /, units: PRESSURES, example: "pressure_hpa" },
  {
    name: "capacityFactorFrac",
    pattern: / (capacity factors?|cf) /,
    units: [...FRACTIONS, ["", "1", same]],
    example: "capacity_factor",
  },
  {
    name: "gridCleanFrac",
    pattern: / (low carbon|carbon free|cfe|grid clean|clean share|clean) /,
    units: FRACTIONS,
    example: "low_carbon_pct",
  },
  {
    name: "gridLifeCycleCO2KgPerMWh",
    pattern: / (ci|co2|carbon intensity|emissions?) .*(lca|life cycle|lifecycle) /,
    units: EMISSIONS,
    example: "ci_lca_g_kwh",
  },
  {
    name: "gridCO2KgPerMWh",
    pattern: / (ci|co2|carbon intensity|emissions?|gco2|gco2eq) /,
    units: EMISSIONS,
    example: "ci_direct_g_kwh",
  },
  { name: "windMPS", pattern: / (wind|windspeed|wind speed) /, units: SPEEDS, example: "wind_ms" },
  {
    name: "powerMW",
    pattern: / (power|load|demand|generation|wind|solar|pv) /,
    units: POWERS,
    example: "power_mw",
  },
];

const CURRENCIES = [
  [/ (usd|us\$|\$) /, "USD"],
  [/ (eur|euro|€) /, "EUR"],
  [/ (gbp|£) /, "GBP"],
] as const;

/** Our own names, which need no guessing. */
const OWN_NAMES: readonly HourlyName[] = [
  ...RULES.map((rule) => rule.name),
  "priceUSDPerMWh",
  "priceEURPerMWh",
  "priceGBPPerMWh",
];

/** The words of a header, lower case, parted and closed in by single spaces. */
export function wordsOf(header: string): string {
  const plain = header
    .toLowerCase()
    .replace(/₂/g, "2")
    .replace(/²/g, "2")
    .replace(/%/g, " pct ")
    .replace(/°/g, " ");
  return ` ${plain
    .split(/[^a-z0-9$€£]+/)
    .filter((word) => word !== "")
    .join(" ")} `;
}

/** What the column of this header holds, or why it is not used. */
export function recogniseColumn(header: string): Recognised | Unused {
  const own = OWN_NAMES.find((name) => name === header);
  if (own) return { name: own, unit: own, convert: same };
  const words = wordsOf(header);
  if (/ (marginal|direction|gusts?|forecast|std|min|max|absolute|specific) /.test(words))
    return { reason: "it holds another quantity than the planner uses" };
  if (/ (price|preis|lmp|tariff) /.test(words)) return recognisePrice(words);
  let reason = "its name is not known";
  for (const rule of RULES) {
    if (!rule.pattern.test(words)) continue;
    const found = unitIn(words, rule.units);
    if (found) return { name: rule.name, unit: found[1], convert: found[2] };
    reason = `its unit is not stated; name it for example ${rule.example}`;
    // Wind may be a speed or a power: both rules are asked.
    if (rule.name !== "windMPS") break;
  }
  // SMARD and others name a price by its zone and unit alone.
  const price = recognisePrice(words);
  return "reason" in price ? { reason } : price;
}

function recognisePrice(words: string): Recognised | Unused {
  const currency = CURRENCIES.find(([pattern]) => pattern.test(words))?.[1];
  const energy = unitIn(words, ENERGIES);
  if (!currency)
    return {
      reason:
        "its currency is none of USD, EUR, GBP or not stated; name it for example price_usd_mwh",
    };
  if (!energy) return { reason: "its unit is not stated; name it for example price_usd_mwh" };
  return { name: `price${currency}PerMWh`, unit: `${currency}${energy[1]}`, convert: energy[2] };
}

function unitIn(words: string, units: Units): Units[number] | undefined {
  return units.find(([unit]) => unit === "" || words.includes(` ${unit} `));
}

/** Values outside these cannot be right; a wrong unit is the usual cause. */
export const LIMITS: Readonly<Record<HourlyName, readonly [least: number, most: number]>> = {
  priceUSDPerMWh: [-20_000, 100_000],
  priceEURPerMWh: [-20_000, 100_000],
  priceGBPPerMWh: [-20_000, 100_000],
  tempC: [-90, 70],
  wetBulbC: [-90, 60],
  dewPointC: [-100, 60],
  relativeHumidityFrac: [0, 1.1],
  pressurePa: [31_000, 120_000],
  windMPS: [0, 110],
  ghiWPerM2: [-20, 1600],
  dniWPerM2: [-20, 1500],
  dhiWPerM2: [-20, 1200],
  gridCO2KgPerMWh: [0, 3000],
  gridLifeCycleCO2KgPerMWh: [0, 3000],
  gridCleanFrac: [0, 1.0001],
  capacityFactorFrac: [-0.05, 1.1],
  powerMW: [-1e6, 1e6],
};
