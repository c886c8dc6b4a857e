/** Orders of a plan over quarters: `order.<asset>.<size>.<quarter>.decideBy`. */
import { threeFigures } from "../bottlenecks.ts";
import { decideWords } from "../html/time-orders-table.ts";
import type { Package } from "../package.ts";
import { orderWords, plannedOrders } from "../time-orders.ts";
import type { PlannedOrder } from "../time-orders.ts";
import { drawsLine, milestonesOfAssets, resourceLine } from "./drawn.ts";
import { endingWith } from "./family.ts";
import type { Explanation, Family, Named } from "./family.ts";
import { assetsOf } from "./figure-inputs.ts";
import { orderName } from "./names.ts";

function* figuresOf(pack: Package, order: PlannedOrder): Iterable<Named> {
  const timeline = pack.timeline!;
  const { percentile } = timeline;
  const own = assetsOf(pack).find(({ name }) => name === order.asset);
  const what = `${orderWords(order)} at ${order.site}, ${order.comes}`;
  const inputs = () => [
    `in force from: ${order.comes}`,
    `from the decision until then: ${threeFigures(order.leadMonths)} months; the plan counts on P${percentile} of the milestones`,
    ...order.milestones.map(
      ({ name, duration: { p10Months, p50Months, p90Months }, exitFrac, after }) =>
        `${name}: ${threeFigures(p10Months)}, ${threeFigures(p50Months)}, ${threeFigures(p90Months)} months at P10, P50, P90; ends ${threeFigures(100 * exitFrac)} % of cases${after.length > 0 ? `; after ${after.join(", ")}` : ""}`,
    ),
  ];
  const behind = () => milestonesOfAssets(pack, new Set([order.asset]));
  const limits = () =>
    endingWith(
      pack,
      ["stages", "maxMW", "maxMWh", "maxChips", "minMW", "minChips"],
      own ? `${own.path}.` : order.asset,
    );
  const planned = (
    part: Parameters<typeof orderName>[1],
    title: string,
    value: Explanation["value"],
    unit: string,
    formula: string,
  ): Named => [
    orderName(order, part),
    () => ({
      title: `${title}: ${what}`,
      value,
      unit,
      formula,
      inputs: inputs(),
      behind: [...behind(), ...limits()],
    }),
  ];
  yield planned(
    "decideBy",
    "Decide by",
    decideWords(order),
    "",
    "month in force from − months of its milestones at the plan's percentile − months of slack that the scenario asks for, not before the plan starts; a stage is decided at the start, or as much later as it is accepted; what was ordered before the plan is under way",
  );
  yield planned(
    "amount",
    "How much",
    order.amount,
    order.unit,
    "chosen by the optimiser: the size at which one unit more would cost what it brings; of a stage that is accepted whole, what is offered",
  );
  yield planned(
    "comes",
    "In force from",
    order.comes,
    "",
    "chosen by the optimiser among the quarters in which orders come and which its lead allows",
  );
  yield planned(
    "leadMonths",
    "Lead",
    order.leadMonths,
    "months",
    "month in force from − month it must be decided",
  );
  const { odds } = pack;
  const drawn = order.odds;
  if (!odds || !drawn) return;
  for (const [part, title, { mean }, formula] of [
    [
      "late",
      "Late",
      drawn.lateFrac,
      "draws in which it comes after its planned month, or never / all draws",
    ],
    ["never", "Never", drawn.exitFrac, "draws in which a milestone ends it / all draws"],
  ] as const)
    yield [
      orderName(order, part),
      () => ({
        title: `${title}: ${what}`,
        value: mean,
        unit: "frac",
        formula,
        inputs: [resourceLine(pack, drawn), ...inputs(), drawsLine(odds)],
        behind: behind(),
      }),
    ];
}

export const orderFigures: Family = {
  words: "orders of a plan over quarters",
  form: "order.<asset>.<size>.<quarter>[.<stage>].<decideBy, amount, comes, leadMonths, late or never>",
  *figures(pack) {
    const { timeline, odds } = pack;
    if (timeline) for (const order of plannedOrders(timeline, odds)) yield* figuresOf(pack, order);
  },
};
