/** Stated figures that are a hundredth of the usual, or a hundred times it: most likely another unit, such as USD per kW. */
import { grouped } from "../units/grouped.ts";
import { metaOf } from "./field-meta.ts";
import type { BlockEntry } from "./scenario.ts";
import { unitOf } from "./validate.ts";

/** Units are mistaken by a thousand, or by a hundred for cents; prices of one thing rarely differ as much. */
const FACTOR = 100;

export const isFarFrom = (stated: number, usual: number): boolean =>
  stated > 0 && usual > 0 && (stated >= FACTOR * usual || FACTOR * stated <= usual);

/** Three figures; digits of whole thousands grouped. */
const shown = (value: number) => {
  const text = String(Number(value.toPrecision(3)));
  return /^\d+$/.test(text) ? grouped(text) : text;
};

/** A notice for every stated amount of money and power of a chip that is far from the catalogue's. */
export function farFromUsual(entry: BlockEntry): string[] {
  return [...entry.given].flatMap((field): string[] => {
    const value = entry.spec[field];
    const figure = entry.ofPlace?.get(field) ?? metaOf(entry, field).figure;
    if (typeof value !== "number" || !figure || !/USD|KWPerChip/.test(field)) return [];
    const usual = Number(figure.text);
    return isFarFrom(value, usual)
      ? [
          `${entry.path}.${field} is ${shown(value)}, where ${shown(usual)} ${unitOf(field)} is usual; is it in that unit?`,
        ]
      : [];
  });
}
