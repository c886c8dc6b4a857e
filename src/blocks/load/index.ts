/** Electricity use beside compute and cooling. Adding one: its file, its test, its line here. */
import type { AnyBlock } from "../block.ts";
import { fixedLoad } from "./fixed-load.ts";

export const loadBlocks = { "fixed-load": fixedLoad } satisfies Record<string, AnyBlock>;
