/** Every way to take heat out of a hall. Adding one: its file, its test, its line here. */
import type { AnyBlock } from "../block.ts";
import { adiabaticDryCooler } from "./adiabatic-dry-cooler.ts";
import { airEconomiser } from "./air-economiser.ts";
import { coldPlateCoolingTower } from "./cold-plate-cooling-tower.ts";
import { coldPlateDryCooler } from "./cold-plate-dry-cooler.ts";
import { crahAirCooledChiller } from "./crah-air-cooled-chiller.ts";
import { immersionSinglePhase } from "./immersion-single-phase.ts";
import { immersionTwoPhase } from "./immersion-two-phase.ts";
import { rearDoorHeatExchanger } from "./rear-door-heat-exchanger.ts";
import { waterCooledChillerTower } from "./water-cooled-chiller-tower.ts";

export const coolingBlocks = {
  "crah-air-cooled-chiller": crahAirCooledChiller,
  "water-cooled-chiller-tower": waterCooledChillerTower,
  "air-economiser": airEconomiser,
  "rear-door-heat-exchanger": rearDoorHeatExchanger,
  "cold-plate-dry-cooler": coldPlateDryCooler,
  "cold-plate-cooling-tower": coldPlateCoolingTower,
  "adiabatic-dry-cooler": adiabaticDryCooler,
  "immersion-single-phase": immersionSinglePhase,
  "immersion-two-phase": immersionTwoPhase,
} satisfies Record<string, AnyBlock>;
