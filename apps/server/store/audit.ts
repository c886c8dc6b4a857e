/** Who did what: one line for everything that changes something or costs compute. */
import type { Database } from "./store.ts";

export interface Actor {
  readonly workspace: string;
  readonly actor: string;
}

/** Writes a line. Texts are cut, so that a log stays a log; secrets never come here. */
export async function record(
  db: Database,
  { workspace, actor }: Actor,
  action: string,
  subject: string,
  detail: Readonly<Record<string, unknown>> = {},
): Promise<void> {
  await db
    .insertInto("audit")
    .values({
      workspace,
      actor,
      action,
      subject: subject.slice(0, 200),
      detail: JSON.stringify(detail),
    })
    .execute();
}

export async function listAudit(
  db: Database,
  workspace: string,
  before: string | undefined,
  limit: number,
) {
  let query = db.selectFrom("audit").where("workspace", "=", workspace).selectAll();
  if (before !== undefined) query = query.where("id", "<", before);
  return query.orderBy("id", "desc").limit(limit).execute();
}
