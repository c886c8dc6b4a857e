/** Every rule that binds in the optimisation. Adding one: its file, its test, its line here. */
import type { AnyBlock } from "../block.ts";
import { annualCleanShare } from "./annual-clean-share.ts";
import { carbonPrice } from "./carbon-price.ts";
import { co2Cap } from "./co2-cap.ts";
import { emergencyHours } from "./emergency-hours.ts";
import { emergencyCover } from "./emergency-cover.ts";
import { energyCap } from "./energy-cap.ts";
import { firmReserve } from "./firm-reserve.ts";
import { heatReuse } from "./heat-reuse.ts";
import { hourlyCleanShare } from "./hourly-clean-share.ts";
import { monthlyCleanShare } from "./monthly-clean-share.ts";
import { noxCap } from "./nox-cap.ts";
import { onSiteDispatchable } from "./on-site-dispatchable.ts";
import { pueLimit } from "./pue-limit.ts";
import { waterCap } from "./water-cap.ts";
import { waterMonthCap } from "./water-month-cap.ts";

export const ruleBlocks = {
  "co2-cap": co2Cap,
  "nox-cap": noxCap,
  "emergency-hours": emergencyHours,
  "emergency-cover": emergencyCover,
  "carbon-price": carbonPrice,
  "energy-cap": energyCap,
  "water-cap": waterCap,
  "water-month-cap": waterMonthCap,
  "annual-clean-share": annualCleanShare,
  "monthly-clean-share": monthlyCleanShare,
  "hourly-clean-share": hourlyCleanShare,
  "pue-limit": pueLimit,
  "heat-reuse": heatReuse,
  "on-site-dispatchable": onSiteDispatchable,
  "firm-reserve": firmReserve,
} satisfies Record<string, AnyBlock>;
