/**
 * Units of a contract that are given up for good, from a quarter on and then at the start of every year:
 *
 *     in force_q = signed_q − Σ_{years begun by q} givenUp;  what is given up is not paid for any more
 *
 * It cannot exceed what is signed: whatever is limited by a size is at least zero.
 */
import type { SizeRequest, Sum } from "../blocks/block.ts";
import { addDesign } from "../problem/build.ts";
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
  for (let from = first; from < sums.length; from += QUARTERS - (from % QUARTERS)) {
    const { label, yearFrac } = campus.intervals[from]!;
    const design = addDesign(campus.problem, {
      name: `${owner.asset}.${request.name}.givenUp${yearFrac === 1 ? "" : `@${label}`}`,
      upper: most,
    });
    campus.problem.design[design]!.cost = bookUpkeep(
      campus,
      owner,
      unitCosts(request),
      design,
      (i) => (i >= from ? -1 : 0),
    );
    campus.givenUp.push({ asset: owner.asset, request, design, from });
    for (let i = from; i < sums.length; i++) {
      const { constant, terms } = sums[i]!;
      sums[i] = { constant, terms: [...terms, { design, coefficient: -1 }] };
    }
  }
  return sums;
}
