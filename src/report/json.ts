/** The package as JSON text: stable order, numbers as they are, nothing that is not a number. */
import type { Package } from "./package.ts";

export function packageJSON(value: Package): string {
  return `${JSON.stringify(value, (_key, item: unknown) => (typeof item === "number" && !Number.isFinite(item) ? null : item), 2)}\n`;
}
