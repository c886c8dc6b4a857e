/** Sizes, costs and electricity of an asset: `lulea.solar.powerMW`, `.usdPerYear`, `.energyMWh`. */
import { threeFigures, usdWords } from "../bottlenecks.ts";
import type { AssetReport, Package, SizeReport } from "../package.ts";
import { capital } from "../words.ts";
import { billLines, costWords } from "./bill-lines.ts";
import { costAssumptions } from "./cost-assumptions.ts";
import { formulaOf } from "./family.ts";
import type { Explanation, Family } from "./family.ts";
import { assetsOf } from "./figure-inputs.ts";
import { LEVELISED } from "./key-figures.ts";

type Explained = Omit<Explanation, "figure">;

/** Assumptions of an asset's own fields. */
const ownAssumptions = (pack: Package, { path: own }: AssetReport) =>
  pack.provenance.filter(({ path }) => path.startsWith(`${own}.`));

function explainSize(pack: Package, asset: AssetReport, size: SizeReport): Explained {
  const { maximum, value, unit } = size;
  const reached = maximum !== null && value >= 0.9999 * maximum && maximum > 0;
  return {
    title: `${capital(asset.title)} at ${asset.site}`,
    value,
    unit,
    formula: "chosen by the optimiser: the size at which one unit more would cost what it brings",
    inputs: [
      maximum === null
        ? "no limit in the scenario"
        : `at most ${threeFigures(maximum)} ${unit}${reached ? ", which is reached" : ""}`,
      `costs ${usdWords(asset.usdPerYear)} a year`,
    ],
    behind: ownAssumptions(pack, asset),
  };
}

function explainCost(pack: Package, asset: AssetReport): Explained {
  const costs = pack.costs.filter((cost) => cost.asset === asset.name);
  return {
    title: `Cost of ${asset.title} at ${asset.site}`,
    value: asset.usdPerYear,
    unit: "USD/yr",
    formula: formulaOf(pack, "Σ capital × annuity(WACC, life) + upkeep + running costs", LEVELISED),
    inputs: [
      ...costs.map((cost) => `${cost.category}: ${costWords(cost)}`),
      ...billLines(pack, asset, () => true),
    ],
    behind: costAssumptions(pack, costs),
  };
}

const explainEnergy = (pack: Package, asset: AssetReport): Explained => ({
  title: `Electricity of ${asset.title} at ${asset.site}`,
  value: asset.energyMWh,
  unit: "MWh",
  formula: "Σ over all hours of the power given to the busbar; negative where it draws",
  inputs: asset.rows.map(({ label, value, unit }) => `${label}: ${threeFigures(value)} ${unit}`),
  behind: ownAssumptions(pack, asset),
});

export const assetFigures: Family = {
  words: "size, cost and electricity of an asset",
  form: "<site>.<asset>.<size>, <site>.<asset>.usdPerYear, <site>.<asset>.energyMWh",
  *figures(pack) {
    for (const asset of assetsOf(pack)) {
      for (const size of asset.sizes)
        yield [`${asset.name}.${size.name}`, () => explainSize(pack, asset, size)];
      yield [`${asset.name}.usdPerYear`, () => explainCost(pack, asset)];
      yield [`${asset.name}.energyMWh`, () => explainEnergy(pack, asset)];
    }
  },
};
