/** Scenarios in requests: by hash, or as text with the hashes of the files it names; checked off this thread. */
import { z } from "@hono/zod-openapi";
import type { Checked, Imported, Task, TaskResult } from "../jobs/task.ts";
import { TaskFailure } from "../jobs/threads.ts";
import { MOST_SLIP_MONTHS } from "../../../src/slips.ts";
import type { HourlyOptions } from "../../../src/climate/readers/hourly-options.ts";
import type { Slip } from "../../../src/scenario/scenario.ts";
import { findScenario, missingFiles, putScenario, readFiles } from "../store/scenarios.ts";
import type { ScenarioContent } from "../store/scenarios.ts";
import type { Identity } from "../store/tokens.ts";
import { notFound, refusal } from "./failure.ts";
import { hashText } from "./route.ts";
import type { Service } from "./service.ts";

/** Longest that checking a scenario or file may take. */
const CHECK_SECONDS = 20;

export const scenarioText = z.string().min(1).max(1_000_000).openapi({
  description: "The scenario as YAML",
  example: "firmwatt: 1\nsites:\n  lulea: { place: lulea }\n",
});
export const filesField = z
  .record(z.string().min(1).max(200), hashText)
  .refine((files) => Object.keys(files).length <= 40, "at most 40 files")
  .default({})
  .openapi({
    description: "Names the scenario uses for its files, each with the hash of an uploaded file",
  });
export const setField = z
  .array(z.string().min(3).max(2000))
  .max(200)
  .default([])
  .openapi({ description: "Settings such as sites.lulea.connection.firmMW=300, in order" });

export const slipsField = z
  .array(
    z.strictObject({
      what: z.string().min(1).max(200).openapi({
        description: "A site, a name, a kind, SITE.NAME, a milestone, or grid",
        example: "grid",
      }),
      months: z
        .number()
        .min(-MOST_SLIP_MONTHS)
        .max(MOST_SLIP_MONTHS)
        .refine((months) => months !== 0, "expected months other than 0")
        .openapi({ description: "Later by so many months; below 0 earlier", example: 9 }),
    }),
  )
  .max(50)
  .default([])
  .openapi({
    description:
      "Dates that slip in a plan over time, as with replan --slip grid=+9mo; on top of `set`",
  });

/** Either a stored scenario's hash, or a scenario's text. */
export const scenarioField = z
  .union([
    z.strictObject({ hash: hashText }),
    z.strictObject({ text: scenarioText, files: filesField }),
  ])
  .openapi("ScenarioInput");

/** Runs a check in a thread of its own. @throws a refusal when it takes too long. */
async function inspect(service: Service, task: Task): Promise<TaskResult> {
  try {
    return await service.checkers.run(task, { seconds: CHECK_SECONDS }).result;
  } catch (error) {
    if (error instanceof TaskFailure && error.reason === "late")
      throw refusal(422, "time", `checking it took longer than ${CHECK_SECONDS} s`, {
        hint: "Make the scenario or file smaller.",
      });
    throw error;
  }
}

export async function inspectFile(
  service: Service,
  file: { name: string; text: string; stated: HourlyOptions },
): Promise<Imported> {
  const result = await inspect(service, { kind: "import", ...file });
  if (result.kind !== "imported") throw new Error("the checker gave something else");
  return result;
}

/** Every issue of a scenario. @throws a refusal when a file is not in the workspace. */
export async function checkContent(
  service: Service,
  identity: Identity,
  content: ScenarioContent,
  set: readonly string[],
  slips: readonly Slip[] = [],
): Promise<Checked> {
  const { db } = service.store;
  const missing = await missingFiles(db, identity.workspace, Object.values(content.files));
  if (missing.length > 0)
    throw refusal(422, "file", `no file with hash ${missing[0]} was uploaded to this workspace`, {
      hint: "Upload it with POST /api/v1/files first.",
    });
  const files = await readFiles(db, content.files);
  const result = await inspect(service, {
    kind: "check",
    scenario: { text: content.text, files },
    set,
    slips,
  });
  if (result.kind !== "checked") throw new Error("the checker gave something else");
  return result;
}

export interface KnownScenario {
  readonly hash: string;
  readonly name: string;
  readonly horizon: boolean;
}

/** The scenario of a request, checked with its settings and stored. @throws a refusal with every issue. */
export async function takeScenario(
  service: Service,
  identity: Identity,
  input: z.infer<typeof scenarioField>,
  set: readonly string[],
  slips: readonly Slip[] = [],
): Promise<KnownScenario> {
  const { db } = service.store;
  const stored =
    "hash" in input ? await findScenario(db, identity.workspace, input.hash) : undefined;
  if ("hash" in input && !stored) throw notFound("scenario");
  const content: ScenarioContent = "hash" in input ? stored! : input;
  const checked = await checkContent(service, identity, content, set, slips);
  if (!checked.ok)
    throw refusal(422, "scenario", `the scenario has ${checked.issues.length} issues`, {
      issues: [...checked.issues],
    });
  const hash = stored?.hash ?? (await putScenario(db, content, checked.name, identity));
  return { hash, name: checked.name, horizon: checked.horizon };
}
