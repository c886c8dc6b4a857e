/** Fields every workload has: precision, how well it uses the chip, and its power-cap curve. */
import { z } from "zod";
import { catalog } from "../../catalog/catalog.ts";
import { choice, fromCatalog, optional } from "../fields.ts";
import { PRECISIONS } from "../precision.ts";

const curves = [...catalog("power-cap-curves").keys()] as [string, ...string[]];

/** Fields with the defaults of the workload `kind` in data/workloads.csv. */
export function workloadFields(kind: string) {
  const figures = fromCatalog("workloads", kind);
  const text = (parameter: string) => catalog("workloads").get(kind)!.get(parameter)!.text;
  return {
    precision: choice("Number format", PRECISIONS, z.enum(PRECISIONS).parse(text("precision"))),
    mfuFrac: figures.number(
      "mfuFrac",
      "Share of the dense peak that is useful work (MFU); when left out, what is usual for the precision",
      {
        min: 0.001,
        max: 1,
      },
    ),
    availabilityFrac: figures.number(
      "availabilityFrac",
      "Share of time that is useful: failures, restarts, checkpoints",
      { min: 0.01, max: 1 },
    ),
    powerCapCurve: choice("Power-cap curve that fits the work", curves, text("powerCapCurve")),
    countries: z
      .array(z.string().regex(/^[A-Z]{2}$/, "a country such as SE"))
      .min(1)
      .optional()
      .meta({ description: "Countries whose sites may serve it; any when left out" }),
    maxLatencyMs: optional(
      "Most delay between its users and a site; needs latencyMs of every site",
    ),
    valueUSDPerEFLOPSh: optional("What an EFLOPS·h is worth; for the objective mostValue"),
  };
}
