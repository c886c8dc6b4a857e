/** How many plans a workspace may have waiting: no one fills the queue for everyone. */
import { countWaiting } from "../store/plans.ts";
import type { Identity } from "../store/tokens.ts";
import { refusal } from "./failure.ts";
import type { Service } from "./service.ts";

export const MOST_WAITING = 50_000;

/** @throws a refusal when so many more plans are too many. */
export async function checkRoom(
  { store }: Service,
  { workspace }: Identity,
  plans: number,
): Promise<void> {
  const waiting = await countWaiting(store.db, workspace);
  if (waiting + plans > MOST_WAITING)
    throw refusal(429, "queue", `${waiting} plans wait in this workspace already`, {
      hint: `At most ${MOST_WAITING} may; wait for some to be done, or cancel a sweep.`,
    });
}
