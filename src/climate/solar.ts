/**
 * Photovoltaic output per MW of inverter, hour by hour: the PVWatts version 5 chain.
 *
 * Formulation (A. Dobos, PVWatts Version 5 Manual, NREL/TP-6A20-62641, 2014; the same links as
 * pvlib's PVWatts model chain, against which it is measured in bench/physics):
 *   plane of array   beam · glass modifier + sky diffuse (Perez) + ground, W/m²
 *   tracker          rotation R = atan2(sin z sin(az − axis), cos z); backtracking where
 *                    |cos R| < ground cover: R −= sign(R) acos(|cos R| / ground cover)
 *                    (K. Anderson, M. Mikofski, NREL/TP-5K00-76626, 2020)
 *   module temp.     T_m = T + E exp(a + b wind);  cell T_c = T_m + E/1000 · ΔT   (D. King et al., SAND2004-3535)
 *   DC per MW DC     E_eff / 1000 · (1 + γ (T_c − 25)) · (1 − losses)
 *   inverter         ζ = DC / DC at rating;  η = η_nom / 0.9637 · (−0.0162 ζ − 0.0059/ζ + 0.9858)
 *   AC per MW AC     min(1, η · DC / AC rating)
 */
import { RAD_PER_DEG, RATING_CELL_TEMP_C, RATING_IRRADIANCE_W_PER_M2 } from "../units.ts";
import type { Climate } from "./climate.ts";
import { glassIncidenceModifier, perezSkyDiffuse } from "./irradiance.ts";
import { sunPath } from "./sun.ts";

/** A photovoltaic plant, as PVWatts describes it. */
export interface PvSystem {
  readonly mount: "fixed" | "tracker";
  /** Of a fixed module; a tracker's axis lies flat. */
  readonly tiltDeg: number;
  /** The way a fixed module faces, or a tracker's axis runs, clockwise from north. */
  readonly azimuthDeg: number;
  /** Module area over ground area; only a tracker's backtracking uses it. */
  readonly groundCoverFrac: number;
  readonly maxRotationDeg: number;
  /** DC rating over AC rating. */
  readonly dcPerACFrac: number;
  /** Change of output per kelvin of cell temperature; negative. */
  readonly temperatureCoefficientPerK: number;
  /** Soiling, wiring, mismatch, age… but not the inverter. */
  readonly lossesFrac: number;
  readonly inverterEfficiencyFrac: number;
  readonly albedoFrac: number;
  /** a, b and ΔT of the Sandia module temperature model. */
  readonly moduleTemperature: { readonly a: number; readonly b: number; readonly deltaK: number };
}

/** Open rack, glass front and polymer back (King et al., SAND2004-3535, table 1). */
export const OPEN_RACK = { a: -3.56, b: -0.075, deltaK: 3 } as const;

/**
 * The usual plant: PVWatts defaults (ground cover 0.4, DC/AC 1.2, losses 14 %, inverter 96 %,
 * premium modules −0.35 %/K, albedo 0.2); a fixed module faces the equator at a tilt of 0.76 times
 * the latitude plus 3.1°, the common fit of the optimum (T. Landau's rule for 25° to 50°).
 */
export function usualPvSystem(mount: PvSystem["mount"], latitudeDeg: number): PvSystem {
  return {
    mount,
    tiltDeg: mount === "fixed" ? Math.min(60, 0.76 * Math.abs(latitudeDeg) + 3.1) : 0,
    azimuthDeg: mount === "tracker" || latitudeDeg < 0 ? 0 : 180,
    groundCoverFrac: 0.4,
    maxRotationDeg: 60,
    dcPerACFrac: 1.2,
    temperatureCoefficientPerK: -0.0035,
    lossesFrac: 0.14,
    inverterEfficiencyFrac: 0.96,
    albedoFrac: 0.2,
    moduleTemperature: OPEN_RACK,
  };
}

