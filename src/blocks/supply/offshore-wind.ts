/** Offshore wind farm. */
import { windFarm } from "../patterns/wind-farm.ts";

export const offshoreWind = windFarm("offshore", "Offshore wind");
