/**
 * How contracts settle: pure arithmetic on hours, apart from the optimiser and from what blocks post to it.
 *
 *     physical     Σ payable·price + delivered·fee − resold·(spot − (1 − kept)·|spot|)
 *     cash         Σ payable·(strike − credit·spot) + payable·fee
 *     dispatched   capacity·years + Σ given·(heat rate·fuel + variable) − resale
 *     take or pay  price·max(Σ taken, frac·Σ available)
 *     rented       rent·kW·12·years + Σ metered·(spot + fee)
 *
 * Clauses on hours of negative price: paid (as any hour), unpaid (taken, not paid), curtailed (nothing is
 * made), deemed (nothing is made, what could have been is paid).
 */
import type { Priced, Settlement, SolvedPeriod } from "../account.ts";

/** Hours as a settlement sees them; all series have the same length. */
export interface SettledHours {
  readonly weightHours: Float64Array;
  /** Hourly market price where the contract settles. */
  readonly spotUSDPerMWh: Float64Array;
}

export type NegativePrice = "paid" | "unpaid" | "curtailed" | "deemed";

/** What happens in hours of negative price, and when the grid cuts the plant. */
export interface Clauses {
  readonly negativePrice: NegativePrice;
  /** Price under which an hour counts as negative. */
  readonly negativeBelowUSDPerMWh: number;
  /** Share of output cut by the grid operator. */
  readonly curtailedFrac: number;
  /** What the operator cuts is paid as if delivered. */
  readonly curtailmentPaid: boolean;
}

/** Delivered and payable energy per MW of an hour, by the clauses. */
export function hourUnder(
  clauses: Clauses,
  outputFrac: number,
  spot: number,
): { delivered: number; payable: number } {
  const made = outputFrac * (1 - clauses.curtailedFrac);
  const cut = clauses.curtailmentPaid ? outputFrac * clauses.curtailedFrac : 0;
  if (spot >= clauses.negativeBelowUSDPerMWh || clauses.negativePrice === "paid")
    return { delivered: made, payable: made + cut };
  if (clauses.negativePrice === "unpaid") return { delivered: made, payable: 0 };
  return { delivered: 0, payable: clauses.negativePrice === "deemed" ? made + cut : 0 };
}

/** The hours of a solved period, with the market price as it is then. */
export function settledHours(solved: SolvedPeriod, spotUSDPerMWh: Float64Array): SettledHours {
  const index = solved.priceIndex("energy");
  return {
    weightHours: solved.weightHours,
    spotUSDPerMWh: solved.cut(spotUSDPerMWh).map((usd) => usd * index),
  };
}

/** What a MWh sold on brings: the market's price less a share of it, dearer to give away when negative. */
export function resalePrice(spot: number, resaleFrac: number): number {
  return spot - (1 - resaleFrac) * Math.abs(spot);
}

/** Total of a settlement: what the buyer pays. */
export function totalUSD({ energyUSD, feesUSD, fixedUSD, resaleUSD }: Settlement): number {
  return energyUSD + feesUSD + fixedUSD + resaleUSD;
}

const sumOf = ({ weightHours }: SettledHours, of: (t: number) => number): number => {
  let sum = 0;
  for (let t = 0; t < weightHours.length; t++) sum += weightHours[t]! * of(t);
  return sum;
};

const usdOf = (hours: SettledHours, priced: Priced | undefined): number =>
  priced ? sumOf(hours, (t) => priced.mw[t]! * priced.usdPerMWh[t]!) : 0;

/** The hours of a settlement, priced. */
interface Account extends Pick<
  Settlement,
  "deliveredMW" | "takenMW" | "energy" | "dueMW" | "fees" | "resale" | "fixedUSD"
> {
  /** Of the resale, sold on; the rest is credited. */
  readonly resoldMW?: Float64Array;
  /** What the market would be paid for; what is delivered when left out. */
  readonly marketMW?: Float64Array;
}

/** Adds up what stands in the hours. */
function settlementOf(
  hours: SettledHours,
  { resoldMW, marketMW, ...account }: Account,
): Settlement {
  const spot = hours.spotUSDPerMWh;
  const { deliveredMW, energy, fees, resale } = account;
  const market = marketMW ?? deliveredMW;
  return {
    ...account,
    spotUSDPerMWh: spot,
    deliveredMWh: sumOf(hours, (t) => deliveredMW[t]!),
    resoldMWh: resoldMW ? sumOf(hours, (t) => resoldMW[t]!) : 0,
    marketUSD: sumOf(hours, (t) => market[t]! * spot[t]!),
    energyUSD: usdOf(hours, energy),
    feesUSD: usdOf(hours, fees),
    resaleUSD: -usdOf(hours, resale),
  };
}

