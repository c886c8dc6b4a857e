/** Finds a figure among families, and puts the rate behind money that is told at one. */
import { writtenIn } from "../../units/money.ts";
import { RATE_PATH } from "../currency-note.ts";
import type { HourlyReport, Package } from "../package.ts";
import type { Explanation, Family } from "./family.ts";

function found(
  families: readonly Family[],
  pack: Package,
  figure: string,
  hourly: readonly HourlyReport[],
): Explanation | undefined {
  for (const family of families)
    for (const [name, explanation] of family.figures(pack, hourly))
      if (name === figure) return { figure, ...explanation() };
  return undefined;
}

/** Where a figure of these families comes from; undefined for one that is not known. */
export function explainAmong(
  families: readonly Family[],
  pack: Package,
  figure: string,
  hourly: readonly HourlyReport[] = [],
): Explanation | undefined {
  const one = writtenIn(pack.money, () => found(families, pack, figure, hourly));
  if (!one?.unit.startsWith("USD")) return one;
  const rate = pack.provenance.filter(
    ({ path }) => path === RATE_PATH && one.behind.every((other) => other.path !== path),
  );
  return { ...one, behind: [...one.behind, ...rate] };
}
