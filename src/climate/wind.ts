/**
 * Wind farm output per MW, hour by hour.
 *
 * Formulation:
 *   hub wind        v_hub = v_10 (h / 10)^α     power law; α 1/7 over open land, 0.11 at sea
 *                   (IEC 61400-1 and 61400-3; S. Hsu et al., J. Applied Meteorology 33, 1994)
 *   air density     ρ = p_hub / (R T_hub), hub pressure and temperature by the standard atmosphere;
 *                   curve read at v_hub (ρ / 1.225)^(1/3)             (IEC 61400-12-1)
 *   turbine         power curve read between its points; nothing below cut-in or above cut-out
 *   farm            turbine · (1 − wake loss) · availability, MW per MW
 *   yield           v_10 is raised or lowered by one factor for all hours, so that a usual farm gives
 *                   the mean that farms near the place give: a town's wind is not a wind farm's
 * Curves: NREL turbine-models, onshore "2020ATB NREL Reference 5.5MW 175", offshore "IEA 15MW 240 RWT"
 * (E. Gaertner et al., NREL/TP-5000-75698, 2020). Losses: NREL Annual Technology Baseline 2024.
 */
import {
  GAS_CONSTANT_DRY_AIR_J_PER_KGK,
  KELVIN_AT_0C,
  STANDARD_AIR_DENSITY_KG_PER_M3,
} from "../units.ts";
import type { Climate } from "./climate.ts";
import { scaledToMean } from "./scaled-to-mean.ts";

/** Power over rated power at rising wind speeds; 0 below the first and above the last. */
export interface PowerCurve {
  readonly windMPS: readonly number[];
  readonly powerFrac: readonly number[];
}

/** A wind farm. */
export interface WindSystem {
  readonly curve: PowerCurve;
  readonly hubHeightM: number;
  readonly shearExponent: number;
  readonly wakeLossFrac: number;
  readonly availabilityFrac: number;
}

/** NREL 2020 ATB reference turbine, 5.5 MW, 175 m rotor. */
export const ONSHORE_CURVE: PowerCurve = {
  windMPS: [3, 3.25, 3.5, 4, 4.5, 5, 5.5, 6, 6.5, 7, 7.5, 8, 8.5, 9, 9.5, 9.75, 10, 24.75],
  powerFrac: [
    127, 127, 178, 305, 468, 671, 919, 1216, 1567, 1977, 2450, 2990, 3602, 4291, 5060, 5477, 5500,
    5500,
  ].map((powerKW, point) => (point === 0 ? 0 : powerKW / 5500)),
};

/** IEA Wind 15 MW reference turbine, 240 m rotor. */
export const OFFSHORE_CURVE: PowerCurve = {
  windMPS: [3, 3.5, 4, 4.5, 5, 5.25, 6, 6.5, 7, 7.5, 8, 8.5, 9, 9.5, 10, 10.25, 10.5, 10.6, 25],
  powerFrac: [
    70, 302, 595, 965, 1429, 1695, 2656, 3443, 4339, 5339, 6481, 7775, 9229, 10855, 12661, 13638,
    14661, 15000, 15000,
  ].map((powerKW) => powerKW / 15_000),
};

/** The usual farm: hub heights of the reference turbines, ATB 2024 losses. */
export function usualWindSystem(site: "onshore" | "offshore"): WindSystem {
  return site === "onshore"
    ? {
        curve: ONSHORE_CURVE,
        hubHeightM: 120,
        shearExponent: 1 / 7,
        wakeLossFrac: 0.1,
        availabilityFrac: 0.95,
      }
    : {
        curve: OFFSHORE_CURVE,
        hubHeightM: 150,
        shearExponent: 0.11,
        wakeLossFrac: 0.12,
        availabilityFrac: 0.94,
      };
}

/** Points per m/s of the table a curve is turned into; linear between points. */
const TABLE_PER_MPS = 100;

/** A curve as an evenly spaced table, so that a year is read without searching. */
function tabulate(curve: PowerCurve): Float64Array {
  const { windMPS, powerFrac } = curve;
  const cutOutMPS = windMPS.at(-1)!;
  const table = new Float64Array(Math.floor(cutOutMPS * TABLE_PER_MPS) + 1);
  let point = 0;
  for (let i = 0; i < table.length; i++) {
    const speed = i / TABLE_PER_MPS;
    while (point < windMPS.length - 2 && windMPS[point + 1]! < speed) point++;
    const from = windMPS[point]!;
    if (speed < from) continue;
    const share = (speed - from) / (windMPS[point + 1]! - from);
    table[i] = powerFrac[point]! + share * (powerFrac[point + 1]! - powerFrac[point]!);
  }
  return table;
}

