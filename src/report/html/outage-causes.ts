/** Why energy is not served, in words. */
export const CAUSES: Readonly<Record<string, string>> = {
  gridInterruption: "grid interruptions",
  unitOutage: "outages of units",
  startFailure: "failed starts",
  curtailment: "cuts of the flexible connection",
  storeEmpty: "empty stores",
  hoursSpent: "running hours spent",
  capacity: "too little capacity",
};
