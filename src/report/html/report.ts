/** placeholder */
import type { HourlyReport, Package } from "../package.ts";
export function renderReport(pack: Package, _hourly: readonly HourlyReport[]): string {
  return `<!doctype html><title>${pack.name}</title><p>${pack.sentence}</p>`;
}
