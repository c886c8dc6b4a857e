/** The rate at which money is written of what holds many plans of a scenario against each other. */
import type { Scenario } from "../scenario/scenario.ts";
import { currencyOf } from "../units/money.ts";
import { assumptionsOf } from "./assumptions.ts";
import { currencyNote } from "./currency-note.ts";

/** As notices; none in USD. */
export function currencyNotices(scenario: Scenario): string[] {
  const money = currencyOf(scenario.money);
  const note = currencyNote({ money, provenance: assumptionsOf(scenario) });
  return note === undefined ? [] : [note];
}
