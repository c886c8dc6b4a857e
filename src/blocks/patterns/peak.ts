/** Dense peaks of catalogue accelerators. */
import { catalog } from "../../catalog/catalog.ts";
import { optionalNumberIn } from "../../catalog/table.ts";
import type { Workload } from "../block.ts";

/** Dense peak in PFLOPS per chip at a precision; undefined when the maker publishes none. */
export function catalogPeakPFLOPS(
  id: string,
  precision: Workload["precision"],
): number | undefined {
  const entry = catalog("accelerators").get(id);
  const tflops = entry && optionalNumberIn(entry, `${precision}TFLOPS`);
  return tflops === undefined ? undefined : tflops / 1000;
}
