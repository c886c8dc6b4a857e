/** Every power plant that may be built. Adding one: its file, its test, its line here. */
import type { AnyBlock } from "../block.ts";
import { ccgt } from "./ccgt.ts";
import { emergencyDiesel } from "./emergency-diesel.ts";
import { enhancedGeothermal } from "./enhanced-geothermal.ts";
import { gasFuelCell } from "./gas-fuel-cell.ts";
import { geothermal } from "./geothermal.ts";
import { offshoreWind } from "./offshore-wind.ts";
import { onshoreWind } from "./onshore-wind.ts";
import { openCycleTurbine } from "./open-cycle-turbine.ts";
import { reciprocatingEngine } from "./reciprocating-engine.ts";
import { runOfRiverHydro } from "./run-of-river-hydro.ts";
import { smr } from "./smr.ts";
import { solar } from "./solar.ts";

export const supplyBlocks = {
  solar,
  "onshore-wind": onshoreWind,
  "offshore-wind": offshoreWind,
  "run-of-river-hydro": runOfRiverHydro,
  ccgt,
  "open-cycle-turbine": openCycleTurbine,
  "reciprocating-engine": reciprocatingEngine,
  "gas-fuel-cell": gasFuelCell,
  "emergency-diesel": emergencyDiesel,
  smr,
  geothermal,
  "enhanced-geothermal": enhancedGeothermal,
} satisfies Record<string, AnyBlock>;
