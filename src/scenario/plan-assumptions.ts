/** What the plan as a whole reckons with: its cost of capital, what compute is sold for, the rate of its currency. */
import { catalog } from "../catalog/catalog.ts";
import type { Figure } from "../catalog/table.ts";
import type { BuyerScenario } from "./buyer.ts";
import type { Assumption, Money, Objective } from "./scenario.ts";
import type { OuterScenario } from "./schema.ts";

/** Assumptions of the plan as a whole; `value` is the scenario as it stands in the file. */
export function planAssumptions(
  outer: OuterScenario,
  value: unknown,
  money: Money,
  objective: Objective,
  buyer: BuyerScenario | undefined,
): Assumption[] {
  const given = (value as { money?: Readonly<Record<string, unknown>> | null } | null)?.money ?? {};
  const of = (
    path: string,
    worth: unknown,
    isStated: boolean,
    help: string,
    figure?: Figure,
  ): Assumption => ({
    path,
    value: worth,
    origin: isStated ? "scenario" : "default",
    figure: isStated ? undefined : figure,
    help,
  });
  const price = objective.kind === "mostValue" ? objective.usdPerEFLOPSh : undefined;
  return [
    of(
      "money.waccFrac",
      money.waccFrac,
      "waccFrac" in given,
      buyer && !("waccFrac" in given)
        ? `Real cost of capital of the plan, with what rating ${buyer.rating} pays beyond rating a`
        : "Real cost of capital of the plan",
      catalog("campus").get("network")?.get("waccFrac"),
    ),
    ...(money.currency === "USD"
      ? []
      : [
          of(
            "money.usdPerUnit",
            money.usdPerUnit,
            outer.money.usdPerUnit !== undefined,
            `USD per ${money.currency}`,
            catalog("currencies").get(money.currency.toLowerCase())?.get("usdPerUnit"),
          ),
        ]),
    ...(price === undefined
      ? []
      : [
          of(
            "objective.mostValue.usdPerEFLOPSh",
            price,
            true,
            "What an EFLOPS·h of compute is sold for",
          ),
        ]),
  ];
}
