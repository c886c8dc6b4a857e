/** Every use of waste heat. Adding one: its file, its test, its line here. */
import type { AnyBlock } from "../block.ts";
import { heatSale } from "./heat-sale.ts";

export const heatBlocks = { "heat-sale": heatSale } satisfies Record<string, AnyBlock>;