/** Air density at a height above ground, kg/m³, from pressure and temperature at the ground. */
export function airDensityKgPerM3(pressurePa: number, tempC: number, heightM: number): number {
  const hubK = tempC + KELVIN_AT_0C - 0.0065 * heightM;
  const hubPa =
    pressurePa * Math.exp((-9.80665 * heightM) / (GAS_CONSTANT_DRY_AIR_J_PER_KGK * hubK));
  return hubPa / (GAS_CONSTANT_DRY_AIR_J_PER_KGK * hubK);
}

/** Wind at the hub as the curve reads it, for every step of the climate. */
function hubWindMPS(climate: Climate, system: WindSystem): Float64Array {
  const shear = (system.hubHeightM / 10) ** system.shearExponent;
  return climate.windMPS.map((wind, t) => {
    const density = airDensityKgPerM3(climate.pressurePa[t]!, climate.tempC[t]!, system.hubHeightM);
    return wind * shear * Math.cbrt(density / STANDARD_AIR_DENSITY_KG_PER_M3);
  });
}

/** A farm's output at a multiple of its hub wind: all steps, or their sum alone. */
interface FarmOutput {
  readonly series: (multiple: number) => Float64Array;
  readonly sum: (multiple: number) => number;
}

function farmOutput(hubMPS: Float64Array, system: WindSystem): FarmOutput {
  const table = tabulate(system.curve);
  const farmFrac = (1 - system.wakeLossFrac) * system.availabilityFrac;
  const at = (wind: number, multiple: number) => {
    const place = Math.round(wind * multiple * TABLE_PER_MPS);
    return place < table.length ? table[place]! * farmFrac : 0;
  };
  return {
    series: (multiple) => hubMPS.map((wind) => at(wind, multiple)),
    sum: (multiple) => {
      let total = 0;
      for (let t = 0; t < hubMPS.length; t++) total += at(hubMPS[t]!, multiple);
      return total;
    },
  };
}

/** Output in MW per MW at the climate's own wind, for every step. */
export function windCapacityFactors(climate: Climate, system: WindSystem): Float64Array {
  return farmOutput(hubWindMPS(climate, system), system).series(1);
}

/** Multiples of the wind that are tried; beyond the best, storms take away more than calms gain. */
const WIND_MULTIPLES = Array.from({ length: 32 }, (_, i) => (i + 1) / 8);

/** The multiple of the climate's wind at which a farm's output adds up to `wanted`, or comes nearest to it. */
function windMultiple({ sum }: FarmOutput, wanted: number): number {
  let low = 0;
  let high = 0;
  let most = -1;
  for (const multiple of WIND_MULTIPLES) {
    const given = sum(multiple);
    if (given <= most) break;
    most = given;
    high = multiple;
    if (most >= wanted) break;
    low = multiple;
  }
  for (let i = 0; i < 30; i++) {
    const middle = (low + high) / 2;
    if (sum(middle) < wanted) low = middle;
    else high = middle;
  }
  return high;
}

/** The multiples of usual farms, found once for each climate. */
const usualMultiples = new WeakMap<Climate, Map<string, number>>();

/** What a farm departs in from the usual one; `meanFrac` is the yearly mean output it is known to give. */
export interface WindFarm {
  readonly hubHeightM?: number | undefined;
  readonly wakeLossFrac?: number | undefined;
  readonly meanFrac?: number | undefined;
}

/**
 * Output of a wind farm in MW per MW, for every step: at the wind that gives the stated mean, else
 * the mean of usual farms near the place (`climate.windYield`), else at the climate's own wind.
 */
export function windFarmFactors(
  climate: Climate,
  site: "onshore" | "offshore",
  { hubHeightM, wakeLossFrac, meanFrac }: WindFarm = {},
): Float64Array {
  const usual = usualWindSystem(site);
  const system = {
    ...usual,
    hubHeightM: hubHeightM ?? usual.hubHeightM,
    wakeLossFrac: wakeLossFrac ?? usual.wakeLossFrac,
  };
  const output = farmOutput(hubWindMPS(climate, system), system);
  const steps = climate.windMPS.length;
  if (meanFrac !== undefined)
    return scaledToMean(output.series(windMultiple(output, meanFrac * steps)), meanFrac);
  const yieldFrac = climate.windYield?.[`${site}Frac`];
  if (yieldFrac === undefined) return output.series(1);
  const isUsual = hubHeightM === undefined && wakeLossFrac === undefined;
  const usualOutput = isUsual ? output : farmOutput(hubWindMPS(climate, usual), usual);
  const known = usualMultiples.get(climate) ?? new Map<string, number>();
  const multiple = known.get(site) ?? windMultiple(usualOutput, yieldFrac * steps);
  usualMultiples.set(climate, known.set(site, multiple));
  // Where even the best wind falls short, output is raised by what the usual farm lacks.
  return scaledToMean(
    output.series(multiple),
    (output.sum(multiple) * yieldFrac) / usualOutput.sum(multiple),
  );
}
