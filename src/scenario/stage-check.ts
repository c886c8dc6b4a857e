/** Checks the stages of a connection: dates in order, each offered and in force at some time of the plan. */
import { readQuarter } from "../blocks/dates.ts";
import { quarterLabel } from "../units/quarter.ts";
import type { UnplacedIssue } from "./issue.ts";
import type { BlockEntry, HorizonScenario } from "./scenario.ts";

/** A stage as its schema leaves it. */
export interface StageSpec {
  readonly date?: string;
  readonly until?: string;
  readonly expires?: string;
  readonly firmMW: number;
  readonly nonFirmMW: number;
}

/** The stages of an entry; none for what is no connection. */
export function stagesOf({ block, spec }: BlockEntry): readonly StageSpec[] {
  return block.kind === "grid-connection" ? ((spec["stages"] ?? []) as readonly StageSpec[]) : [];
}

const START = ["horizon", "start"];

/** Everything wrong with the stages of one connection. */
export function checkStages(
  entry: BlockEntry,
  horizon: HorizonScenario | undefined,
): UnplacedIssue[] {
  const stages = stagesOf(entry);
  return stages.flatMap((stage, i): UnplacedIssue[] => {
    const path = [...entry.path.split("."), "stages", String(i)];
    const [date, until] = [readQuarter(stage.date), readQuarter(stage.until)];
    const expires = readQuarter(stage.expires);
    const earlier = stages.slice(0, i).findLastIndex((other) => other.date !== undefined);
    const before = stages[earlier]?.date;
    const clash = (
      field: "date" | "until" | "expires",
      message: string,
      expected: string,
      beside: readonly string[],
      hint: string,
    ): UnplacedIssue => ({
      code: "contradiction",
      path: [...path, field],
      message,
      expected,
      got: stage[field]!,
      beside,
      hint,
    });
    const issues: UnplacedIssue[] = [];
    if (stage.firmMW + stage.nonFirmMW === 0)
      issues.push({
        code: "missing",
        path,
        message: "The stage adds no MW",
        hint: "State firmMW or nonFirmMW.",
      });
    if (date !== undefined && before !== undefined && date < readQuarter(before)!)
      issues.push(
        clash(
          "date",
          `Stage ${i + 1} is dated before stage ${earlier + 1}`,
          `${before} or later`,
          [...path.slice(0, -1), String(earlier), "date"],
          "Put the stages in the order of their dates.",
        ),
      );
    if (date !== undefined && until !== undefined && until <= date)
      issues.push(
        clash(
          "until",
          "until is not after date",
          `after ${stage.date}`,
          [...path, "date"],
          "The stage would never be in force: move one of them.",
        ),
      );
    else if (horizon && until !== undefined && until <= horizon.start)
      issues.push(
        clash(
          "until",
          "The stage is gone before the plan starts",
          `after ${quarterLabel(horizon.start)}`,
          START,
          "Remove the stage, or start the plan earlier.",
        ),
      );
    if (horizon && expires !== undefined && expires < horizon.start)
      issues.push(
        clash(
          "expires",
          "The stage expires before the plan starts",
          `${quarterLabel(horizon.start)} or later`,
          START,
          "Remove the stage, or start the plan earlier.",
        ),
      );
    return issues;
  });
}
