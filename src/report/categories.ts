/** Categories of cost that figures treat apart. */

/** Category that a plan counts as worth, not as cost: what compute is sold for. */
export const WORTH = "compute value";
/** Category of chips. */
export const CHIPS = "servers";
/** What power costs. */
export const POWER_CATEGORIES = new Set([
  "supply",
  "storage",
  "connection",
  "contracts",
  "energy",
  "fuel",
  "tax",
  "operations",
  "carbon",
  "export",
]);
