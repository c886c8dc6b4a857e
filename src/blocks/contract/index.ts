/** Every contract. At a site: power, space and what is behind the meter; for the portfolio: compute. Adding one: its file, its test, its line here. */
import type { AnyBlock } from "../block.ts";
import { baseloadAnnual } from "./baseload-annual.ts";
import { baseloadMonthly } from "./baseload-monthly.ts";
import { btmService } from "./btm-service.ts";
import { bundledCompute } from "./bundled-compute.ts";
import { colocation } from "./colocation.ts";
import { contractedHydro } from "./contracted-hydro.ts";
import { fixedProfile } from "./fixed-profile.ts";
import { fusionOffer } from "./fusion-offer.ts";
import { greenTariff } from "./green-tariff.ts";
import { nuclearPPA } from "./nuclear-ppa.ts";
import { payAsProduced } from "./pay-as-produced.ts";
import { poweredShell } from "./powered-shell.ts";
import { rentedCompute } from "./rented-compute.ts";
import { shaped247 } from "./shaped-24-7.ts";
import { sleeved } from "./sleeved.ts";
import { tollingBattery } from "./tolling-battery.ts";
import { tollingGas } from "./tolling-gas.ts";
import { virtual } from "./virtual.ts";

/** Contracts of a site. */
export const contractBlocks = {
  "pay-as-produced": payAsProduced,
  "baseload-annual": baseloadAnnual,
  "baseload-monthly": baseloadMonthly,
  "fixed-profile": fixedProfile,
  "shaped-24-7": shaped247,
  virtual,
  sleeved,
  "tolling-gas": tollingGas,
  "tolling-battery": tollingBattery,
  "btm-service": btmService,
  "green-tariff": greenTariff,
  "contracted-hydro": contractedHydro,
  "nuclear-ppa": nuclearPPA,
  "fusion-offer": fusionOffer,
  colocation,
  "powered-shell": poweredShell,
} satisfies Record<string, AnyBlock>;

/** Contracts for compute that stands elsewhere and serves all sites' demand. */
export const computeContracts = {
  "rented-compute": rentedCompute,
  "bundled-compute": bundledCompute,
} satisfies Record<string, AnyBlock>;
