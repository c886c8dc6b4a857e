/** How the rows of a fleet are called that tell how much of its full power it has and what it computes with that, shares of 1. */
export const MEAN_RUN = "Mean IT power over full power";
export const MEAN_SPEED = "Compute over that at full power";
