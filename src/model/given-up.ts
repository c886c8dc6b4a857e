/**
 * Units of a contract that are given up for good, from a quarter on and then at the start of every year:
 *
 *     in force_q = signed_q − Σ_{years begun by q} givenUp + Σ_{ends by q} ended
 *     ended ≤ units of the stages that end then;  Σ_{ends by q} ended ≤ Σ_{years begun before q} givenUp
 *
 * What is given up is not paid for any more. It cannot exceed what is signed: whatever is limited by a size is
 * at least zero. What is given up of a stage that ends anyway (`ended`) is no longer missing after its end.
 */
import type { SizeRequest, Sum } from "../blocks/block.ts";
import { addDesign, addDesignRow } from "../problem/build.ts";
import { bookUpkeep } from "./booking.ts";
import type { Campus } from "./campus.ts";
import { unitCosts } from "./owner.ts";
import type { Owner } from "./owner.ts";

const QUARTERS = 4;

/** A decision to give up so many units of a contract from an interval on. */
export interface GivenUp {
  readonly asset: string;
  readonly request: SizeRequest;
  readonly design: number;
  readonly from: number;
}

/** Most units that may be in force. */
function mostOf({ maximum = Infinity, existing = 0, stages }: SizeRequest): number {
  return existing + (stages ? stages.reduce((sum, { amount }) => sum + amount, 0) : maximum);
}

/** Units signed that end with an interval: stages whose time is over, and what was there and retires. */
function endedAt({ stages }: SizeRequest, signed: readonly Sum[], i: number): Sum {
  const before = signed[i - 1]!;
  const still = new Set(signed[i]!.terms.map(({ design }) => design));
  return {
    constant: Math.max(0, before.constant - signed[i]!.constant),
    terms: stages ? before.terms.filter(({ design }) => !still.has(design)) : [],
  };
}

/** Adds `coefficient` units of a decision to what is in force from an interval on; books its upkeep. */
function inForceFrom(
  campus: Campus,
  owner: Owner,
  request: SizeRequest,
  sums: Sum[],
  { design, coefficient, from }: { design: number; coefficient: number; from: number },
): void {
  campus.problem.design[design]!.cost = bookUpkeep(campus, owner, unitCosts(request), design, (i) =>
    i >= from ? coefficient : 0,
  );
  for (let i = from; i < sums.length; i++) {
    const { constant, terms } = sums[i]!;
    sums[i] = { constant, terms: [...terms, { design, coefficient }] };
  }
}

/** `signed` less what is given up, where the request allows it. */
export function lessGivenUp(
  campus: Campus,
  owner: Owner,
  request: SizeRequest,
  signed: readonly Sum[],
): Sum[] {
  const { mayEndFrom } = request;
  const most = mostOf(request);
  const first =
    mayEndFrom === undefined
      ? -1
      : campus.intervals.findIndex(
          ({ quarter, yearFrac }) => yearFrac === 1 || quarter >= mayEndFrom,
        );
  const sums = [...signed];
  if (first < 0 || most === 0) return sums;
  const given: { design: number; coefficient: number; from: number }[] = [];
  for (let from = first; from < sums.length; from += QUARTERS - (from % QUARTERS)) {
    const { label, yearFrac } = campus.intervals[from]!;
    const design = addDesign(campus.problem, {
      name: `${owner.asset}.${request.name}.givenUp${yearFrac === 1 ? "" : `@${label}`}`,
      upper: most,
    });
    inForceFrom(campus, owner, request, sums, { design, coefficient: -1, from });
    campus.givenUp.push({ asset: owner.asset, request, design, from });
    given.push({ design, coefficient: -1, from });
  }
  const name = `${owner.asset}.${request.name}.givenUpEnded`;
  for (let from = first + 1; from < sums.length; from++) {
    const { constant, terms } = endedAt(request, signed, from);
    if (constant === 0 && terms.length === 0) continue;
    const { label } = campus.intervals[from]!;
    const design = addDesign(campus.problem, { name: `${name}@${label}`, upper: most });
    inForceFrom(campus, owner, request, sums, { design, coefficient: 1, from });
    given.push({ design, coefficient: 1, from });
    addDesignRow(campus.problem, {
      name: `${name}.most@${label}`,
      terms: [
        { design, coefficient: 1 },
        ...terms.map((one) => ({ ...one, coefficient: -one.coefficient })),
      ],
      sense: "<=",
      rhs: constant,
    });
    addDesignRow(campus.problem, {
      name: `${name}.given@${label}`,
      terms: given
        .filter((one) => one.from < from || one.design === design)
        .map((one) => ({ design: one.design, coefficient: one.coefficient })),
      sense: "<=",
      rhs: 0,
    });
  }
  return sums;
}
