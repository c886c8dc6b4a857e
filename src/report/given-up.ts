/** What a plan gives up of its contracts for good, in sentences. */
import type { Solved } from "./flows.ts";
import { threeFigures } from "./bottlenecks.ts";
import { inSentence, sizeWords } from "./words.ts";

/** Part of the units that may be given up below which nothing is told. */
const DUST = 1e-4;

export function givenUpNotes({ campus, solution }: Solved): string[] {
  return campus.givenUp.flatMap(({ asset, request, design, from }) => {
    const amount = solution.design[design]!;
    if (amount <= DUST * campus.problem.design[design]!.upper) return [];
    const { title, path } = campus.assets.find(({ name }) => name === asset)!;
    const when = campus.horizon ? ` from ${campus.intervals[from]!.label} on` : "";
    return [
      `${path}: ${threeFigures(amount)} ${sizeWords(request.name)} ${request.unit} of the ${inSentence(title)} are given up for good${when}, as they are not used enough to be kept; they are not billed any more`,
    ];
  });
}
