/** What the plan and its sites reckon with beside blocks: cost of capital, what compute is sold for, currency, losses of a site. */
import { catalog } from "../catalog/catalog.ts";
import type { Figure } from "../catalog/table.ts";
import type { Assumption, Scenario } from "./scenario.ts";
import type { OuterScenario } from "./schema.ts";

interface InFile {
  readonly money?: Readonly<Record<string, unknown>> | null;
  readonly sites?: Readonly<Record<string, Readonly<Record<string, unknown>> | null>>;
}

/** Assumptions of no block; `value` is the scenario as it stands in the file. */
export function planAssumptions(
  outer: OuterScenario,
  value: unknown,
  { money, objective, buyer, sites }: Pick<Scenario, "money" | "objective" | "buyer" | "sites">,
): Assumption[] {
  const inFile = (value ?? {}) as InFile;
  const given = inFile.money ?? {};
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
    ...sites.map(({ name, electricalEfficiencyFrac }) =>
      of(
        `sites.${name}.electricalEfficiencyFrac`,
        electricalEfficiencyFrac,
        "electricalEfficiencyFrac" in (inFile.sites?.[name] ?? {}),
        "IT power over power drawn at the busbar",
        catalog("campus").get("electrical-chain")?.get("electricalEfficiencyFrac"),
      ),
    ),
  ];
}
