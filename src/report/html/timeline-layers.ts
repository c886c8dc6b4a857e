/** The layers of power on its way to compute: words, order and one fixed colour each. */
import type { Layer } from "../timeline.ts";
import { colourOf } from "./colours.ts";

/** From the busbar to the chips. */
export const LAYER_ORDER: readonly Layer[] = [
  "grid",
  "generation",
  "contract",
  "storage",
  "cooling",
  "hall",
  "chips",
  "other",
];

/** Generation and storage take the colour of their technology; IT is the accent, as in every picture. */
export function layerColour(layer: Layer, name: string): string {
  if (layer === "grid") return colourOf("grid");
  if (layer === "cooling") return "#3f9fb0";
  if (layer === "hall") return "#b3a68c";
  if (layer === "chips") return "var(--accent)";
  return colourOf(name);
}

/** Shades of the accent, one a generation of chips: the newest is the strongest. */
export function generationShade(index: number, count: number): number {
  return count <= 1 ? 1 : 0.35 + (0.65 * index) / (count - 1);
}