/** Energy at a price that may hold a share of the market's. */
const pricedAt = (
  mw: Float64Array,
  spot: Float64Array,
  { priceUSDPerMWh, spotFrac }: { readonly priceUSDPerMWh: number; readonly spotFrac: number },
): Priced => ({ mw, usdPerMWh: spot.map((usd) => priceUSDPerMWh + spotFrac * usd) });

/** A fee on every MWh; undefined where there is none. */
const feeOn = (mw: Float64Array, usdPerMWh: number): Priced | undefined =>
  usdPerMWh === 0 ? undefined : { mw, usdPerMWh: mw.map(() => usdPerMWh) };

/** Energy sold on. */
const resaleOf = (
  mw: Float64Array,
  spot: Float64Array,
  { resaleFrac }: { readonly resaleFrac: number },
): Priced => ({ mw, usdPerMWh: spot.map((usd) => resalePrice(usd, resaleFrac)) });

export interface PhysicalTerms extends Clauses {
  readonly volumeMW: number;
  /** Output or agreed shape per MW, before clauses. */
  readonly shapeFrac: Float64Array;
  readonly priceUSDPerMWh: number;
  /** Share of the market price that the price holds beside. */
  readonly spotFrac: number;
  readonly feeUSDPerMWh: number;
  readonly resoldMW: Float64Array;
  readonly resaleFrac: number;
  readonly fixedUSD: number;
}

/** Energy delivered by shape: pay-as-produced, baseload, fixed profile, sleeved. */
export function settlePhysical(hours: SettledHours, terms: PhysicalTerms): Settlement {
  const spot = hours.spotUSDPerMWh;
  const hour = (t: number) => hourUnder(terms, terms.shapeFrac[t]!, spot[t]!);
  const deliveredMW = spot.map((_, t) => terms.volumeMW * hour(t).delivered);
  return settlementOf(hours, {
    deliveredMW,
    energy: pricedAt(
      spot.map((_, t) => terms.volumeMW * hour(t).payable),
      spot,
      terms,
    ),
    fees: feeOn(deliveredMW, terms.feeUSDPerMWh),
    resale: resaleOf(terms.resoldMW, spot, terms),
    resoldMW: terms.resoldMW,
    fixedUSD: terms.fixedUSD,
  });
}

export interface CashTerms extends Clauses {
  readonly volumeMW: number;
  readonly shapeFrac: Float64Array;
  readonly priceUSDPerMWh: number;
  readonly spotFrac: number;
  /** Share of the market price credited. */
  readonly creditFrac: number;
  readonly feeUSDPerMWh: number;
  readonly fixedUSD: number;
}

/** Energy settled in cash against the market: virtual contracts, tariffs that credit the market's price. */
export function settleCash(hours: SettledHours, terms: CashTerms): Settlement {
  const spot = hours.spotUSDPerMWh;
  const hour = (t: number) => hourUnder(terms, terms.shapeFrac[t]!, spot[t]!);
  // In hours not paid for, nothing is settled either way.
  const settledMW = spot.map((_, t) => {
    const { delivered, payable } = hour(t);
    return terms.volumeMW * Math.min(delivered, payable);
  });
  const payableMW = spot.map((_, t) => terms.volumeMW * hour(t).payable);
  return settlementOf(hours, {
    deliveredMW: spot.map((_, t) => terms.volumeMW * hour(t).delivered),
    energy: pricedAt(payableMW, spot, terms),
    fees: feeOn(payableMW, terms.feeUSDPerMWh),
    resale: { mw: settledMW, usdPerMWh: spot.map((usd) => terms.creditFrac * usd) },
    marketMW: settledMW,
    fixedUSD: terms.fixedUSD,
  });
}

/** A share of the load of every hour at one price; surplus behind the meter is sold on. */
export function settleFollowing(
  hours: SettledHours,
  terms: {
    readonly loadMW: Float64Array;
    readonly loadFrac: number;
    /** 1 when signed, else 0. */
    readonly signed: number;
    readonly priceUSDPerMWh: number;
    readonly spotFrac: number;
    readonly resoldMW: Float64Array;
    readonly resaleFrac: number;
    readonly fixedUSD: number;
  },
): Settlement {
  return settlePhysical(hours, {
    ...terms,
    negativePrice: "paid",
    negativeBelowUSDPerMWh: 0,
    curtailedFrac: 0,
    curtailmentPaid: false,
    volumeMW: terms.signed * terms.loadFrac,
    shapeFrac: terms.loadMW,
    feeUSDPerMWh: 0,
  });
}

