/** Compute: one fleet block per catalogue accelerator, and compute bought elsewhere. */
import type { AnyBlock } from "../block.ts";
import { rentedCompute } from "./rented-compute.ts";

export { fleetBlocks } from "./fleet.ts";

export const computeBlocks = { "rented-compute": rentedCompute } satisfies Record<string, AnyBlock>;
