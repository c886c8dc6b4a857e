/** How the row of a fleet is called that tells how much of its full power it has, a share of 1. */
export const MEAN_RUN = "Mean IT power over full power";
