/** Every kind of grid connection. Adding one: its file, its test, its line here. */
import type { AnyBlock } from "../block.ts";
import { gridConnection } from "./grid-connection.ts";

export const connectionBlocks = {
  "grid-connection": gridConnection,
} satisfies Record<string, AnyBlock>;
