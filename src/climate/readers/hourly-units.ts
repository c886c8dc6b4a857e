/** Units that headers of hourly files state, as words, with their conversion into ours. */
import {
  celsiusFromFahrenheit,
  celsiusFromKelvin,
  fracFromPercent,
  kgPerMWhFromGPerKWh,
  metresPerSecondFromKmPerHour,
  metresPerSecondFromKnots,
  metresPerSecondFromMilesPerHour,
} from "../../units.ts";

/** Unit words and their conversions, longest first. */
export type Units = readonly (readonly [
  words: string,
  unit: string,
  convert: (value: number) => number,
])[];

/** For units that are ours. */
export const same = (value: number): number => value;
const times = (factor: number) => (value: number) => value * factor;

export const TEMPERATURES: Units = [
  ["c", "°C", same],
  ["degc", "°C", same],
  ["celsius", "°C", same],
  ["f", "°F", celsiusFromFahrenheit],
  ["fahrenheit", "°F", celsiusFromFahrenheit],
  ["k", "K", celsiusFromKelvin],
  ["kelvin", "K", celsiusFromKelvin],
];
export const SPEEDS: Units = [
  ["kmh", "km/h", metresPerSecondFromKmPerHour],
  ["km h", "km/h", metresPerSecondFromKmPerHour],
  ["kph", "km/h", metresPerSecondFromKmPerHour],
  ["mph", "mph", metresPerSecondFromMilesPerHour],
  ["kn", "kn", metresPerSecondFromKnots],
  ["knots", "kn", metresPerSecondFromKnots],
  ["mps", "m/s", same],
  ["ms", "m/s", same],
  ["m s", "m/s", same],
];
export const FRACTIONS: Units = [
  ["pct", "%", fracFromPercent],
  ["percent", "%", fracFromPercent],
  ["percentage", "%", fracFromPercent],
  ["frac", "1", same],
];
export const IRRADIANCES: Units = [
  ["kw", "kW/m²", times(1000)],
  ["kwh", "kWh/m²", times(1000)],
  ["", "W/m²", same],
];
export const PRESSURES: Units = [
  ["pa", "Pa", same],
  ["hpa", "hPa", times(100)],
  ["mbar", "hPa", times(100)],
  ["kpa", "kPa", times(1000)],
];
export const POWERS: Units = [
  ["mw", "MW", same],
  ["kw", "kW", times(0.001)],
  ["gw", "GW", times(1000)],
  ["mwh", "MWh per hour", same],
];
export const EMISSIONS: Units = [
  ["g kwh", "g/kWh", kgPerMWhFromGPerKWh],
  ["gco2 kwh", "g/kWh", kgPerMWhFromGPerKWh],
  ["gco2eq kwh", "g/kWh", kgPerMWhFromGPerKWh],
  ["kg mwh", "kg/MWh", same],
  ["kgco2 mwh", "kg/MWh", same],
  ["kgco2eq mwh", "kg/MWh", same],
  ["t mwh", "t/MWh", times(1000)],
  ["kg kwh", "kg/kWh", times(1000)],
];
export const ENERGIES: Units = [
  ["mwh", "/MWh", same],
  ["kwh", "/kWh", times(1000)],
];
