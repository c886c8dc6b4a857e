/**
 * How long something takes, from three points: P10, P50 and P90 in months.
 *
 *     a = P50 − P10,  b = P90 − P50,  z90 = 1.2816,  z standard normal
 *     σ = ln(b / a) / z90,  m = a b / (b − a)
 *     x = max(0, P50 + m (exp(σ z) − 1))
 *
 * b > a: a lognormal moved by P50 − m; b < a: its mirror image; b = a: the limit x = P50 + a z / z90.
 * Where one side is more than RATIO_LIMIT times the other (P10 = P50 or P50 = P90 among them) the
 * fitted tail would have no useful mean, so each side is half a normal: x = P50 + (z < 0 ? a : b) z / z90.
 * All four pass through the three points exactly; a = b = 0 is a constant.
 */
import { normalCdf } from "../climate/random.ts";
import { normalQuantile, Z90 } from "./normal.ts";

export interface Duration {
  p10Months: number;
  p50Months: number;
  p90Months: number;
}

/** Constants of the formula above; σ = 0 stands for the two halves of normals. */
export interface FittedDuration {
  p50Months: number;
  sigma: number;
  /** m, months. */
  scaleMonths: number;
  /** Months per unit of z below and above the median, where σ = 0. */
  lowMonths: number;
  highMonths: number;
}

/** Greatest ratio of one side to the other that a lognormal is fitted to (σ = 2.3). */
export const RATIO_LIMIT = 20;
/** A spread below this is a point: its quantiles are lost in rounding. */
const POINT_MONTHS = 1e-9;
/** Ratios this close to 1 are fitted with straight halves: m would be a difference of rounding. */
const SYMMETRIC = 1e-6;

/** What is wrong with a duration, by field; empty when it can be fitted. */
export function checkDuration(duration: Duration): { field: keyof Duration; message: string }[] {
  const { p10Months, p50Months, p90Months } = duration;
  const faults = (["p10Months", "p50Months", "p90Months"] as const)
    .filter((field) => !Number.isFinite(duration[field]) || duration[field] < 0)
    .map((field) => ({ field, message: `${duration[field]} months; must be 0 or more` }));
  if (faults.length > 0) return faults;
  if (p10Months > p50Months)
    faults.push({
      field: "p10Months",
      message: `P10 of ${p10Months} is above P50 of ${p50Months}`,
    });
  if (p50Months > p90Months)
    faults.push({
      field: "p90Months",
      message: `P90 of ${p90Months} is below P50 of ${p50Months}`,
    });
  return faults;
}

/** Fits a duration that has passed checkDuration. */
export function fitDuration({ p10Months, p50Months, p90Months }: Duration): FittedDuration {
  const low = p50Months - p10Months;
  const high = p90Months - p50Months;
  const ratio = high / low;
  const straight =
    p90Months - p10Months < POINT_MONTHS ||
    !(ratio <= RATIO_LIMIT && ratio >= 1 / RATIO_LIMIT) ||
    Math.abs(ratio - 1) < SYMMETRIC;
  return {
    p50Months,
    sigma: straight ? 0 : Math.log(ratio) / Z90,
    scaleMonths: straight ? 0 : (low * high) / (high - low),
    lowMonths: low / Z90,
    highMonths: high / Z90,
  };
}

/** Months at a standard normal z. */
export function monthsAt(fit: FittedDuration, z: number): number {
  const months =
    fit.sigma === 0
      ? fit.p50Months + straightOffset(fit, z)
      : fit.p50Months + fit.scaleMonths * Math.expm1(fit.sigma * z);
  return months > 0 ? months : 0;
}

function straightOffset(fit: FittedDuration, z: number): number {
  const slope = z < 0 ? fit.lowMonths : fit.highMonths;
  return slope === 0 ? 0 : slope * z;
}

/** The greatest z at which the months are not above `months`: what monthsAt undoes. */
function zAt(fit: FittedDuration, months: number): number {
  if (months < 0) return -Infinity;
  const offset = months - fit.p50Months;
  if (fit.sigma !== 0) {
    const argument = offset / fit.scaleMonths;
    if (argument <= -1) return fit.scaleMonths > 0 ? -Infinity : Infinity;
    return Math.log1p(argument) / fit.sigma;
  }
  if (offset < 0) return fit.lowMonths > 0 ? offset / fit.lowMonths : -Infinity;
  return fit.highMonths > 0 ? offset / fit.highMonths : Infinity;
}

/** Chance of taking longer than `months`. */
export function longerFrac(fit: FittedDuration, months: number): number {
  const z = zAt(fit, months);
  return Number.isFinite(z) ? normalCdf(-z) : z < 0 ? 1 : 0;
}

/** Months at the share `u` of the cases that take longer than `thanMonths`; `thanMonths` where none does. */
export function monthsGivenLonger(fit: FittedDuration, thanMonths: number, u: number): number {
  // What is cut at zero stays there for a thing not yet begun.
  const longer = thanMonths > 0 ? longerFrac(fit, thanMonths) : 1;
  if (longer >= 1) return monthsAt(fit, normalQuantile(u));
  const z = -normalQuantile(longer * (1 - u));
  return Number.isFinite(z) ? Math.max(thanMonths, monthsAt(fit, z)) : thanMonths;
}

/** Months that a share `u` of the cases does not exceed; quantile(d, 0.1) is P10. */
export function quantile(duration: Duration, u: number): number {
  return monthsAt(fitDuration(duration), normalQuantile(u));
}

/** Mean months: the integral of max(0, x) over z in closed form. */
export function mean(duration: Duration): number {
  const { p50Months, sigma, scaleMonths, lowMonths, highMonths } = fitDuration(duration);
  if (sigma === 0) {
    // Above the median b E[max(0, z)]; below it P50 − a |z| as far as it is positive.
    const zero = lowMonths > 0 ? -p50Months / lowMonths : -Infinity;
    const density = (z: number) => Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI);
    const below = p50Months * (0.5 - normalCdf(zero)) + lowMonths * (density(zero) - density(0));
    return below + p50Months / 2 + highMonths * density(0);
  }
  const shift = p50Months - scaleMonths;
  const argument = -p50Months / scaleMonths;
  const zero = argument <= -1 ? -Infinity : Math.log1p(argument) / sigma;
  return (
    shift * normalCdf(-zero) + scaleMonths * Math.exp((sigma * sigma) / 2) * normalCdf(sigma - zero)
  );
}
