/** Onshore wind farm. */
import { windFarm } from "../patterns/wind-farm.ts";

export const onshoreWind = windFarm("onshore", "Onshore wind");
