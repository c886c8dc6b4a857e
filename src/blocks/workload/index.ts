/** Every kind of work. Adding one: its file, its test, its line here. */
import type { AnyBlock } from "../block.ts";
import { batch } from "./batch.ts";
import { inference } from "./inference.ts";
import { training } from "./training.ts";

export const workloadBlocks = { training, inference, batch } satisfies Record<string, AnyBlock>;

/** Kinds that sites share hour by hour. */
export const hourlyWorkloads: ReadonlySet<string> = new Set(["inference", "batch"]);
