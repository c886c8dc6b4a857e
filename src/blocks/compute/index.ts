/** Compute of one's own: one fleet block per catalogue accelerator. */
export { fleetBlocks } from "./fleet.ts";
