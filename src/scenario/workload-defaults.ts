/** Defaults of a workload that hang on another of its fields: the share of a peak that is used is smaller the coarser the number format. */
import { catalog } from "../catalog/catalog.ts";
import type { BlockEntry } from "./scenario.ts";

/** MFU of the precision, `mfuFP8Frac` of data/workloads.csv for fp8, where the file states none and the catalogue knows one. */
export function withMFUOfPrecision(entry: BlockEntry): BlockEntry {
  const precision = String(entry.spec["precision"]).toUpperCase();
  const figure = catalog("workloads").get(entry.block.kind)?.get(`mfu${precision}Frac`);
  if (!figure || entry.given.has("mfuFrac")) return entry;
  return {
    ...entry,
    spec: { ...entry.spec, mfuFrac: Number(figure.text) },
    defaultFigures: new Map([["mfuFrac", figure]]),
  };
}