/** Energy taken when wanted at one price per MWh, within a yearly amount: contracted hydro. */
export function settleTaken(
  hours: SettledHours,
  terms: {
    readonly takenMW: Float64Array;
    readonly priceUSDPerMWh: number;
    readonly spotFrac: number;
    readonly fixedUSD: number;
  },
): Settlement {
  const { takenMW, fixedUSD } = terms;
  return settlementOf(hours, {
    deliveredMW: takenMW,
    energy: pricedAt(takenMW, hours.spotUSDPerMWh, terms),
    fixedUSD,
  });
}

/** A plant or store that the buyer dispatches for a yearly payment: tolls. */
export function settleToll(
  hours: SettledHours,
  terms: {
    readonly volumeMW: number;
    readonly years: number;
    readonly capacityUSDPerMWYear: number;
    readonly securityUSDPerMWYear: number;
    readonly givenMW: Float64Array;
    /** Into the store; zero for a plant. */
    readonly takenMW: Float64Array;
    /** Fuel heat per MWh given. */
    readonly heatRateMWhPerMWh: number;
    readonly fuelUSDPerMWhThermal: number;
    readonly variableUSDPerMWh: number;
    readonly resoldMW: Float64Array;
    readonly resaleFrac: number;
  },
): Settlement {
  const { givenMW, takenMW, resoldMW, volumeMW, years } = terms;
  return settlementOf(hours, {
    deliveredMW: givenMW,
    takenMW,
    fees: feeOn(
      givenMW,
      terms.heatRateMWhPerMWh * terms.fuelUSDPerMWhThermal + terms.variableUSDPerMWh,
    ),
    resale: resaleOf(resoldMW, hours.spotUSDPerMWh, terms),
    resoldMW,
    marketMW: givenMW.map((mw, t) => mw - takenMW[t]!),
    fixedUSD: volumeMW * years * (terms.capacityUSDPerMWYear + terms.securityUSDPerMWYear),
  });
}

/** Energy from a plant behind the meter owned by another: paid for even when it is not taken. */
export function settleTakeOrPay(
  hours: SettledHours,
  terms: {
    readonly takenMW: Float64Array;
    readonly availableMW: Float64Array;
    readonly takeOrPayFrac: number;
    readonly priceUSDPerMWh: number;
    /** Passed on per MWh taken, such as fuel. */
    readonly passedOnUSDPerMWh: number;
    readonly fixedUSD: number;
  },
): Settlement {
  const { takenMW, priceUSDPerMWh, fixedUSD } = terms;
  const dueMW = terms.availableMW.map((mw) => terms.takeOrPayFrac * mw);
  const settled = settlementOf(hours, {
    deliveredMW: takenMW,
    energy: pricedAt(takenMW, hours.spotUSDPerMWh, { priceUSDPerMWh, spotFrac: 0 }),
    dueMW,
    fees: feeOn(takenMW, terms.passedOnUSDPerMWh),
    fixedUSD,
  });
  const dueMWh = sumOf(hours, (t) => dueMW[t]!);
  return { ...settled, energyUSD: priceUSDPerMWh * Math.max(settled.deliveredMWh, dueMWh) };
}

/** Space, or space with chips, by kW of IT and month, with metered energy at cost and a fee. */
export function settleRent(
  hours: SettledHours,
  terms: {
    readonly itMW: number;
    readonly years: number;
    readonly rentUSDPerKWMonth: number;
    readonly securityUSDPerMWYear: number;
    /** Energy billed, MW. */
    readonly meteredMW: Float64Array;
    readonly energyFeeUSDPerMWh: number;
  },
): Settlement {
  const { meteredMW } = terms;
  return settlementOf(hours, {
    deliveredMW: meteredMW,
    energy: { mw: meteredMW, usdPerMWh: hours.spotUSDPerMWh },
    fees: feeOn(meteredMW, terms.energyFeeUSDPerMWh),
    fixedUSD:
      terms.itMW * terms.years * (terms.rentUSDPerKWMonth * 12 * 1000 + terms.securityUSDPerMWYear),
  });
}

/** Chips of a cloud: reserved around the clock, or by the hour used. Its energy is the provider's. */
export function settleCloud(
  hours: SettledHours,
  terms: {
    readonly chips: number;
    readonly years: number;
    readonly reserved: boolean;
    readonly priceUSDPerGPUHour: number;
    readonly usedChips: Float64Array;
  },
): Settlement {
  const { chips, years, priceUSDPerGPUHour: price, usedChips } = terms;
  return {
    ...settlementOf(hours, {
      deliveredMW: new Float64Array(hours.weightHours.length),
      fixedUSD: terms.reserved ? chips * years * price * 8760 : 0,
    }),
    feesUSD: terms.reserved ? 0 : price * sumOf(hours, (t) => usedChips[t]!),
  };
}
