/** A plan as it is told, and what may be asked of one. */
import { z } from "@hono/zod-openapi";
import { setField, scenarioField, slipsField } from "../http/scenario-input.ts";
import type { Slip } from "../../../src/scenario/scenario.ts";
import type { PlanRow } from "../store/plans.ts";
import type { PlanRequest } from "../store/tables.ts";

export const progressSchema = z
  .object({
    stage: z.string(),
    iteration: z.number(),
    objective: z.number().nullable(),
    bound: z.number().nullable(),
    gap: z.number().nullable(),
    seconds: z.number(),
  })
  .openapi("Progress");

export const planSchema = z
  .object({
    id: z.string(),
    label: z.string(),
    scenario: z.string(),
    state: z.enum(["queued", "running", "done", "failed", "cancelled"]),
    progress: progressSchema.nullable(),
    status: z.string().nullable().openapi({
      description:
        "planned, infeasible, unsolved or, of a comparison, compared, once there is a result",
    }),
    result: z.string().nullable().openapi({ description: "Hash of the result's content" }),
    summary: z.record(z.string(), z.unknown()).nullable(),
    reason: z.string().nullable(),
    attempts: z.number().int(),
    createdBy: z.string(),
    createdAt: z.string(),
    startedAt: z.string().nullable(),
    finishedAt: z.string().nullable(),
  })
  .openapi("Plan");

export const resolutionField = z
  .string()
  .regex(/^(full|weeks:([1-9]|[1-4]\d|5[0-2]))$/, "expected full or weeks:N with N from 1 to 52");

/** What may be asked of one plan. */
export const planFields = {
  scenario: scenarioField,
  set: setField,
  slips: slipsField,
  solver: z.enum(["chain", "highs"]).default("chain"),
  resolution: resolutionField.optional(),
  gap: z.number().gt(0).lt(1).optional(),
  timeLimitSeconds: z.number().min(1).max(14_400).optional(),
} as const;

type PlanFields = {
  readonly set: readonly string[];
  readonly slips?: readonly Slip[] | undefined;
  readonly solver: "chain" | "highs";
  readonly resolution?: string | undefined;
  readonly gap?: number | undefined;
  readonly timeLimitSeconds?: number | undefined;
};

/** The request as it is stored and hashed: every choice stated. */
export function requestOf(
  scenario: string,
  fields: PlanFields,
  more: Partial<PlanRequest> = {},
): PlanRequest {
  return {
    kind: "plan",
    scenario,
    set: fields.set,
    ...(fields.slips?.length ? { slips: fields.slips } : {}),
    solver: fields.solver,
    resolution: fields.resolution ?? null,
    gap: fields.gap ?? null,
    timeLimitSeconds: fields.timeLimitSeconds ?? null,
    confirm: 5,
    draws: null,
    place: null,
    firmMW: null,
    ...more,
  };
}

const time = (date: Date | null) => date?.toISOString() ?? null;

export function planView(row: PlanRow): z.infer<typeof planSchema> {
  return {
    id: row.id,
    label: row.label,
    scenario: row.scenario,
    state: row.state,
    progress: row.progress,
    status: row.status,
    result: row.result,
    summary: row.summary as Record<string, unknown> | null,
    reason: row.reason,
    attempts: row.attempts,
    createdBy: row.created_by,
    createdAt: row.created_at.toISOString(),
    startedAt: time(row.started_at),
    finishedAt: time(row.finished_at),
  };
}

export const isOver = ({ state }: { readonly state: string }) =>
  state !== "queued" && state !== "running";
