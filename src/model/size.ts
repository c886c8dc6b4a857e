/** Sizes: what may be built or signed, what it costs, and what of it is in force when. */
import type { Size, SizeRequest, Sum } from "../blocks/block.ts";
import { neededCapitalFrac } from "../finance/present-value.ts";
import { addDesign } from "../problem/build.ts";
import type { Campus } from "./campus.ts";
import { lessGivenUp } from "./given-up.ts";
import { limitDesign, stageDesign, unitCosts } from "./owner.ts";
import type { Owner, UnitCost } from "./owner.ts";
import { sizeOverHorizon } from "./stock.ts";

/** Capital a year per unit of it. */
function yearlyFrac({ waccFrac, need }: Campus, lifeYears: number): number {
  return neededCapitalFrac(waccFrac, lifeYears, need?.years, need?.resaleFrac ?? 0);
}

/** Books yearly costs of a design variable of `units` units each; gives their sum. */
function bookYear(
  campus: Campus,
  owner: Owner,
  costs: readonly UnitCost[],
  design: number,
  units: number,
): number {
  let sum = 0;
  for (const { category, capexUSDPerUnit, lifeYears, upkeepUSDPerYear } of costs) {
    const head = { asset: owner.asset, site: owner.site.name, category, on: "size" as const };
    const capital =
      capexUSDPerUnit === 0 || design < 0
        ? 0
        : capexUSDPerUnit * yearlyFrac(campus, lifeYears) * units;
    const upkeep = upkeepUSDPerYear * units;
    if (capital !== 0)
      campus.charges.push({
        ...head,
        design,
        usd: Float64Array.of(capital),
        capexUSD: capexUSDPerUnit * units,
        lifeYears,
      });
    if (upkeep !== 0)
      campus.charges.push({ ...head, design, usd: Float64Array.of(upkeep), capexUSD: 0 });
    sum += capital + upkeep;
  }
  return sum;
}

function yearSum(campus: Campus, owner: Owner, request: SizeRequest): Sum {
  const { name, existing = 0, minimum = 0, maximum = Infinity, unitSize } = request;
  const { quarter } = campus.intervals[0]!;
  const stages = request.stages?.filter(
    ({ from = 0, until = Infinity }) => from < quarter + 4 && until > quarter,
  );
  const parts = stages?.map((stage) => ({
    label: `${name}.${stage.label}`,
    unit: stage.amount,
    whole: stage.whole,
    least: 0,
    most: stage.amount,
    stage,
  })) ?? [
    {
      label: name,
      unit: unitSize ?? 1,
      whole: unitSize !== undefined,
      least: minimum,
      most: maximum,
      stage: undefined,
    },
  ];
  campus.problem.constant += bookYear(campus, owner, unitCosts(request), -1, existing);
  const terms = parts.map(({ label, unit, whole, least, most, stage }) => {
    const design = stage
      ? stageDesign(campus, owner, stage)
      : addDesign(campus.problem, {
          name: `${owner.asset}.${label}`,
          lower: least / unit,
          upper: whole ? Math.floor(most / unit + 1e-9) : most,
          integer: whole,
        });
    campus.problem.design[design]!.cost += bookYear(
      campus,
      owner,
      unitCosts(request, stage),
      design,
      unit,
    );
    if (Number.isFinite(most))
      limitDesign(campus, owner, request, {
        design,
        factor: unit,
        value: most,
        ...(stage ? {} : { existing }),
        intervals: [0, 0],
      });
    return { design, coefficient: unit };
  });
  return { constant: existing, terms };
}

/** Adds a size asked for by `owner`. */
export function addSize(campus: Campus, owner: Owner, request: SizeRequest): Size {
  const signed = campus.horizon
    ? sizeOverHorizon(campus, campus.horizon, owner, request)
    : [yearSum(campus, owner, request)];
  const inForce = lessGivenUp(campus, owner, request, signed);
  const size: Size = { inForce, request };
  campus.sized.push({
    asset: owner.asset,
    path: owner.path,
    site: owner.site.name,
    size,
    request,
  });
  return size;
}
