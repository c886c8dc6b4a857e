/**
 * Money at different times: discounting, annuities, rates of return, payback.
 *
 *     NPV = Σ flow_t·(1 + r)^−t        flows at the ends of periods; t = 0 is today
 *     annuity(r, n) = r / (1 − (1 + r)^−n)
 *     1 + nominal = (1 + real)·(1 + inflation)
 *
 * Source: standard formulas of engineering economics. Receipts are positive in NPV, IRR and payback.
 */

/**
 * Capital recovery factor per year: rate / (1 − (1 + rate)^−life), 1/life at zero interest.
 * @throws Error when the life is not positive.
 */
export function annuityFrac(rateFrac: number, lifeYears: number): number {
  if (!(lifeYears > 0)) throw new Error(`Life of ${lifeYears} years; expected more than 0`);
  return rateFrac === 0 ? 1 / lifeYears : rateFrac / (1 - (1 + rateFrac) ** -lifeYears);
}

/** What one unit a year for `years` years is worth today; payments at year ends. */
export function annuityWorth(rateFrac: number, years: number): number {
  return years <= 0 ? 0 : 1 / annuityFrac(rateFrac, years);
}

/**
 * Capital a year of a need that ends: what lasts longer is sold for a share of its straight-line rest.
 * A need that outlasts it, or does not end (undefined), renews it at the end of its life.
 */
export function neededCapitalFrac(
  rateFrac: number,
  lifeYears: number,
  needYears: number | undefined,
  resaleFrac: number,
): number {
  if (needYears === undefined || needYears >= lifeYears) return annuityFrac(rateFrac, lifeYears);
  const rest = resaleFrac * (1 - needYears / lifeYears);
  return (1 - rest * (1 + rateFrac) ** -needYears) * annuityFrac(rateFrac, needYears);
}

/** What a year of need pays of each year's rent when the lease runs on after the need has ended. */
export function leaseOverNeed(
  rateFrac: number,
  termYears: number,
  needYears: number | undefined,
): number {
  return needYears === undefined || needYears >= termYears
    ? 1
    : annuityWorth(rateFrac, termYears) / annuityWorth(rateFrac, needYears);
}

/**
 * What a payment of one unit a year is worth today when it grows: Σ_{n=1..years} ((1 + g)/(1 + r))^n.
 * The payment of year 1 has grown once already, as in REopt.
 */
export function growingWorth(rateFrac: number, growthFrac: number, years: number): number {
  const ratio = (1 + growthFrac) / (1 + rateFrac);
  return ratio === 1 ? years : (ratio * (1 - ratio ** years)) / (1 - ratio);
}

/** Nominal rate of a real one. */
export function nominalFrac(realFrac: number, inflationFrac: number): number {
  return (1 + realFrac) * (1 + inflationFrac) - 1;
}

/** Real rate of a nominal one. */
export function realFrac(nominal: number, inflationFrac: number): number {
  return (1 + nominal) / (1 + inflationFrac) - 1;
}

/** Present value of yearly flows, the first of them at `firstYear` years from today. */
export function npv(flow: ArrayLike<number>, rateFrac: number, firstYear = 0): number {
  let sum = 0;
  for (let t = 0; t < flow.length; t++) sum += flow[t]! * (1 + rateFrac) ** -(firstYear + t);
  return sum;
}

/** Rates that are looked at for a rate of return: −99 % to 10,000 % a period. */
const LOWEST = -0.99;
const HIGHEST = 100;
export const RATE_STEPS = 400;

/** One of those rates; even in log(1 + rate), so that low rates are looked at as closely as high ones. */
export function rateAt(step: number): number {
  return (1 + LOWEST) * ((1 + HIGHEST) / (1 + LOWEST)) ** (step / RATE_STEPS) - 1;
}

/** Root of a function that changes sign between two places, by bisection to the last digits. */
export function rootBetween(value: (x: number) => number, from: number, to: number): number {
  let [low, high] = [from, to];
  const lowSign = Math.sign(value(low));
  for (let i = 0; i < 200 && high - low > 1e-15 * Math.max(1, Math.abs(high)); i++) {
    const middle = (low + high) / 2;
    if (Math.sign(value(middle)) === lowSign) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

/** Rate of return of a flow: every rate at which its present value is nil, lowest first. */
export function rateRoots(flow: ArrayLike<number>): number[] {
  const scale = Array.from(flow).reduce((sum, value) => sum + Math.abs(value), 0);
  if (scale === 0) return [];
  const value = (rate: number) => npv(flow, rate) / scale;
  const roots: number[] = [];
  for (let step = 0; step < RATE_STEPS; step++) {
    const [from, to] = [rateAt(step), rateAt(step + 1)];
    const [left, right] = [value(from), value(to)];
    if (left === 0) roots.push(from);
    else if (left * right < 0) roots.push(rootBetween(value, from, to));
  }
  return roots;
}

/**
 * Internal rate of return per period. Undefined when no rate, or more than one, makes the present
 * value nil: a figure that depends on where one looks is none.
 */
export function irr(flow: ArrayLike<number>): number | undefined {
  const roots = rateRoots(flow);
  return roots.length === 1 ? roots[0] : undefined;
}

/**
 * Periods until the sum of a flow, discounted at `rateFrac`, stays at or above nil, with the part of
 * the period in which it gets there; undefined when it never does.
 */
export function paybackYears(flow: ArrayLike<number>, rateFrac = 0): number | undefined {
  const sums: number[] = [];
  let sum = 0;
  for (let t = 0; t < flow.length; t++) sums.push((sum += flow[t]! * (1 + rateFrac) ** -t));
  const last = sums.findLastIndex((value) => value < 0);
  if (last === sums.length - 1) return sums.length === 0 ? 0 : undefined;
  return last < 0 ? 0 : last + -sums[last]! / (sums[last + 1]! - sums[last]!);
}
