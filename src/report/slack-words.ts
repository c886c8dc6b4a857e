/** What it brings to place orders before the last moment: which of the cases tried help, in words. */
import type { SlackReport } from "./odds.ts";

/** Cases that bring full power to its date in more of the draws, beyond two standard errors of both. */
export function slackThatHelps([none, ...others]: readonly SlackReport[]): SlackReport[] {
  return others.filter(
    ({ fullOnTimeFrac: { mean, standardError } }) =>
      none &&
      mean - none.fullOnTimeFrac.mean > 2 * (standardError + none.fullOnTimeFrac.standardError),
  );
}

export const NO_SLACK_HELPS =
  "ordering earlier brings full power no sooner; what makes it late is ordered at once already";
