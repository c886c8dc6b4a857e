/**
 * Checks a solved plan from its numbers, sharing nothing with any optimiser.
 *
 *     every ledger closes hour by hour to 1e-6 of its scale; every row, store, budget and limit holds;
 *     charges add up to the objective; primal and dual objectives agree to the gap asked;
 *     nothing is negative, nothing is not a number
 */
import type { Campus } from "../model/campus.ts";
import { BALANCED } from "../model/campus.ts";
import { certify } from "../problem/certificate.ts";
import type { Solution } from "../problem/solution.ts";
import { billGaps } from "./tariffs/tariffs.ts";
import { settlementGaps } from "./contracts/contracts.ts";
import { chargesOf, ledger } from "./flows.ts";
import type { Check } from "./package.ts";
import { words } from "./words.ts";

const TOLERANCE = 1e-6;

function check(name: string, measured: number, allowed: number, detail = ""): Check {
  return { name, ok: measured <= allowed, measured, allowed, detail };
}

/** Worst imbalance of the balanced ledgers, relative to the largest flow through them. */
function ledgerChecks(campus: Campus, solution: Solution): Check[] {
  const solved = { campus, solution };
  return campus.sites.flatMap((site) =>
    BALANCED.flatMap((name) => {
      let worst = 0;
      let scale = 1;
      for (const period of site.periods) {
        const net = ledger(solved, period, name);
        const gross = ledger(
          solved,
          period,
          name,
          (posting) => typeof posting.coefficient === "number" && posting.coefficient > 0,
        );
        for (let t = 0; t < net.length; t++) {
          worst = Math.max(worst, Math.abs(net[t]!));
          scale = Math.max(scale, gross[t]!);
        }
      }
      return [
        check(
          `${site.name}: ${words(name)} closes every hour`,
          worst / scale,
          TOLERANCE,
          worst > 0 ? `worst ${worst.toExponential(1).replace("-", "−")} MW` : "",
        ),
      ];
    }),
  );
}

/** The worst of what is worked out apart from the model against what the plan charges for it. */
function gapCheck(
  name: string,
  gaps: readonly { name: string; gap: number; scaleUSD: number }[],
  planUSD: number,
): Check[] {
  if (gaps.length === 0) return [];
  // Dust of the solver on what is not signed is measured against the plan's cost; of a plan of nothing, against a dollar.
  const worst = gaps
    .map((one) => ({
      name: one.name,
      relative: one.gap / Math.max(one.scaleUSD, 1e-3 * planUSD, 1),
    }))
    .reduce((most, one) => (one.relative > most.relative ? one : most));
  return [check(name, worst.relative, TOLERANCE, worst.name)];
}

/** Every check of a solved plan; `costObjective` says whether the objective is money. */
export function verify(
  campus: Campus,
  solution: Solution,
  gapAsked: number,
  costObjective: boolean,
): Check[] {
  const certificate = certify(campus.problem, solution);
  const whole = campus.problem.design.some((variable) => variable.integer);
  const money = chargesOf({ campus, solution }).reduce((sum, charge) => sum + charge.presentUSD, 0);
  const objective = certificate.primalObjective;
  return [
    check("all values are numbers", certificate.finite ? 0 : 1, 0),
    ...ledgerChecks(campus, solution),
    check("every row holds", certificate.worstRow.relative, TOLERANCE, certificate.worstRow.name),
    check(
      "every limit holds",
      certificate.worstBound.relative,
      TOLERANCE,
      certificate.worstBound.name,
    ),
    ...(whole ? [check("whole sizes are whole", certificate.integrality, 1e-5)] : []),
    ...(costObjective
      ? [
          check(
            "costs add up to the objective",
            Math.abs(money - objective) / Math.max(1, Math.abs(objective)),
            TOLERANCE,
          ),
        ]
      : []),
    ...gapCheck(
      "contracts settle to what is charged",
      settlementGaps({ campus, solution }),
      Math.abs(money),
    ),
    ...gapCheck(
      "connections are billed what is charged",
      billGaps({ campus, solution }),
      Math.abs(money),
    ),
    whole
      ? check("proven gap", solution.gap, Math.max(gapAsked, 1e-4))
      : check("primal and dual objectives agree", certificate.gap, Math.max(gapAsked, TOLERANCE)),
  ];
}