/** AC output in MW per MW AC, for every step of the climate. */
export function solarCapacityFactors(climate: Climate, system: PvSystem): Float64Array {
  const sun = sunPath(climate.startUTC, climate.steps, climate.latitudeDeg, climate.longitudeDeg);
  const output = new Float64Array(climate.steps);
  const plane: Plane = {
    tiltRad: system.tiltDeg * RAD_PER_DEG,
    azimuthRad: system.azimuthDeg * RAD_PER_DEG,
  };
  const groundTerm = system.albedoFrac / 2;
  for (let t = 0; t < climate.steps; t++) {
    const zenithRad = sun.zenithRad[t]!;
    const ghi = climate.ghiWPerM2[t]!;
    if (zenithRad >= Math.PI / 2 || ghi <= 0) continue;
    const azimuthRad = sun.azimuthRad[t]!;
    if (system.mount === "tracker") turnTracker(plane, system, zenithRad, azimuthRad);
    const cosIncidence =
      Math.cos(zenithRad) * Math.cos(plane.tiltRad) +
      Math.sin(zenithRad) * Math.sin(plane.tiltRad) * Math.cos(azimuthRad - plane.azimuthRad);
    const dni = climate.dniWPerM2[t]!;
    const beam = dni * Math.max(0, cosIncidence);
    const sky = perezSkyDiffuse(
      dni,
      climate.dhiWPerM2[t]!,
      sun.extraterrestrialWPerM2[t]!,
      zenithRad,
      cosIncidence,
      plane.tiltRad,
    );
    const diffuse = sky + ghi * groundTerm * (1 - Math.cos(plane.tiltRad));
    const cellC = cellTempC(beam + diffuse, climate.tempC[t]!, climate.windMPS[t]!, system);
    const effective = beam * glassIncidenceModifier(cosIncidence) + diffuse;
    output[t] = inverterOutput(dcPerMWDC(effective, cellC, system), system);
  }
  return output;
}

interface Plane {
  tiltRad: number;
  azimuthRad: number;
}

/** Sets the plane of a single-axis tracker with a flat axis. */
function turnTracker(plane: Plane, system: PvSystem, zenithRad: number, azimuthRad: number): void {
  const axisRad = system.azimuthDeg * RAD_PER_DEG;
  let rotation = Math.atan2(
    Math.sin(zenithRad) * Math.sin(azimuthRad - axisRad),
    Math.cos(zenithRad),
  );
  const shade = Math.abs(Math.cos(rotation)) / system.groundCoverFrac;
  if (shade < 1) rotation -= Math.sign(rotation) * Math.acos(shade);
  const limit = system.maxRotationDeg * RAD_PER_DEG;
  rotation = Math.max(-limit, Math.min(limit, rotation));
  plane.tiltRad = Math.abs(rotation);
  plane.azimuthRad = axisRad + (rotation < 0 ? -Math.PI / 2 : Math.PI / 2);
}

function cellTempC(planeWPerM2: number, tempC: number, windMPS: number, system: PvSystem): number {
  const { a, b, deltaK } = system.moduleTemperature;
  const moduleC = tempC + planeWPerM2 * Math.exp(a + b * windMPS);
  return moduleC + (planeWPerM2 / RATING_IRRADIANCE_W_PER_M2) * deltaK;
}

function dcPerMWDC(effectiveWPerM2: number, cellC: number, system: PvSystem): number {
  const thermal = 1 + system.temperatureCoefficientPerK * (cellC - RATING_CELL_TEMP_C);
  return (effectiveWPerM2 / RATING_IRRADIANCE_W_PER_M2) * thermal * (1 - system.lossesFrac);
}

/** AC per MW AC from DC per MW DC, with part-load efficiency and clipping. */
function inverterOutput(dcFrac: number, system: PvSystem): number {
  const dcPerAC = dcFrac * system.dcPerACFrac;
  const load = dcPerAC * system.inverterEfficiencyFrac;
  if (load <= 0) return 0;
  const efficiency =
    (system.inverterEfficiencyFrac / 0.9637) * (-0.0162 * load - 0.0059 / load + 0.9858);
  return Math.min(1, Math.max(0, efficiency * dcPerAC));
}
