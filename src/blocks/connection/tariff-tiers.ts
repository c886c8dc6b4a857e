/** Prices by quantity: sizes of tiers that fill in order, with whole switches where a later tier is cheaper. */
import type { Asset, Size, SizeRequest } from "../block.ts";
import { categoryOf } from "./charge-category.ts";
import type { Load } from "./tariff-hours.ts";
import type { Part, Tier } from "./tariff.ts";

/** Sizes of the tiers of one quantity, in order; falling prices come with whole switches. */
export function tierSizes(
  part: Part,
  tiers: readonly Tier[],
  asset: Asset,
  at: {
    label: string;
    unit: string;
    /** What a unit costs at a tier's price. */
    cost: (usdPerUnit: number) => Pick<SizeRequest, "fixedOMUSDPerUnitYear" | "usdPerUnitYearAt">;
    most: number;
    scale: number;
  },
): Size[] {
  // Tiers that no month can reach need neither size nor switch.
  const reached = tiers.filter((_, k) => (tiers[k - 1]?.upTo ?? 0) * at.scale < at.most);
  const startOf = (k: number) => (tiers[k - 1]?.upTo ?? 0) * at.scale;
  const widthOf = (k: number) =>
    Math.min((tiers[k]!.upTo ?? Infinity) * at.scale, at.most) - startOf(k);
  const sizes = reached.map(({ usdPerUnit }, k) =>
    asset.size({
      name: `${part.name}.tier${k + 1}${at.label}`,
      unit: at.unit,
      maximum: widthOf(k),
      category: categoryOf(part),
      nature: "measure",
      ...at.cost(usdPerUnit),
    }),
  );
  reached.forEach(({ usdPerUnit }, k) => {
    if (k === 0 || usdPerUnit >= tiers[k - 1]!.usdPerUnit) return;
    const full = asset.size({
      name: `${part.name}.full${k}${at.label}`,
      unit: "switch",
      maximum: 1,
      unitSize: 1,
      category: categoryOf(part),
      nature: "measure",
    });
    const name = `${part.name}.tier${k + 1}${at.label}`;
    asset.designRow(
      `${name}.after`,
      [
        { size: sizes[k - 1]!, coefficient: 1 },
        { size: full, coefficient: -widthOf(k - 1) },
      ],
      ">=",
      0,
    );
    asset.designRow(
      `${name}.open`,
      [
        { size: sizes[k]!, coefficient: 1 },
        { size: full, coefficient: -widthOf(k) },
      ],
      "<=",
      0,
    );
  });
  return sizes;
}

/** The most MW that a site's connection may bring. */
export function mostMW({ contracted }: Load): number {
  return contracted.reduce((sum, { request }) => {
    const { maximum = 0, existing = 0, stages } = request;
    return sum + existing + (stages ? stages.reduce((mw, { amount }) => mw + amount, 0) : maximum);
  }, 0);
}
