/** Every way to house chips. Adding one: its file, its test, its line here. */
import type { AnyBlock } from "../block.ts";
import { hallModular } from "./hall-modular.ts";
import { hallStickBuilt } from "./hall-stick-built.ts";

export const hallBlocks = {
  "hall-stick-built": hallStickBuilt,
  "hall-modular": hallModular,
} satisfies Record<string, AnyBlock>;
